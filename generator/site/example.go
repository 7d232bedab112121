package site

import (
	"slices"
	"strings"
)

// ExampleLine is a line of a rule's example, with its end. Differs tells
// whether the other example of the rule has no such line in its place.
type ExampleLine struct {
	Text    string
	Differs bool
}

// compareExamples marks what differs between two texts, line by line; nothing
// where they have no line in common, or are the same.
func compareExamples(bad, good string) (b, g []ExampleLine) {
	b, g = exampleLines(bad), exampleLines(good)
	common := commonLines(b, g)
	for i, j, n := 0, 0, common[0][0]; n > 0; {
		switch {
		case b[i].Text == g[j].Text:
			b[i].Differs, g[j].Differs = false, false
			i, j, n = i+1, j+1, n-1
		case common[i+1][j] >= common[i][j+1]:
			i++
		default:
			j++
		}
	}
	alone := func(l ExampleLine) bool { return !l.Differs }
	if !slices.ContainsFunc(b, alone) || !slices.ContainsFunc(g, alone) {
		for i := range b {
			b[i].Differs = false
		}
		for i := range g {
			g[i].Differs = false
		}
	}
	return b, g
}

// exampleLines parts a text into lines, all of which differ so far.
func exampleLines(text string) []ExampleLine {
	var list []ExampleLine
	for line := range strings.Lines(text) {
		list = append(list, ExampleLine{line, true})
	}
	return list
}

// commonLines is how many lines the rests of two texts have in common, by
// where they begin.
func commonLines(a, b []ExampleLine) [][]int {
	n := make([][]int, len(a)+1)
	n[len(a)] = make([]int, len(b)+1)
	for i := len(a) - 1; i >= 0; i-- {
		n[i] = make([]int, len(b)+1)
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].Text == b[j].Text {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	return n
}

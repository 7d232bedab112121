package appdef

import (
	"strings"

	"vitrine/generator/diag"
)

// Problem is what a grammar of this package finds wrong with a string. Spans
// and fixes count bytes in the decoded string; Field.At maps them to the
// source.
type Problem struct {
	Span          diag.Span
	Severity      diag.Severity
	Code          string // the name of the rule that reports it
	Message, Hint string
	Fix           []diag.Edit // in order; they do not overlap
	Unsafe        bool        // the fix guesses
}

// longestGuess bounds the words that Closest compares, in bytes: names
// longer than this are not typing errors of anything.
const longestGuess = 64

// Closest finds what a misspelt word may mean: the candidate that differs
// in case only (distance 0), else the nearest within two edits, provided
// that less than half of the word has to change. Swapped neighbours are one
// edit. Where two candidates are equally near the distance is at least 2, so
// that nobody takes a guess for certain.
func Closest(word string, candidates []string) (best string, distance int, ok bool) {
	lower := strings.ToLower(word)
	for _, c := range candidates {
		if strings.ToLower(c) == lower {
			return c, 0, true
		}
	}
	distance, tie := 3, false
	for _, c := range candidates {
		switch d := editDistance(lower, strings.ToLower(c)); {
		case d < distance:
			best, distance, tie = c, d, false
		case d == distance && c != best:
			tie = true
		}
	}
	if distance > 2 || 2*distance >= len([]rune(word)) {
		return "", 0, false
	}
	if tie {
		distance = 2
	}
	return best, distance, true
}

// editDistance counts insertions, deletions, replacements and swaps of
// neighbours (optimal string alignment), or 3 when it is not worth counting.
func editDistance(a, b string) int {
	if len(a) > longestGuess || len(b) > longestGuess {
		return 3
	}
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > 2 || len(y)-len(x) > 2 {
		return 3
	}
	older, old, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return old[len(y)]
}

// either returns "did you mean" for the candidates, which are names of our
// own, or "" without any.
func either(candidates []string) string {
	if len(candidates) == 0 {
		return ""
	}
	return "did you mean \"" + strings.Join(candidates, "\" or \"") + "\"?"
}

package appdef

import "strings"

// What bounds a guess. Names longer than longestGuess bytes are no typing
// errors of anything, and among thousands of names a near one says little.
const (
	longestGuess  = 64
	mostCandidate = 1000
	tooFar        = 3 // edits; what editDistance returns for all that is further
)

// Guesses is how many misspelt names of one kind are worth a guess in one
// definition: nobody reads further, and each guess costs a look at every
// candidate.
const Guesses = 100

// Closest finds what a misspelt word may mean: the candidate that differs
// in case only (distance 0), else the nearest within two edits, provided
// that less than half of the word has to change. Swapped neighbours are one
// edit. Where two candidates are equally near the distance is at least 2, so
// that nobody takes a guess for certain. Of many candidates the first
// thousand are looked at for more than letter case.
func Closest(word string, candidates []string) (best string, distance int, ok bool) {
	if len(word) > longestGuess {
		return "", 0, false
	}
	for _, c := range candidates {
		if len(c) <= 2*longestGuess && strings.EqualFold(c, word) {
			return c, 0, true
		}
	}
	lower := strings.ToLower(word)
	distance, tie := tooFar, false
	for _, c := range candidates[:min(len(candidates), mostCandidate)] {
		if len(c) > longestGuess || len(c)-len(word) > longestGuess/4 {
			continue
		}
		switch d := editDistance(lower, strings.ToLower(c)); {
		case d < distance:
			best, distance, tie = c, d, false
		case d == distance && c != best:
			tie = true
		}
	}
	if distance >= tooFar || 2*distance >= len([]rune(word)) {
		return "", 0, false
	}
	if tie {
		distance = 2
	}
	return best, distance, true
}

// editDistance counts insertions, deletions, replacements and swaps of
// neighbours (optimal string alignment), or returns tooFar when it is not
// worth counting. Only cells within two of the diagonal can come to less.
func editDistance(a, b string) int {
	if len(a) > longestGuess || len(b) > longestGuess {
		return tooFar
	}
	var xs, ys [longestGuess]rune
	x, y := runes(xs[:0], a), runes(ys[:0], b)
	if len(x)-len(y) >= tooFar || len(y)-len(x) >= tooFar {
		return tooFar
	}
	var cells [3][longestGuess + 2]int
	older, old, row := &cells[0], &cells[1], &cells[2]
	for j := range len(y) + 1 {
		old[j] = j
	}
	last := tooFar // the least of the row before
	for i := 1; i <= len(x); i++ {
		from, to := max(1, i-2), min(len(y), i+2)
		row[from-1] = tooFar
		if from == 1 {
			row[0] = i
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			row[j] = step(x, y, i, j, older, old, row)
			least = min(least, row[j])
		}
		row[to+1] = tooFar
		if least >= tooFar && last >= tooFar {
			return tooFar
		}
		last = least
		older, old, row = old, row, older
	}
	return min(old[len(y)], tooFar)
}

// step is the distance of the first i runes of x from the first j of y.
func step(x, y []rune, i, j int, older, old, row *[longestGuess + 2]int) int {
	d := min(old[j]+1, row[j-1]+1)
	if x[i-1] == y[j-1] {
		d = min(d, old[j-1])
	} else {
		d = min(d, old[j-1]+1)
	}
	if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
		d = min(d, older[j-2]+1)
	}
	return d
}

func runes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

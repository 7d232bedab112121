package appdef

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// fullDistance is the textbook's optimal string alignment, every cell of it.
func fullDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return min(d[len(x)][len(y)], tooFar)
}

func TestEditDistance(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abc"[random.IntN(3)]
		}
		return string(b)
	}
	for range 20000 {
		a, b := word(random.IntN(9)), word(random.IntN(9))
		if random.IntN(4) == 0 { // long words that are near each other
			a = word(60)
			b = a[:20] + word(random.IntN(2)) + a[21:40] + word(random.IntN(2)) + a[41:]
		}
		if got, want := editDistance(a, b), fullDistance(a, b); got != want {
			t.Fatalf("%q and %q: %d, want %d", a, b, got, want)
		}
	}
}

func TestClosestBounds(t *testing.T) {
	many := make([]string, 5000)
	for i := range many {
		many[i] = "name" + strings.Repeat("x", i%7)
	}
	many[4000] = "storeName"
	for _, tt := range []struct {
		word, best string
		distance   int
		among      []string
	}{
		{"stroeName", "storeName", 1, []string{"region", "storeName"}},
		{"STORENAME", "storeName", 0, many}, // letter case is looked for among all
		{"ab", "", 0, []string{"cd"}},
		{"stores", "store1", 2, []string{"store1", "store2"}},
		{"stroeName", "", 0, many}, // beyond the first thousand nothing is guessed
		{strings.Repeat("a", 65), "", 0, []string{strings.Repeat("a", 64)}},
	} {
		best, distance, ok := Closest(tt.word, tt.among)
		if best != tt.best || distance != tt.distance || ok != (tt.best != "") {
			t.Errorf("Closest(%q) = %q, %d, %v; want %q, %d", tt.word, best, distance, ok, tt.best, tt.distance)
		}
	}
}

package jsontree

import (
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

// checkSafe holds what a safe fix promises: whatever of them is made, alone or
// together, everything that could be read is read as before, and no fault is
// added.
func checkSafe(t testing.TB, src []byte, dice *rand.Rand) {
	t.Helper()
	limits := Limits{Errors: 1 << 30, Depth: 30}
	before := Read(src, limits)
	var safe []diag.Diagnostic
	for _, d := range before.Faults {
		if d.Fixable(false) {
			safe = append(safe, d)
		}
	}
	want := render(before.Root)
	for _, chosen := range choices(safe, dice) {
		fixed, n := diag.Fix(src, chosen, false)
		after := Read(fixed, limits)
		if got := render(after.Root); got != want {
			t.Fatalf("%q\nbecame   %q\nwas read %s\nis read  %s\n%v", src, fixed, want, got, chosen)
		}
		if left := len(after.Faults); left > len(before.Faults)-n && rules(after.Faults) != "json-empty" {
			t.Fatalf("%q\nbecame %q\n"+
				"%d of %d faults were mended, but %d remain\n%v\n%v", src, fixed, n, len(before.Faults), left, chosen, after.Faults)
		}
	}
}

// choices are each fix alone, all together, and some sets of them.
func choices(safe []diag.Diagnostic, dice *rand.Rand) [][]diag.Diagnostic {
	const alone, sets = 20, 4
	if len(safe) == 0 {
		return nil
	}
	list := [][]diag.Diagnostic{safe}
	for _, i := range dice.Perm(len(safe))[:min(alone, len(safe))] {
		list = append(list, safe[i:i+1])
	}
	for range sets {
		var some []diag.Diagnostic
		for _, d := range safe {
			if dice.IntN(2) == 0 {
				some = append(some, d)
			}
		}
		list = append(list, some)
	}
	return list
}

// wound changes a text in one place as people and editors do.
func wound(src string, dice *rand.Rand) string {
	if src == "" {
		return src
	}
	marks := []string{
		`"`, "'", ",", ":", "{", "}", "[", "]", "\n", "\t", " ", "\\", `\"`, "x", "“", "`", "//", "\u00a0", "\xff", "1", ",\n", "\"\n",
	}
	i := dice.IntN(len(src))
	switch dice.IntN(4) {
	case 0:
		return src[:i] + src[i+1:]
	case 1: // a punctuation mark, where one stands
		if k := strings.IndexAny(src[i:], "\"{}[]:,\n"); k >= 0 {
			return src[:i+k] + src[i+k+1:]
		}
		return src
	case 2:
		if k := strings.IndexAny(src[i:], "\"{}[]:,\n"); k >= 0 {
			i += k
		}
	}
	return src[:i] + marks[dice.IntN(len(marks))] + src[i:]
}

// TestSafe tries the fixes of every example, and of the same wounded.
func TestSafe(t *testing.T) {
	dice := rand.New(rand.NewPCG(8, 1))
	var texts []string
	for _, src := range exampleTexts(t) {
		texts = append(texts, string(src))
	}
	for _, m := range mutations {
		texts = append(texts, m.apply(t))
	}
	for _, c := range suite {
		if len(c.text) < 1000 {
			texts = append(texts, c.text)
		}
	}
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	for _, text := range texts {
		checkSafe(t, []byte(text), dice)
		for i := range rounds {
			hurt := text
			for range 1 + i%3 {
				hurt = wound(hurt, dice)
			}
			checkSafe(t, []byte(hurt), dice)
		}
	}
}

// FuzzSafe is TestSafe on any text.
func FuzzSafe(f *testing.F) {
	for _, src := range exampleTexts(f) {
		f.Add(src)
	}
	for _, m := range mutations {
		f.Add([]byte(m.apply(f)))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		checkSafe(t, src, rand.New(rand.NewPCG(8, uint64(crc32.ChecksumIEEE(src)))))
	})
}

package generator_test

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/jsontree"
	"vitrine/generator/rules"
)

// checkKeeps holds what --fix promises: whichever safe fixes are made, of the
// parser and of the rules, every value that no edit touches says what it said,
// stands where it stood, and the text is no less JSON than it was.
func checkKeeps(t testing.TB, text []byte, dice *rand.Rand) {
	t.Helper()
	opts := gallery.Options{Limits: check.Limits{Findings: 10_000}}
	report := (&gallery.Single{Name: "app.json", Data: text, Options: opts}).Report()
	var safe []diag.Diagnostic
	for _, d := range report.Files[0].Diagnostics {
		if d.Fixable(false) && d.Rule != "json-wrapped" { // that one takes the outermost object away
			safe = append(safe, d)
		}
	}
	sets := [][]diag.Diagnostic{safe}
	for i := range safe {
		if len(safe) < 20 || dice.IntN(len(safe)) < 20 {
			sets = append(sets, safe[i:i+1])
		}
	}
	for range 3 {
		sets = append(sets, slices.DeleteFunc(slices.Clone(safe), func(diag.Diagnostic) bool { return dice.IntN(2) == 0 }))
	}
	limits := jsontree.Limits{Errors: 1 << 30}
	before := jsontree.Read(text, limits)
	for _, set := range sets {
		fixed, n := diag.Fix(text, set, false)
		if n == 0 {
			continue
		}
		after := jsontree.Read(fixed, limits)
		if what := changed("", before.Root, after.Root, editsOf(set)); what != "" {
			t.Fatalf("%s changed in %q, which became %q by %v", what, text, fixed, set)
		}
		if len(after.Faults) > len(before.Faults) {
			t.Fatalf("%q became %q: %d faults, and before %d", text, fixed, len(after.Faults), len(before.Faults))
		}
	}
}

func editsOf(set []diag.Diagnostic) (edits []diag.Edit) {
	for _, d := range set {
		edits = append(edits, d.Fix...)
	}
	return edits
}

// changed returns the place of the first value that differs although no edit
// touches it, "" if there is none.
func changed(at string, a, b *jsontree.Node, edits []diag.Edit) string {
	touched := slices.ContainsFunc(edits, func(e diag.Edit) bool { return e.Span.Start <= a.Span.End && a.Span.Start <= e.Span.End })
	switch {
	case touched && a.Kind < jsontree.Array:
		return ""
	case touched && a.Kind == jsontree.Object && b.Kind == jsontree.Array && len(b.Items) == 1: // put into brackets
		return changed(at, a, b.Items[0], edits)
	case a.Kind != b.Kind || a.Text != b.Text:
		return at + fmt.Sprintf(" (%q)", a.Text)
	case len(a.Items) != len(b.Items) || !touched && len(a.Members) != len(b.Members) || len(a.Members) > len(b.Members):
		return at + " (length)"
	}
	for i := range a.Items {
		if what := changed(fmt.Sprint(at, "/", i), a.Items[i], b.Items[i], edits); what != "" {
			return what
		}
	}
	shift := 0
	for i, m := range a.Members {
		for len(b.Members)-shift > len(a.Members) && b.Members[i+shift].Name.Text != m.Name.Text {
			shift++ // a member was added
		}
		other := b.Members[i+shift]
		what := changed(at+"/"+m.Name.Text+" (name)", m.Name, other.Name, edits)
		if what == "" {
			what = changed(at+"/"+m.Name.Text, m.Value, other.Value, edits)
		}
		if what != "" {
			return what
		}
	}
	return ""
}

// definitions are the JSON texts of the repository: fixtures, scripts, the
// demo and the rules' examples.
func definitions(t testing.TB) (texts [][]byte) {
	for _, pattern := range []string{"testdata/cases/*.txtar", "../cmd/vitrine/testdata/script/*.txt"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range ar.Files {
				if strings.HasSuffix(f.Name, ".json") {
					texts = append(texts, f.Data)
				}
			}
		}
	}
	names, _ := filepath.Glob("../content/apps/*/*.json")
	for _, name := range append(names, "jsontree/testdata/seed-sample.json") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	for _, r := range rules.All {
		texts = append(texts, []byte(r.Bad), []byte(r.Good))
	}
	return texts
}

// TestMendKeeps tries the safe fixes of every definition, and of the same with
// a few characters lost or added.
func TestMendKeeps(t *testing.T) {
	dice := rand.New(rand.NewPCG(8, 2))
	for _, text := range definitions(t) {
		checkKeeps(t, text, dice)
		if len(text) > 20_000 {
			continue
		}
		for range 3 {
			hurt := bytes.Clone(text)
			for range 1 + dice.IntN(3) {
				hurt = wound(hurt, dice)
			}
			checkKeeps(t, hurt, dice)
		}
	}
}

// wound takes a character away, mostly punctuation, or adds one.
func wound(text []byte, dice *rand.Rand) []byte {
	if len(text) == 0 {
		return text
	}
	i := dice.IntN(len(text))
	if k := bytes.IndexAny(text[i:], "\"{}[],:\n"); k >= 0 && dice.IntN(4) > 0 {
		i += k
	}
	if dice.IntN(2) == 0 {
		return slices.Delete(text, i, i+1)
	}
	const marks = "\"'{}[],:\n\t\\ x1"
	return slices.Insert(text, i, marks[dice.IntN(len(marks))])
}

// FuzzMendKeeps is TestMendKeeps on any text.
func FuzzMendKeeps(f *testing.F) {
	for i, text := range definitions(f) {
		if len(text) < 2000 && i%3 == 0 { // a seed each takes milliseconds before anything is tried
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		checkKeeps(t, text, rand.New(rand.NewPCG(8, uint64(crc32.ChecksumIEEE(text)))))
	})
}

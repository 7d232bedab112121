package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
)

// mend checks what holds for every text: mending again changes nothing, the
// rest of the findings has nothing that could be mended, and no text is less
// JSON than before.
func mend(t *testing.T, name string, data []byte, unsafe bool) check.Mended {
	t.Helper()
	opts := gallery.Options{Limits: check.Limits{Findings: 10_000}}
	before := (&gallery.Single{Name: name, Data: data, Options: opts}).Report()
	m, ok := (&gallery.Single{Name: name, Data: data, Options: opts}).Mend(unsafe)
	if !ok {
		m.After = data
	}
	again := &gallery.Single{Name: name, Data: m.After, Options: opts}
	if twice, ok := again.Mend(unsafe); ok {
		t.Errorf("%s: mended twice, the text changes once more:\n%s", name, twice.Diff(name))
	}
	after := again.Report()
	for _, d := range after.Files[0].Diagnostics {
		if d.Fixable(unsafe) {
			t.Errorf("%s: after mending there is still %s: %s", name, d.Rule, d.Message)
		}
	}
	if a, b := after.Counts(), before.Counts(); a.Error > b.Error && !unsafe {
		t.Errorf("%s: mending made %d errors of %d", name, a.Error, b.Error)
	}
	return m
}

// TestMendExamples mends the bad example of every rule.
func TestMendExamples(t *testing.T) {
	for _, r := range rules.All {
		for _, unsafe := range []bool{false, true} {
			mend(t, r.Name+".json", []byte(r.Bad), unsafe)
		}
	}
}

// TestMendCases mends every definition of the fixtures.
func TestMendCases(t *testing.T) {
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ar.Files {
			if strings.HasSuffix(f.Name, ".json") {
				mend(t, filepath.Base(name)+"/"+f.Name, f.Data, false)
				mend(t, filepath.Base(name)+"/"+f.Name, f.Data, true)
			}
		}
	}
}

// TestMendDemo: what the demo's sound apps say stays as it is.
func TestMendDemo(t *testing.T) {
	names, err := filepath.Glob("../content/apps/*/app.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no demo", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := mend(t, name, text, true)
		if m.Applied > 0 && !strings.Contains(name, "broken") {
			t.Errorf("%s was mended:\n%s", name, m.Diff(name))
		}
	}
}

// TestMendKeepsTheRest: everything that no fix names stays, byte for byte.
func TestMendKeepsTheRest(t *testing.T) {
	text := "{\r\n\t\"app\" :\"a\",\t\"version\":\"1.0.0\" , \"title\":\"caf\\u00e9 \xc3\xa9\",\r\n  \"widgets\": [ {\"url\":\"https://acme.example/\",\"icon\":\"https://acme.example/i.svg\",\r  \"title\":\"T\",\"backgroundLoad\":\"false\" , }, ],\r\n\r\n}\r\n \t"
	want := strings.NewReplacer(`"false" , }, ],`, `false  } ]`).Replace(text)
	m := mend(t, "a.json", []byte(text), false)
	if got := string(m.After); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// FuzzMend: any text can be mended, again and again.
func FuzzMend(f *testing.F) {
	for _, r := range rules.All {
		f.Add([]byte(r.Bad), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, unsafe bool) {
		one := &gallery.Single{Name: "a.json", Data: text}
		m, ok := one.Mend(unsafe)
		if !ok {
			return
		}
		if bytes.Equal(m.Before, m.After) || m.Applied == 0 {
			t.Fatal("mended, but nothing changed")
		}
		_ = m.Diff("a.json")
		for _, file := range one.Report().Files {
			for _, d := range file.Diagnostics {
				for _, e := range d.Fix {
					if e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(text) {
						t.Fatalf("%s: edit outside the text: %v", d.Rule, e)
					}
				}
				if d.Severity > diag.Info {
					t.Fatal("no such severity")
				}
			}
		}
	})
}

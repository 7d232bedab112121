package appdef

import (
	"strings"
	"testing"
)

func TestSamples(t *testing.T) {
	sets, problems := Samples([]byte("- name: Acme EU\n  description: A store in Europe\n  settings:\n    - {category: default, name: storeName, value: acme-eu}\n    - {name: pageSize, value: 007}\n- settings: []\n"))
	if len(problems) > 0 || len(sets) != 2 {
		t.Fatal(sets, problems)
	}
	if sets[0].Name != "Acme EU" || sets[0].Description != "A store in Europe" || sets[1].Name != "Sample 2" {
		t.Error(sets)
	}
	if v, ok := sets[0].Value("default", "storeName"); !ok || v != "acme-eu" {
		t.Errorf("storeName is %q", v)
	}
	// Values stay as they are written, and without a category one fits all.
	if v, ok := sets[0].Value("carriers", "pageSize"); !ok || v != "007" {
		t.Errorf("pageSize is %q", v)
	}
}

// TestSamplesTrouble: each fault is one finding at its place, and the rest
// is read.
func TestSamplesTrouble(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{"just text", "expected a list of sample sets"},
		{"- name: [a", "not YAML"},
		{"- nmae: x", `unknown key "nmae"`},
		{"- settings: x", "settings should be a list"},
		{"- settings: [{value: x}]", "a setting without a name"},
		{"- settings: [{name: s, value: {a: b}}]", "expected a plain value"},
		{"- &a {name: x}\n- *a", "sample set 2 should have a name and settings"},
		{strings.Repeat("#", MaxSamples+1), "at most 65536 are read"},
	} {
		_, problems := Samples([]byte(c.text))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.message) {
			t.Errorf("%.40q: got %v, want %q", c.text, problems, c.message)
		}
	}
}

// FuzzSamples: no text makes it fail, and every finding lies in the text.
func FuzzSamples(f *testing.F) {
	f.Add("- name: a\n  settings:\n  - {category: default, name: s, value: 1}\n")
	f.Add("- &a [*a]")
	f.Add("\xff- name: \u2028")
	f.Fuzz(func(t *testing.T, text string) {
		_, problems := Samples([]byte(text))
		for _, p := range problems {
			if p.Span.Start < 0 || p.Span.End > len(text) || p.Span.Start > p.Span.End {
				t.Errorf("span %v in %d bytes", p.Span, len(text))
			}
		}
	})
}

package diag_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// TestManyEdits: of a fix with many edits, and of many fixes, no report lists
// all; it says how they can be made, and those that are listed are whole.
func TestManyEdits(t *testing.T) {
	report := func(fixes, edits int) *diag.Report {
		src := diag.NewSource("a.json", bytes.Repeat([]byte(`\x`), fixes*edits))
		f := diag.File{Source: src}
		for i := range fixes {
			d := diag.Diagnostic{Rule: "json-string", Message: "bad escapes", Unsafe: true}
			for k := range edits {
				d.Fix = append(d.Fix, edit(2*(i*edits+k), 2*(i*edits+k)+1, `\\`))
			}
			f.Diagnostics = append(f.Diagnostics, d)
		}
		return &diag.Report{Files: []diag.File{f}}
	}
	for _, c := range []struct{ fixes, edits, listed int }{{1, 100, 100}, {1, 101, 0}, {1, 50_000, 0}, {11, 100, 1000}, {100, 100, 1000}} {
		for _, name := range []string{"json", "sarif", "text", "github", "junit.xml", "csv"} {
			doc := written(t, name, report(c.fixes, c.edits))
			valid(t, name, doc)
			if n := len(doc); n > 1000*c.fixes+500*c.listed+2000 {
				t.Errorf("%s: %d fixes of %d edits take %d bytes", name, c.fixes, c.edits, n)
			}
			edit, lists := map[string]string{"json": `"text":"\\\\"`, "sarif": `"deletedRegion"`}[name]
			if edits := bytes.Count(doc, []byte(edit)); lists && edits != c.listed {
				t.Errorf("%s: %d edits are listed of %d fixes of %d", name, edits, c.fixes, c.edits)
			}
			word := fmt.Sprintf("vitrine check --fix --unsafe mends it; the %d edits are not listed here", c.edits)
			if told := bytes.Contains(doc, []byte(word)); told != (name == "json" || name == "sarif") && c.listed < c.fixes*c.edits {
				t.Errorf("%s: %d fixes of %d edits: told %v", name, c.fixes, c.edits, told)
			}
		}
	}
}

// TestBound: what is repeated of a text is cut at a whole character with its
// accents, with a sign.
func TestBound(t *testing.T) {
	for _, part := range []string{"x", "é", "e\u0301", "日", "👨\u200d👩\u200d👧", "\u0301", "\x80"} {
		for shift := range 8 {
			long := strings.Repeat("-", shift) + strings.Repeat(part, 4000)
			list := []diag.Diagnostic{{Message: long, Hint: long, Related: []diag.Related{{Message: long}}}}
			diag.Bound(list)
			for _, s := range []string{list[0].Message, list[0].Hint, list[0].Related[0].Message} {
				body, ok := strings.CutSuffix(s, "…")
				if !ok || len(s) > 1000 || len(s) < 700 || !strings.HasPrefix(long, body) || utf8.ValidString(long) != utf8.ValidString(s) {
					t.Errorf("%q: cut to %d bytes: %q", part, len(s), s)
				}
				if rest := long[len(body):]; part != "\u0301" && (strings.HasPrefix(rest, "\u0301") || strings.HasPrefix(rest, "\u200d")) {
					t.Errorf("%q: cut before %.3q", part, rest)
				}
			}
		}
	}
	if s := diag.Cut("short", 5); s != "short" {
		t.Error(s)
	}
}

// TestLongLines: no format grows with the length of a line or pointer.
func TestLongLines(t *testing.T) {
	for _, part := range []string{"x", "e\u0301", "宽", "\u0301", "/a"} {
		text := strings.Repeat(part, 200_000)
		src := diag.NewSource("a.json", []byte(text))
		at := len(part) * 100_000
		d := diag.Diagnostic{Rule: "a-b", Path: "/" + strings.Repeat(part, 50_000), Message: "m", Span: diag.Span{Start: at, End: len(text)}}
		r := &diag.Report{Files: []diag.File{{Source: src, Diagnostics: []diag.Diagnostic{d}}}}
		for name := range formats {
			doc := written(t, name, r)
			valid(t, name, doc)
			if len(doc) > 6000 {
				t.Errorf("%s: %q: %d bytes", name, part, len(doc))
			}
		}
		before, _, _ := diag.Excerpt(src, d.Span)
		if rest, ok := strings.CutPrefix(before, "…"); !ok || part == "e\u0301" && strings.HasPrefix(rest, "\u0301") {
			t.Errorf("%q: the excerpt begins with %.20q", part, before)
		}
	}
}

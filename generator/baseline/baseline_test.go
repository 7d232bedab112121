package baseline

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/internal/growth"
)

// found is a report about one file. A finding is written "rule /path message".
func found(file string, findings ...string) *diag.Report {
	f := diag.File{Source: diag.NewSource(file, nil)}
	for _, text := range findings {
		parts := strings.SplitN(text, " ", 3)
		f.Diagnostics = append(f.Diagnostics, diag.Diagnostic{Rule: parts[0], Path: parts[1], Message: parts[2]})
	}
	return &diag.Report{Files: []diag.File{f}}
}

func plain(src *diag.Source) string { return src.Path }

// TestFilter: a finding is known by its file, its rule, its value and what it says, as often as it was there.
func TestFilter(t *testing.T) {
	for _, c := range []struct {
		what        string
		before, now *diag.Report
		fresh, gone string
		known       int
	}{
		{"the same", found("a", "r /x m"), found("a", "r /x m"), "", "", 1},
		{"another file", found("a", "r /x m"), found("b", "r /x m"), "r /x m", "a r /x 1", 0},
		{"another rule", found("a", "r /x m"), found("a", "s /x m"), "s /x m", "a r /x 1", 0},
		{"another value", found("a", "r /x m"), found("a", "r /y m"), "r /y m", "a r /x 1", 0},
		{"another message", found("a", "r /x m"), found("a", "r /x n"), "r /x n", "a r /x 1", 0},
		{"another line in the message", found("a", "r /x stands on line 3 as well"), found("a", "r /x stands on line 12 as well"), "", "", 1},
		{"one more of them", found("a", "r /x m", "r /x m"), found("a", "r /x m", "r /x m", "r /x m"), "r /x m", "", 2},
		{"one less", found("a", "r /x m", "r /x m", "r /x m"), found("a", "r /x m"), "", "a r /x 2", 1},
	} {
		written := Of(c.before, plain).Text()
		b, err := Read(written)
		if err != nil {
			t.Fatalf("%s: %v\n%s", c.what, err, written)
		}
		if again := b.Text(); string(again) != string(written) {
			t.Errorf("%s: read and written again:\n%s\nwant\n%s", c.what, again, written)
		}
		out, known, left := b.Filter(c.now, plain)
		var fresh, gone []string
		for _, d := range out.Files[0].Diagnostics {
			fresh = append(fresh, d.Rule+" "+d.Path+" "+d.Message)
		}
		for _, e := range left {
			gone = append(gone, fmt.Sprintf("%s %s %s %d", e.File, e.Rule, e.Path, e.Count))
		}
		if got := strings.Join(fresh, ", "); got != c.fresh || strings.Join(gone, ", ") != c.gone || known != c.known {
			t.Errorf("%s: new %q, gone %q, %d known; want %q, %q, %d", c.what, got, gone, known, c.fresh, c.gone, c.known)
		}
	}
}

// TestFilterKept: findings that are kept packed are filtered as well, and stay packed.
func TestFilterKept(t *testing.T) {
	r := found("a", "r /x m", "s /x m")
	r.Files[0].Kept = &diag.Kept{Findings: diag.Pack(r.Files[0].Diagnostics), Text: func() ([]byte, error) { return nil, nil }}
	r.Files[0].Diagnostics = nil
	out, known, _ := Of(found("a", "r /x m"), plain).Filter(r, plain)
	if rest := out.Files[0].Kept.Findings.List(); known != 1 || len(rest) != 1 || rest[0].Rule != "s" || len(r.Files[0].Kept.Findings.List()) != 2 {
		t.Errorf("%d known, left %v of %v", known, rest, r.Files[0].Kept.Findings.List())
	}
}

// TestText: entries are sorted, a line each; equal findings are one.
func TestText(t *testing.T) {
	r := found("b", "r /x m")
	r.Files = append(r.Files, found("a", "s /x <m>", "r /y m", "r /x m", "r /x m").Files...)
	const want = `{
  "vitrine-baseline": 1,
  "findings": [
    {"file":"a","rule":"r","path":"/x","says":"62c66a7a5dd7","count":2},
    {"file":"a","rule":"r","path":"/y","says":"62c66a7a5dd7","count":1},
    {"file":"a","rule":"s","path":"/x","says":"b2055db41cf5","count":1},
    {"file":"b","rule":"r","path":"/x","says":"62c66a7a5dd7","count":1}
  ]
}
`
	if got := string(Of(r, plain).Text()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if b, err := Read((&Baseline{}).Text()); err != nil || b.Len() != 0 {
		t.Errorf("an empty one: %v, %v", b, err)
	}
}

// TestRead: what is wrong is told with its place.
func TestRead(t *testing.T) {
	const entry = `{"file":"a","rule":"r","path":"","says":"m","count":1}`
	for text, want := range map[string]string{
		`{"vitrine-baseline": 1, "findings": [` + entry + `]}`: "",
		`{"vitrine-baseline": 2, "findings": {"other": 1}}`:    ErrVersion.Error(),
		``:                        "1:1: the file is empty",
		`[]`:                      "1:1: expected a baseline, which is an object, found an array",
		`{"app": "acme"}`:         `1:2: unknown key "app" of a baseline; expected ["vitrine-baseline" "findings"]`,
		`{"vitrine-baseline": 1}`: `1:1: a baseline lacks the key "findings"`,
		`{"vitrine-baseline": "1", "findings": []}`:                                                                `1:22: "vitrine-baseline" should be a number, found a string`,
		`{"vitrine-baseline": 1, "findings": {}}`:                                                                  `1:37: "findings" should be an array, found an object`,
		"{\"vitrine-baseline\": 1, \"findings\": [\n" + entry + "\n" + entry + "]}":                                `3:1: expected a comma before "{"`,
		"{\"vitrine-baseline\": 1, \"findings\": [\n<<<<<<< HEAD\n" + entry + "\n=======\n]}":                      `2:1: a merge conflict was left here: "<<<<<<< HEAD"`,
		`{"vitrine-baseline": 1, "findings": [1]}`:                                                                 `1:38: expected an entry, which is an object, found a number`,
		`{"vitrine-baseline": 1, "findings": [{"file": "a", "rule": "r", "path": ""}]}`:                            `1:38: an entry lacks the key "says"`,
		`{"vitrine-baseline": 1, "findings": [{"file": 1, "rule": "r", "path": "", "says": "m", "count": 1}]}`:     `1:47: "file" should be a string, found a number`,
		`{"vitrine-baseline": 1, "findings": [{"file": "a", "rule": "r", "path": "", "says": "m", "count": 1.5}]}`: `1:99: "count" should be a whole number from 1 on, found a number`,
		`{"vitrine-baseline": 1, "findings": [{"file": "a", "rule": "r", "path": "", "says": "m", "line": 1}]}`:    `1:90: unknown key "line" of an entry; expected ["file" "rule" "path" "says" "count"]`,
	} {
		got := ""
		b, err := Read([]byte(text))
		if fault := (*Fault)(nil); err != nil {
			if got = err.Error(); !errors.As(err, &fault) && !errors.Is(err, ErrVersion) {
				t.Errorf("%s: %T", text, err)
			}
		}
		if got != want || (b == nil) != (want != "") {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestJoin: what a merge leaves twice counts once, as often as it stands in either branch.
func TestJoin(t *testing.T) {
	b, err := Read([]byte(`{"vitrine-baseline": 1, "findings": [
		{"file":"b","rule":"r","path":"","says":"m","count":1}, {"file":"a","rule":"r","path":"","says":"m","count":1},
		{"file":"b","rule":"r","path":"","says":"m","count":3}]}`))
	if err != nil || b.Len() != 4 || b.entries[0].File != "a" || len(b.entries) != 2 {
		t.Errorf("%v, %v", b, err)
	}
}

// TestLinear: a baseline costs what it is long.
func TestLinear(t *testing.T) {
	growth.Linear(t, "findings", 16<<10, func(size int) {
		r := found("a")
		for i := range size {
			r.Files[0].Diagnostics = append(r.Files[0].Diagnostics, diag.Diagnostic{Rule: "r", Path: fmt.Sprint("/", i), Message: "m"})
		}
		b, err := Read(Of(r, plain).Text())
		if err != nil {
			t.Fatal(err)
		}
		if _, known, _ := b.Filter(r, plain); known != size {
			t.Fatalf("%d of %d are known", known, size)
		}
	})
}

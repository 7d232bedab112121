package format

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/jsontree"
)

// TestLayout lays out the texts of testdata/layout.txt: each is followed by what it becomes.
func TestLayout(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/layout.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		c, want := archive.Files[i], archive.Files[i+1].Data
		got, faults := Layout(c.Data, jsontree.Limits{})
		if len(faults) > 0 || !bytes.Equal(got, want) {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.Name, faults, got, want)
		}
	}
}

// TestLayoutRefused: what has other faults than comments is left to a check, and so is a
// comment whose place would be lost.
func TestLayoutRefused(t *testing.T) {
	for text, rule := range map[string]string{
		`{"app": "a",}`: "json-trailing-comma", `{"app": /* why */ "a"}`: "json-comment", `{"app" /* why */: "a"}`: "json-comment",
		`{"app": "a" /* open }`: "json-comment", "{ // fine\n\"app\": \"a\" \"b\": 1}": "json-missing-comma",
	} {
		out, faults := Layout([]byte(text), jsontree.Limits{})
		if out != nil || len(faults) == 0 || faults[0].Rule != rule {
			t.Errorf("%s: %q, %v; want %s", text, out, faults, rule)
		}
	}
}

// FuzzLayout: what is laid out means what it meant, has the same comments in the same
// order, and is laid out the same again.
func FuzzLayout(f *testing.F) {
	for _, name := range []string{"layout.txt", "cases.txt"} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range archive.Files {
			f.Add(c.Data)
			f.Add(bytes.ReplaceAll(c.Data, []byte("\n"), []byte("\r\n")))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		limits := jsontree.Limits{Depth: 30, Errors: mostComments}
		out, _ := Layout(text, limits)
		if out == nil {
			return
		}
		again, faults := Layout(out, limits)
		if !bytes.Equal(again, out) {
			t.Errorf("%q becomes %q, and that %q, %v", text, out, again, faults)
		}
		if was, is := said(text, limits), said(out, limits); was != is {
			t.Errorf("%q becomes %q: %s and %s", text, out, was, is)
		}
	})
}

// said is what a text holds, with its comments.
func said(text []byte, limits jsontree.Limits) string {
	root, faults := jsontree.Parse(text, limits)
	var b bytes.Buffer
	for _, f := range faults {
		if f.Rule == "json-comment" {
			b.Write(text[f.Span.Start:f.Span.End])
			b.WriteByte('\n')
		}
	}
	root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		line, _ := json.Marshal([]string{at.Pointer(), n.Kind.String(), n.Text})
		b.Write(line)
		return true
	})
	return b.String()
}

package jsontree

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata/*.txt")

// TestExamples runs the cases of testdata/*.txt. A case is a heading
// "=== name", the text, a line "---", and what the parser makes of it: its
// findings and the tree. A text that begins with a quote and lies under a
// heading that ends in "(quoted)" is a Go string, for bytes that no editor
// shows. After a change run the test with -update and read the difference.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		intro, rest, _ := strings.Cut("\n"+string(raw), "\n=== ")
		out.WriteString(strings.TrimPrefix(intro, "\n"))
		for _, c := range strings.Split(rest, "\n=== ") {
			name, body, _ := strings.Cut(c, "\n")
			text, want, _ := strings.Cut(body+"\n", "\n---\n")
			src := []byte(text)
			if strings.HasSuffix(name, "(quoted)") {
				s, err := strconv.Unquote(text)
				if err != nil {
					t.Fatalf("%s: %s: %v", file, name, err)
				}
				src = []byte(s)
			}
			got := describe(src)
			if strings.TrimSpace(got) != strings.TrimSpace(want) && !*update {
				t.Errorf("%s: %s:\n%s\n--- got\n%s--- want\n%s", file, name, text, got, want)
			}
			fmt.Fprintf(&out, "\n=== %s\n%s\n---\n%s", name, text, got)
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.TrimPrefix(out.String(), "\n")), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// describe prints findings and tree as the examples show them.
func describe(src []byte) string {
	root, list := Parse(src, Limits{})
	s := diag.NewSource("", src)
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s %s %s %q: %s\n", place(s, d.Span), d.Severity, d.Rule, d.Path, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "      hint: %s\n", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "      %s %s\n", place(s, r.Span), r.Message)
		}
		kind := "fix"
		if d.Unsafe {
			kind = "unsafe fix"
		}
		for _, e := range d.Fix {
			fmt.Fprintf(&b, "      %s %s %q -> %q\n", kind, place(s, e.Span), src[e.Span.Start:e.Span.End], e.New)
		}
	}
	b.WriteString("tree: " + clip(render(root)) + "\n")
	return b.String()
}

func clip(s string) string {
	if len(s) > 300 {
		return s[:300] + " …"
	}
	return s
}

func place(s *diag.Source, sp diag.Span) string {
	a, b := s.Position(sp.Start), s.Position(sp.End)
	switch {
	case a == b:
		return fmt.Sprintf("%d:%d", a.Line, a.Column)
	case a.Line == b.Line:
		return fmt.Sprintf("%d:%d-%d", a.Line, a.Column, b.Column)
	}
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

// render writes a tree as JSON; what could not be read is a question mark.
func render(n *Node) string {
	switch n.Kind {
	case Invalid:
		return "?"
	case Null:
		return "null"
	case String:
		return Quote(n.Text)
	case Array:
		var parts []string
		for _, x := range n.Items {
			parts = append(parts, render(x))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case Object:
		var parts []string
		for _, m := range n.Members {
			parts = append(parts, Quote(m.Name.Text)+":"+render(m.Value))
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	return n.Text
}

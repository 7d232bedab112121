package module_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/module"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata/modules")

// TestModules reads the modules of testdata/modules. The first file of an
// archive is the module, the others lie in the same content directory; "tree"
// is what it comes to, and "findings" is what was said of it, where something
// was. "not known" stands for what only running the module could tell, and "…"
// for members that may be there besides. After a change run the test with
// -update and read the difference.
func TestModules(t *testing.T) {
	names, err := filepath.Glob("testdata/modules/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want := parts(a)
			main := a.Files[0]
			r := module.Read(main.Data, module.Options{Path: main.Name, File: files.read})
			got := map[string]string{"tree": tree(r.Root, "") + "\n", "findings": findings(main, r.Faults)}
			if *update {
				rewrite(t, name, a, got)
				return
			}
			for _, part := range []string{"tree", "findings"} {
				if got[part] != want[part] {
					t.Errorf("%s:\n--- got\n%s--- want\n%s", part, got[part], want[part])
				}
			}
			inside(t, r.Root, len(main.Data))
		})
	}
}

// content is the files of a content directory.
type content map[string][]byte

func (c content) read(name string) ([]byte, error) {
	if data, ok := c[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// parts tells the files of an archive from what is expected of them.
func parts(a *txtar.Archive) (content, map[string]string) {
	files, want := content{}, map[string]string{}
	for _, f := range a.Files {
		if f.Name == "tree" || f.Name == "findings" {
			want[f.Name] = string(f.Data)
		} else {
			files[f.Name] = f.Data
		}
	}
	return files, want
}

func rewrite(t *testing.T, name string, a *txtar.Archive, got map[string]string) {
	var files []txtar.File
	for _, f := range a.Files {
		if f.Name != "tree" && f.Name != "findings" {
			files = append(files, f)
		}
	}
	for _, part := range []string{"tree", "findings"} {
		if got[part] != "" {
			files = append(files, txtar.File{Name: part, Data: []byte(got[part])})
		}
	}
	a.Files = files
	if err := os.WriteFile(name, txtar.Format(a), 0o666); err != nil {
		t.Fatal(err)
	}
}

// tree writes a tree as JSON, small values on one line.
func tree(n *jsontree.Node, indent string) string {
	deeper := indent + "  "
	var parts []string
	switch n.Kind {
	case jsontree.Invalid:
		return "not known"
	case jsontree.Null:
		return "null"
	case jsontree.String:
		return jsontree.Quote(n.Text)
	case jsontree.Array:
		for _, i := range n.Items {
			parts = append(parts, tree(i, deeper))
		}
	case jsontree.Object:
		for _, m := range n.Members {
			parts = append(parts, jsontree.Quote(m.Name.Text)+": "+tree(m.Value, deeper))
		}
	default:
		return n.Text
	}
	if n.Open {
		parts = append(parts, "…")
	}
	open, shut := "{ ", " }"
	if n.Kind == jsontree.Array {
		open, shut = "[", "]"
	}
	if len(parts) == 0 {
		return strings.TrimSpace(open) + strings.TrimSpace(shut)
	}
	line := open + strings.Join(parts, ", ") + shut
	if len(line)+len(indent) <= 100 && !strings.Contains(line, "\n") {
		return line
	}
	return strings.TrimSpace(open) + "\n" + deeper + strings.Join(parts, ",\n"+deeper) + "\n" + indent + strings.TrimSpace(shut)
}

func findings(f txtar.File, list []diag.Diagnostic) string {
	var out strings.Builder
	src := diag.NewSource(f.Name, f.Data)
	for _, d := range list {
		at := src.Position(d.Span.Start)
		fmt.Fprintf(&out, "%d:%d %s %s: %s\n", at.Line, at.Column, d.Severity, d.Rule, d.Message)
	}
	return out.String()
}

// inside holds all places of a tree to its text.
func inside(t testing.TB, root *jsontree.Node, size int) {
	check := func(what string, s diag.Span) {
		if s.Start < 0 || s.Start > s.End || s.End > size {
			t.Errorf("%s lies at %v of %d bytes", what, s, size)
		}
	}
	root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		check(at.Pointer(), n.Span)
		for i := range n.Members {
			check("a name", n.Members[i].Name.Span)
		}
		for i := 0; i <= len(n.Text) && n.Kind == jsontree.String && i < 50; i++ {
			s := n.At(i, min(len(n.Text), i+3))
			if check(at.Pointer()+", a part", s); s.Start < n.Span.Start || s.End > n.Span.End {
				t.Errorf("%s: bytes from %d on lie at %v, outside of %v", at.Pointer(), i, s, n.Span)
			}
		}
		return true
	})
}

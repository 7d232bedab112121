package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// floors says which of our packages each may import: only what stands below.
// ARCHITECTURE.md explains the table.
var floors = map[string][]string{
	"cmd/vitrine": {
		"generator", "generator/gallery", "generator/check", "generator/content", "generator/memo", "generator/render", "generator/rules",
		"generator/site", "generator/diff", "generator/appdef", "generator/jsontree", "generator/live", "generator/output", "generator/probe",
		"generator/baseline", "generator/lsp", "generator/picture", "generator/shots", "generator/diag", "generator/trace", "templates",
	},
	"generator/lsp": {
		"generator", "generator/gallery", "generator/live", "generator/check", "generator/content", "generator/render", "generator/rules", "generator/editing", "generator/appdef",
		"generator/ignore", "generator/diag",
	},
	"generator/shots": {"generator/gallery"},
	"generator":       {"generator/look", "generator/gallery", "generator/layout", "generator/content", "generator/memo", "generator/render", "generator/output", "generator/trace"},
	"generator/look": {
		"generator/gallery", "generator/layout", "generator/check", "generator/content", "generator/memo", "generator/reviews", "generator/rules",
		"generator/appdef", "generator/diag", "generator/internal/parallel",
	},
	"generator/gallery": {
		"generator/layout", "generator/check", "generator/content", "generator/memo", "generator/render", "generator/rules", "generator/site",
		"generator/diff", "generator/appdef", "generator/output", "generator/probe", "generator/reviews", "generator/diag",
		"generator/internal/own", "generator/internal/parallel", "generator/internal/persist", "generator/trace",
	},
	"generator/layout": {
		"generator/check", "generator/content", "generator/memo", "generator/reviews", "generator/rules", "generator/site", "generator/appdef",
		"generator/diag", "generator/internal/persist",
	},
	"generator/check": {
		"generator/content", "generator/memo", "generator/rules", "generator/site", "generator/format", "generator/appdef", "generator/module",
		"generator/jsontree",
		"generator/probe", "generator/picture", "generator/diag", "generator/internal/own",
	},
	"generator/content":           {"generator/memo", "generator/ignore", "generator/internal/parallel", "generator/internal/persist"},
	"generator/memo":              {},
	"generator/trace":             {},
	"generator/internal/own":      {},
	"generator/internal/parallel": {},
	"generator/internal/persist":  {},
	"generator/render":            {"generator/site", "generator/reviews", "generator/appdef", "generator/output", "generator/diag"},
	"generator/rules": {
		"generator/appdef", "generator/jsontree", "generator/content", "generator/picture", "generator/probe", "generator/diag",
	},
	"generator/picture":         {},
	"generator/site":            {"generator/diff", "generator/reviews", "generator/appdef", "generator/jsontree", "generator/diag"},
	"generator/reviews":         {"generator/appdef", "generator/diag"},
	"generator/baseline":        {"generator/jsontree", "generator/diag"},
	"generator/editing":         {"generator/rules", "generator/appdef", "generator/jsontree", "generator/diag"},
	"generator/format":          {"generator/appdef", "generator/jsontree", "generator/diag"},
	"generator/diff":            {"generator/appdef", "generator/jsontree", "generator/diag"},
	"generator/appdef":          {"generator/module", "generator/jsontree", "generator/diag", "generator/nets"},
	"generator/module":          {"generator/jsontree", "generator/diag"},
	"generator/jsontree":        {"generator/diag"},
	"generator/live":            {"generator/output", "generator/ignore", "generator/diag"},
	"generator/diag":            {},
	"generator/ignore":          {},
	"generator/internal/growth": {}, // for tests alone
	"internal/attacks":          {}, // for tests alone
	"generator/output":          {},
	"generator/probe":           {"generator/nets"},
	"generator/nets":            {},
	"templates":                 {},
	"templates/bundle":          {},                           // at development time alone
	"bench":                     {"bench/made", "bench/hugo"}, // it runs programs
	"bench/corpus":              {"bench/made"},
	"bench/made":                {},
	"bench/hugo":                {},
	"bench/floor":               {},
}

// homes says where a library may be imported that is used for one thing: in one
// place each.
var homes = map[string]string{
	"github.com/spf13/viper":       "cmd/vitrine/config.go",
	"github.com/fsnotify/fsnotify": "generator/live/watch.go",
	"github.com/yuin/goldmark":     "generator/render/markdown.go",
	"github.com/chromedp":          "generator/shots/chromium.go",
	"github.com/schollz":           "cmd/vitrine/progress.go",
	"github.com/spf13/cobra/doc":   "cmd/vitrine/documents.go", // in no program but the one that writes manuals
	"github.com/evanw/esbuild":     "templates/bundle/bundle.go",
}

type source struct {
	path string
	file *ast.File
	fset *token.FileSet
}

// sources parses every Go file of the module that is no test.
func sources(t *testing.T) []source {
	t.Helper()
	t.Chdir("..") // the root of the repository
	var list []source
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || d.Name() == "testdata" || d.Name() == "node_modules" || d.Name() == "public") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		list = append(list, source{filepath.ToSlash(path), f, fset})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 30 {
		t.Fatalf("found only %d files", len(list))
	}
	return list
}

// TestFloors: imports only point down.
func TestFloors(t *testing.T) {
	for _, s := range sources(t) {
		pkg := filepath.ToSlash(filepath.Dir(s.path))
		below, known := floors[pkg]
		if !known {
			t.Errorf("%s: the package has no floor", s.path)
		}
		for _, imp := range s.file.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if own, ok := strings.CutPrefix(name, "vitrine/"); ok && !slices.Contains(below, own) {
				t.Errorf("%s: %s may not import %s", s.path, pkg, own)
			}
			for lib, home := range homes {
				if home != "" && (name == lib || strings.HasPrefix(name, lib+"/")) && s.path != home {
					t.Errorf("%s: %s belongs into %s alone", s.path, name, home)
				}
			}
		}
	}
}

// TestSizes: no function over 80 lines, no file over 400, no line over 140
// characters but in the literals of rules and with raw texts, and every exported name has a
// sentence of documentation. A parser's file may be longer.
func TestSizes(t *testing.T) {
	for _, s := range sources(t) {
		text := lines(t, s.path)
		if strings.HasSuffix(s.path, "_templ.go") { // the code of a template, which templates/bundle made
			continue
		}
		if n := len(text); n > 400 && !strings.HasPrefix(s.path, "generator/jsontree/") {
			t.Errorf("%s has %d lines; split it", s.path, n)
		}
		for i, line := range text {
			if utf8.RuneCountInString(line) > 140 && !ruleWords.MatchString(line) && !strings.Contains(line, "`") {
				t.Errorf("%s:%d has more than 140 characters; break it where it can be read", s.path, i+1)
			}
		}
		for _, decl := range s.file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(fn.End()).Line - s.fset.Position(fn.Pos()).Line + 1; n > 80 {
				t.Errorf("%s: %s has %d lines", s.path, fn.Name.Name, n)
			}
			if fn.Name.IsExported() && fn.Doc == nil {
				t.Errorf("%s: %s has no documentation", s.path, fn.Name.Name)
			}
		}
	}
}

// ruleWords is a line of a rule's literal: words, and examples in JSON.
var ruleWords = regexp.MustCompile("^\t+(Summary|Why|Source|Bad|Good): ")

func lines(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// TestConductor: the conductor stays small, and no type of the floors that it
// stands on becomes one that knows everything: at most 12 methods each.
func TestConductor(t *testing.T) {
	total := 0
	methods := map[string]int{}
	for _, s := range sources(t) {
		pkg := path.Dir(s.path)
		if pkg == "generator" {
			total += len(lines(t, s.path))
		}
		if !slices.Contains([]string{"generator", "generator/look", "generator/gallery", "generator/layout", "generator/memo"}, pkg) {
			continue
		}
		for _, decl := range s.file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil {
				methods[pkg+"."+receiver(fn.Recv.List[0].Type)]++
			}
		}
	}
	if total > 400 {
		t.Errorf("the conductor has %d lines", total)
	}
	for name, n := range methods {
		if n > 12 {
			t.Errorf("%s has %d methods", name, n)
		}
	}
}

// receiver names the type of a method.
func receiver(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return "?"
}

// TestTrustedHTML: what switches escaping off stands in few files.
func TestTrustedHTML(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if ok && pkg.Name == "template" && slices.Contains([]string{"HTML", "URL", "JS", "CSS", "HTMLAttr", "JSStr", "Srcset"}, sel.Sel.Name) &&
				!slices.Contains([]string{"generator/render/parts.go", "generator/render/markdown.go"}, s.path) {
				t.Errorf("%s: template.%s belongs into generator/render/parts.go", s.path, sel.Sel.Name)
			}
			if ok && pkg.Name == "templ" && (sel.Sel.Name == "Raw" || sel.Sel.Name == "SafeURL") && s.path != "generator/render/frame_templ.go" {
				t.Errorf("%s: templ.%s has no place here", s.path, sel.Sel.Name)
			}
			return true
		})
	}
}

package format

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/internal/growth"
	"vitrine/generator/jsontree"
)

// TestDefinition lays out the texts of testdata/cases.txt.
func TestDefinition(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range archive.Files {
		if c.Name == "want" {
			continue
		}
		want := c.Data
		if i+1 < len(archive.Files) && archive.Files[i+1].Name == "want" {
			want = archive.Files[i+1].Data
		}
		if got := laidOut(t, c.Data); string(got) != string(want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.Name, got, want)
		}
	}
}

// TestDemo: the definitions of the demo are laid out so.
func TestDemo(t *testing.T) {
	files, _ := filepath.Glob("../../content/apps/*/*.json")
	more, _ := filepath.Glob("../../content/apps/*/versions/*.json")
	if files = append(files, more...); len(files) < 12 {
		t.Fatalf("only %d definitions", len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := Definition(text, jsontree.Limits{}); !strings.Contains(file, "broken") && !bytes.Equal(got, text) {
			t.Errorf("%s changes", file)
		}
	}
}

// TestLines: line ends stay as the first is, a byte order mark goes, and the last line ends.
func TestLines(t *testing.T) {
	for in, want := range map[string]string{
		"{\"app\": 1}":                     "{\n  \"app\": 1\n}\n",
		"{\r\n\"app\": 1,\n\"a\": []}\n\n": "{\r\n  \"app\": 1,\r\n  \"a\": []\r\n}\r\n",
		"{\n\"app\": 1\r\n}":               "{\n  \"app\": 1\n}\n",
		"{\"app\":\r1}":                    "{\n  \"app\": 1\n}\n",
		"\ufeff{}":                         "{}\n",
		" [ {} ] ":                         " [ {} ] ", // no definition
		"12":                               "12",
	} {
		if got := laidOut(t, []byte(in)); string(got) != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestRefused: what is not JSON is left to a check, and so is a name that stands twice.
func TestRefused(t *testing.T) {
	for text, rule := range map[string]string{
		`{"app": "a" // why` + "\n}":            "json-comment",
		`{"app": "a",}`:                         "json-trailing-comma",
		`{"app": "a", "x": 1, "\u0078": 2}`:     "json-duplicate-name",
		`{"app": "a", "x": "\ud83d"}`:           "json-string", // readers make other things of it
		`{"app": [[[[[[["deep"]]]]]]]}`:         "json-limits",
		"":                                      "json-empty",
		"{\"app\": \"\xff\"}":                   "json-string",
		"{\"app\": \"a\"}\ufeff":                "",
		"\ufeff{\"app\": \"a\", \"app\": \"\"}": "json-bom", // and the name behind it
	} {
		out, faults := Definition([]byte(text), jsontree.Limits{Depth: 6})
		if out != nil || len(faults) == 0 || rule != "" && faults[0].Rule != rule {
			t.Errorf("%q: %q, %v; want %s", text, out, faults, rule)
		}
	}
}

// laidOut is a text laid out.
func laidOut(t *testing.T, text []byte) []byte {
	t.Helper()
	out, faults := Definition(text, jsontree.Limits{})
	if len(faults) > 0 {
		t.Fatalf("%q: %v", text, faults)
	}
	return out
}

// FuzzDefinition: what is laid out means what it meant, has the same tokens, and is
// laid out the same again.
func FuzzDefinition(f *testing.F) {
	for _, pattern := range []string{"../../content/apps/*/*.json", "../jsontree/testdata/*.json"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if text, err := os.ReadFile(file); err == nil {
				f.Add(text)
			}
		}
	}
	archive, err := txtar.ParseFile("testdata/cases.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range archive.Files {
		f.Add(c.Data)
		f.Add(bytes.ReplaceAll(c.Data, []byte("\n"), []byte("\r\n")))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		out, faults := Definition(text, jsontree.Limits{Depth: 30})
		if out == nil && len(faults) == 0 {
			t.Fatalf("%q: nothing, and no fault", text)
		}
		if out == nil {
			return
		}
		again, faults := Definition(out, jsontree.Limits{Depth: 30})
		if !bytes.Equal(again, out) {
			t.Fatalf("%q\nbecomes %q\nand then %q, %v", text, out, again, faults)
		}
		if was, is := tokens(t, text), tokens(t, out); !reflect.DeepEqual(was, is) {
			t.Fatalf("%q\nbecomes %q", text, out)
		}
		if was, is := value(t, text), value(t, out); !reflect.DeepEqual(was, is) {
			t.Fatalf("%q\nbecomes %q", text, out)
		}
	})
}

// tokens counts the members of objects and the elements of arrays, as they are written.
func tokens(t *testing.T, text []byte) map[string]int {
	root, _ := jsontree.Parse(text, jsontree.Limits{Depth: 30})
	counts := map[string]int{}
	var count func(key string, n *jsontree.Node)
	count = func(key string, n *jsontree.Node) {
		if len(n.Items)+len(n.Members) == 0 && n.Kind != jsontree.Object && n.Kind != jsontree.Array {
			key += string(text[n.Span.Start:n.Span.End])
		}
		counts[key+n.Kind.String()]++
		for _, item := range n.Items {
			count("", item)
		}
		for _, m := range n.Members {
			count(string(text[m.Name.Span.Start:m.Name.Span.End])+":", m.Value)
		}
	}
	count("", root)
	return counts
}

// value decodes a text. Numbers are as they are written.
func value(t *testing.T, text []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(bytes.TrimLeft(text, "\ufeff")))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return v
}

// TestLinear: a text costs what it is long.
func TestLinear(t *testing.T) {
	for _, c := range []struct{ begin, part, end string }{
		{`{"app": "a", "widgets": [`, `{"url": "u", "name": "n"}, `, `{}]}`},
		{`{"app": "a", "tags": [`, `"messaging", `, `""]}`},
		{`{"app": "a", "tags": [`, `["a", "b"], `, `[]]}`},
		{`{"app": "a", "tags": `, `[`, ``},
		{`{"app": "`, `a`, `", "tags": ["a"]}`},
		{`{"app": "a", "tags": [1`, ` `, `, 2]}`},
	} {
		growth.Linear(t, c.part+" repeated", 64<<10, func(size int) {
			text := c.begin + strings.Repeat(c.part, size/len(c.part)) + c.end
			Definition([]byte(text), jsontree.Limits{Values: 1 << 20})
		})
	}
}

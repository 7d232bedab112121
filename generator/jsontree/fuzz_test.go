package jsontree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// FuzzParse holds the contract against encoding/json: nothing is reported if
// and only if the text is flawless, and then both decode to the same value.
func FuzzParse(f *testing.F) {
	for _, c := range suite {
		f.Add([]byte(c.text))
	}
	for _, src := range exampleTexts(f) {
		f.Add(src)
	}
	for _, m := range mutations {
		f.Add([]byte(m.apply(f)))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		limits := Limits{Depth: 30}
		defer time.AfterFunc(time.Minute, func() { panic(fmt.Sprintf("%q takes more than a minute", src)) }).Stop()
		root, list := Parse(src, limits)
		if fault := flaw(src, limits.Depth); (fault == "") != (len(list) == 0) {
			t.Fatalf("%q\nfault: %q, found: %v", src, fault, list)
		}
		checkTree(t, src, root)
		checkFindings(t, src, root, list)
		if len(list) > 0 {
			return
		}
		d := json.NewDecoder(bytes.NewReader(src))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if got := plainValue(root); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q\ngot  %#v\nwant %#v", src, got, want)
		}
	})
}

// exampleTexts are the texts of testdata/*.txt.
func exampleTexts(t testing.TB) (list [][]byte) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(raw), "\n=== ")[1:] {
			name, body, _ := strings.Cut(c, "\n")
			text, _, _ := strings.Cut(body+"\n", "\n---\n")
			if strings.HasSuffix(name, "(quoted)") {
				text, _ = strconv.Unquote(text)
			}
			list = append(list, []byte(text))
		}
	}
	return list
}

// flaw says what makes a text less than one flawless JSON text, "" if nothing.
func flaw(src []byte, depth int) string {
	switch {
	case !utf8.Valid(src):
		return "not UTF-8"
	case !json.Valid(src):
		return "not JSON"
	case loneSurrogate(src):
		return "lone surrogate"
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	return structure(d, depth)
}

// structure looks for duplicate names and too deep nesting in valid JSON.
func structure(d *json.Decoder, left int) string {
	token, err := d.Token()
	if err != nil {
		return err.Error()
	}
	open, ok := token.(json.Delim)
	if !ok {
		return ""
	}
	if left == 0 {
		return "too deep"
	}
	names := map[string]bool{}
	for d.More() {
		if open == '{' {
			name, _ := d.Token()
			if names[name.(string)] {
				return "duplicate name"
			}
			names[name.(string)] = true
		}
		if s := structure(d, left-1); s != "" {
			return s
		}
	}
	d.Token()
	return ""
}

// loneSurrogate looks for escapes of half a character in valid JSON.
func loneSurrogate(src []byte) bool {
	unit := func(i int) rune {
		if i+6 > len(src) || src[i] != '\\' || src[i+1] != 'u' {
			return -1
		}
		v, _ := strconv.ParseUint(string(src[i+2:i+6]), 16, 32)
		return rune(v)
	}
	for i := 0; i < len(src); i++ {
		if src[i] != '\\' {
			continue
		}
		if r := unit(i); r >= 0 && utf16.IsSurrogate(r) {
			if utf16.DecodeRune(r, unit(i+6)) == utf8.RuneError {
				return true
			}
			i += 6
		}
		i++
	}
	return false
}

func plainValue(n *Node) any {
	switch n.Kind {
	case Bool:
		return n.Text == "true"
	case Number:
		return json.Number(n.Text)
	case String:
		return n.Text
	case Array:
		list := []any{}
		for _, x := range n.Items {
			list = append(list, plainValue(x))
		}
		return list
	case Object:
		m := map[string]any{}
		for _, x := range n.Members {
			m[x.Name.Text] = plainValue(x.Value)
		}
		return m
	}
	return nil
}

// checkTree holds what is true of every tree, also of a broken text: children
// lie in their parents, one after the other, and texts are UTF-8.
func checkTree(t testing.TB, src []byte, n *Node) {
	inside(t, src, n.Span, diag.Span{Start: 0, End: len(src)})
	if !utf8.ValidString(n.Text) {
		t.Fatalf("%q: text %q", src, n.Text)
	}
	checkAt(t, src, n)
	at := n.Span.Start
	child := func(c *Node) {
		inside(t, src, c.Span, diag.Span{Start: at, End: n.Span.End})
		at = c.Span.End
		checkTree(t, src, c)
	}
	for _, c := range n.Items {
		child(c)
	}
	for _, m := range n.Members {
		child(m.Name)
		child(m.Value)
	}
}

// checkAt maps each character of a text back to the source: the spans follow
// each other inside of the node and, but for escapes, hold the same bytes.
func checkAt(t testing.TB, src []byte, n *Node) {
	at := n.Span.Start
	if n.Kind != String {
		return
	}
	for i, r := range n.Text {
		size := len(string(r))
		sp := n.At(i, i+size)
		inside(t, src, sp, diag.Span{Start: at, End: n.Span.End})
		written := string(src[sp.Start:sp.End])
		if at = sp.End; written != string(r) && r != utf8.RuneError && written[0] != '\\' && !(r < 0x20 && written[0] < 0x20) {
			t.Fatalf("%q: character %d %q was written %q", src, i, r, written)
		}
		if ins := n.At(i, i); ins.Start != ins.End || ins.Start < n.Span.Start || ins.End > sp.Start {
			t.Fatalf("%q: insertion point %v before %v", src, ins, sp)
		}
	}
	inside(t, src, n.At(0, len(n.Text)), n.Span)
}

func inside(t testing.TB, src []byte, in, out diag.Span) {
	t.Helper()
	if in.Start < out.Start || in.End > out.End || in.Start > in.End {
		t.Fatalf("%q: span %v is not inside %v", src, in, out)
	}
}

// checkFindings holds what is true of every diagnostic.
func checkFindings(t testing.TB, src []byte, root *Node, list []diag.Diagnostic) {
	file := diag.Span{Start: 0, End: len(src)}
	for _, d := range list {
		inside(t, src, d.Span, file)
		for _, r := range d.Related {
			inside(t, src, r.Span, file)
		}
		at := 0
		for _, e := range d.Fix {
			inside(t, src, e.Span, diag.Span{Start: at, End: len(src)})
			at = e.Span.End
		}
		if !strings.HasPrefix(d.Rule, "json-") || d.Message == "" || !utf8.ValidString(d.Message+d.Hint) || (d.Severity == diag.Warning) != (d.Rule == "json-bom") {
			t.Fatalf("%q: %+v", src, d)
		}
		if d.Path != "" && d.Path[0] != '/' {
			t.Fatalf("%q: path %q", src, d.Path)
		}
	}
}

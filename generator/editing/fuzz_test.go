package editing_test

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/tools/txtar"

	"vitrine/generator/diag"
	"vitrine/generator/editing"
	"vitrine/generator/jsontree"
	"vitrine/internal/attacks"
)

// FuzzEditing asks everything at any offset of any text: nothing panics, all places are
// inside of the text, no secret is told, and what an author wrote is never markup.
func FuzzEditing(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed.text, seed.offset)
	}
	f.Fuzz(func(t *testing.T, text []byte, offset int) {
		if len(text) > 20_000 {
			return
		}
		d := editing.NewDocument("acme/app.json", text, jsontree.Limits{})
		d.AddSamples(&editing.SampleFile{Path: "acme/samples.yaml", Text: []byte(samplesText)})
		c := checker{t: t, d: d}
		c.ask(offset)
		c.whole()
		d.Module = true // what JSON and JavaScript have in common is read alike
		c.ask(offset)
	})
}

const samplesText = "- name: \"[Acme](https://evil.example)\"\n  settings:\n    - {category: default, name: storeName, value: acme-eu}\n"

type seed struct {
	text   []byte
	offset int
}

// seeds are the texts of testdata, whole and cut off where the cursor stands, and texts
// that are made to break out of what they stand in.
func seeds(t testing.TB) (list []seed) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if before, after, found := bytes.Cut(f.Data, []byte(mark)); found {
				list = append(list, seed{append(bytes.Clone(before), after...), len(before)}, seed{before, len(before)})
			}
		}
	}
	for _, s := range []string{
		"", "{", "[", `"`, `{"`, `{"a`, "{\"a\n", `{"widgets": [{"url": "{{{`, `{"widgets":[{"width":"1`, "\xff{\"\xff\"", "{//", "{/*", "#",
		`{"app":"a","i18n":{"e` + "`" + `[x](command:y)":{"a.b":"` + "``![x](y)`" + `"}}}`,
		`{"app":"a","settings":{"default":{"storeName":{"type":"secret","defaultValue":"canary-4711-aaaa"}}},` +
			`"widgets":[{"url":"https://a.example/{{{settings.default.storeName}}}","title":"<img src=x> www.evil.example"}]}`,
		`{"app":"a","widgets":[{"name":"s\u006fx\u0065","url":"https://a/{{settings.x}}"}],"settings":{"x":{"type":"string"}},` +
			`"i18n":{"en_us":{"a.widgets.s\u006fxe.title":"t"}}}`,
		`{"x":{"app":"a","version":"1","widgets":[{"wi`, "[[[[[[[[[[[[[[[[[", `{"widgets":{"url":"`, "{'app':'a','widgets':[{'url':'{{", "{app:a,widgets:[{wi",
	} {
		for at := range len(s) + 1 {
			list = append(list, seed{[]byte(s), at})
		}
	}
	return append(list, seed{nil, -1}, seed{nil, 1 << 40})
}

// TestAttacks asks about definitions in which every text and every name is one that does
// harm out of its place.
func TestAttacks(t *testing.T) {
	for _, group := range attacks.Groups(2000) {
		content := map[string]string{}
		attacks.App(content, "acme", group)
		attacks.Named(content, "acme", group)
		for name, text := range content {
			if !strings.HasSuffix(name, ".json") {
				continue
			}
			d := editing.NewDocument("acme/app.json", []byte(text), jsontree.Limits{})
			d.AddSamples(&editing.SampleFile{Path: "acme/samples.yaml", Text: []byte(content["apps/acme/samples.yaml"])})
			c := checker{t: t, d: d}
			c.whole()
			for at := 0; at < len(text); at += 1 + len(text)/12 {
				c.ask(at)
			}
		}
	}
}

// checker holds every answer to what is promised of all of them.
type checker struct {
	t *testing.T
	d *editing.Document
}

// ask asks what stands at an offset.
func (c *checker) ask(offset int) {
	d := c.d
	for _, x := range editing.Complete(d, offset) {
		c.completion(&x, offset)
	}
	if h, ok := editing.HoverAt(d, offset); ok {
		c.span(h.Span)
		c.markdown(h.Markdown)
	}
	c.places(editing.Definition(d, offset))
	c.places(editing.References(d, offset, true))
	c.renaming(offset)
}

// whole asks about all of a text.
func (c *checker) whole() {
	d := c.d
	c.symbols(editing.Symbols(d))
	for _, s := range editing.Folds(d) {
		c.span(s)
	}
	for _, l := range editing.Links(d) {
		c.span(l.Span)
		c.told(l.Target)
		if !strings.HasPrefix(l.Target, "https://") && (strings.Contains(l.Target, ":") || !fs.ValidPath(l.Target)) {
			c.t.Errorf("a link to %q", l.Target)
		}
	}
	for _, h := range editing.Hints(d, diag.Span{End: len(d.Text)}) {
		c.span(diag.Span{Start: h.Offset, End: h.Offset})
		c.told(h.Label + h.Tooltip)
	}
	for _, l := range editing.Lenses(d) {
		c.span(l.Span)
	}
}

func (c *checker) span(s diag.Span) {
	c.t.Helper()
	if s.Start < 0 || s.Start > s.End || s.End > len(c.d.Text) {
		c.t.Errorf("%v is outside of %d bytes", s, len(c.d.Text))
	}
}

func (c *checker) places(list []editing.Place) {
	for _, p := range list {
		if p.Path == c.d.Path {
			c.span(p.Span)
		} else if p.Span.Start > p.Span.End || p.Span.End > len(c.d.Samples.Text) {
			c.t.Errorf("%v is outside of the samples", p.Span)
		}
	}
}

// completion: what is replaced is one line that holds the offset, and what is inserted
// can be text.
func (c *checker) completion(x *editing.Completion, offset int) {
	c.span(x.Replace)
	offset = max(0, min(offset, len(c.d.Text)))
	if x.Replace.Start > offset || x.Replace.End < offset || bytes.ContainsAny(c.d.Text[x.Replace.Start:x.Replace.End], "\r\n") {
		c.t.Errorf("%q replaces %q at %d, not at %d", x.Label, c.d.Text[x.Replace.Start:x.Replace.End], x.Replace.Start, offset)
	}
	for _, e := range x.Also {
		c.span(e.Span)
		if e.Span.End > x.Replace.Start {
			c.t.Errorf("%q: the edit beside overlaps", x.Label)
		}
	}
	if typed := c.d.Text[x.Replace.Start:offset]; x.Kind == editing.KeyCompletion && len(typed) > 0 && typed[0] == '"' && x.Filter[0] != '"' {
		c.t.Errorf("%q is compared with %q, which begins otherwise than %q", x.Label, x.Filter, typed)
	}
	c.told(x.Label + x.Detail + x.Insert)
	c.markdown(x.Documentation)
}

// told holds that a text is text and tells no secret.
func (c *checker) told(s string) {
	c.t.Helper()
	if !utf8.ValidString(s) && utf8.Valid(c.d.Text) {
		c.t.Errorf("%q is no text", s)
	}
	for _, x := range c.d.App.Secrets {
		if secret := c.d.Text[x.Span.Start:x.Span.End]; len(secret) >= 8 && strings.Contains(s, string(secret)) && !bytes.Contains(c.d.App.Text, secret) {
			c.t.Errorf("a secret is told: %q", s)
		}
	}
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()

// markdown holds that all links are ours, and that there are no pictures and no HTML.
func (c *checker) markdown(s string) {
	c.t.Helper()
	c.told(s)
	source := []byte(s)
	err := ast.Walk(markdown.Parse(text.NewReader(source)), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		to := ""
		switch n := n.(type) {
		case *ast.Link:
			to = string(n.Destination)
		case *ast.AutoLink:
			to = "auto " + string(n.URL(source))
		case *ast.Emphasis:
			if n.Level == 1 { // ours are strong
				to = "emphasis"
			}
		case *ast.Image, *ast.RawHTML, *ast.HTMLBlock, *ast.Heading, *ast.Blockquote, *ast.ThematicBreak, *ast.CodeBlock, *ast.FencedCodeBlock,
			*extended.Table, *extended.Strikethrough:
			to = n.Kind().String()
		}
		if to != "" && !strings.HasPrefix(to, "https://developer.kustomer.com/") {
			c.t.Errorf("%s in %q", to, s)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		c.t.Error(err)
	}
}

// symbols: a name stands within its symbol, as editors want it.
func (c *checker) symbols(list []editing.Symbol) {
	for i := range list {
		s := &list[i]
		c.span(s.Span)
		if s.Selection.Start < s.Span.Start || s.Selection.End > s.Span.End || s.Name == "" {
			c.t.Errorf("%+v: the name is not in it", *s)
		}
		c.told(s.Name + s.Detail)
		c.symbols(s.Children)
	}
}

// renaming: edits do not overlap and change what is told beforehand.
func (c *checker) renaming(offset int) {
	span, _, ok := editing.Renamable(c.d, offset)
	if ok {
		c.span(span)
	}
	r, err := editing.Rename(c.d, offset, "quite_fresh", nil)
	if err == nil && !ok {
		c.t.Errorf("renamed what cannot be renamed: %v", r.Edits)
	}
	end := map[string]int{}
	for _, e := range r.Edits {
		c.places([]editing.Place{e.Place})
		if e.Span.Start < end[e.Path] {
			c.t.Errorf("%v overlaps", r.Edits)
		}
		end[e.Path] = e.Span.End
	}
}

// TestEveryOffset asks at every offset of a definition, whole and cut off there: as it
// is while it is being written.
func TestEveryOffset(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/symbols.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name != "an app" {
			continue
		}
		whole := checker{t: t, d: editing.NewDocument("acme/app.json", f.Data, jsontree.Limits{})}
		for at := range len(f.Data) + 1 {
			whole.ask(at)
			cut := checker{t: t, d: editing.NewDocument("acme/app.json", f.Data[:at:at], jsontree.Limits{})}
			cut.ask(at)
			cut.whole()
		}
	}
}

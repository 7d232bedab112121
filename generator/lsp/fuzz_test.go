package lsp_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/lsp"
	"vitrine/generator/rules"
)

// beside are the files of the folder in which a session edits a/app.json.
var beside = map[string]string{
	"a/samples.yaml":         "- name: full\n  settings:\n    - {category: default, name: host, value: acme.example}\n",
	"a/versions/0.9.0.json":  strings.NewReplacer("1.0.0", "0.9.0").Replace(sound),
	"b/app.json":             strings.Replace(sound, "acme_orders", "acme_billing", 1),
	"c/app.json":             sound,
	"reviews/acme_orders.md": "none",
}

// words are what people, and careless people, write into a definition.
var words = []string{
	`"`, `{`, `}`, `[`, `]`, `,`, `:`, "\n", "\r\n", "\r", " ", "\t", "0", "null", "//", "/*", "\\", "\\u00e9", "👍", "é", "\u2028", "\uFEFF", "\x00", "\u202e",
	"\n  ", `"app": "acme_orders",`, `"version": "0.9.0",`, `"title": "Größe 👍",`, `"widgets": [{"name": "w", "url": "http://localhost/{{a}}"}],`,
	`"settings": {"default": {"token": {"type": "secret"}, "host": {"type": "string"}}},`, `{{{settings.default.host}}}`, `"apiKey": "sk_live_4eC39HqLyjWDarjtT1zdp7dc",`,
	`"icon": "icon.png",`, `"width": "calc(1px+2)",`, strings.Repeat(`{"a":[`, 70), strings.Repeat("👍", 1200),
}

// ofSession is how the definitions of a session are configured.
func ofSession(t testing.TB) lsp.Options {
	opts := options(t)
	open := opts.Open
	opts.Open = func(folder string) (*lsp.Root, error) {
		root, err := open(folder)
		root.Options.Levels = rules.Levels{
			Changes: []rules.Change{{Rule: "widget-empty-array", Severity: diag.Error, Path: "a/**"}, {Rule: "app-details", Off: true}},
			Ignores: []rules.Ignore{{Rule: "app-version", Path: "b/app.json", Reason: "so"}, {Rule: "app-title-length", App: "acme_orders", Reason: "so"}},
		}
		return root, err
	}
	return opts
}

// session makes edits of one definition, as many as there are bytes for, and compares
// what the editor is told with a check of the same files, after each.
func session(t *testing.T, edits []byte) {
	opts := ofSession(t)
	opts.Log = func(string) {}
	s := begin(t, beside, opts, `{}`)
	text := sound
	s.open("a/app.json", 0, text)
	check := newChecked(t, opts)
	for version := 1; len(edits) >= 4 && version <= 64; version++ {
		at, cut, word := int(edits[0])<<8|int(edits[1]), int(edits[2]), words[int(edits[3])%len(words)]
		edits = edits[4:]
		start := boundary(text, at%(len(text)+1))
		end := boundary(text, min(start+cut%40, len(text)))
		if cut > 250 { // all at once
			start, end = 0, len(text)
			s.change("a/app.json", version, "", word)
		} else {
			s.change("a/app.json", version, fmt.Sprintf(`{"start":%s,"end":%s}`, naive(text, start).json(), naive(text, end).json()), word)
		}
		text = text[:start] + word + text[end:]
		want := check.of(text)
		s.told("a/app.json", version)
		s.await(fmt.Sprintf("the findings of\n%q\nas check has them:\n%s", text, strings.Join(want, "\n")), func() bool {
			return slices.Equal(s.everything(), want)
		})
	}
	if len(s.messages) > 0 {
		t.Errorf("%q", s.messages)
	}
}

// everything lists what was told of all files, sorted.
func (c *client) everything() []string {
	list := []string{}
	for name, p := range c.found {
		for _, d := range p.Diagnostics {
			list = append(list, fmt.Sprintf("%s:%s: %d %s %s", name, d.Range, d.Severity, d.Code, d.Message))
		}
	}
	slices.Sort(list)
	return list
}

// checked is a directory with the same files, looked at anew each time.
type checked struct {
	t    testing.TB
	dir  string
	opts lsp.Options
}

func newChecked(t testing.TB, opts lsp.Options) *checked {
	c := &checked{t, t.TempDir(), opts}
	for name, text := range beside {
		c.save(name, text)
	}
	return c
}

func (c *checked) save(name, text string) {
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *checked) of(text string) []string {
	c.t.Helper()
	c.save("a/app.json", text)
	root, err := c.opts.Open(c.dir)
	if err != nil {
		c.t.Fatal(err)
	}
	dir, err := content.Dir(c.dir)
	if err != nil {
		c.t.Fatal(err)
	}
	root.Options.CheckOnly = true
	session := generator.Open(dir, root.Theme, root.Options, nil)
	defer session.Close()
	if _, err := session.Refresh(); err != nil {
		c.t.Fatal(err)
	}
	list := []string{}
	for _, f := range session.Snapshot().Report("").Files {
		for _, d := range f.Diagnostics {
			text := string(f.Source.Text)
			line := diag.Visible(d.Message) + "\n" + diag.Visible(d.Hint)
			at := naive(text, d.Span.Start).String() + "-" + naive(text, d.Span.End).String()
			list = append(list, fmt.Sprintf("%s:%s: %d %s %s", f.Source.Path, at, d.Severity+1, d.Rule, strings.TrimSuffix(line, "\n")))
		}
	}
	slices.Sort(list)
	return list
}

// spot is a place as an editor counts it.
type spot struct{ line, character int }

func (s spot) String() string { return fmt.Sprintf("%d:%d", s.line, s.character) }

func (s spot) json() string { return fmt.Sprintf(`{"line":%d,"character":%d}`, s.line, s.character) }

// naive counts a place from the beginning of the text, in the slowest way.
func naive(text string, offset int) spot {
	s := spot{}
	for i := 0; i < offset; {
		r, size := utf8.DecodeRuneInString(text[i:])
		crlf := strings.HasPrefix(text[i:], "\r\n")
		switch {
		case crlf && offset == i+1 || offset < i+size: // within a line break, or within a character, is before it
			return s
		case crlf:
			s, size = spot{line: s.line + 1}, 2
		case r == '\n' || r == '\r':
			s = spot{line: s.line + 1}
		default:
			s.character += len(utf16.Encode([]rune{r}))
		}
		i += size
	}
	return s
}

// boundary is the nearest place before an offset that an editor can name.
func boundary(text string, at int) int {
	for at > 0 && at < len(text) && (!utf8.RuneStart(text[at]) || strings.HasPrefix(text[at-1:], "\r\n")) {
		at--
	}
	return at
}

// FuzzSession: whatever is typed, an editor is told what check says of the same text,
// of all files of the folder.
func FuzzSession(f *testing.F) {
	f.Add([]byte("\x00\x05\x03\x00\x00\x20\x0a\x19\x00\x01\x00\x1c"))
	f.Add([]byte("\x00\x02\xff\x02\x00\x00\xff\x19\x00\x00\xff\x00")) // all at once
	f.Add([]byte("\x00\x14\x0b\x12\x00\x15\x01\x08\x00\x15\x01\x14\x00\x00\x00\x15"))
	f.Add([]byte("\x00\x02\x00\x19\x00\x30\x14\x1b\x00\x31\x00\x1d\x00\x50\x00\x1e\x00\x60\x00\x1f\x00\x02\x00\x21"))
	f.Add([]byte("\x00\x05\x00\x22\x00\x09\x00\x23\x00\x30\x20\x0a"))
	f.Fuzz(session)
}

// TestSessionAtLength makes random edits for a few seconds, and with VITRINE_LONG=1 for
// an hour (go test -timeout 2h).
func TestSessionAtLength(t *testing.T) {
	until := time.Now().Add(2 * time.Second)
	if os.Getenv("VITRINE_LONG") != "" {
		until = time.Now().Add(time.Hour)
	}
	for seed := uint64(time.Now().UnixNano()); time.Now().Before(until); seed++ {
		random := rand.New(rand.NewPCG(seed, 0))
		edits := make([]byte, 4*(1+random.IntN(64)))
		for i := range edits {
			edits[i] = byte(random.UintN(256))
		}
		if !t.Run(fmt.Sprintf("%x", edits[:4]), func(t *testing.T) { session(t, edits) }) {
			t.Fatalf("the edits were %q", edits)
		}
	}
}

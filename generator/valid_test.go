package generator_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

const validBase = "https://acme.test/gallery/"

// TestValid builds every fixture of the repository, and what is stranger than
// they are. Every file is sound text in its format, and every internal link
// and fragment of every page resolves.
func TestValid(t *testing.T) {
	for name, content := range everyFixture(t) {
		if testing.Short() && !strings.HasPrefix(name, "stranger") {
			continue
		}
		c := generator.Open(content, theme(t), gallery.Options{Site: site.Settings{Title: "Valid", Load: "auto", BaseURL: validBase}}, nil)
		if _, err := c.Refresh(); err != nil {
			t.Fatal(name, err)
		}
		checkValid(t, name, c, name != "demo")
	}
}

// everyFixture is every content directory that a test of the repository has.
func everyFixture(t *testing.T) map[string]fs.FS {
	t.Helper()
	demo, err := content.Dir("../content")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { demo.Close() })
	all := map[string]fs.FS{"demo": demo}
	for _, pattern := range []string{"testdata/cases/*.txtar", "../cmd/vitrine/testdata/script/*.txt"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content := fstest.MapFS{}
			for _, f := range ar.Files {
				f.Name = strings.TrimPrefix(f.Name, "content/")
				addFile(t, content, f)
			}
			all[filepath.ToSlash(name)] = content
		}
	}
	for i, r := range rules.All { // twenty rules share a gallery
		name := "examples " + strconv.Itoa(i/20)
		if all[name] == nil {
			all[name] = fstest.MapFS{}
		}
		for k, text := range []string{r.Bad, r.Good} {
			for _, file := range []string{"app.json", "samples.yaml", "README.md"} {
				all[name].(fstest.MapFS)[fmt.Sprintf("apps/%s%d/%s", r.Name, k, file)] = &fstest.MapFile{Data: []byte(text)}
			}
		}
	}
	all["stranger: names"] = oddNames(t)
	for name, content := range stranger() {
		all[name] = content
	}
	return all
}

// stranger is what no other fixture has.
func stranger() map[string]fs.FS {
	const def = `{ "app": "acme", "version": "1.0.0", "title": "Acme é", "description": "d", "iconUrl": "i.svg",
  "widgets": [ { "name": "w", "title": "W", "url": "https://acme.test/?a={{{settings.default.s}}}", "icon": "i.svg" } ], "settings": { "default": { "s": { "type": "string" } } } }`
	utf16 := func(order func(c byte) []byte) []byte {
		out := order(0xFF)
		if out[0] == 0 {
			out = []byte{0xFE, 0xFF}
		} else {
			out = []byte{0xFF, 0xFE}
		}
		for i := range len(def) {
			out = append(out, order(def[i])...)
		}
		return out
	}
	broken := strings.ReplaceAll(def, "é", "\xff\xc3(\xed\xa0\x80\xf4\x90\x80\x80\xc0\xaf")
	long := strings.Replace(def, `"settings"`, strings.Repeat("\n", 7000)+`"settings"`, 1)
	all := map[string]fs.FS{}
	for name, text := range map[string][]byte{
		"utf-16 le": utf16(func(c byte) []byte { return []byte{c, 0} }), "utf-16 be": utf16(func(c byte) []byte { return []byte{0, c} }), "broken bytes": []byte(broken),
		"broken keys": []byte(strings.ReplaceAll(def, `"title"`, "\"ti\xe2\x80tle\"")), "cut": []byte(broken[:len(broken)/2]), "a list": []byte("[1, \"\xff\"]"), "a number": []byte("17"),
		"nothing": {}, "zeros": make([]byte, 300), "a picture": []byte("\x89PNG\r\n\x1a\n\xff\xff"), "long": []byte(long), "long and broken": []byte(long + "\n\"\xff"),
		"surrogates": []byte(strings.ReplaceAll(def, "é", `\ud800 \udfff \ufffe \uffff \u0000`)),
	} {
		all["stranger: "+name] = fstest.MapFS{
			"apps/x/app.json": {Data: text}, "apps/x/README.md": {Data: text}, "apps/x/samples.yaml": {Data: text}, "apps/x/i.svg": {Data: text}, "other.json": {Data: text},
			"apps/x/versions/2.json": {Data: bytes.ReplaceAll(text, []byte("1.0.0"), []byte("2.0.0"))}, "x\u202e\u0085.json": {Data: text}, "é e\u0301 .json": {Data: text},
		}
	}
	return all
}

// oddNames is a directory with names that are no text, where the system has
// such names.
func oddNames(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"a.json", "\xff.json", "x\xc3(", "line\nend.json", "a&b<c>\"'.json", "\u202egpj.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(`{ "app": 1, "title": "\xff", "iconUrl": "\xff.svg" }`), 0o644); err != nil {
			t.Log(err)
		}
	}
	content, err := content.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { content.Close() })
	return content
}

// checkValid looks at every file of a site. Pages that are the same for every
// content are looked at once only.
func checkValid(t *testing.T, name string, c *generator.Session, again bool) {
	t.Helper()
	files := map[string][]byte{}
	for _, p := range c.Snapshot().Plan().Paths() {
		if again && (strings.HasPrefix(p, "rules/") || strings.HasPrefix(p, "assets/")) {
			files[p] = []byte{}
			continue
		}
		data, ok, err := c.Snapshot().Page(p)
		if !ok || err != nil {
			t.Fatalf("%s: %s: %v", name, p, err)
		}
		files[p] = unpacked(t, p, data)
	}
	ids := map[string]bool{}
	for p, data := range files {
		if err := formed(strings.TrimSuffix(p, ".gz"), data); err != nil {
			t.Errorf("%s: %s: %v", name, p, err)
		}
		if path.Ext(p) == ".html" {
			nodes(t, data, func(n *html.Node) {
				id := p + "#" + attr(n, "id")
				if ids[id] && attr(n, "id") != "" {
					t.Errorf("%s: the id %q stands twice", name, id)
				}
				ids[id] = true
			})
		}
	}
	for p, data := range files {
		if path.Ext(p) == ".html" {
			nodes(t, data, func(n *html.Node) {
				for _, a := range n.Attr {
					if a.Key == "href" || a.Key == "src" {
						checkInternal(t, name, p, a.Val, files, ids)
					}
				}
			})
		}
	}
}

// checkInternal is checkLink for pages that know their base URL.
func checkInternal(t *testing.T, name, p, link string, files map[string][]byte, ids map[string]bool) {
	t.Helper()
	for _, root := range []string{validBase, "/gallery/"} { // the page for what is missing names places from the host's root
		if rest, ok := strings.CutPrefix(link, root); ok {
			p, link = "index.html", "./"+rest
		}
	}
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %s: link %q: %v", name, p, link, err)
		return
	}
	if u.Scheme != "" {
		return
	}
	target := p
	if u.Path != "" {
		target = path.Join(path.Dir(p), u.Path)
	}
	if strings.HasSuffix(u.Path, "/") {
		target = path.Join(target, "index.html")
	}
	switch data, there := files[target]; {
	case !there || link == "":
		t.Errorf("%s: %s: link %q leads nowhere", name, p, link)
	case strings.Contains(link, "#") && len(data) > 0 && !ids[target+"#"+u.Fragment]:
		t.Errorf("%s: %s: link %q: no such fragment", name, p, link)
	}
}

// formed tells what is wrong with the bytes of a file.
func formed(p string, data []byte) error {
	if ext := path.Ext(p); ext == ".png" || ext == ".jpg" {
		return nil
	}
	if !utf8.Valid(data) {
		i := len(data) - len(bytes.TrimLeftFunc(data, func(r rune) bool { return r != utf8.RuneError }))
		return fmt.Errorf("is not UTF-8: %.60q", data[max(0, i-20):])
	}
	if len(data) == 0 {
		return nil
	}
	switch path.Ext(p) {
	case ".json", ".sarif":
		if !json.Valid(data) {
			return errors.New("is no JSON")
		}
	case ".csv":
		_, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		return err
	case ".svg", ".xml":
		for d := xml.NewDecoder(bytes.NewReader(data)); ; {
			if _, err := d.Token(); err != nil {
				if errors.Is(err, io.EOF) {
					return nil
				}
				return err
			}
		}
	case ".html":
		if !slices.Contains([]byte("<"), data[0]) {
			return errors.New("is no page")
		}
	}
	return nil
}

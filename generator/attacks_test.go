package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator"
	"vitrine/generator/appdef"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
	"vitrine/internal/attacks"
)

// TestSkeleton: no string changes the structure of a page, wherever in a definition or beside it it stands. Nothing appears
// that could run (checkHarmless), and no element stands where none does in the demo or in the harmless twin.
func TestSkeleton(t *testing.T) {
	content, twin := fstest.MapFS{}, fstest.MapFS{}
	for i, texts := range attacks.Groups(attacks.Most) {
		attacked(content, fmt.Sprint("a", i), texts)
		attacked(twin, fmt.Sprint("a", i), attacks.Harmless(texts))
	}
	known := map[string]bool{}
	for _, files := range []map[string][]byte{demo(t), pagesOf(t, twin, earlier(t, attacks.Harmless))} {
		for p, data := range files {
			if strings.HasSuffix(p, ".html") && !strings.HasPrefix(p, "widgets/") {
				nodes(t, data, func(n *html.Node) { known[shape(n)] = true })
			}
		}
	}
	files := pagesOf(t, content, earlier(t, slices.Clone))
	for p, data := range files {
		checkHidden(t, p, data)
		nodes(t, data, func(n *html.Node) {
			checkHarmless(t, p, n)
			checkLeads(t, p, n, files)
			if !known[shape(n)] {
				t.Errorf("%s: there is %s", p, shape(n))
			}
		})
	}
}

func attacked(content fstest.MapFS, id string, texts []string) {
	files := map[string]string{}
	attacks.App(files, id, texts)
	attacks.Named(files, id, texts)
	for name, text := range files {
		content[name] = &fstest.MapFile{Data: []byte(text)}
	}
}

// earlier is the gallery.json of a build with apps that are no more, called as the strings are.
func earlier(t *testing.T, as func([]string) []string) []byte {
	t.Helper()
	type app struct {
		App, Version, Title string
		Latest              bool
	}
	doc := struct {
		Version int
		Apps    []app
	}{Version: 1}
	for _, texts := range attacks.Groups(4000) { // only so many apps are named
		text := strings.Join(as(texts), " ")
		doc.Apps = append(doc.Apps, app{text, text, text, true}, app{"a0", text, text, false})
	}
	data, err := json.Marshal(doc)
	must(t, err)
	return data
}

// pagesOf are the files of a site; those that show what is attacked are made, the others nil. The older versions of the apps are words alone, and stand for what a
// page may be made of.
func pagesOf(t *testing.T, content fs.FS, earlier []byte) map[string][]byte {
	t.Helper()
	c := generator.Open(content, theme(t), gallery.Options{Site: site.Settings{Title: "Attacked", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	old, err := gallery.ReadBaseline(earlier)
	must(t, err)
	s, files := gallery.Against(c.Snapshot(), old), map[string][]byte{}
	for _, p := range s.Plan().Paths() {
		if path.Ext(p) != ".html" || strings.HasPrefix(p, "rules/") || strings.Contains(p, "/v/") && !strings.HasPrefix(p, "apps/a0/") {
			files[p] = nil
			continue
		}
		data, ok, err := s.Page(p)
		if !ok || err != nil {
			t.Fatalf("%s: %v %v", p, ok, err)
		}
		files[p] = data
	}
	return files
}

// shape is an element with the names of its attributes, and what it stands in.
func shape(n *html.Node) string {
	var names []string
	for _, a := range n.Attr {
		names = append(names, a.Key)
	}
	slices.Sort(names)
	return fmt.Sprintf("<%s %s> in <%s class=%q>", n.Data, strings.Join(names, " "), n.Parent.Data, attr(n.Parent, "class"))
}

// checkHidden: characters that are not seen are shown as marks.
func checkHidden(t *testing.T, p string, data []byte) {
	t.Helper()
	if bytes.ContainsAny(data, "\u2028\u202e\x00") {
		t.Errorf("%s: a hidden character is in the page", p)
	}
}

// checkHarmless: an element is none that runs, sends or loads anything.
func checkHarmless(t *testing.T, p string, n *html.Node) {
	t.Helper()
	where := fmt.Sprintf("%s: <%s", p, n.Data)
	switch n.Data {
	case "script":
		if attr(n, "src") == "" && attr(n, "type") != "application/json" {
			t.Errorf("%s>", where)
		}
	case "form": // ours are for scripts, and lead nowhere
		if !slices.Contains([]string{"filterbar needs-js", "decision needs-js"}, attr(n, "class")) || attr(n, "action") != "" {
			t.Errorf("%s>", where)
		}
	case "textarea":
		if attr(n, "name") != "note" || n.FirstChild != nil {
			t.Errorf("%s>", where)
		}
	case "iframe", "object", "embed", "base", "style", "template", "b1":
		t.Errorf("%s>", where)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || slices.Contains([]string{"style", "srcdoc", "srcset", "action", "formaction", "xlink:href"}, a.Key) {
			t.Errorf("%s %s=%q>", where, a.Key, a.Val)
		}
	}
}

// checkLeads: an address leads to a file of the site, or is an absolute one of the web to be followed; what a page loads is its
// own.
func checkLeads(t *testing.T, p string, n *html.Node, files map[string][]byte) {
	t.Helper()
	for _, a := range n.Attr {
		if a.Key != "href" && a.Key != "src" {
			continue
		}
		u, err := url.Parse(a.Val)
		if err == nil && u.Scheme == "" && u.Host == "" && !strings.ContainsAny(a.Val, "\\\t\r\n") {
			to := path.Join(path.Dir(p), u.Path)
			if _, ok := files[to]; ok || u.Path == "" || p == "404.html" && path.Base(to) == "locate.js" {
				continue
			}
		}
		if err != nil || n.Data != "a" || a.Key != "href" || !slices.Contains([]string{"https", "http", "mailto"}, u.Scheme) || u.Scheme != "mailto" && u.Host == "" {
			t.Errorf("%s: <%s %s=%q>", p, n.Data, a.Key, a.Val)
		}
	}
}

// TestSkeletonNamesAll: the definition that they stand in has every key that is read.
func TestSkeletonNamesAll(t *testing.T) {
	keys := append(append(appdef.KnownKeys(), appdef.WidgetKeys...), appdef.SettingKeys...)
	for _, key := range keys {
		if !strings.Contains(attacks.Definition, `"`+key+`": `) {
			t.Errorf("%q is missing", key)
		}
	}
}

package generator_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// demo builds the demo gallery as config.yaml has it, as far as pages go.
func demo(t *testing.T) map[string][]byte {
	t.Helper()
	dir, err := content.Dir("../content")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dir.Close() })
	return built(t, dir, site.Settings{Title: "Demo", Load: "auto", Previews: []site.Redirect{
		{From: "https://softphone.harborvoice.example/agent", To: "widgets/softphone.html"},
		{From: "https://cdn.harborvoice.example/icons/", To: "apps/harbor_voice/icons/"},
	}})
}

func built(t *testing.T, content fs.FS, s site.Settings) map[string][]byte {
	t.Helper()
	c := generator.Open(content, theme(t), gallery.Options{Site: s, Widgets: "widgets"}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, p := range c.Snapshot().Plan().Paths() {
		data, ok, err := c.Snapshot().Page(p)
		if !ok || err != nil {
			t.Fatalf("%s: %v %v", p, ok, err)
		}
		files[p] = unpacked(t, p, data)
	}
	return files
}

// nodes calls f for every element of a page.
func nodes(t *testing.T, data []byte, f func(n *html.Node)) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestLinks: every internal link and file of every page of the demo exists,
// fragments too, and none begins with a slash: the site works anywhere.
func TestLinks(t *testing.T) {
	files := demo(t)
	ids := map[string]bool{}
	own := func(p string) bool { return strings.HasSuffix(p, ".html") && !strings.HasPrefix(p, "widgets/") }
	for p, data := range files {
		if !own(p) {
			continue
		}
		seen := map[string]bool{}
		nodes(t, data, func(n *html.Node) {
			if id := attr(n, "id"); id != "" {
				if seen[id] {
					t.Errorf("%s: the id %q stands twice", p, id)
				}
				seen[id] = true
				ids[p+"#"+id] = true
			}
		})
	}
	for p, data := range files {
		if !own(p) {
			continue
		}
		nodes(t, data, func(n *html.Node) {
			for _, a := range n.Attr {
				if p == "404.html" && strings.HasPrefix(a.Val, "../") && strings.HasSuffix(a.Val, "/locate.js") {
					continue // for an address that lies deeper
				}
				if a.Key == "href" && n.Data != "use" || a.Key == "src" {
					checkLink(t, p, a.Val, files, ids)
				}
			}
		})
	}
}

func checkLink(t *testing.T, page, link string, files map[string][]byte, ids map[string]bool) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: link %q: %v", page, link, err)
		return
	}
	if u.Scheme != "" {
		if !slices.Contains([]string{"https", "http", "mailto", "data"}, u.Scheme) {
			t.Errorf("%s: link %q", page, link)
		}
		return
	}
	if link == "" || strings.HasPrefix(link, "/") {
		t.Errorf("%s: link %q works at a domain's root only", page, link)
		return
	}
	target := page
	if u.Path != "" {
		target = path.Join(path.Dir(page), u.Path)
	}
	if files[target] == nil {
		t.Errorf("%s: link %q leads nowhere", page, link)
	} else if u.Fragment != "" && !ids[target+"#"+u.Fragment] {
		t.Errorf("%s: link %q: no such fragment", page, link)
	}
}

// TestInline: no page has inline scripts, styles or handlers, and each has a
// content security policy before anything that it is about.
func TestInline(t *testing.T) {
	for p, data := range demo(t) {
		if !strings.HasSuffix(p, ".html") || strings.HasPrefix(p, "widgets/") {
			continue
		}
		policy := 0
		nodes(t, data, func(n *html.Node) {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.TrimSpace(a.Val), "javascript:") {
					t.Errorf("%s: <%s %s=%q>", p, n.Data, a.Key, a.Val)
				}
			}
			switch {
			case n.Data == "style":
				t.Errorf("%s: <style>", p)
			case n.Data == "script" && attr(n, "src") == "" && attr(n, "type") != "application/json":
				t.Errorf("%s: inline script", p)
			case n.Data == "meta" && attr(n, "http-equiv") == "Content-Security-Policy":
				policy++
			}
		})
		if policy != 1 {
			t.Errorf("%s has %d content security policies", p, policy)
		}
	}
}

// TestSecrets: no output shows any of the secrets of a definition, in
// whatever coding.
func TestSecrets(t *testing.T) {
	canaries := []string{"canary-one-4711", "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJ0d28ifQ.c2lnbmF0dXJl", "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "canary-five", "canary-six"}
	def := fmt.Sprintf(`{ "app": "acme", "version": "1.0.0", "title": "Acme %s", "description": "key %s", "clientSecret": %q,
  "widgets": [ { "name": "w", "title": "W", "url": "https://acme.test/?k={{{settings.default.k}}}&t=%s", "icon": "https://acme.test/i.svg" },
    { "name": "v", "title": "V", "url": "https://user:canary-six@acme.test/", "icon": "https://acme.test/v.svg" } ],
  "settings": { "default": { "k": { "type": "secret", "defaultValue": %q } } } }`, canaries[2], canaries[3], canaries[4], canaries[1], canaries[0])
	content := fstest.MapFS{"apps/acme/app.json": &fstest.MapFile{Data: []byte(def)}}
	files := built(t, content, site.Settings{Title: "Secrets", Load: "auto"})
	if len(files["apps/acme/w.html"]) == 0 {
		t.Fatal("no page")
	}
	c := generator.Open(content, theme(t), gallery.Options{}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	for name, data := range printed(t, c) {
		files[name] = data
	}
	for p, data := range files {
		for _, canary := range canaries {
			for _, form := range forms(canary) {
				if bytes.Contains(data, []byte(form)) {
					t.Errorf("%s shows %q", p, form)
				}
			}
		}
	}
}

// unpacked is what a file of the site says: exports are packed.
func unpacked(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	if path.Ext(name) != ".gz" {
		return data
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(name, err)
	}
	if data, err = io.ReadAll(r); err != nil {
		t.Fatal(name, err)
	}
	return data
}

// printed is the report in the formats of check.
func printed(t *testing.T, c *generator.Session) map[string][]byte {
	t.Helper()
	var text, data bytes.Buffer
	r := c.Snapshot().Report("content")
	if err := diag.WriteText(&text, r, true); err != nil {
		t.Fatal(err)
	}
	if err := diag.WriteJSON(&data, r); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"report.txt": text.Bytes(), "report.json": data.Bytes()}
}

// forms are the codings in which a secret could leak.
func forms(s string) []string {
	reversed := []byte(s)
	slices.Reverse(reversed)
	return []string{s, url.QueryEscape(s), base64.StdEncoding.EncodeToString([]byte(s)), string(reversed), hex.EncodeToString([]byte(s))}
}

// TestDemoBadges: the app that is broken on purpose shows every badge.
func TestDemoBadges(t *testing.T) {
	page := string(demo(t)["apps/broken_by_design.html"])
	for _, family := range site.Families {
		if !strings.Contains(page, `">`+family+` <`) {
			t.Errorf("no badge %q", family)
		}
	}
	badges, _, _ := strings.Cut(page[strings.Index(page, `<ul class="badges"`):], "</ul>")
	if strings.Count(badges, `class="is-fail"`)+strings.Count(badges, `class="is-warn"`) != len(site.Families) {
		t.Error("nothing was found in a family of the broken demo")
	}
}

// TestDemoSound: every other app of the demo gives nothing above an info.
func TestDemoSound(t *testing.T) {
	dir, err := content.Dir("../content")
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	c := generator.Open(dir, theme(t), gallery.Options{Widgets: "widgets"}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Snapshot().Report("").Files {
		if strings.HasPrefix(f.Source.Path, "apps/broken_") || strings.HasPrefix(f.Source.Path, "widgets/") {
			continue
		}
		for _, d := range f.Diagnostics {
			if d.Severity != diag.Info {
				t.Errorf("%s: %s [%s]", f.Source.Path, d.Message, d.Rule)
			}
		}
	}
}

// TestDemoPagesFresh: the local pages are what their sources come to.
func TestDemoPagesFresh(t *testing.T) {
	cmd := exec.Command("go", "run", "content/widgets/_src/bundle.go", "-check")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: run go run content/widgets/_src/bundle.go", out)
	}
}

package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// large are definitions of about a megabyte, each with too much of one kind.
func large() map[string]any {
	const size = 1_000_000
	long := strings.Repeat("Acme é ", size/8)
	def := func(more map[string]any) map[string]any {
		out := map[string]any{"app": "acme", "version": "1.0.0", "title": "Acme", "widgets": []any{widget("orders", nil)}}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	widgets, settings, addresses, unknown, tags, links, changes, texts := []any{}, map[string]any{}, []any{}, map[string]any{}, []any{}, []any{}, map[string]any{}, map[string]any{}
	for i := range 10_000 {
		widgets = append(widgets, widget(fmt.Sprintf("w%d", i), nil))
		settings[fmt.Sprintf("s%d", i)] = map[string]any{"type": "string", "defaultValue": "v", "description": "What the setting is for."}
		unknown[fmt.Sprintf("unknown%d", i)] = long[:60]
		links = append(links, map[string]any{"title": fmt.Sprint("L", i), "url": "https://acme.test/docs/of/a/long/path"})
		changes[fmt.Sprintf("1.%d.0", i)] = long[:60]
		texts[fmt.Sprintf("acme.text%d", i)] = long[:60]
	}
	for i := range 41_000 {
		addresses = append(addresses, fmt.Sprintf("https://a.test/%d.png", i))
		tags = append(tags, fmt.Sprint("tag", i))
	}
	return map[string]any{
		"title": def(map[string]any{"title": long}), "id": def(map[string]any{"app": long}), "version": def(map[string]any{"version": long}),
		"description": def(map[string]any{"description": long, "instructions": long[:size/3], "postInstallMessage": long[:size/3]}),
		"widget":      def(map[string]any{"widgets": []any{widget(long[:size/4], map[string]any{"title": long[:size/4], "width": long[:size/4], "url": "https://acme.test/" + long[:size/4]})}}),
		"braces":      def(map[string]any{"widgets": []any{widget("w", map[string]any{"url": "https://acme.test/" + strings.Repeat("}}}", size/3)})}}),
		"quotes":      def(map[string]any{"widgets": []any{widget("w", map[string]any{"iframePermissions": strings.Repeat(`"<`, size/2)})}}),
		"widgets":     def(map[string]any{"widgets": widgets}), "settings": def(map[string]any{"settings": map[string]any{"default": settings}}),
		"screenshots": def(map[string]any{"screenshots": addresses}), "tags": def(map[string]any{"tags": tags}), "needs": def(map[string]any{"dependencies": tags}),
		"unknown": def(map[string]any{"widgets": []any{widget("w", unknown)}}), "keys": def(unknown), "links": def(map[string]any{"appDetails": map[string]any{"documentationLinks": links}}),
		"changelog": def(map[string]any{"changelog": changes}), "texts": def(map[string]any{"i18n": map[string]any{"en_us": texts, "de_de": texts}}),
		"default": def(map[string]any{"settings": map[string]any{"default": map[string]any{"s": map[string]any{"type": "string", "defaultValue": long, "description": long[:9000]}}}}),
		"names":   def(map[string]any{"appDetails": map[string]any{"appDeveloper": map[string]any{"name": long[:size/2]}, "externalPlatform": map[string]any{"name": long[:size/2]}}}),
		"marks":   def(map[string]any{"title": "e" + strings.Repeat("\u0301", size/2)}),
	}
}

func widget(name string, more map[string]any) map[string]any {
	out := map[string]any{"name": name, "title": "W", "url": "https://acme.test/", "icon": "https://acme.test/i.svg"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// TestLargeDefinitions: whatever a megabyte of definition has too much of, no
// page is larger than people load, and the site stays within ten times the
// definition and 5 MB.
func TestLargeDefinitions(t *testing.T) {
	for name, def := range large() {
		text, err := json.Marshal(def)
		if err != nil {
			t.Fatal(err)
		}
		forms := [][]byte{text}
		if slices.Contains([]string{"settings", "links"}, name) { // many lines
			forms = append(forms, indented(t, text))
		}
		for _, text := range forms {
			c := generator.Open(fstest.MapFS{"apps/x/app.json": {Data: text}}, theme(t), gallery.Options{Site: site.Settings{Title: "Large", Load: "auto"}}, nil)
			if _, err := c.Refresh(); err != nil {
				t.Fatal(err)
			}
			total := 0
			for _, p := range c.Snapshot().Plan().Paths() {
				if strings.HasPrefix(p, "assets/") || strings.HasPrefix(p, "rules/") {
					continue
				}
				data, ok, err := c.Snapshot().Page(p)
				if !ok || err != nil {
					t.Fatalf("%s: %s: %v", name, p, err)
				}
				total += len(data)
				if path.Ext(p) == ".html" && (len(data) > pageMost || !utf8.Valid(data)) {
					t.Errorf("%s, %d bytes: %s has %d bytes", name, len(text), p, len(data))
				}
			}
			if most := 10*len(text) + 5<<20; total > most {
				t.Errorf("%s, %d bytes: the site has %d bytes, more than %d", name, len(text), total, most)
			}
		}
	}
}

// indented is a definition as people write it.
func indented(t *testing.T, text []byte) []byte {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBrokenQueue: a page of the review queue full of apps about which there is much to say is no larger than others; what
// exports say of them comes beside it.
func TestBrokenQueue(t *testing.T) {
	text, err := os.ReadFile("../content/apps/broken_by_design/app.json")
	must(t, err)
	content := fstest.MapFS{}
	for i := range site.ReviewSize {
		id := fmt.Sprintf("broken_%d", i)
		content["apps/"+id+"/app.json"] = &fstest.MapFile{Data: bytes.ReplaceAll(text, []byte(`"broken_by_design"`), []byte(strconv.Quote(id)))}
	}
	files := built(t, content, site.Settings{Title: "Broken", Load: "auto"})
	if n := bytes.Count(files["review.html"], []byte("<li data-page=")); n != site.ReviewSize {
		t.Errorf("the page has %d apps", n)
	}
	if n := len(files["review.html"]); n >= pageMost {
		t.Errorf("the page has %d bytes", n)
	}
	if n := bytes.Count(files["review/1.js"], []byte(`"unmet":[`)); n != site.ReviewSize {
		t.Errorf("there is evidence of %d apps", n)
	}
}

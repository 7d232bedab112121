package generator_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// TestStepPage: a page of a step is bounded, shows no markup of a definition
// and no secret, and its links lead to lines that exist.
func TestStepPage(t *testing.T) {
	var settings strings.Builder
	for i := range 700 {
		fmt.Fprintf(&settings, `"s%d": { "type": "string", "defaultValue": "" }, `, i)
	}
	old := `{ "app": "acme", "version": "1.0.0", "title": "Acme" }`
	now := `{ "app": "acme", "version": "1.1.0", "title": "<script>alert(1)</script>",
 "widgets": [ { "name": "w", "title": "</table><img src=x onerror=alert(1)>", "url": "https://acme.test/?k={{{settings.default.k}}}", "icon": "https://acme.test/i.svg" } ],
 "settings": { "default": { ` + settings.String() + `"k": { "type": "secret", "defaultValue": "hunter2" } } } }`
	files := fstest.MapFS{"old.json": {Data: []byte(old)}, "new.json": {Data: []byte(now)}}
	c := generator.Open(files, theme(t), gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	data, ok, err := c.Snapshot().Page("apps/acme/diff/1.0.0--1.1.0.html")
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	page := string(data)
	for _, never := range []string{"<script>alert", "<img src=x", "hunter2"} {
		if strings.Contains(page, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	if n := strings.Count(page, `<tr id="change-`); n < 500 || n > 510 {
		t.Errorf("%d rows", n)
	}
	for _, want := range []string{"more changes; <code>vitrine diff</code>", `href="../../../apps/acme/definition.html#L2"`, "ask for a <strong class=\"needs\">major</strong>", "is a minor step"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestCompareBounded: the data of a version stay small however many versions there are and however much changed, count what
// they leave out, and hold neither markup nor secrets.
func TestCompareBounded(t *testing.T) {
	files := fstest.MapFS{}
	for v := range 40 {
		var settings strings.Builder
		for i := range 700 {
			fmt.Fprintf(&settings, `"s%d_%d": { "type": "string", "defaultValue": "" }, `, v, i)
		}
		text := fmt.Sprintf(`{ "app": "acme", "version": "1.%d.0", "title": "</script><script>alert(1)</script>",
 "settings": { "default": { %s "k": { "type": "secret", "defaultValue": "hunter2" } } } }`, v, settings.String())
		files[fmt.Sprintf("%d.json", v)] = &fstest.MapFile{Data: []byte(text)}
	}
	c := generator.Open(files, theme(t), gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	data, ok, err := c.Snapshot().Page("apps/acme/diff/1.39.0.js")
	if !ok || err != nil || len(data) > 300<<10 {
		t.Errorf("the data of the newest version: %v, %v, %d bytes", ok, err, len(data))
	}
	text := string(data)
	for _, never := range []string{"<script>", "</script>", "hunter2"} {
		if strings.Contains(text, never) {
			t.Errorf("the data hold %q", never)
		}
	}
	if n := strings.Count(text, `"from":`); n != 28 || !strings.Contains(text, `"more":[0,700,`) {
		t.Errorf("of the 30 newest versions all but two stand beside it: %d do, and what is left out is not counted", n)
	}
	if _, ok, _ := c.Snapshot().Page("apps/acme/diff/1.9.0.js"); ok {
		t.Error("more than the 30 newest versions are compared")
	}
}

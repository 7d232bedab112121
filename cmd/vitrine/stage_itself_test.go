package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/generator/site"
)

// itselfTable is testdata/stage/itself.json: which addresses are pages of the
// gallery itself, for site.Settings.ShowsItself in Go and stage/targets.ts in
// the browser.
type itselfTable struct {
	Base     string                      `json:"base"`
	Pages    string                      `json:"pages"`
	Previews []struct{ From, To string } `json:"previews"`
	Cases    []struct {
		Address string `json:"address"`
		Itself  bool   `json:"itself"`
	} `json:"cases"`
}

func readItself(t *testing.T) (table itselfTable) {
	t.Helper()
	data, err := os.ReadFile("testdata/stage/itself.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	return table
}

// TestShowsItself: what a preview would show of the gallery, however the
// address is written; what else stands on the host is no part of it.
func TestShowsItself(t *testing.T) {
	table := readItself(t)
	s := &site.Settings{BaseURL: table.Base, Pages: table.Pages}
	for _, p := range table.Previews {
		s.Previews = append(s.Previews, site.Redirect{From: p.From, To: p.To})
	}
	for _, c := range table.Cases {
		if got := s.ShowsItself(c.Address); got != c.Itself {
			t.Errorf("%q: %v", c.Address, got)
		}
	}
	s.BaseURL = ""
	for _, c := range table.Cases {
		if s.ShowsItself(c.Address) {
			t.Errorf("%q: the gallery is known without a base URL", c.Address)
		}
	}
}

// TestStageItself runs the same table through the browser's side, for an
// address that a setting made, and looks at the pages of such widgets.
func TestStageItself(t *testing.T) {
	t.Parallel()
	content, config, table := t.TempDir(), filepath.Join(t.TempDir(), "config.yaml"), readItself(t)
	if err := os.WriteFile(config, []byte("widgets: "+table.Pages+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	definition := `{ "app": "acme", "version": "1.0.0", "title": "Acme",
  "settings": { "default": { "host": { "type": "string", "defaultValue": "acme.test" } } }, "widgets": [
  { "name": "fixed", "title": "Fixed", "url": "https://gallery.test/my/apps/acme/fixed.html" },
  { "name": "moving", "title": "Moving", "url": "https://{{{settings.default.host}}}/my/apps/acme/moving.html" } ] }`
	if err := os.WriteFile(filepath.Join(content, "app.json"), []byte(definition), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := buildSite(t, content, "--config", config, "--base-url", "https://gallery.test/my")
	fixed, err := os.ReadFile(filepath.Join(dir, "apps/acme/fixed.html"))
	if err != nil || strings.Contains(string(fixed), "<iframe") || !strings.Contains(string(fixed), "show itself without end") {
		t.Errorf("without scripts there is a frame, or no reason for none: %v", err)
	}
	root := serveSite(t, dir, "/my/")
	b := newTab(t)
	const reason = `document.querySelector(".stage-ground").innerText`
	for _, page := range []string{"apps/acme/fixed.html", "apps/acme/moving.html?v.default.host=gallery.test"} {
		b.open(root + page)
		b.wait(reason + `.includes("show itself without end")`)
		if n := eval[int](b, `document.querySelectorAll("iframe").length`); n != 0 {
			t.Errorf("%s has %d frames", page, n)
		}
	}
	var redirects []map[string]any
	for _, p := range table.Previews {
		local := !strings.Contains(p.To, "://")
		if local {
			p.To = "https://elsewhere.test/repo/" + p.To // where the page stands
		}
		redirects = append(redirects, map[string]any{"from": p.From, "to": p.To, "local": local})
	}
	b.modules("stage/targets")
	data := script(t, map[string]any{
		"gallery":   map[string]any{"at": []string{"https://elsewhere.test/repo/", table.Base}, "pages": "apps/pages"},
		"redirects": redirects,
		"frames":    []string{"https:", "'self'"}, "sets": []any{},
	})
	for _, c := range table.Cases {
		widget := script(t, map[string]any{"title": "T", "parts": []any{c.Address}})
		got := eval[string](b, `(() => {
			const data = Object.assign(`+data+`, { widgets: [`+widget+`] });
			return m.targets({ state: {}, data: data }, () => "", { origins: {} }).target(0).reason || "";
		})()`)
		if strings.Contains(got, "itself") != c.Itself {
			t.Errorf("%q: the stage says %q", c.Address, got)
		}
	}
}

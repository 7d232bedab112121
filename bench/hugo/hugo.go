// Package hugo makes a project for Hugo out of a corpus, to compare with. It is
// Hugo's best case: everything that a definition says is worked out beforehand and
// written into front matter, so that Hugo reads no definition and checks nothing.
package hugo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

//go:embed all:site
var files embed.FS

// Project writes a project for the definitions of a corpus into a directory that
// does not exist yet.
func Project(corpus, dir string) error {
	site, err := fs.Sub(files, "site")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, site); err != nil {
		return err
	}
	apps, err := os.ReadDir(corpus)
	if err != nil {
		return err
	}
	for _, app := range apps {
		from, id := filepath.Join(corpus, app.Name()), app.Name()
		if err := os.CopyFS(filepath.Join(dir, "icons", id, "icons"), os.DirFS(filepath.Join(from, "icons"))); err != nil {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(from, "app.json"))
		if err != nil {
			return err
		}
		readme, err := os.ReadFile(filepath.Join(from, "README.md"))
		if err != nil {
			return err
		}
		if err := convert(filepath.Join(dir, "content", "apps", id), id, raw, readme); err != nil {
			return err
		}
	}
	return nil
}

// definition is what Hugo's pages show of an app.
type definition struct {
	Title, Version, Description string
	Settings                    struct {
		Default map[string]struct{ Type, DefaultValue, Required, Description string }
	}
	Widgets []struct{ URL, Icon, Width, Height, IframePermissions string }
	I18n    map[string]map[string]string
}

type values map[string]any

// convert writes the pages of an app: its own, and one for each widget.
func convert(dir, id string, raw, readme []byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var d definition
	if json.Unmarshal(raw, &d) != nil {
		return page(filepath.Join(dir, "_index.md"), id, values{"ok": false, "okjson": false, "raw": string(raw), "nw": 0}, readme)
	}
	rows, samples := settings(&d)
	var widgets, langs []values
	sound := true
	for i := range d.Widgets {
		w := widget(&d, i, id, samples)
		widgets, sound = append(widgets, w), sound && w["ok"].(bool)
	}
	for _, l := range slices.Sorted(maps.Keys(d.I18n)) {
		langs = append(langs, values{"lang": l, "title": d.I18n[l]["title"], "summary": d.I18n[l]["summary"]})
	}
	all := values{"ok": sound, "okjson": true, "id": id, "rows": rows, "langs": langs, "widgets": widgets, "version": d.Version,
		"desc": d.Description, "nw": len(widgets)}
	if err := page(filepath.Join(dir, "_index.md"), d.Title, all, readme); err != nil {
		return err
	}
	for i, w := range widgets {
		one := values{"id": id, "w": w, "rows": rows, "raw": string(raw), "version": d.Version, "desc": d.Description}
		if err := page(filepath.Join(dir, fmt.Sprintf("%d.md", i+1)), d.Title, one, nil); err != nil {
			return err
		}
	}
	return nil
}

// settings returns the rows of the table of settings, and samples of the values.
func settings(d *definition) (rows []values, samples map[string]string) {
	samples = map[string]string{}
	for _, k := range slices.Sorted(maps.Keys(d.Settings.Default)) {
		s := d.Settings.Default[k]
		sample := s.DefaultValue
		if sample == "" {
			sample = map[string]string{"number": "42", "boolean": "true", "string": "sample-" + k}[s.Type]
		}
		samples[k] = sample
		rows = append(rows, values{"key": k, "type": s.Type, "default": s.DefaultValue, "required": s.Required == "true",
			"sample": sample, "desc": s.Description})
	}
	return rows, samples
}

var (
	size       = regexp.MustCompile(`^\d+(\.\d+)?(px|vw|vh|%|em|rem)$`)
	permission = regexp.MustCompile(`^\s*((camera|microphone|autoplay) [^;]+;\s*)*$`)
	reference  = regexp.MustCompile(`\{\{settings\.([^}]*)\}\}`)
)

func widget(d *definition, i int, id string, samples map[string]string) values {
	w := d.Widgets[i]
	known, refs := true, []string{}
	filled := reference.ReplaceAllStringFunc(w.URL, func(s string) string {
		key := reference.FindStringSubmatch(s)[1]
		_, ok := samples[key]
		known, refs = known && ok, append(refs, key)
		return url.QueryEscape(samples[key])
	})
	if filled == "" {
		filled = "about:blank"
	}
	wide, high := size.MatchString(w.Width), size.MatchString(w.Height)
	icon := strings.HasSuffix(w.Icon, ".svg") || strings.HasSuffix(w.Icon, ".png")
	badges := []bool{w.URL != "", strings.HasPrefix(w.URL, "https://"), known, icon, wide && high, permission.MatchString(w.IframePermissions)}
	v := values{"n": i + 1, "url": w.URL, "icon": w.Icon, "width": w.Width, "height": w.Height, "perm": w.IframePermissions, "filled": filled,
		"refs": refs, "b": badges, "ok": !slices.Contains(badges, false), "iconsrc": w.Icon, "w": w.Width, "h": w.Height}
	if !strings.Contains(w.Icon, "://") {
		v["iconsrc"] = "/apps/" + id + "/" + w.Icon
	}
	if !wide {
		v["w"] = "20vw"
	}
	if !high {
		v["h"] = "20vh"
	}
	return v
}

// page writes a page: front matter in JSON, then a text.
func page(path, title string, params values, text []byte) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(values{"title": title, "params": params}); err != nil {
		return err
	}
	b.WriteByte('\n')
	b.Write(text)
	return os.WriteFile(path, b.Bytes(), 0o644)
}

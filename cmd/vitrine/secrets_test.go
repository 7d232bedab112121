package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// canaries makes secrets of which each is unique, so that a leak names its
// source. Those of a shape would be recognised anywhere; plain ones are
// secret only by where they stand.
type canaries struct {
	list  []string
	where map[string]string
}

func (c *canaries) note(s, where string) string {
	c.list = append(c.list, s)
	c.where[s] = where
	return s
}

func (c *canaries) plain(where string) string {
	return c.note(fmt.Sprintf("Zq%03dfalcon%03dmirth", len(c.list), 997-len(c.list)), where)
}

func (c *canaries) shaped(where string) string {
	n := len(c.list)
	switch n % 4 {
	case 0:
		return c.note(fmt.Sprintf("eyJhbGciOiJIUzI%03d.eyJjYW5hcnkiOiI%03d.c2lnbmF0d%03dXJl", n, n, n), where)
	case 1:
		return c.note(fmt.Sprintf("ghp_abcdefghijklmnopqrstuvwx%03d", n), where)
	case 2:
		return c.note(fmt.Sprintf("0f1e2d3c4b5a69788796a5b4c3d2e%03x", n), where)
	}
	return c.note(fmt.Sprintf("sk_live_4eC39HqLyjWDarjtT%03d", n), where)
}

// fill puts a canary at every place: {plain} and {shaped}. {escaped} is a
// plain one of which a character is an escape of JSON.
func (c *canaries) fill(file, text string) string {
	var b strings.Builder
	for n := 1; ; n++ {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			return b.String() + text
		}
		b.WriteString(text[:i])
		text = text[i:]
		where := fmt.Sprintf("%s, before %.40q", file, text)
		switch {
		case strings.HasPrefix(text, "{plain}"):
			b.WriteString(c.plain(where))
			text = text[len("{plain}"):]
		case strings.HasPrefix(text, "{shaped}"):
			b.WriteString(c.shaped(where))
			text = text[len("{shaped}"):]
		case strings.HasPrefix(text, "{escaped}"):
			s := c.plain(where)
			fmt.Fprintf(&b, `%s\u%04x%s`, s[:4], s[4], s[5:])
			text = text[len("{escaped}"):]
		default:
			b.WriteByte('{')
			text = text[1:]
		}
	}
}

// forms are the spellings in which a canary could be told.
func forms(s string) []string {
	back := []byte(s)
	slices.Reverse(back)
	var units, percent strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&units, `\u%04x`, c)
		fmt.Fprintf(&percent, "%%%02X", c)
	}
	return []string{
		s, string(back), base64.StdEncoding.EncodeToString([]byte(s)), base64.RawURLEncoding.EncodeToString([]byte(s)), hex.EncodeToString([]byte(s)), url.QueryEscape(s),
		html.EscapeString(s), units.String(), percent.String(), s[:12], fmt.Sprintf(`%s\u%04x%s`, s[:4], s[4], s[5:]),
	}
}

const canaryApp = `{ "app": "acme", "version": "VERSION", "title": "Acme {shaped}", "description": "Call\n{shaped} or **{shaped}**", "clientSecret": "{plain}",
  "{shaped}": 1, "apiKey": "{plain}", "unknown": { "password": "{escaped}", "{shaped}": true },
  "auth": { "oauth2": { "clientId": "acme", "clientSecret": "{plain}", "client_secret": "{plain}" } },
  "changelog": { "VERSION": "now with {shaped}" }, "dependencies": ["kustomer-{shaped}"], "tags": ["{shaped}"],
  "iconUrl": "https://acme.example/i.svg?api_key={plain}", "screenshots": ["https://acme.example/s.jpg?token={plain}"],
  "appDetails": { "appDeveloper": { "name": "{shaped}", "website": "https://user:{plain}@acme.example" } },
  "widgets": [
    { "name": "w", "title": "W {shaped}", "url": "https://acme.example/?k={{{settings.default.k}}}&store={{{settings.default.store}}}&access_token={plain}&x={shaped}", "icon": "https://acme.example/w.svg", "{shaped}": 1 },
    { "name": "v", "title": "V", "url": "https://user:{plain}@acme.example/#token={plain}", "icon": "https:\/\/user:{plain}@acme.example\/v.svg", "width": "{shaped}", "height": "{shaped}px", "iframePermissions": "camera {shaped}" } ],
  "settings": {
    "default": {
      "k": { "type": "secret", "defaultValue": "{plain}", "defaultvalue": "{plain}", "extra": "{plain}" },
      "esc": { "type": "s\u0065cret", "defaultValue": "{escaped}" }, "list": { "type": "secret", "defaultValue": ["{plain}", { "{plain}": "{plain}" }] },
      "upper": { "Type": "Secret", "Default": "{plain}" }, "array": { "type": ["secret"], "value": "{plain}" }, "twice": { "type": "secret", "type": "string", "defaultValue": "{plain}" },
      "pass": { "type": "password", "defaultValue": "{plain}" }, "slip": { "type": "secert", "defaultValue": "{plain}" }, "apiKey": { "type": "string", "defaultValue": "{plain}" },
      "accessToken": { "defaultValue": "{plain}" }, "clientSecret": "{plain}", "store": { "type": "string", "defaultValue": "{shaped}", "description": "like {shaped}" },
      "{shaped}": { "type": "string", "defaultValue": "" }, "old": OLD } },
  "i18n": { "en_us": { "acme.title": "Acme {shaped}", "{shaped}": "x" } },
  "actions": [ { "name": "a", "headers": { "Authorization": "Bearer {plain}", "X-Api-Key": "{plain}" }, "body": "Bearer {shaped}" }, { "name": "b", "headers": [ { "name": "authorization", "value": "{plain}" } ] } ],
  "outboundWebhooks": [ { "url": "https://acme.example/?client_secret={plain}" } ] }
`

const canaryBroken = `{ "app": "broken", "version": "1.0.0", "title": "B", "x": tru "{shaped}", {shaped}: 1, // {shaped}
  "settings": { "default": {
    "one": { "type": "secret", "defaultValue": "{plain}", }, "two": { "type": "secret", "defaultValue": '{plain}' }, "three": { "type": "secret", "defaultValue": {plain} },
    "four": { "type": "secret", "defaultValue": "{plain}\xraw" }, "five": { "type": "secret", "defaultValue": “{plain}” }, "six": { "type": "secret" "defaultValue" "{plain}" },
    "seven": { "type": "secret", "defaultValue": "{plain} }
  } }
} , "clientSecret": "{plain}", "{shaped}"
`

const canarySamples = `# {shaped}
- name: Acme {shaped}
  description: "with {shaped}"
  settings:
    - {category: default, name: k, value: {plain}}
    - {name: old, value: '{plain}'}
    - {name: apiKey, value: "{plain}"}
    - {name: store, value: {shaped}}
    - {name: nowhere-{shaped}, value: x}
    - name: k
      value: |
        {plain}
  context: {token: {plain}, note: {shaped}, "{shaped}": 1}
  responses:
    - {url: "/v1/a?api_key={plain}", body: {password: {plain}, text: {shaped}}}
`

// TestCanaries: no command tells any secret of any file in any spelling, be it
// in the newest version of an app or in an older one.
func TestCanaries(t *testing.T) {
	dir := t.TempDir()
	c := &canaries{where: map[string]string{}}
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(c.fill(name, text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	of := func(version, old string) string {
		return strings.NewReplacer("VERSION", version, "OLD", old).Replace(canaryApp)
	}
	write("content/apps/acme/app.json", of("1.1.0", `{ "type": "string", "defaultValue": "" }`))
	write("content/apps/acme/v1.0.0.json", of("1.0.0", `{ "type": "secret", "defaultValue": "{plain}" }`))
	write("content/apps/acme/samples.yaml", canarySamples)
	write("content/apps/acme/README.md", "# Acme\n\nUse `{shaped}`, [a link](https://acme.example/?token={plain}) or https://user:{plain}@acme.example.\n\n    Bearer {shaped}\n\n-----BEGIN PRIVATE KEY-----\n{plain}\n-----END PRIVATE KEY-----\n")
	write("content/apps/broken/app.json", canaryBroken)
	write("content/apps/broken/samples.yaml", "- settings: [{name: one, value: {plain}\n")
	write("content/apps/other/package.json", `{ "name": "{shaped}", "token": "{plain}" }`)
	name := "ghp_abcdefghijklmnopqrstuvw" + "name9"
	c.note(name, "the name of a file")
	write("content/apps/named/"+name+".json", `{ "title": "no id", "version": "1" }`)
	write("config.yaml", "content: content\noutput: public\nbase-url: https://gallery.example/\nignore:\n  - {path: \"apps/{shaped}.json\", rule: url-userinfo, reason: \"see {shaped}\"}\n")
	t.Chdir(dir)

	outputs := map[string][]byte{}
	vitrine := func(in string, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(args, strings.NewReader(in), &out, &errs); code == exitFailure {
			t.Fatalf("%v: %s", args, errs.String())
		}
		outputs[strings.Join(args, " ")] = append(out.Bytes(), errs.Bytes()...)
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	vitrine("", "build", "--cache", "kept")
	kept, err := filepath.Glob("kept/*")
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	outputs["what is kept for the next build"] = []byte(read(kept[0]))
	for _, format := range []string{"text", "json", "sarif", "github", "junit"} {
		vitrine("", "check", "--format", format)
		vitrine(read("content/apps/acme/app.json"), "check", "-", "--format", format)
		vitrine(read("content/apps/broken/app.json"), "check", "-", "--format", format)
	}
	for _, format := range []string{"text", "markdown", "json"} {
		vitrine("", "diff", "acme@1.0.0", "acme@latest", "--format", format)
		vitrine(read("content/apps/broken/app.json"), "diff", "-", "acme@latest", "--format", format)
	}
	vitrine("", "check", "--diff", "--unsafe")
	vitrine("", "check", "content/apps/broken/app.json", "--diff")
	before := read("content/apps/broken/app.json")
	vitrine("", "check", "--fix", "--unsafe")
	if after := read("content/apps/broken/app.json"); strings.Contains(after, "**") && !strings.Contains(before, "**") {
		t.Errorf("what hides a secret was written into the file:\n%s", after)
	}
	pages := 0
	err = filepath.WalkDir("public", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text := []byte(read(p))
			if filepath.Ext(p) == ".gz" { // what is packed must not hide any
				text = unpacked(t, text)
			}
			outputs[p] = append([]byte(p+"\n"), text...)
			pages++
		}
		return err
	})
	if err != nil || pages < 20 || len(c.list) < 90 {
		t.Fatalf("%d files with %d canaries: %v", pages, len(c.list), err)
	}
	told := map[string]bool{}
	for name, data := range outputs {
		for _, s := range c.list {
			for _, form := range forms(s) {
				if i := bytes.Index(data, []byte(form)); i >= 0 && !told[s] {
					told[s] = true
					t.Errorf("%s tells %q of %s: %q", name, form, c.where[s], data[max(0, i-60):min(len(data), i+60)])
				}
			}
		}
	}
}

// unpacked is what a gzip file holds.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
	return data
}

// Package render turns pages into bytes with a theme.
//
// A theme is a file system: site.html is the frame, parts/*.html are blocks
// that pages share, pages/<kind>.html is one kind of page, and assets/ is
// published byte for byte under a folder named after its contents. A page loads
// the script and the style sheet of the assets that are called as its kind is,
// and theme.css last. Layers lays a partner's theme over the built-in one, file
// by file; slots.go says what a partner may add without a copy of anything, and
// parts.go which parts are written in Go.
//
// Templates see the exported structs of package site and nothing else. What
// a definition says is data: it is never executed and never trusted with
// markup. The places where this package makes HTML itself are in html.go,
// tables.go, findings.go, parts.go and markdown.go.
package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"vitrine/generator/output"
	"vitrine/generator/site"
)

// Theme is a parsed theme.
type Theme struct {
	layers Layers // where an error finds the line that it shows
	pages  map[string]*template.Template
	parts  *parts
	home   string // Markdown above the cards of the first page; "" for none
	assets []output.File
	Assets string // the folder that assets are published in: "assets/1f2e3d4c"
	Digest string // of everything that the theme is made of
	brand  bool   // brand.css is one of the assets
	sheet  bool   // theme.css is one of the assets
	logo   string // the asset that stands for the mark; "" for none
}

// Layers is file systems on top of each other: the first that has a name
// answers.
type Layers []fs.FS

// Open opens the file in the topmost layer that has it.
func (l Layers) Open(name string) (fs.File, error) {
	for _, f := range l {
		file, err := f.Open(name)
		if !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// names returns the regular files of a folder in any layer, sorted.
func (l Layers) names(dir string) ([]string, error) {
	var names []string
	for _, f := range l {
		entries, err := fs.ReadDir(f, dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				names = append(names, e.Name())
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// has tells whether any layer has a file.
func (l Layers) has(name string) (bool, error) {
	_, err := fs.Stat(l, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Load parses a theme, its topmost layer first. Errors name the file, by its
// path in the theme, and the line.
func Load(layers Layers, brand Brand) (*Theme, error) {
	t := &Theme{layers: layers, parts: &parts{layers: layers}, pages: map[string]*template.Template{}, brand: brand.Accent != ""}
	if brand.Logo != nil {
		t.logo = "logo." + brand.Kind
	}
	all := sha256.New()
	var texts strings.Builder // of all templates
	read := func(name string) ([]byte, error) {
		data, err := fs.ReadFile(layers, name)
		if err != nil {
			return nil, fmt.Errorf("theme: read %q: %w", name, err)
		}
		fmt.Fprintf(all, "%q %d:%s", name, len(data), data)
		if path.Ext(name) == ".html" {
			texts.Write(data)
		}
		return data, nil
	}
	if err := t.loadAssets(layers, brand, read); err != nil {
		return nil, err
	}
	base := template.New("site.html").Funcs(t.functions())
	frame, err := read("site.html")
	if err != nil {
		return nil, err
	}
	if _, err := base.Parse(string(frame)); err != nil {
		return nil, mistake(layers, err)
	}
	if err := parseDir(base, layers, "parts", t.parts, read); err != nil {
		return nil, err
	}
	if err := t.loadSlots(base, layers, read); err != nil {
		return nil, err
	}
	if err := t.loadPages(base, layers, read); err != nil {
		return nil, err
	}
	if err := t.strangers(layers, texts.String()); err != nil {
		return nil, err
	}
	t.parts.adopt(base)
	fmt.Fprintf(all, "%s %s", t.Assets, brand.Accent)
	t.Digest = hex.EncodeToString(all.Sum(nil)[:16])
	return t, nil
}

type reader func(name string) ([]byte, error)

func (t *Theme) loadAssets(layers Layers, brand Brand, read reader) error {
	var err error
	if t.assets, err = brand.files(); err != nil {
		return fmt.Errorf("site.accent: %w", err)
	}
	names, err := layers.names("assets")
	if err != nil {
		return fmt.Errorf("theme: list assets: %w", err)
	}
	for _, n := range names {
		data, err := read("assets/" + n)
		if err != nil {
			return err
		}
		t.assets = append(t.assets, output.File{Path: n, Data: data})
	}
	if t.sheet, err = layers.has("theme.css"); err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	if t.sheet {
		if slices.Contains(names, "theme.css") {
			return errors.New("theme: theme.css and assets/theme.css would have one address; rename the one in assets")
		}
		data, err := read("theme.css")
		if err != nil {
			return err
		}
		t.assets = append(t.assets, output.File{Path: "theme.css", Data: data})
	}
	sum := sha256.New()
	for _, f := range t.assets {
		fmt.Fprintf(sum, "%s %d\n", f.Path, len(f.Data))
		sum.Write(f.Data)
	}
	t.Assets = "assets/" + hex.EncodeToString(sum.Sum(nil)[:5])
	for i := range t.assets {
		t.assets[i].Path = path.Join(t.Assets, t.assets[i].Path)
	}
	return nil
}

func parseDir(set *template.Template, layers Layers, dir string, p *parts, read reader) error {
	names, err := layers.names(dir)
	if err != nil {
		return fmt.Errorf("theme: list %s: %w", dir, err)
	}
	for _, n := range names {
		if path.Ext(n) != ".html" {
			continue
		}
		if err := parseFile(set, layers, dir+"/"+n, strings.TrimSuffix(n, ".html"), p, read); err != nil {
			return err
		}
	}
	return nil
}

// parseFile adds the template in a file to a set under its name, with those
// that it defines. It is parsed under its path, which errors then name.
func parseFile(set *template.Template, layers Layers, file, name string, p *parts, read reader) error {
	text, err := read(file)
	if err != nil {
		return err
	}
	parsed, err := template.New(file).Funcs(p.functions()).Funcs(template.FuncMap{"home": noHome}).Parse(string(text))
	if err != nil {
		return mistake(layers, err)
	}
	for _, t := range parsed.Templates() {
		as := t.Name()
		if as == file {
			as = name
		}
		if _, err := set.AddParseTree(as, t.Tree); err != nil {
			return mistake(layers, err)
		}
	}
	return nil
}

// loadPages gives each kind of page a copy of the frame and the parts, in
// which the page's own template defines "main".
func (t *Theme) loadPages(base *template.Template, layers Layers, read reader) error {
	names, err := layers.names("pages")
	if err != nil {
		return fmt.Errorf("theme: list pages: %w", err)
	}
	for _, n := range names {
		kind, ok := strings.CutSuffix(n, ".html")
		if !ok {
			continue
		}
		set, err := base.Clone()
		if err != nil {
			return fmt.Errorf("theme: %w", err)
		}
		if err := parseFile(set, layers, "pages/"+n, "main", t.parts, read); err != nil {
			return err
		}
		t.pages[kind] = set
	}
	return nil
}

// Files returns the theme's assets as they are published.
func (t *Theme) Files() []output.File { return t.assets }

// Page renders a page.
func (t *Theme) Page(p *site.Page) ([]byte, error) {
	set, ok := t.pages[p.Kind]
	if !ok {
		return nil, fmt.Errorf("theme: there is no pages/%s.html", p.Kind)
	}
	var b bytes.Buffer
	b.Grow(64 << 10)
	f := &frame{
		Page: p, Assets: p.Root + t.Assets, Brand: t.brand, Own: t.sheet, Logo: t.logo,
		Sheet: t.asset(p.Kind, ".css"), Script: t.asset(p.Kind, ".js"),
	}
	if err := set.ExecuteTemplate(&b, "site.html", f); err != nil {
		return nil, fmt.Errorf("render %q: %w", p.Path, mistake(t.layers, err))
	}
	return showControls(b.Bytes()), nil
}

// asset is the script or style sheet that pages of a kind load: the one that is called so, else that of every page.
func (t *Theme) asset(kind, ext string) string {
	name := kind + ext
	if slices.ContainsFunc(t.assets, func(f output.File) bool { return f.Path == path.Join(t.Assets, name) }) {
		return name
	}
	return "site" + ext
}

// frame is what site.html sees.
type frame struct {
	*site.Page
	Assets string // folder of the assets, relative to the page
	Brand  bool   // the assets hold brand.css
	Own    bool   // the assets hold the theme directory's theme.css
	Logo   string // the asset that stands for the mark; "" for none
	Sheet  string // the asset with the styles of this kind of page
	Script string // the asset with its script
}

// Canonical is the page's one address where the base URL is known; "" where
// it is not, and for a page that stands for all that are missing.
func (f *frame) Canonical() string {
	if f.Site.BaseURL == "" || f.Kind == "notfound" {
		return ""
	}
	return f.Site.BaseURL + strings.TrimSuffix(f.Path, "index.html")
}

// deepest is how many folders deep the address of a missing page may lie for
// its page to find the site without a base URL.
const deepest = 9

// Ways lists where the site may be, seen from the page for what is missing: in
// the folder of the address that was asked for, or in one above. It is empty
// for a page that knows where it stands.
func (f *frame) Ways() []string {
	if f.Kind != "notfound" || f.Root != "" {
		return nil
	}
	var list []string
	for n := range deepest + 1 {
		list = append(list, strings.Repeat("../", n))
	}
	return list
}

// Policy is the page's content security policy. It is made here from origins
// that were parsed and put together again, never from what was written.
func (f *frame) Policy() string {
	frames := "'none'"
	if len(f.Frames) > 0 {
		frames = strings.Join(f.Frames, " ")
	}
	images := strings.Join(append([]string{"'self'", "data:"}, f.Images...), " ")
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src " + images +
		"; frame-src " + frames + "; connect-src 'none'; base-uri 'none'; form-action 'none'"
}

// Package render turns pages into bytes with a theme.
//
// Pages are written as compiled templates, *.templ, which templates/bundle
// makes Go code of; the built-in theme adds scripts and style sheets. A partner's
// theme directory is laid over it, file by file: site.html is the frame,
// pages/<kind>.html a kind of page and parts/<name>.html a part of pages, each
// an html/template file in place of the built-in one, and assets/ is published
// byte for byte under a folder named after its contents. A page loads the script
// and the style sheet of the assets that are called as its kind is, and theme.css
// last. parts.go says which parts there are, slots.go what a partner may add
// without a copy of anything.
//
// Templates see the exported structs of package site and nothing else. What
// a definition says is data: it is never executed and never trusted with
// markup. HTML is made in *.templ and markdown.go alone.
package render

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"vitrine/generator/output"
	"vitrine/generator/site"
)

// Theme is a parsed theme.
type Theme struct {
	layers Layers                        // where an error finds the line that it shows
	own    map[string]*template.Template // of the theme directory: "site", "pages/widget", "parts/badges", "head"
	home   string                        // Markdown above the cards of the first page; "" for none
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

// Load reads a theme, its topmost layer first. Errors name the file, by its
// path in the theme, and the line.
func Load(layers Layers, brand Brand) (*Theme, error) {
	t := &Theme{layers: layers, own: map[string]*template.Template{}, brand: brand.Accent != ""}
	if brand.Logo != nil {
		t.logo = "logo." + brand.Kind
	}
	all := sha256.New()
	read := func(name string) ([]byte, error) {
		data, err := fs.ReadFile(layers, name)
		if err != nil {
			return nil, fmt.Errorf("theme: read %q: %w", name, err)
		}
		fmt.Fprintf(all, "%q %d:%s", name, len(data), data)
		return data, nil
	}
	if err := t.loadAssets(layers, brand, read); err != nil {
		return nil, err
	}
	if err := t.loadTemplates(read); err != nil {
		return nil, err
	}
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

// Files returns the theme's assets as they are published.
func (t *Theme) Files() []output.File { return t.assets }

// buffers are what pages are rendered in: each would grow one of its own, twice
// as large as itself.
var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, 64<<10)) }}

// Page renders a page and hands on its bytes, which are used for another page
// when use returns. It returns what use returns.
func (t *Theme) Page(p *site.Page, use func([]byte) error) error {
	f := &frame{
		Page: p, theme: t, Assets: p.Root + t.Assets, Brand: t.brand, Own: t.sheet, Logo: t.logo,
		Sheet: t.asset(p.Kind, ".css"), Script: t.asset(p.Kind, ".js"),
	}
	whole := f.page(f.main())
	if own := t.own["site"]; own != nil {
		whole = executed(t.layers, own, f)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := whole.Render(context.Background(), b); err != nil {
		return fmt.Errorf("render %q: %w", p.Path, err)
	}
	return use(showControls(b.Bytes()))
}

// main is what a page of its kind shows inside of the frame.
func (f *frame) main() templ.Component {
	if own := f.theme.own["pages/"+f.Kind]; own != nil {
		return executed(f.theme.layers, own, f)
	}
	switch body := f.Body.(type) {
	case *site.Index:
		return f.index(body)
	case *site.Widget:
		return f.widget(body)
	case *site.App:
		return f.app(body)
	case *site.List:
		return f.list(body)
	case *site.Text:
		return f.definition(body)
	case *site.Diff:
		return f.diff(body)
	case *site.Compare:
		return f.compare(body)
	case *site.Report:
		return f.report(body)
	case *site.Review:
		return f.queue(body)
	case *site.RuleList:
		return f.rules(body)
	case *site.RuleDoc:
		return f.rule(body)
	}
	missing, _ := f.Body.(*site.NotFound)
	return f.notfound(missing)
}

// kinds are the kinds of pages, each of which a theme may replace.
var kinds = []string{
	"app", "compare", "definition", "diff", "index", "list", "notfound", "report", "review", "rule", "rules", "widget",
}

// asset is the script or style sheet that pages of a kind load: the one that is called so, else that of every page.
func (t *Theme) asset(kind, ext string) string {
	name := kind + ext
	if slices.ContainsFunc(t.assets, func(f output.File) bool { return f.Path == path.Join(t.Assets, name) }) {
		return name
	}
	return "site" + ext
}

// frame is a page on its way to bytes. It is what the templates of a theme
// directory see of a page.
type frame struct {
	*site.Page
	theme  *Theme
	Assets string // folder of the assets, relative to the page
	Brand  bool   // the assets hold brand.css
	Own    bool   // the assets hold the theme directory's theme.css
	Logo   string // the asset that stands for the mark; "" for none
	Sheet  string // the asset with the styles of this kind of page
	Script string // the asset with its script
}

// heading is what a browser's tab shows.
func (f *frame) heading() string {
	if f.Title == f.Site.Title {
		return f.Title
	}
	return f.Title + " · " + f.Site.Title
}

func (f *frame) favicon() string { return cmp.Or(f.Logo, "favicon.svg") }

// more lists the sheets beside that of the page's kind.
func (f *frame) more() []string {
	var list []string
	if f.Brand {
		list = append(list, "brand.css")
	}
	if f.Own {
		list = append(list, "theme.css")
	}
	return list
}

// load is what locate.js brings to a page that does not know where it stands.
func (f *frame) load() string {
	return strings.Join(append(append([]string{f.Sheet}, f.more()...), "theme.js", f.Script), " ")
}

// navigated is an entry of the navigation.
type navigated struct {
	site.Link
	current bool
}

// navigation is what every page leads to.
func (f *frame) navigation() []navigated {
	list := []navigated{{site.Link{Text: "Gallery", Href: "index.html"}, f.Kind == "index"}}
	if !f.Site.Reviews() {
		return list
	}
	for _, x := range []struct{ text, href, kind string }{
		{"Report", "report.html", "report"}, {"Review", "review.html", "review"}, {"Rules", "rules/index.html", "rules"},
	} {
		list = append(list, navigated{site.Link{Text: x.text, Href: x.href}, f.Kind == x.kind})
	}
	return list
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
func (f *frame) Policy() string { return pagePolicy(f.Images, f.Frames) }

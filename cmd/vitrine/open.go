package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/memo"
	"vitrine/generator/picture"
	"vitrine/generator/render"
	"vitrine/templates"
)

// openContent opens the content directory, with a word for newcomers when it
// is not there.
func openContent(dir string) (*content.DirFS, error) {
	files, err := content.Dir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		hint := "make it and put an app definition into it, for example as " + dir + "/apps/my_app/app.json, or name another with --content"
		if dir == "content" { // nobody named it
			hint = "vitrine init makes one with a sample app; --content names another, with definitions such as apps/my_app/app.json"
		}
		return nil, withHint(fmt.Errorf("there is no content directory %q", dir), hint)
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("the content directory %q cannot be opened: %s", dir, content.Reason(err)),
			"name a directory of app definitions with --content; vitrine check takes files as well")
	}
	return files, nil
}

// openTheme loads the built-in theme with the partner's laid over it.
func openTheme(dir string, brand render.Brand) (*render.Theme, error) {
	layers := render.Layers{templates.FS}
	if dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, withHint(fmt.Errorf("there is no theme directory %q", dir), "leave theme out to use the built-in one")
		}
		layers = render.Layers{os.DirFS(dir), templates.FS}
	}
	return render.Load(layers, brand)
}

// maxLogo bounds the partner's logo, in bytes.
const maxLogo = 256 << 10

// brand reads the partner's accent and logo.
func (c *config) brand() (render.Brand, error) {
	b := render.Brand{Accent: c.Site.Accent}
	if c.Site.Logo == "" {
		return b, nil
	}
	data, err := os.ReadFile(c.Site.Logo)
	if err != nil {
		return b, withHint(fmt.Errorf("read site.logo: %w", err), "name an SVG or PNG file, relative to where vitrine runs")
	}
	b.Logo, b.Kind = data, logoKind(data)
	if b.Kind == "" || len(data) > maxLogo {
		return b, withHint(fmt.Errorf("site.logo: %q is no SVG or PNG of at most %d KiB", c.Site.Logo, maxLogo>>10), "export it as SVG or PNG")
	}
	return b, nil
}

// purpose is what a session is opened for.
type purpose int

const (
	forChecks purpose = iota // findings are all that is wanted
	forBuild                 // the site, once
	forServe                 // pages as they are asked for, while files change
	forWatch                 // findings, while files change
)

// textRoom is for the texts of definitions where each is needed once more at
// most: four thousand of common size.
const textRoom = 16 << 20

// session opens everything that a build needs and looks at every file. What was
// computed is remembered in the store; nil for one in memory. Who goes on
// afterwards closes it.
func (c *config) session(is purpose, store *memo.Store) (*generator.Session, error) {
	brand, err := c.brand()
	if err != nil {
		return nil, err
	}
	theme, err := openTheme(c.Theme, brand)
	if err != nil {
		return nil, err
	}
	content, err := openContent(c.Content)
	if err != nil {
		return nil, err
	}
	session := generator.Open(content, theme, c.optionsFor(is), store)
	if _, err := session.Refresh(); err != nil {
		return nil, joined(err, session.Close())
	}
	return session, nil
}

// optionsFor are the options of a session. Texts are kept where they are shown
// after they were checked: by then a file may be another one.
func (c *config) optionsFor(is purpose) gallery.Options {
	o := c.options()
	o.CheckOnly = is == forChecks || is == forWatch
	if is == forChecks || is == forBuild {
		o.TextRoom = textRoom
	}
	return o
}

// logoKind tells by its content whether a picture is an "svg" or a "png"; ""
// for anything else.
func logoKind(data []byte) string {
	switch picture.Measure(data).Format {
	case "SVG":
		return "svg"
	case "PNG":
		return "png"
	}
	return ""
}

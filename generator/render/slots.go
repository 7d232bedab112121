package render

import (
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"vitrine/generator/appdef"
)

// Slots are what people most often want to add, without a copy of the frame:
// files at the root of a theme directory, which may be missing.
//
//	head.html    at the end of the head of every page
//	header.html  below the bar of every page
//	footer.html  above the last line of every page
//	home.md      Markdown, above the cards of the first page
//	theme.css    a style sheet after all others
//
// The templates get the same value as site.html. The content security policy
// lets nothing run or style that stands in a page, so that a script or a sheet
// is a file in the theme's assets: <script src="{{.Assets}}/mine.js"></script>.
var slots = []string{"head", "header", "footer"}

// homeText is the Markdown of the first page's slot.
const homeText = "home.md"

// loadTemplates reads the templates of the theme directory.
func (t *Theme) loadTemplates(read reader) error {
	set := template.New("theme").Funcs(t.functions())
	if err := t.standIns(set); err != nil {
		return err
	}
	texts := ""
	names, err := t.templates()
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := read(name + ".html")
		if err != nil {
			return err
		}
		texts += string(text)
		if slices.Contains(slots, name) {
			if err := nothingInline(name+".html", string(text), t.layers); err != nil {
				return err
			}
		}
		if t.own[name], err = t.parse(set, name, string(text)); err != nil {
			return err
		}
	}
	there, err := t.layers.has(homeText)
	if err != nil {
		return fmt.Errorf("theme: %w", err)
	}
	if there {
		text, err := read(homeText)
		if err != nil {
			return err
		}
		t.home = string(text)
	}
	return t.strangers(texts)
}

// templates lists the templates of the theme directory without their ending.
func (t *Theme) templates() ([]string, error) {
	var list []string
	for _, name := range append([]string{"site"}, slots...) {
		there, err := t.layers.has(name + ".html")
		if err != nil {
			return nil, fmt.Errorf("theme: %w", err)
		}
		if there {
			list = append(list, name)
		}
	}
	for _, dir := range []string{"parts", "pages"} {
		names, err := t.layers.names(dir)
		if err != nil {
			return nil, fmt.Errorf("theme: list %s: %w", dir, err)
		}
		for _, n := range names {
			if name, ok := strings.CutSuffix(n, ".html"); ok {
				list = append(list, dir+"/"+name)
			}
		}
	}
	return list, nil
}

// standIns are the names that a partner's frame may use for what is inside of
// it.
func (t *Theme) standIns(set *template.Template) error {
	texts := map[string]string{"main": "{{main .}}"}
	for _, name := range slots {
		texts["slot-"+name] = `{{slot . "` + name + `"}}`
	}
	for name, text := range texts {
		if _, err := set.New(name).Parse(text); err != nil {
			return fmt.Errorf("theme: %w", err)
		}
	}
	return nil
}

// parse adds a template of the theme directory to the set, with those that it
// defines. It is parsed under its path, which errors then name; parts can be
// called by their names.
func (t *Theme) parse(set *template.Template, name, text string) (*template.Template, error) {
	parsed, err := set.New(name + ".html").Parse(text)
	if err != nil {
		return nil, mistake(t.layers, err)
	}
	if part, ok := strings.CutPrefix(name, "parts/"); ok {
		if _, err := set.AddParseTree(part, parsed.Tree); err != nil {
			return nil, mistake(t.layers, err)
		}
	}
	return parsed, nil
}

// slot is what the theme directory adds at a place of the frame.
func (f *frame) slot(name string) templ.Component {
	if own := f.theme.own[name]; own != nil {
		return executed(f.theme.layers, own, f)
	}
	return templ.NopComponent
}

// inline finds what a browser would refuse because it stands in the page.
var inline = regexp.MustCompile(`(?is)<script\b([^>]*)>|<style\b|\s(on[a-z]+|style)\s*=`)

// nothingInline refuses what the content security policy would silently switch
// off in every browser.
func nothingInline(file, text string, layers Layers) error {
	for _, m := range inline.FindAllStringSubmatchIndex(text, -1) {
		if m[2] >= 0 && strings.Contains(strings.ToLower(text[m[2]:m[3]]), "src") {
			continue
		}
		at := m[0] + len(text[m[0]:m[1]]) - len(strings.TrimLeft(text[m[0]:m[1]], " \t\r\n"))
		before := text[:at]
		line := 1 + strings.Count(before, "\n")
		column := at - strings.LastIndexByte(before, '\n') - 1
		err := fmt.Errorf("template: %s:%d:%d: browsers do not run or style what stands in a page", file, line, column)
		found := mistake(layers, err)
		if m := (*Mistake)(nil); errors.As(found, &m) {
			m.Hint = `put it into a file in the theme's assets: <script src="{{.Assets}}/mine.js"></script>, or into theme.css`
		}
		return found
	}
	return nil
}

// strangers refuses files of a partner's layer that nothing would ever use: a
// page of a kind that does not exist, and a part that no template names.
func (t *Theme) strangers(texts string) error {
	for dir, known := range map[string][]string{"pages": kinds, "parts": written} {
		mine, err := t.layers.names(dir)
		if err != nil {
			return fmt.Errorf("theme: list %s: %w", dir, err)
		}
		files := make([]string, len(known))
		for i, name := range known {
			files[i] = name + ".html"
		}
		for _, file := range mine {
			name, ok := strings.CutSuffix(file, ".html")
			if !ok || slices.Contains(files, file) || dir == "parts" && strings.Contains(texts, `{{template "`+name+`"`) {
				continue
			}
			hint := "known are " + strings.Join(files, ", ")
			if best, _, ok := appdef.Closest(file, files); ok {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			return &Mistake{Where: dir + "/" + file, Message: "nothing uses a file of that name", Hint: hint}
		}
	}
	return nil
}

package render

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strings"

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

// loadSlots parses the slots; one that is missing is empty.
func (t *Theme) loadSlots(set *template.Template, layers Layers, read reader) error {
	for _, name := range slots {
		there, err := layers.has(name + ".html")
		if err != nil {
			return fmt.Errorf("theme: %w", err)
		}
		if !there {
			if _, err := set.New("slot-" + name).Parse(""); err != nil {
				return fmt.Errorf("theme: %w", err)
			}
			continue
		}
		if err := parseFile(set, layers, name+".html", "slot-"+name, t.parts, read); err != nil {
			return err
		}
		text, err := fs.ReadFile(layers, name+".html")
		if err != nil {
			return fmt.Errorf("theme: %w", err)
		}
		if err := nothingInline(name+".html", string(text), layers); err != nil {
			return err
		}
	}
	there, err := layers.has(homeText)
	if err != nil || !there {
		return err
	}
	text, err := read(homeText)
	t.home = string(text)
	return err
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
func (t *Theme) strangers(layers Layers, texts string) error {
	builtIn := Layers{layers[len(layers)-1]}
	for _, dir := range []string{"pages", "parts"} {
		known, err := builtIn.names(dir)
		if err != nil {
			return fmt.Errorf("theme: list %s: %w", dir, err)
		}
		if dir == "parts" {
			for _, name := range written {
				known = append(known, name+".html")
			}
		}
		mine, err := layers.names(dir)
		if err != nil {
			return fmt.Errorf("theme: list %s: %w", dir, err)
		}
		for _, file := range mine {
			name, ok := strings.CutSuffix(file, ".html")
			if !ok || slices.Contains(known, file) || dir == "parts" && strings.Contains(texts, `{{template "`+name+`"`) {
				continue
			}
			hint := "known are " + strings.Join(known, ", ")
			if best, _, ok := appdef.Closest(file, known); ok {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			return &Mistake{Where: dir + "/" + file, Message: "nothing uses a file of that name", Hint: hint}
		}
	}
	return nil
}

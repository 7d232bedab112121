package render

import (
	"html/template"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// functions are what the templates of a theme directory may call besides
// html/template's own: helpers, and the parts, with what their value is made
// of. None of them reads files, the environment or the network.
func (t *Theme) functions() template.FuncMap {
	at := func(root string) *frame { return &frame{Page: &site.Page{Root: root}, theme: t} }
	f := at("")
	return template.FuncMap{
		"markdown": func(text, kind string, top int) (fragment, error) { return trusted(markdown(text, kind, top)) },
		"words":    func(w site.Words) (fragment, error) { return trusted(f.words(w)) },
		"plural":   plural,
		"lower":    strings.ToLower,
		"safelink": site.SafeLink,
		"host":     appdef.HostText,
		"add":      func(a, b int) int { return a + b },
		"sum":      diag.Counts.Sum,
		"home":     func() (fragment, error) { return trusted(markdown(t.home, "readme", 2)) },
		"main":     func(f *frame) (fragment, error) { return trusted(f.main()) },
		"slot":     func(f *frame, name string) (fragment, error) { return trusted(f.slot(name)) },

		"address":    func(l []appdef.Part) (fragment, error) { return trusted(f.address(l)) },
		"badges":     func(l []site.Badge) (fragment, error) { return trusted(f.badges(l)) },
		"card":       func(c site.Card, root string) (fragment, error) { return trusted(at(root).card(&c)) },
		"counts":     func(c diag.Counts) (fragment, error) { return trusted(f.counts(c)) },
		"finding":    func(x site.Finding) (fragment, error) { return trusted(f.finding(x)) },
		"findings":   func(l site.FindingList) (fragment, error) { return trusted(f.findings(l)) },
		"glyph":      func(name string) (fragment, error) { return trusted(glyph(name)) },
		"icon":       func(i site.Icon, root string) (fragment, error) { return trusted(at(root).icon(i)) },
		"may":        func(p MayPart) (fragment, error) { return trusted(f.may(p)) },
		"properties": func(l []site.Property) (fragment, error) { return trusted(f.properties(l)) },
		"settings": func(l []site.Setting, root string, uses bool) (fragment, error) {
			return trusted(at(root).settings(l, uses))
		},
		"sizeglyph": func(b site.Box) (fragment, error) { return trusted(f.sizeGlyph(b)) },
		"source":    func(s site.Source, root string) (fragment, error) { return trusted(at(root).source(s)) },
		"stage":     func(p site.Preview, root string) (fragment, error) { return trusted(at(root).stage(p)) },
		"status":    func(c diag.Counts) (fragment, error) { return trusted(f.status(c)) },
		"versions":  func(l []site.Version) (fragment, error) { return trusted(f.versions(l)) },
	}
}

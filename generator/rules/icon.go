package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// iconRules are about a widget's icon, as far as its address tells.
var iconRules = []Rule{
	{Rule: diag.Rule{
		Name: "icon-url", Severity: diag.Error, Source: "platform: widgets",
		Summary: "the icon is no absolute https address",
		Why:     "The icon is loaded by the agent's browser from wherever Kustomer runs, so it needs a public https address.",
		Bad:     widget(`"icon": "icon.svg"`), Good: widget(),
	}, App: iconURL},
	{Rule: diag.Rule{
		Name: "icon-local", Severity: diag.Warning, Source: "platform: widgets",
		Summary: "the icon is a file beside the definition",
		Why:     "The file is shown here, but the platform needs an absolute https address. Publish it and write its address before you register the app.",
	}, App: iconLocal},
	{Rule: diag.Rule{
		Name: "icon-extension", Severity: diag.Warning, Source: "platform: widgets",
		Summary: "the icon is neither SVG nor PNG",
		Why:     "The documented formats are SVG and PNG.",
		Bad:     widget(`"icon": "https://acme.example/icon.jpg"`), Good: widget(),
	}, App: iconExtension},
	{Rule: diag.Rule{
		Name: "icon-template-image", Severity: diag.Warning, Source: "platform: starter templates",
		Summary: "the icon is the starter template's picture",
		Why:     "The picture of the template is 400 px of somebody else's profile, and may vanish any day.",
		Bad:     widget(`"icon": "https://pbs.twimg.com/profile_images/1234/DcPQyO9Q_400x400.png"`), Good: widget(),
	}, App: iconTemplate},
}

func (p *Pass) icons(f func(icon appdef.Field[string])) {
	for i := range p.App.Widgets {
		icon := p.App.Widgets[i].Icon
		if refs, _ := appdef.References(icon.Value); icon.Set && strings.TrimSpace(icon.Value) != "" && len(refs) == 0 {
			f(icon)
		}
	}
}

// local tells whether the icon names a file that stands beside the definition.
func (p *Pass) local(icon appdef.Field[string]) bool {
	return p.Local != nil && p.Local(icon.Value)
}

func iconURL(p *Pass) {
	p.icons(func(icon appdef.Field[string]) {
		if p.local(icon) {
			return
		}
		_, problems := appdef.ParseAddress(icon.Value)
		if len(problems) == 0 {
			return
		}
		d := p.Report(at(icon), "the icon needs an absolute https address: "+problems[0].Message, problems[0].Hint)
		if problems[0].Code == "url-local-host" {
			d.Severity = diag.Warning
		}
	})
}

func iconLocal(p *Pass) {
	p.icons(func(icon appdef.Field[string]) {
		if p.local(icon) {
			p.Report(at(icon), fmt.Sprintf("%q is a local file; the platform needs an absolute https address", icon.Value), "publish the icon and write its address")
		}
	})
}

var iconExtensions = []string{".svg", ".png"}

func iconExtension(p *Pass) {
	p.icons(func(icon appdef.Field[string]) {
		name, _, _ := strings.Cut(icon.Value, "#")
		name, _, _ = strings.Cut(name, "?")
		ext := strings.ToLower(path.Ext(name))
		if ext == "" || len(ext) > 5 || slices.Contains(iconExtensions, ext) || strings.Count(name, "/") <= 2 && strings.Contains(name, "//") {
			return
		}
		i := len(name) - len(ext)
		p.Report(inside(icon, diag.Span{Start: i, End: len(name)}), fmt.Sprintf("%q is neither SVG nor PNG", ext), "documented are SVG and PNG of at least 128 × 128 px")
	})
}

func iconTemplate(p *Pass) {
	p.icons(func(icon appdef.Field[string]) {
		if strings.Contains(icon.Value, "pbs.twimg.com") && strings.Contains(icon.Value, "DcPQyO9Q") {
			p.Report(at(icon), "this is the starter template's picture", "use an icon of your own")
		}
	})
}

package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// iconRules are about icons: their addresses, and their bytes where these can
// be had; see CheckIcon.
var iconRules = []Rule{
	{Rule: diag.Rule{
		Name: "icon-url", Severity: diag.Error, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon is no absolute https address",
		Why:     "The icon is loaded by the agent's browser from wherever Kustomer runs, so it needs a public https address.",
		Bad:     widget(`"icon": "icon.svg"`), Good: widget(),
	}, App: iconURL},
	{Rule: diag.Rule{
		Name: "icon-local", Severity: diag.Warning, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon is a file beside the definition",
		Why:     "The file is shown here, but the platform needs an absolute https address. Publish it and write its address before you register the app.",
		Example: diag.ExampleFiles,
		Bad:     files("app.json", widget(`"icon": "icon.svg"`), "icon.svg", svgIcon(`viewBox="0 0 128 128"`)),
		Good:    files("app.json", app(), "icon.svg", svgIcon(`viewBox="0 0 128 128"`)),
	}, App: iconLocal},
	{Rule: diag.Rule{
		Name: "icon-extension", Severity: diag.Warning, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon is neither SVG nor PNG",
		Why:     "The documented formats are SVG and PNG.",
		Bad:     widget(`"icon": "https://acme.example/icon.jpg"`), Good: widget(),
	}, App: iconExtension},
	{Rule: diag.Rule{
		Name: "icon-template-image", Severity: diag.Warning, Source: "platform: starter templates",
		Badge: "icon", Answers: []string{"description", "widgets"},
		Summary: "the icon is the starter template's picture",
		Why:     "The picture of the template is 400 px of somebody else's profile, and may vanish any day.",
		Bad:     widget(`"icon": "https://pbs.twimg.com/profile_images/1234/DcPQyO9Q_400x400.png"`), Good: widget(),
	}, App: iconTemplate},
	{Rule: diag.Rule{
		Name: "icon-format", Severity: diag.Error, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon's bytes are neither PNG nor SVG",
		Why:     "What counts is the content, not the name: a JPEG called `.png` is a JPEG, and an SVG called `.png` is sent as a PNG, so that browsers show nothing. Local icons are read by `check`; those of other hosts by `check --online`.",
		Example: diag.ExampleIcon,
		Bad:     "<!doctype html>\n<title>There is no such page</title>\n",
		Good:    svgIcon(`viewBox="0 0 128 128"`),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "icon-too-small", Severity: diag.Error, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon has fewer than 128 × 128 px",
		Why:     "The platform asks for at least 128 × 128 px. An SVG with a `viewBox` fits any size; without one it keeps the size that it names.",
		Example: diag.ExampleIcon,
		Bad:     svgIcon(`width="64" height="64"`),
		Good:    svgIcon(`viewBox="0 0 64 64"`),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "icon-not-square", Severity: diag.Warning, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon is not square",
		Why:     "The platform shows it in a square with rounded corners, where another shape gets empty borders or is cut off.",
		Example: diag.ExampleIcon,
		Bad:     svgIcon(`viewBox="0 0 128 64"`),
		Good:    svgIcon(`viewBox="0 0 128 128"`),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "icon-active-svg", Severity: diag.Error, Source: "web standard: SVG 2",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the SVG can run scripts or load something",
		Why:     "Inside an `img` an SVG is inert; opened by itself, or put into a page, its scripts, events and outside addresses come to life. A picture needs none of them.",
		Example: diag.ExampleIcon,
		Bad:     svgIcon(`viewBox="0 0 128 128" onload="greet()"`),
		Good:    svgIcon(`viewBox="0 0 128 128"`),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "icon-too-heavy", Severity: diag.Warning, Source: "advice",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "the icon weighs more than 256 KiB or is larger than 4096 px",
		Why:     "Every agent's browser loads it for a place of some 40 px.",
		Example: diag.ExampleIcon,
		Bad:     strings.Replace(svgIcon(`viewBox="0 0 128 128"`), "<circle", strings.Repeat("<g>", 201)+"<circle", 1),
		Good:    svgIcon(`viewBox="0 0 128 128"`),
	}, By: "rules"},
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
			p.Report(at(icon), fmt.Sprintf("%q is a local file; the platform needs an absolute https address", icon.Value),
				"publish the icon and write its address")
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
		p.Report(inside(icon, diag.Span{Start: i, End: len(name)}), fmt.Sprintf("%q is neither SVG nor PNG", ext),
			"documented are SVG and PNG of at least 128 × 128 px")
	})
}

func iconTemplate(p *Pass) {
	p.icons(func(icon appdef.Field[string]) {
		if strings.Contains(icon.Value, "pbs.twimg.com") && strings.Contains(icon.Value, "DcPQyO9Q") {
			p.Report(at(icon), "this is the starter template's picture", "use an icon of your own")
		}
	})
}

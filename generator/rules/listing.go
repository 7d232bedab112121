package rules

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// listingRules are about what the App Directory shows of an app.
var listingRules = []Rule{
	{Rule: diag.Rule{
		Name: "app-title-length", Severity: diag.Warning, Source: "platform: content guidelines",
		Badge: "listing", Answers: []string{"title"},
		Summary: "the title is longer than 40 characters",
		Why:     "The content guidelines ask for at most 40 characters including spaces. Whether the API enforces it is not documented.",
		Bad:     app(`"title": "The Complete Acme Order Lookup and Refund Suite"`), Good: app(),
	}, App: titleLength},
	{Rule: diag.Rule{
		Name: "app-description-length", Severity: diag.Info, Source: "platform: content guidelines",
		Badge:   "listing",
		Summary: "the card shows only the first 110 characters of the description",
		Why:     "The listing's card shows the first 110 characters, the details page all of it. End the first sentence before that.",
		Bad:     app(`"description": "Acme Orders looks up the orders of the customer who is writing to you right now and shows them beside the conversation"`),
		Good:    app(`"description": "Looks up orders. Acme Orders finds the orders of the customer who is writing to you right now and shows them beside the conversation."`),
	}, App: descriptionLength},
	{Rule: diag.Rule{
		Name: "app-changelog-missing", Severity: diag.Info, Source: "platform: versioning",
		Badge: "listing", Answers: []string{"changelog"},
		Summary: "the changelog has no entry for this version",
		Why:     "Each version has an entry in `changelog` that says what is new, fixed or changed. A key that is no semantic version is never shown.",
		Bad:     app(`"changelog": { "0.9.0": "{{March 2026}} First version." }`), Good: app(`"changelog": { "1.0.0": "{{March 2026}} First version." }`),
	}, App: changelogEntry},
	{Rule: diag.Rule{
		Name: "app-changelog-version", Severity: diag.Warning, Source: "platform: versioning",
		Badge: "listing", Answers: []string{"changelog"},
		Summary: "a key of the changelog is no semantic version",
		Why:     "The keys of `changelog` are versions, such as `1.0.0`. An entry under another key belongs to no version.",
		Bad:     app(`"changelog": { "first": "{{March 2026}} First version.", "1.0.0": "{{May 2026}} Search." }`), Good: app(`"changelog": { "1.0.0": "{{May 2026}} Search." }`),
	}, App: changelogVersions},
	{Rule: diag.Rule{
		Name: "app-text-length", Severity: diag.Warning, Source: "advice",
		Badge: "listing", Answers: []string{"description"},
		Summary: "a Markdown text is too long to be laid out",
		Why:     "A description has a kilobyte or two. Markdown of more than 16 KiB is shown as plain text here; what the platform does with it is not documented.",
		Bad: app(`"description": "Looks up orders. ` + strings.Repeat("Again and again. ", 1000) +
			`"`), Good: app(`"description": "Looks up orders."`),
	}, App: textLength},
	{Rule: diag.Rule{
		Name: "app-url", Severity: diag.Warning, Source: "platform: marketplace",
		Badge: "listing", Answers: []string{"links"},
		Summary: "a link of the listing is no absolute https address",
		Why:     "Website, documentation, screenshot and icon links are shown in the App Directory. `addi.com` or `In progress` is no address; anything but https is shown as text here.",
		Bad:     app(`"appDetails": { "appDeveloper": { "name": "Acme", "website": "acme.example" } }`),
		Good:    app(`"appDetails": { "appDeveloper": { "name": "Acme", "website": "https://acme.example" } }`),
	}, App: listingLinks},
	{Rule: diag.Rule{
		Name: "app-support-email", Severity: diag.Warning, Source: "platform: samples",
		Badge: "listing", Answers: []string{"links"},
		Summary: "the support address is no e-mail address",
		Why:     "Admins write to `supportEmail` when the app fails.",
		Bad:     app(`"appDetails": { "appDeveloper": { "name": "Acme", "supportEmail": "ask us" } }`),
		Good:    app(`"appDetails": { "appDeveloper": { "name": "Acme", "supportEmail": "help@acme.example" } }`),
	}, App: supportEmail},
	{Rule: diag.Rule{
		Name: "app-tag", Severity: diag.Warning, Source: "platform: legacy SDK types",
		Badge:   "listing",
		Summary: "a tag that the directory does not know, or twice",
		Why:     "Known tags are ai, analytics, csat, ecommerce and messaging; builtByKustomer and featured are given by the platform.",
		Bad:     app(`"tags": ["orders"]`), Good: app(`"tags": ["ecommerce"]`),
	}, App: tags},
	{Rule: diag.Rule{
		Name: "app-visibility", Severity: diag.Warning, Source: "platform: marketplace",
		Badge: "listing", Answers: []string{"visibility"},
		Summary: "visibility is neither private nor public",
		Why:     "You register an app as private; the platform registers the public version after its review.",
		Bad:     app(`"visibility": "hidden"`), Good: app(`"visibility": "private"`),
	}, App: visibility},
}

func titleLength(p *Pass) {
	if n := uniseg.GraphemeClusterCount(p.App.Title.Value); n > 40 {
		p.Report(at(p.App.Title), fmt.Sprintf("the title has %d characters; the guideline is at most 40", n), "shorten it")
	}
}

// descriptionLength asks for a sentence or line that ends within the card.
func descriptionLength(p *Pass) {
	d := p.App.Description
	if uniseg.GraphemeClusterCount(d.Value) <= 110 {
		return
	}
	runes := []rune(d.Value)
	head := string(runes[:min(len(runes), 112)])
	if strings.Contains(head, ". ") || strings.Contains(head, ".\n") || strings.Contains(head, "\n") || strings.ContainsAny(head, "!?。！？") {
		return
	}
	p.Report(at(d), "the card shows only the first 110 characters of the description", "end the first sentence before that")
}

func changelogEntry(p *Pass) {
	v := p.App.Version
	if p.App.Partly("changelog") || len(p.App.Changelog) == 0 || !v.Set || v.Value == "" {
		return
	}
	for _, c := range p.App.Changelog {
		if c.Version.Text == v.Value {
			return
		}
	}
	last := p.App.Changelog[len(p.App.Changelog)-1]
	p.Report(Place{last.Version.Span, last.Text.Path}, fmt.Sprintf("the changelog has no entry for version %q", v.Value),
		"say what is new, fixed or changed in this version")
}

func changelogVersions(p *Pass) {
	for _, c := range p.App.Changelog {
		if !appdef.IsVersion(c.Version.Text) {
			p.Report(Place{c.Version.Span, c.Text.Path}, fmt.Sprintf("%q is no semantic version", c.Version.Text),
				"write MAJOR.MINOR.PATCH, for example \"1.0.0\"")
		}
	}
}

// maxMarkdown is what the gallery lays out of one field, in bytes.
const maxMarkdown = 16 << 10

func textLength(p *Pass) {
	for _, f := range []appdef.Field[string]{p.App.Description, p.App.Instructions} {
		if len(f.Value) > maxMarkdown {
			p.Report(at(f), fmt.Sprintf("the text has %d bytes; more than %d are shown as plain text", len(f.Value), maxMarkdown),
				"move most of it into the documentation, and link it")
		}
	}
}

func listingLinks(p *Pass) {
	a := p.App
	links := []appdef.Field[string]{a.IconURL, a.Details.Website, a.Details.PlatformWebsite, a.InstallURL, a.ReleaseNotesURL, a.SetupURL,
		a.SettingsPage.URL}
	links = append(links, a.Screenshots...)
	for _, l := range a.Details.Links {
		links = append(links, l.URL)
	}
	for _, f := range links {
		p.link(f)
	}
}

func (p *Pass) link(f appdef.Field[string]) {
	if !f.Set || f.Value == "" || placeholder(f.Value) != nil || p.Local != nil && p.Local(f.Value) {
		return
	}
	refs, _ := appdef.References(f.Value)
	addr, problems := appdef.ParseTemplate(f.Value, refs)
	if len(problems) == 0 || addr.Scheme == "https" && !severe(problems) {
		return
	}
	d := p.Report(at(f), fmt.Sprintf("%q is no absolute https address", f.Value), problems[0].Message)
	if with, trouble := appdef.ParseAddress("https://" + f.Value); len(trouble) == 0 && strings.Contains(with.Host, ".") {
		d.Hint = fmt.Sprintf("write %q", "https://"+f.Value)
		d.Fix, d.Unsafe = []diag.Edit{{Span: f.At(diag.Span{}), New: "https://"}}, true
	}
}

func severe(problems []appdef.Problem) bool {
	return slices.ContainsFunc(problems, func(x appdef.Problem) bool { return x.Severity == diag.Error })
}

func supportEmail(p *Pass) {
	f := p.App.Details.SupportEmail
	if !f.Set || f.Value == "" {
		return
	}
	a, err := mail.ParseAddress(f.Value)
	if err != nil || a.Address != f.Value || !strings.Contains(f.Value, ".") {
		p.Report(at(f), fmt.Sprintf("%q is no e-mail address", f.Value), "write for example \"help@acme.example\"")
	}
}

func tags(p *Pass) {
	seen := map[string]bool{}
	for _, t := range p.App.Tags {
		switch {
		case seen[t.Value]:
			p.Report(at(t), fmt.Sprintf("the tag %q stands twice", t.Value), "keep one")
		case !slices.Contains(appdef.Tags, t.Value):
			hint := "known tags: ai, analytics, csat, ecommerce, messaging"
			if best, _, ok := p.closest(t.Value, appdef.Tags); ok {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			p.Report(at(t), fmt.Sprintf("unknown tag %q", t.Value), hint)
		}
		seen[t.Value] = true
	}
}

func visibility(p *Pass) {
	f := p.App.Visibility
	if f.Set && !slices.Contains(appdef.Visibilities, f.Value) {
		p.Report(at(f), fmt.Sprintf("visibility %q is neither \"private\" nor \"public\"", f.Value),
			"write \"private\" until the platform has reviewed the app")
	}
}

package rules

import (
	"cmp"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// shapeRules are about what stands inside the objects and lists of the top
// level, beyond its type.
var shapeRules = []Rule{
	{Rule: diag.Rule{
		Name: "app-unknown-property", Severity: diag.Warning, Source: "platform: samples",
		Badge:   "definition",
		Summary: "a property of a documented object that no document names",
		Why:     "The documents say what `settingsPageConfig`, `appDetails` and the objects in it hold. Whether the platform refuses or ignores anything else is not documented; most often it is misspelt.",
		Bad:     app(`"appDetails": { "appDeveloper": { "name": "Acme", "web": "https://acme.example" } }`),
		Good:    app(`"appDetails": { "appDeveloper": { "name": "Acme", "website": "https://acme.example" } }`),
	}, App: unknownProperties},
	{Rule: diag.Rule{
		Name: "app-placeholder-contact", Severity: diag.Warning, Source: "platform: starter templates; public definitions",
		Badge: "definition", Answers: []string{"links"},
		Summary: "a contact of the listing is a placeholder",
		Why:     "`example@email.com` and `https://example.com` belong to nobody who could help. Admins write to `supportEmail` when the app fails.",
		Bad:     app(`"appDetails": { "appDeveloper": { "name": "Acme", "supportEmail": "example@email.com" } }`),
		Good:    app(`"appDetails": { "appDeveloper": { "name": "Acme", "supportEmail": "help@acme.example" } }`),
	}, App: placeholderContacts},
	{Rule: diag.Rule{
		Name: "app-screenshot-format", Severity: diag.Warning, Source: "platform: marketplace",
		Badge:   "definition",
		Summary: "a screenshot is no JPEG",
		Why:     "The marketplace asks for `.jpg`; an older sample of the platform has `.png`, which is not reported. A drawing such as an SVG is no screenshot.",
		Bad:     app(`"screenshots": ["https://acme.example/orders.svg"]`), Good: app(`"screenshots": ["https://acme.example/orders.jpg"]`),
	}, App: screenshotFormat},
	{Rule: diag.Rule{
		Name: "app-redirect-uri", Severity: diag.Warning, Source: "platform: OAuth",
		Badge:   "definition",
		Summary: "a redirect address is no absolute https address",
		Why:     "`redirectUris` are the addresses that an OAuth consent may return to; the documents ask for https.",
		Bad:     app(`"redirectUris": ["http://acme.example/callback"]`), Good: app(`"redirectUris": ["https://acme.example/callback"]`),
	}, App: redirectURIs},
	{Rule: diag.Rule{
		Name: "reference-app-setting", Severity: diag.Warning, Source: "platform: samples",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "appSettings names a setting that the app does not have",
		Why:     "Actions and commands reach settings through `appSettings`, where a name of their own stands for `<app>.<category>.<name>`. In every sample that is a setting of the same app; what becomes of another is not documented.",
		Bad: app(storeSetting, widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
			`"actions": [{ "name": "find", "appSettings": { "store": { "key": "acme_orders.default.store" } } }]`),
		Good: app(storeSetting, `"actions": [{ "name": "find", "appSettings": { "store": { "key": "acme_orders.default.storeName" } } }]`),
	}, App: mappedSettings},
	{Rule: diag.Rule{
		Name: "url-reserved-parameter", Severity: diag.Warning, Source: "platform: cards SDK",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address has a parameter that the platform adds itself",
		Why:     "The platform adds `id` and `parentUrl` to the address of a widget, and its script finds its card by them. Two of one name are read differently by different pages.",
		Bad:     widget(`"url": "https://acme.example/orders?id=7"`), Good: widget(`"url": "https://acme.example/orders?order=7"`),
	}, App: reservedParameters},
}

func unknownProperties(p *Pass) {
	for _, k := range p.App.Unnamed {
		hint := "known properties: " + strings.Join(k.Known, ", ")
		if best, _, ok := p.closest(k.Text, k.Known); ok {
			hint = fmt.Sprintf("did you mean %q?", best)
		}
		p.Report(Place{k.Span, k.Path}, fmt.Sprintf("unknown property %q of %s", k.Text, k.In), hint)
	}
}

var (
	// nobody are hosts that are kept for examples, or that only examples use.
	nobody = []string{"example.com", "example.org", "example.net", "yourdomain.com", "your-domain.com", "yourcompany.com", "your-company.com"}
	// anybody are hosts at which only a made-up name is a placeholder.
	anybody = []string{"email.com", "mail.com", "domain.com", "company.com", "test.com"}
	madeUp  = []string{"example", "user", "username", "name", "yourname", "your.name", "email", "youremail", "you", "me", "test", "foo", "xxx"}
)

// placeholderEmail tells whether an address is of nobody.
func placeholderEmail(address string) bool {
	name, host, ok := strings.Cut(strings.ToLower(address), "@")
	first, _, _ := strings.Cut(host, ".")
	return ok && (slices.Contains(nobody, host) || slices.Contains(anybody, host) && slices.Contains(madeUp, name) || name == "no" &&
		first == "no")
}

func placeholderContacts(p *Pass) {
	det := &p.App.Details
	if f := det.SupportEmail; placeholderEmail(f.Value) {
		if _, err := mail.ParseAddress(f.Value); err == nil {
			p.Report(at(f), fmt.Sprintf("%q is a placeholder", f.Value), "write where admins get help")
		}
	}
	links := []appdef.Field[string]{det.Website, det.PlatformWebsite}
	for _, l := range det.Links {
		links = append(links, l.URL)
	}
	for _, f := range links {
		if a, _ := appdef.ParseAddress(f.Value); slices.Contains(nobody, a.Host) {
			p.Report(at(f), fmt.Sprintf("%q is a placeholder", a.Host), "write an address of your own")
		}
	}
}

func screenshotFormat(p *Pass) {
	for _, f := range p.App.Screenshots {
		if ext, at := extensionOf(f.Value); slices.Contains([]string{".svg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".pdf",
			".html", ".mp4"}, ext) {
			p.Report(inside(f, diag.Span{Start: at, End: at + len(ext)}), fmt.Sprintf("%q is no screenshot's format", ext),
				"the marketplace asks for .jpg")
		}
	}
}

// extensionOf returns how the path of an address ends, in lower case, and
// where that begins.
func extensionOf(address string) (ext string, at int) {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	dot, host := strings.LastIndexByte(address, '.'), strings.Index(address, "://")
	if dot < 0 || host >= 0 && !strings.Contains(address[host+3:dot], "/") || strings.Contains(address[dot:], "/") {
		return "", 0
	}
	return strings.ToLower(address[dot:]), dot
}

func redirectURIs(p *Pass) {
	for _, f := range p.App.RedirectURIs {
		a, problems := appdef.ParseAddress(f.Value)
		if a.Scheme == "https" && !severe(problems) {
			continue
		}
		hint := "write it in full, beginning with https://"
		if a.Local {
			hint += "; an address of your own machine is for a test app"
		}
		p.Report(at(f), fmt.Sprintf("%q is no absolute https address", f.Value), hint)
	}
}

// mappedSettings looks at every appSettings: the parts that have them are not
// read otherwise.
func mappedSettings(p *Pass) {
	p.App.Root.Walk(func(n *jsontree.Node, trail *jsontree.Trail) bool {
		if n.Kind != jsontree.Object || n.Get("appSettings") == nil {
			return true
		}
		base := jsontree.Pointer(p.pointer(trail), "appSettings")
		for _, m := range n.Get("appSettings").Members {
			path, key := jsontree.Pointer(base, m.Name.Text), m.Value
			if key.Kind == jsontree.Object {
				path, key = jsontree.Pointer(path, "key"), key.Get("key")
			}
			if key != nil && key.Kind == jsontree.String {
				p.mapped(Place{key.Span, path}, key.Text)
			}
		}
		return true
	})
}

// mapped judges one <app>.<category>.<name>.
func (p *Pass) mapped(where Place, key string) {
	parts := strings.Split(key, ".")
	switch {
	case len(parts) != 3:
		p.Report(where, fmt.Sprintf("%q is not written as <app>.<category>.<name>", key),
			fmt.Sprintf("write for example %q", cmp.Or(p.App.ID.Value, "app")+".default.apiKey"))
	case p.App.ID.Value == "":
	case parts[0] != p.App.ID.Value:
		p.Report(where, fmt.Sprintf("%q is a setting of the app %q, not of this one", key, parts[0]),
			"write the id of this app, as it stands in \"app\"")
	case p.App.Partly("settings"):
	case p.App.Setting(parts[1], parts[2]) == nil:
		_, names := p.names(parts[1])
		hint := "declare it in settings"
		if best, _, ok := p.closest(parts[2], names); ok {
			hint = fmt.Sprintf("did you mean %q?", best)
		}
		p.Report(where, fmt.Sprintf("the app has no setting %q in %q", parts[2], parts[1]), hint)
	}
}

func reservedParameters(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		base, _, _ := strings.Cut(w.URL.Value, "#")
		path, query, ok := strings.Cut(base, "?")
		at := len(path) + 1
		for _, item := range strings.Split(query, "&") {
			name, _, _ := strings.Cut(item, "=")
			if ok && (name == "id" || name == "parentUrl") {
				p.Report(inside(w.URL, diag.Span{Start: at, End: at + len(name)}), fmt.Sprintf("the platform adds a parameter %q itself", name),
					"choose another name")
			}
			at += len(item) + 1
		}
	}
}

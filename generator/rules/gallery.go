package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// galleryRules see several definitions, or the gallery's own paths.
var galleryRules = []Rule{
	{Rule: diag.Rule{
		Name: "gallery-duplicate-app", Severity: diag.Error, Source: "platform: versioning (409)",
		Badge:   "definition",
		Summary: "two files define the same app in the same version",
		Why:     "Each version of an app is registered once. Both files get their pages; decide which of them stays.",
		Example: diag.ExampleFiles,
		Bad:     files("apps/orders/app.json", app(), "apps/returns/app.json", app()),
		Good:    files("apps/orders/app.json", app(), "apps/returns/app.json", app(`"app": "acme_returns"`)),
	}, Set: duplicateApp},
	{Rule: diag.Rule{
		Name: "gallery-case-collision", Severity: diag.Error, Source: "advice",
		Badge:   "definition",
		Summary: "two app ids differ only in letter case",
		Why:     "On many file systems the page of one would overwrite the other's, so one of them gets a longer path. People cannot tell the two apart either.",
		Example: diag.ExampleFiles,
		Bad:     files("apps/orders/app.json", app(), "apps/returns/app.json", app(`"app": "Acme_Orders"`)),
		Good:    files("apps/orders/app.json", app(), "apps/returns/app.json", app(`"app": "acme_returns"`)),
	}, Set: caseCollision},
	{Rule: diag.Rule{
		Name: "gallery-reserved-name", Severity: diag.Error, Source: "advice",
		Badge:   "definition",
		Summary: "the app id cannot be the name of a file everywhere",
		Why:     "`con`, `nul`, `aux` and the like are devices on Windows, and `index` or `assets` are the gallery's own. The page gets another path.",
		Bad:     app(`"app": "con"`), Good: app(),
	}, App: reservedName},
	{Rule: diag.Rule{
		Name: "gallery-in-itself", Severity: diag.Warning, Source: "advice",
		Badge:   "url",
		Summary: "a widget's address leads into this gallery",
		Why: "The preview would show the gallery, and in it the preview, and so on without end; no frame is loaded for it. " +
			"It is known only where `base-url` is set. The example's gallery is at `https://gallery.example/`.",
		Bad: widget(`"url": "https://gallery.example/apps/acme_orders.html"`), Good: widget(),
	}, App: inItself},
	{Rule: diag.Rule{
		Name: "gallery-permissions-grew", Severity: diag.Info, Source: "advice",
		Badge:   "permissions",
		Summary: "a widget may do more than in the version before",
		Why:     "Whoever agreed to the version before has not agreed to this. The platform's guide does not name permissions; only a major version is never applied automatically. `vitrine diff` shows what else changed.",
		Example: diag.ExampleFiles,
		Bad:     versions("2.0.0", widgets(`"iframePermissions": "microphone *"`)),
		Good:    versions("2.0.0", widgets()),
	}, Set: permissionsGrew},
	{Rule: diag.Rule{
		Name: "gallery-version-bump", Severity: diag.Warning, Source: "platform: versioning",
		Badge:   "definition",
		Summary: "the changes since the version before ask for a larger step",
		Why:     "The platform's guide wants a major version for what an organisation must review (roles, removed components, renamed settings, new data sent out), a minor one for compatible additions, and a patch for fixes, copy and layout. Versions below 1.0.0 and steps from a pre-release are not judged, nor are older steps: a registered version stays as it is. `vitrine diff` shows what changed.",
		Example: diag.ExampleFiles,
		Bad:     versions("1.0.1", widgets(`"name": "refunds"`)),
		Good:    versions("2.0.0", widgets(`"name": "refunds"`)),
	}, Set: versionBump},
	{Rule: diag.Rule{
		Name: "gallery-version-order", Severity: diag.Warning, Source: "platform: versioning (400)",
		Badge:   "definition",
		Summary: "app.json is older than a version beside it",
		Why:     "`app.json` is the file that people go on working in, and a version can be registered only if it is greater than all before. A pre-release beside it may be greater.",
		Example: diag.ExampleFiles,
		Bad:     versions("0.9.0", widgets()),
		Good:    versions("1.1.0", widgets()),
	}, Set: versionOrder},
	{Rule: diag.Rule{
		Name: "gallery-dependency-circle", Severity: diag.Warning, Source: "advice",
		Badge:   "definition",
		Summary: "apps depend on each other in a circle",
		Why:     "None of them can be installed before the others. What the platform does with such a circle is not documented. The newest release of each app of the gallery counts, or its newest pre-release.",
		Example: diag.ExampleFiles,
		Bad: files("apps/orders/app.json", app(`"dependencies": ["acme_returns-^1.0.0"]`), "apps/returns/app.json",
			app(`"app": "acme_returns"`, `"dependencies": ["acme_orders-^1.0.0"]`)),
		Good: files("apps/orders/app.json", app(`"dependencies": ["acme_returns-^1.0.0"]`), "apps/returns/app.json",
			app(`"app": "acme_returns"`)),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "gallery-not-a-definition", Severity: diag.Info, Source: "advice",
		Badge:   "definition",
		Summary: "a file is no app definition",
		Why:     "The file has none of the keys by which a definition is known, or a name that is not read. It was skipped.",
		Example: diag.ExampleFiles,
		Bad:     files("tsconfig.json", "{ \"compilerOptions\": { \"strict\": true } }\n"),
		Good:    files("app.json", app()),
	}, By: "rules"},
}

func duplicateApp(p *SetPass) {
	for i, a := range p.Definitions {
		for k, b := range p.Definitions {
			if i != k && a.ID == b.ID && a.Version == b.Version {
				p.Report(i, a.VersionAt, fmt.Sprintf("version %q of the app %q is also defined in %q", a.Version, a.ID, b.File),
					"remove one of the files, or raise its version")
				break
			}
		}
	}
}

func caseCollision(p *SetPass) {
	for i, a := range p.Definitions {
		for _, b := range p.Definitions {
			if a.ID != b.ID {
				p.Report(i, a.IDPlace, fmt.Sprintf("the id %q differs only in letter case from %q in %q", a.ID, b.ID, b.File),
					"choose ids that differ in more than letter case")
				break
			}
		}
	}
}

func permissionsGrew(p *SetPass) {
	for i, d := range p.Definitions {
		if d.Since == nil {
			continue
		}
		for _, g := range d.Since.Gained {
			p.Report(i, g.Place, fmt.Sprintf("%s, unlike in version %q", g.Message, d.Since.Version),
				"say so in the changelog; consider a major version")
		}
	}
}

func versionBump(p *SetPass) {
	for i, d := range p.Definitions {
		if d.Since != nil && d.Since.Bump != "" {
			p.Report(i, d.VersionAt, d.Since.Bump, strings.Join(d.Since.Because, "; "))
		}
	}
}

// versionOrder compares app.json with the releases at and below its folder.
func versionOrder(p *SetPass) {
	for i, d := range p.Definitions {
		own, ok := appdef.ParseVersion(d.Version)
		if !ok || path.Base(d.File) != "app.json" {
			continue
		}
		for _, o := range p.Definitions {
			other, ok := appdef.ParseVersion(o.Version)
			if !ok || o.ID != d.ID || other.Pre != "" || other.Compare(own) <= 0 || !inFolder(o.File, path.Dir(d.File)) {
				continue
			}
			p.Report(i, d.VersionAt, fmt.Sprintf("version %q is lower than %q in %q", d.Version, o.Version, o.File),
				"raise the version, or move the older definition beside the others")
			break
		}
	}
}

// inFolder tells whether a file lies in a folder or below it.
func inFolder(file, folder string) bool { return folder == "." || strings.HasPrefix(file, folder+"/") }

// Reserved tells whether a name cannot be the name of a page: devices of
// Windows, and the gallery's own files and directories.
func Reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch base {
	case "con", "prn", "aux", "nul", "index", "404", "assets", "badges", "rules", "apps", "report", "gallery", "widgets", "v":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")) && base[3] >= '0' && base[3] <= '9'
}

func reservedName(p *Pass) {
	if id := p.App.ID; id.Set && Reserved(id.Value) {
		p.Report(at(id), fmt.Sprintf("the id %q cannot be the name of a file everywhere", id.Value), "choose another id")
	}
}

// inItself takes references for harmless letters, as the rules for addresses
// do.
func inItself(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		if p.Gallery == nil || !w.URL.Set || len(w.refTrouble) > 0 || slices.Contains(w.components, appdef.InScheme) {
			continue
		}
		letters := make([]string, len(w.refs))
		for k := range letters {
			letters[k] = "1" // may stand in a port as well
		}
		if r, _ := appdef.Resolve(w.URL.Value, w.refs, letters); r.OK && p.Gallery(r.URL) {
			p.Report(at(w.URL), fmt.Sprintf("%q leads into this gallery, which would show itself without end", w.URL.Value),
				"write the address of the widget's own page")
		}
	}
}

package site

import (
	"fmt"
	"strings"
	"testing"
)

// TestChecklist: what is not there is never ticked. It is not met where the
// platform asks for it, and nothing to check, outside the total, where not.
func TestChecklist(t *testing.T) {
	const bare = `"app": "acme", "version": "1.0.0", "title": "Acme"`
	const widget = `"widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/", "icon": "https://acme.test/i.svg"`
	for _, c := range []struct{ text, id, want, broken string }{ // broken is a rule that found a fault
		{bare, "changelog", "fail: no changelog", ""},
		{bare + `, "changelog": {}`, "changelog", "fail: no changelog", ""},
		{bare + `, "changelog": { "1.0.0": "First." }`, "changelog", "pass: 1 entry", ""},
		{bare + `, "changelog": { "0.9.0": "First." }`, "changelog", "fail: 1 entry", "app-changelog-missing"},
		{bare, "links", "none: no addresses", ""},
		{bare + `, "appDetails": { "appDeveloper": { "website": "", "supportEmail": "" } }`, "links", "none: no addresses", ""},
		{bare + `, "appDetails": { "appDeveloper": { "name": "Acme" } }`, "links", "none: no addresses", ""},
		{bare + `, "appDetails": { "appDeveloper": { "website": "https://acme.test", "supportEmail": "help@acme.test" }, "documentationLinks": [{ "title": "Guide", "url": "https://acme.test/guide" }] }`,
			"links", "pass: website, support, 1 documentation link", ""},
		{bare + `, "appDetails": { "appDeveloper": { "website": "acme" } }`, "links", "fail: website", "app-url"},
		{bare, "widgets", "none: no widgets", ""},
		{bare + `, "widgets": []`, "widgets", "none: no widgets", ""},
		{bare + `, "widgets": "none"`, "widgets", "fail: 0 widgets", "widget-not-array"},
		{bare + ", " + widget + "}]", "widgets", "pass: 1 widget", ""},
		{bare, "sizes", "none: no sizes", ""},
		{bare + ", " + widget + "}]", "sizes", "none: no sizes", ""},
		{bare + ", " + widget + `, "width": "20vw" }]`, "sizes", "pass: 20vw × auto", ""},
		{bare + ", " + widget + "}]", "permissions", "none: none are asked for", ""},
		{bare + ", " + widget + `, "iframePermissions": "" }]`, "permissions", "none: none are asked for", ""},
		{bare + ", " + widget + `, "iframePermissions": "camera *" }]`, "permissions", "pass: camera", ""},
		{bare + ", " + widget + `, "iframePermissions": "cam*" }]`, "permissions", "fail: none are granted", "permissions-missing-space"},
		{bare, "settings", "none: no settings", ""},
		{bare + `, "settings": { "default": {} }`, "settings", "none: no settings", ""},
		{bare + `, "settings": { "s": 1 }`, "settings", "fail: 0 settings", "settings-shape"},
		{bare, "secrets", "pass: 0 secret settings", ""}, // that there is none is what is asked for
		{bare, "visibility", "pass: private, as nothing else is said", ""},
		{bare, "description", "fail: no description", ""},
		{`"app": "acme", "version": "1.0.0"`, "title", "fail: no title", ""},
		{`"app": "acme", "title": "Acme"`, "version", "fail: no version", ""},
		{`"app": "acme", "title": "Acme", "version": " "`, "version", "fail: no version", ""},
		{`"version": "1.0.0", "title": "Acme"`, "id", "fail: no app", ""},
		{`"version": "1.0.0", "app": "acme"`, "id", "pass: acme", ""}, // the title is another row's
		{bare, "logo", "fail: no iconUrl", ""},
		{bare, "screenshots", "fail: no screenshots", ""},
	} {
		d := defined(t, "{ "+c.text+" }")
		var found []Finding
		if c.broken != "" {
			found = append(found, Finding{ID: "f1", Rule: c.broken, Severity: "error", Answers: []string{c.id}})
		}
		list := d.checklist(found)
		if got := row(list, c.id); got != c.want {
			t.Errorf("{ %s }: %s is %q, want %q", c.text, c.id, got, c.want)
		}
		met, counted := 0, 0
		for _, m := range list.Machine {
			met += strings.Count(m.State, "pass")
			counted += strings.Count(m.State, "pass") + strings.Count(m.State, "fail")
		}
		if list.Passed != met || list.Total != counted {
			t.Errorf("{ %s }: %d of %d, want %d of %d", c.text, list.Passed, list.Total, met, counted)
		}
	}
}

func row(list Checklist, id string) string {
	for _, c := range list.Machine {
		if c.ID == id {
			return fmt.Sprintf("%s: %s", c.State, c.Evidence)
		}
	}
	return "not there"
}

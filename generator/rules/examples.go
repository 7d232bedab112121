package rules

import (
	"encoding/json"
	"strings"
)

// The examples of the rules are whole definitions, made from one sound
// definition by replacing or adding what the rule is about.

const (
	soundWidget = `"name": "orders"
"title": "Orders"
"url": "https://acme.example/orders"
"icon": "https://acme.example/icon.svg"`
	soundApp = `"app": "acme_orders"
"version": "1.0.0"
"title": "Acme Orders"`
	storeSetting = `"settings": {
    "default": {
      "storeName": { "type": "string", "defaultValue": "" }
    }
  }`
)

// widget returns the sound definition with the given properties of its
// widget set. A line such as -"icon" leaves the property out.
func widget(properties ...string) string {
	return app(widgets(properties...))
}

// widgets returns the widgets property with one widget.
func widgets(properties ...string) string {
	return "\"widgets\": [\n    {\n      " + strings.Join(merge(soundWidget, properties), ",\n      ") + "\n    }\n  ]"
}

// storeWidget is widget with a setting that its url can refer to.
func storeWidget(properties ...string) string {
	url := `"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`
	return app(widgets(merge(url, properties)...), storeSetting)
}

// app returns the sound definition with the given top-level members set.
func app(members ...string) string {
	base := soundApp
	if !strings.Contains(strings.Join(members, "\n"), `"widgets"`) {
		members = append(members, widgets())
	}
	return "{\n  " + strings.Join(merge(base, members), ",\n  ") + "\n}\n"
}

// merge sets lines over the base lines by their key.
func merge(base string, set []string) []string {
	var out []string
	done := map[string]bool{}
	for _, line := range strings.Split(base, "\n") {
		keep := line
		for _, s := range set {
			if key(s) == key(line) {
				keep = s
				done[s] = true
			}
		}
		if !strings.HasPrefix(keep, "-") {
			out = append(out, keep)
		}
	}
	for _, s := range set {
		if !done[s] && !strings.HasPrefix(s, "-") {
			out = append(out, s)
		}
	}
	return out
}

func key(member string) string {
	member = strings.TrimPrefix(member, "-")
	if end := strings.Index(member[1:], `"`); strings.HasPrefix(member, `"`) && end >= 0 {
		return member[1 : end+1]
	}
	return member
}

// inString writes text as it stands inside a JSON string.
func inString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return s
	}
	quoted := strings.TrimSuffix(b.String(), "\n")
	return quoted[1 : len(quoted)-1]
}

package rules

import (
	"encoding/json"
	"fmt"
	"net/http"
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

// files returns several files, given by name and text in turn, as one text.
func files(pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		b.WriteString("-- " + pairs[i] + " --\n" + pairs[i+1])
	}
	return b.String()
}

// samples returns the sound definition with a setting, and one sample set with
// one value for it.
func samples(setting string) string {
	return files("app.json", storeWidget(), "samples.yaml", "- name: Acme\n  settings:\n    - {"+setting+"}\n")
}

// versions returns version 1.0.0 of the sound definition, and app.json with
// another version of it.
func versions(version string, member string) string {
	return files("versions/1.0.0.json", app(), "app.json", app(`"version": "`+version+`"`, member))
}

// svgIcon returns an SVG with the given attributes.
func svgIcon(attributes string) string {
	return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + "><circle r=\"9\"/></svg>\n"
}

// response returns an HTTP response without a body.
func response(status int, headers ...string) string {
	return fmt.Sprintf("HTTP/1.1 %d %s\n%s\n\n", status, http.StatusText(status), strings.Join(headers, "\n"))
}

// ignoring returns a configuration that hides a finding at a path.
func ignoring(path string) string {
	return "ignore:\n  - rule: widget-no-title\n    path: " + path + "\n    reason: the rail shows its icon only\n"
}

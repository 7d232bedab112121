package rules

import (
	"regexp"
	"strings"
)

// Document is what a rule cites.
type Document struct {
	Text string // as the rule's source has it
	Href string // where it can be read; "" where it has no address
}

// The documents of the platform stand in two places: an older guide, and the one that took its place.
const (
	guide      = "https://developer.kustomer.com/docs/apps/"
	olderGuide = "https://developer.kustomer.com/kustomer-apps-platform/docs/"
)

// documents are the addresses of what sources name.
var documents = map[string]string{
	"OAuth":                   guide + "oauth",
	"app definition":          guide + "app-definition",
	"cards SDK":               guide + "cards-sdk",
	"i18n":                    guide + "i18n",
	"legacy SDK":              guide + "legacy-apps-sdk",
	"legacy SDK types":        guide + "legacy-apps-sdk",
	"marketplace":             guide + "marketplace",
	"settings":                guide + "settings",
	"versioning":              guide + "versioning",
	"widgets":                 olderGuide + "widgets",
	"widgets (newer page)":    guide + "widgets",
	"app settings":            olderGuide + "app-settings",
	"creating an app":         olderGuide + "creating-an-app",
	"naming schemes":          olderGuide + "naming-schemes",
	"private app namespacing": olderGuide + "private-app-namespacing",
	"content guidelines":      olderGuide + "apps-platform-content-guidelines",
	"starter templates":       "https://github.com/kustomer/kustomer-apps-starter-configs",

	"CSP3":                     "https://www.w3.org/TR/CSP3/",
	"CSS Sizing":               "https://www.w3.org/TR/css-sizing-3/",
	"CSS Syntax 3":             "https://www.w3.org/TR/css-syntax-3/",
	"CSS Values 4":             "https://www.w3.org/TR/css-values-4/",
	"CSS Values 4, section 10": "https://www.w3.org/TR/css-values-4/#math",
	"ECMAScript":               "https://tc39.es/ecma262/",
	"Fetch":                    "https://fetch.spec.whatwg.org/",
	"HTML":                     "https://html.spec.whatwg.org/",
	"Handlebars":               "https://handlebarsjs.com/guide/",
	"Node.js":                  "https://nodejs.org/api/modules.html",
	"Mustache":                 "https://mustache.github.io/mustache.5.html",
	"Permissions Policy":       "https://www.w3.org/TR/permissions-policy/",
	"SVG 2":                    "https://www.w3.org/TR/SVG2/",
	"URL":                      "https://url.spec.whatwg.org/",
	"Unicode TS 39":            "https://www.unicode.org/reports/tr39/",
}

var (
	rfc     = regexp.MustCompile(`^RFC (\d+)(?:, section ([\d.]+))?$`)
	remark  = regexp.MustCompile(` \([^)]*\)$`)
	between = regexp.MustCompile(`; |, `)
)

// Documents lists what the source of a rule names: "web standard: HTML; CSP3" are two documents.
func Documents(source string) []Document {
	var list []Document
	for _, text := range between.Split(strings.ReplaceAll(source, ", section", ",\u00a0section"), -1) {
		text = strings.ReplaceAll(text, ",\u00a0", ", ")
		list = append(list, Document{text, address(text)})
	}
	return list
}

func address(text string) string {
	if _, name, ok := strings.Cut(text, ": "); ok {
		text = name
	}
	if m := rfc.FindStringSubmatch(text); m != nil {
		to := "https://www.rfc-editor.org/rfc/rfc" + m[1]
		if m[2] != "" {
			to += "#section-" + m[2]
		}
		return to
	}
	if to, ok := documents[text]; ok {
		return to
	}
	return documents[remark.ReplaceAllString(text, "")]
}

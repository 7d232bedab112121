package gallery

import (
	"path"
	"strings"

	"vitrine/generator/layout"
)

// Kind tells what sort of file a path of the site is: "widget page", "badge".
func Kind(p string) string {
	top, rest, below := strings.Cut(p, "/")
	switch {
	case top == "apps":
		return kindOfApp(rest)
	case top == "badges":
		return "badge"
	case below && singular[top] != "":
		return singular[top]
	case strings.HasPrefix(p, "report"):
		return "report"
	case p == "404.html":
		return "not found page"
	case !below && path.Ext(p) == ".html":
		return strings.TrimRight(strings.TrimSuffix(p, ".html"), "-0123456789") + " page"
	case below:
		return "local file"
	}
	return "other"
}

// singular names what is in the folders that every gallery has.
var singular = map[string]string{
	"assets": "asset", "rules": "rule page", "search": "search", "report": "report", "review": "review data",
	"pictures": "picture",
}

// kindOfApp tells of a path below the folder of apps what it is.
func kindOfApp(rest string) string {
	parts := strings.Split(rest, "/")
	last := parts[len(parts)-1]
	switch {
	case len(parts) > 1 && parts[1] == layout.StepFolder:
		return "diff page"
	case last == "definition.html":
		return "definition page"
	case strings.HasPrefix(last, "~"):
		return "list page"
	case len(parts) == 1:
		return "app page"
	case len(parts) == 3 && parts[1] == "v":
		return "app page"
	}
	return "widget page"
}

package gallery_test

import (
	"testing"

	"vitrine/generator/gallery"
)

func TestKind(t *testing.T) {
	for path, want := range map[string]string{
		"index.html": "index page", "index-2.html": "index page", "review.html": "review page", "404.html": "not found page",
		"apps/acme.html": "app page", "apps/acme/v/1.0.0.html": "app page", "apps/acme/orders.html": "widget page",
		"apps/acme/v/1.0.0/orders.html": "widget page", "apps/acme/diff/1.0.0--2.0.0.html": "diff page", "apps/acme/definition.html": "definition page",
		"apps/acme/~2.html": "list page", "badges/acme.svg": "badge", "report.html": "report", "report.json": "report", "report/0.js": "report", "review/1.js": "review data",
		"search/0.js": "search", "rules/url-missing.html": "rule page", "assets/a.css": "asset", "pictures/0a.svg": "picture",
		"gallery.json": "other", "widgets/a.html": "local file",
	} {
		if got := gallery.Kind(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

package site

import "testing"

func TestTo(t *testing.T) {
	for _, c := range []struct{ from, page, want string }{
		{"apps/acme.html", "apps/acme/w.html", "acme/w.html"},
		{"apps/acme/w.html", "apps/acme.html", "../acme.html"},
		{"apps/acme/w.html", "apps/acme/definition.html", "definition.html"},
		{"apps/acme/v/1.0.0/w.html", "apps/acme/w.html", "../../w.html"},
		{"apps/acme/w.html", "index.html", "../../index.html"},
		{"index.html", "rules/index.html", "rules/index.html"},
		{"rules/index.html", "index.html", "../index.html"},
	} {
		if got := To(c.from, c.page); got != c.want {
			t.Errorf("To(%q, %q) = %q, want %q", c.from, c.page, got, c.want)
		}
	}
}

package rules

import (
	"testing"

	"vitrine/generator/diag"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		glob, file string
		want       bool
	}{
		{"", "a.json", true},
		{"a.json", "a.json", true},
		{"apps", "apps/x/app.json", true},
		{"apps/", "apps/x/app.json", true},
		{"apps/*", "apps/x/app.json", true},
		{"apps/*.json", "apps/x.json", true},
		{"apps/*.json", "apps/x/y.json", false},
		{"**/app.json", "app.json", true},
		{"**/app.json", "apps/x/app.json", true},
		{"apps/**/v?.json", "apps/a/b/v1.json", true},
		{"apps/**", "apps/a/b/v1.json", true},
		{"app", "apps/x/app.json", false},
		{"apps/x/app.json/more", "apps/x/app.json", false},
	} {
		if got := within(c.glob, c.file); got != c.want {
			t.Errorf("within(%q, %q) = %t", c.glob, c.file, got)
		}
	}
	if ValidGlob("apps/[") == nil || ValidGlob("apps/**/[a-z]*.json") != nil {
		t.Error("ValidGlob")
	}
}

func TestLevels(t *testing.T) {
	l := &Levels{
		Changes: []Change{
			{Rule: "size-fixed", Severity: diag.Error},
			{Rule: "size-fixed", Off: true, Path: "old"},
			{Rule: "app-tag", Off: true},
			{Rule: "app-tag", Severity: diag.Info, Path: "old/keep.json"},
		},
		Ignores: []Ignore{
			{Rule: "url-local-host", App: "acme", Pointer: "/widgets/0", Reason: "local"},
			{Rule: "url-local-host", App: "other", Reason: "never"},
		},
	}
	list := []diag.Diagnostic{
		{Rule: "size-fixed", Severity: diag.Info}, {Rule: "app-tag", Severity: diag.Warning},
		{Rule: "url-local-host", Path: "/widgets/0/url"}, {Rule: "url-local-host", Path: "/widgets/01/url"},
	}
	used := make([]bool, 2)
	got := l.Apply(Subject{"new/app.json", "acme"}, list, used)
	if len(got) != 2 || got[0].Severity != diag.Error || got[1].Path != "/widgets/01/url" {
		t.Errorf("got %+v", got)
	}
	if list[0].Severity != diag.Info || len(list) != 4 {
		t.Error("the list given was changed")
	}
	if got := l.Apply(Subject{"old/keep.json", ""}, list[:2], nil); len(got) != 1 || got[0].Rule != "app-tag" || got[0].Severity != diag.Info {
		t.Errorf("got %+v", got)
	}
	unused := l.Unused(used)
	if len(unused) != 1 || unused[0].Rule != "ignore-unused" {
		t.Errorf("unused: %+v", unused)
	}
}

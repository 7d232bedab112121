package main

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// TestIdentify: what Go noted in a program is told, and what the linker was given goes first.
func TestIdentify(t *testing.T) {
	stamped := &debug.BuildInfo{
		Main: debug.Module{Version: "v0.9.1-0.20260401093000-5894df557fed+dirty"},
		Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "5894df557fed2ee4"}, {Key: "vcs.time", Value: "2026-04-01T09:30:00Z"}, {Key: "vcs.modified", Value: "true"},
		},
	}
	goLine := "go: " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	for _, c := range []struct {
		name   string
		info   *debug.BuildInfo
		linked [3]string // release, commit, date
		want   string
	}{
		{"nothing known", nil, [3]string{}, "vitrine (devel)\n" + goLine},
		{"a program of Go without a repository", &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, [3]string{},
			"vitrine (devel)\n" + goLine},
		{"built in a repository", stamped, [3]string{},
			"vitrine v0.9.1-0.20260401093000-5894df557fed+dirty\ncommit: 5894df557fed2ee4, modified\ndate: 2026-04-01T09:30:00Z\n" + goLine},
		{"a release", stamped, [3]string{"v1.2.3", "aaaa", "2026-05-01T00:00:00Z"},
			"vitrine v1.2.3\ncommit: aaaa\ndate: 2026-05-01T00:00:00Z\n" + goLine},
		{"a release without a commit", nil, [3]string{"v1.2.3", "", ""}, "vitrine v1.2.3\n" + goLine},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func(a, b, c string) { release, commit, date = a, b, c }(release, commit, date)
			release, commit, date = c.linked[0], c.linked[1], c.linked[2]
			var got strings.Builder
			identify(c.info).print(&got)
			if got.String() != c.want+"\n" {
				t.Errorf("got\n%s\nwant\n%s", got.String(), c.want)
			}
		})
	}
}

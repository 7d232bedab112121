package site

import (
	"fmt"
	"strings"
	"testing"
)

// TestMatrix: what weighs most stands first, and a column says what that version may do.
func TestMatrix(t *testing.T) {
	version := func(v string, w WidgetSummary) *Summary {
		return &Summary{Version: v, Page: "apps/a/v/" + v + ".html", Widgets: []WidgetSummary{w}}
	}
	list := []*Summary{
		version("2.0.0", WidgetSummary{Host: "b.test", Permissions: []string{"autoplay", "camera"}, Requested: []string{"autoplay", "camera"}}),
		version("1.0.0", WidgetSummary{Host: "a.test", Background: true, Permissions: []string{"autoplay"}, Requested: []string{"autoplay"}}),
	}
	m := matrixOf(list, "apps/a.html")
	var b strings.Builder
	for _, r := range m.Rows {
		fmt.Fprintln(&b, r.Kind, r.Item, r.Has)
	}
	want := `camera  [true false]
autoplay  [true true]
background  [false true]
load b.test [true false]
load a.test [false true]
`
	if b.String() != want || m.Versions[1] != (Link{"1.0.0", "a/v/1.0.0.html"}) {
		t.Errorf("got:\n%s\nwant:\n%s\n%+v", b.String(), want, m.Versions)
	}
	if matrixOf(list[:1], "apps/a.html") != nil {
		t.Error("one version has nothing to be compared with")
	}
}

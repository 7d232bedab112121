package site

import (
	"fmt"
	"strings"
	"testing"

	"vitrine/generator/appdef"
)

// mays says sentences in a line each: "microphone Hears the agent … [new]".
func mays(list []May) string {
	var b strings.Builder
	for _, m := range list {
		fmt.Fprintf(&b, "%s: %s", m.Kind, m.Text)
		for _, x := range m.Items {
			fmt.Fprintf(&b, " %s", x.Text)
			if x.New {
				b.WriteString("*")
			}
		}
		for _, w := range m.Widgets {
			fmt.Fprintf(&b, " (%s %s)", w.Text, w.Href)
		}
		if m.New {
			b.WriteString(" NEW")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestMay: what an app may do is told from its definition, the heaviest first, with what the version before could not do.
func TestMay(t *testing.T) {
	screen := appdef.Reference1440
	before := &Summary{Widgets: []WidgetSummary{{Title: "Phone", Page: "apps/a/phone.html", Host: "a.test", Sends: []string{"tenant"}}}}
	now := []WidgetSummary{
		{Title: "Phone", Page: "apps/a/phone.html", Host: "a.test", Requested: []string{"microphone", "camera"}, Permissions: []string{"microphone"},
			Sends: []string{"tenant", "region"}},
		{Title: "Wall", Page: "apps/a/wall.html", Host: "b.test", Background: true,
			Box: Box{Screen: screen, Width: screen.Width, Height: screen.Height, Computed: true}},
	}
	want := `microphone: Hears the agent through the microphone (Phone a/phone.html) NEW
screen: Covers 100 % of the agent’s desk (Wall a/wall.html) NEW
background: Loads before it is opened (Wall a/wall.html) NEW
load: Loads a.test b.test*
send: Sends settings in its address tenant region*
inert: Asks in vain for camera
`
	if got := mays(MayOf(now, before, "apps/a.html")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := mays(MayOf(now[:1], nil, "apps/a/phone.html")); strings.Contains(got, "NEW") || strings.Contains(got, "*") {
		t.Errorf("a first version has nothing new:\n%s", got)
	}
	if got := MayOf([]WidgetSummary{{Title: "Quiet"}}, nil, "apps/a.html"); len(got) != 0 {
		t.Errorf("a widget without an address may do nothing: %+v", got)
	}
}

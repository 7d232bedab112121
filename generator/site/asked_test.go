package site

import (
	"slices"
	"testing"
)

// TestAsked: a card's glyphs are in the order of their slots, whatever the
// definition's order, and those that are not granted say why. The search's
// scripts draw cards by the same table.
func TestAsked(t *testing.T) {
	var cases []struct {
		Requested, Granted []string
		Glyphs             []Asked
	}
	table(t, "asked.json", &cases)
	for _, c := range cases {
		w := WidgetSummary{Requested: c.Requested, Permissions: c.Granted}
		if got := w.Asked(); !slices.Equal(got, c.Glyphs) {
			t.Errorf("%q, of which %q are granted:\ngot  %+v\nwant %+v", c.Requested, c.Granted, got, c.Glyphs)
		}
	}
}

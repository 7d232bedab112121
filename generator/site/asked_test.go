package site

import (
	"reflect"
	"testing"
)

// TestAsked: a card's glyphs are in the order of their slots, whatever the
// definition's order, and those that are not granted say why.
func TestAsked(t *testing.T) {
	w := WidgetSummary{
		Requested:   []string{"usb", "autoplay", "camera", "geolocation", "microphone"},
		Permissions: []string{"camera", "autoplay"},
	}
	want := []Asked{
		{"microphone", "microphone", false, "asks for microphone, written so that browsers grant nothing"},
		{"camera", "camera", true, "camera"},
		{"autoplay", "autoplay", true, "autoplay"},
		{"other", "usb, geolocation", false, "asks for usb, geolocation, which the platform does not set"},
	}
	if got := w.Asked(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := (&WidgetSummary{}).Asked(); got != nil {
		t.Errorf("a widget that asks for nothing: %+v", got)
	}
}

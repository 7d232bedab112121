package site

import (
	"slices"
	"strings"
)

// Asked is what a widget asks for, as a glyph of its card: one for each of the
// permissions that the platform sets, and one for all others.
type Asked struct {
	Glyph   string // "microphone", "camera", "autoplay" or "other", which is also its slot
	Name    string // "microphone"; all others together are "geolocation, usb"
	Granted bool   // browsers grant it
	Title   string // "microphone", or what it is worth if nothing is granted
}

// askedGlyphs are the slots of a card in their order, so that a glyph stands
// at the same place on every card.
var askedGlyphs = []string{"microphone", "camera", "autoplay"}

// Asked lists what the widget asks for, in the order of the slots. What is
// asked for and what is granted differ where the string is written in a way
// that browsers do not understand, or names what the platform does not set.
func (w WidgetSummary) Asked() []Asked {
	var list []Asked
	for _, name := range askedGlyphs {
		if slices.Contains(w.Requested, name) {
			list = append(list, askedFor(name, slices.Contains(w.Permissions, name)))
		}
	}
	others := slices.DeleteFunc(slices.Clone(w.Requested), func(name string) bool { return slices.Contains(askedGlyphs, name) })
	if len(others) > 0 {
		name := strings.Join(others, ", ")
		list = append(list, Asked{Glyph: "other", Name: name, Title: "asks for " + name + ", which the platform does not set"})
	}
	return list
}

func askedFor(name string, granted bool) Asked {
	a := Asked{Glyph: name, Name: name, Granted: granted, Title: name}
	if !granted {
		a.Title = "asks for " + name + ", written so that browsers grant nothing"
	}
	return a
}

package site

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
)

// May is one thing that an app or a widget may do, as a sentence. It is told
// from the definition alone: what a page does with it nobody can see from here.
type May struct {
	Kind    string    // "microphone", "camera" and so on, see abilities; "inert" for what is asked for in vain
	Text    string    // "Hears the agent through the microphone"
	Items   []MayItem // the hosts that are loaded, the settings that are sent; none for other kinds
	More    int       // items that are not listed
	Widgets []Link    // the widgets of which it holds; none where it holds of all
	New     bool      // the version before could not do it
	Why     string    // of what is inert: why browsers grant nothing
}

// MayItem is a host that is loaded, or a setting that is sent.
type MayItem struct {
	Text string
	New  bool
}

// mayItems bounds the hosts and the settings of a sentence.
const mayItems = 12

// ability is something that a definition may let an app do.
type ability struct{ kind, text string }

// abilities are the sentences, in the order in which they are told: what
// weighs most stands first.
var abilities = []ability{
	{"microphone", "Hears the agent through the microphone"},
	{"camera", "Sees the agent through the camera"},
	{"screen", "Covers the agent’s screen"},
	{"unsure", "May do more than is known here"},
	{"autoplay", "Plays sound and video without a click"},
	{"background", "Loads before it is opened"},
	{"load", "Loads"},
	{"send", "Sends settings in its address"},
	{"inert", "Asks in vain for"},
}

// can lists what a widget may do, each kind with its items.
func (w *WidgetSummary) can() map[string][]string {
	can := map[string][]string{}
	for _, p := range w.Permissions {
		can[p] = nil
	}
	if w.Box.Computed && w.fit().Covers {
		can["screen"] = nil
	}
	if w.Unsure {
		can["unsure"] = nil
	}
	if w.Background {
		can["background"] = nil
	}
	if w.Host != "" {
		can["load"] = []string{appdef.HostText(w.Host)}
	}
	if len(w.Sends) > 0 {
		can["send"] = w.Sends
	}
	for _, p := range w.Requested {
		if !slices.Contains(w.Permissions, p) {
			can["inert"] = append(can["inert"], p)
		}
	}
	return can
}

// fit is how the widget stands on the agent's reference screen.
func (w *WidgetSummary) fit() appdef.Fit {
	if w.Box.Screen == (appdef.Screen{}) { // of an earlier build's widget, of which no more is known
		return appdef.Fit{}
	}
	return w.Box.Screen.Fit(float64(w.Box.Width), float64(w.Box.Height))
}

// MayOf says what widgets may do: all of an app, or one of them. before is the
// version before; nil where there is none. Links begin at the page.
func MayOf(widgets []WidgetSummary, before *Summary, page string) []May {
	had := map[string]bool{}
	if before != nil {
		for i := range before.Widgets {
			for kind, items := range before.Widgets[i].can() {
				had[kind] = true
				for _, x := range items {
					had[kind+" "+x] = true
				}
			}
		}
	}
	all := make([]map[string][]string, len(widgets))
	for i := range widgets {
		all[i] = widgets[i].can()
	}
	var out []May
	for _, a := range abilities {
		m, holds := May{Kind: a.kind, Text: a.text}, 0
		for i := range widgets {
			items, ok := all[i][a.kind]
			if !ok {
				continue
			}
			holds++
			m.Widgets = append(m.Widgets, Link{widgets[i].Title, To(page, widgets[i].Page)})
			for _, x := range items {
				m.add(x, before != nil && !had[a.kind+" "+x])
			}
		}
		if holds == 0 {
			continue
		}
		if holds == len(widgets) || len(m.Items) > 0 {
			m.Widgets = nil
		} else if len(m.Widgets) > 3 {
			m.Text, m.Widgets = fmt.Sprintf("%s (%d of %d widgets)", m.Text, holds, len(widgets)), nil
		}
		m.New = before != nil && !had[a.kind] && a.kind != "inert"
		out = append(out, m.finished(widgets))
	}
	return out
}

// add lists an item once.
func (m *May) add(item string, isNew bool) {
	switch {
	case slices.ContainsFunc(m.Items, func(x MayItem) bool { return x.Text == item }):
	case len(m.Items) == mayItems:
		m.More++
	default:
		m.Items = append(m.Items, MayItem{item, isNew})
	}
}

// finished completes the sentences that say more than that something may be done.
func (m May) finished(widgets []WidgetSummary) May {
	switch m.Kind {
	case "screen":
		most := 0
		for i := range widgets {
			most = max(most, widgets[i].fit().Share)
		}
		m.Text = fmt.Sprintf("Covers %d %% of the agent’s desk", most)
	case "inert":
		m.New = false
		m.Why = "the way it is written, browsers grant nothing"
		for i := range m.Items {
			m.Items[i].New = false
		}
	}
	if m.New { // the sentence says so, so the items need not
		for i := range m.Items {
			m.Items[i].New = false
		}
	}
	return m
}

// MayWords says the same in the few words of a row or of a card: "hears, sees".
func MayWords(widgets []WidgetSummary) string {
	short := map[string]string{
		"microphone": "hears", "camera": "sees", "autoplay": "plays sound", "screen": "covers the screen",
		"background": "loads before it is opened", "unsure": "may do more than is known",
	}
	var words []string
	for _, a := range abilities {
		word := short[a.kind]
		if word != "" && slices.ContainsFunc(widgets, func(w WidgetSummary) bool { _, ok := w.can()[a.kind]; return ok }) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

package editing

import (
	"fmt"
	"math"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// resolved is the address of a widget with what is known of its settings filled in.
type resolved struct {
	refs   []appdef.Reference
	values []appdef.Filled // of each reference
	appdef.Resolved
	secret bool // a secret belongs into it
}

// longest is how long an address is that is still looked at, in bytes.
const longest = 8 << 10

// resolve fills in the address of a widget as its preview does: with the first sample
// set, the defaults, or something plausible.
func (d *Document) resolve(url appdef.Field[string]) (r resolved, ok bool) {
	if !url.Set || url.Value == "" || len(url.Value) > longest {
		return r, false
	}
	refs, problems := appdef.References(url.Value)
	r.refs = refs
	texts := make([]string, len(refs))
	for i, ref := range refs {
		s := d.App.Resolve(ref)
		v := appdef.Fill(s, d.set())
		r.values = append(r.values, v)
		r.secret = r.secret || v.From == appdef.FromSecret
		texts[i] = v.Text
	}
	for _, p := range problems {
		if p.Code == "reference-syntax" {
			return r, false
		}
	}
	r.Resolved, _ = appdef.Resolve(url.Value, refs, texts)
	return r, true
}

// size is a width or height that can be read.
type size struct {
	appdef.Length
	side string // "width" or "height"
}

func sizeOf(side, value string) (size, bool) {
	l, trouble := appdef.ParseLength(value)
	return size{l, side}, trouble == nil || trouble.Severity != diag.Error
}

// px is what the size comes to on a screen; ok is false where that is not known.
func (s size) px(screen appdef.Screen) (px int, ok bool) {
	v, ok := s.Px(screen, float64(screen.Side(s.side)))
	return int(math.Round(v)), ok
}

// pxText says what the size comes to: "288 px", or "288 px at 1440 × 900" where it
// depends on the screen.
func (s size) pxText() string {
	px, ok := s.px(appdef.Reference1440)
	switch {
	case !ok:
		return ""
	case s.IsFixed():
		return fmt.Sprintf("%d px", px)
	}
	return fmt.Sprintf("%d px at %s", px, appdef.Reference1440)
}

// Hint is a word that an editor shows behind a place of the text.
type Hint struct {
	Offset         int
	Label, Tooltip string
}

// hintMost bounds a hint, in bytes.
const hintMost = 32

// Hints lists the hints within a part of the text: what the sizes come to in px, and
// the values that references have in the first sample or by default. They are never
// made up, and never a secret.
func Hints(d *Document, within diag.Span) []Hint {
	var list []Hint
	add := func(at int, label, tooltip string) {
		if within.Start <= at && at <= within.End && at <= len(d.Text) {
			list = append(list, Hint{at, label, tooltip})
		}
	}
	for i := range d.App.Widgets {
		w := &d.App.Widgets[i]
		d.sizeHints(w, add)
		d.valueHints(w, add)
	}
	return list
}

func (d *Document) sizeHints(w *appdef.Widget, add func(int, string, string)) {
	for i, f := range []appdef.Field[string]{w.Width, w.Height} {
		if !f.Set || d.secret(f.Span) {
			continue
		}
		s, ok := sizeOf([]string{"width", "height"}[i], f.Value)
		px, known := s.px(appdef.Reference1440)
		if !ok || !known || f.Value == fmt.Sprintf("%dpx", px) && !appdef.SizeNumber(f) {
			continue // there is no more to say of "300px"
		}
		about := s.screens()
		if s.IsFixed() {
			about = "the same on every screen"
		}
		add(f.Span.End, fmt.Sprintf("%d px", px), about)
	}
}

// screens says what the size comes to on each of the screens that agents use.
func (s size) screens() string {
	var list []string
	for _, screen := range appdef.Screens {
		if px, ok := s.px(screen); ok {
			list = append(list, fmt.Sprintf("%d px at %s", px, screen))
		}
	}
	return strings.Join(list, ", ")
}

func (d *Document) valueHints(w *appdef.Widget, add func(int, string, string)) {
	r, ok := d.resolve(w.URL)
	if !ok {
		return
	}
	for i, ref := range r.refs {
		v := r.values[i]
		if strings.Trim(v.Text, "*") == "" { // nothing, or what is hidden
			continue
		}
		where := w.URL.At(ref.Span)
		switch v.From {
		case appdef.FromSample:
			add(where.End, hinted(v.Text), "in the sample set "+short(d.Sets[0].Name))
		case appdef.FromDefault:
			add(where.End, hinted(v.Text), "the default")
		}
	}
}

func hinted(s string) string {
	return "= " + diag.Visible(diag.Shorten(strings.Join(strings.Fields(s), " "), hintMost))
}

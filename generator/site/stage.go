package site

import (
	"encoding/json"
	"fmt"
	"strings"

	"unicode"
	"unicode/utf16"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// StageData is what the scripts of the stage read, as JSON: the widget, the
// app's other widgets, and everything that their addresses are made from. No
// secret is in it.
type StageData struct {
	Load      string          `json:"load,omitempty"` // "click" or "never"; "" for auto
	Widgets   []StageWidget   `json:"widgets"`        // the page's own first
	More      int             `json:"more,omitempty"` // widgets of the app beyond these
	Settings  []StageSetting  `json:"settings"`       // those that the addresses refer to
	Sets      []StageSet      `json:"sets"`
	Locales   []string        `json:"locales,omitempty"` // en_us first; none where there is nothing to choose
	Redirects []StageRedirect `json:"redirects,omitempty"`
	Frames    []string        `json:"frames"` // where the page's policy lets frames come from
	Gallery   StageGallery    `json:"gallery"`
	Verdicts  []string        `json:"verdicts,omitempty"` // what "check --online" found out about the address
}

// StageWidget is one widget that the stage can open.
type StageWidget struct {
	Title      string            `json:"title"`
	Titles     map[string]string `json:"titles,omitempty"` // by locale, where it differs
	Page       string            `json:"page"`
	Icon       string            `json:"icon,omitempty"` // an address that may be loaded, maybe of a style sheet (PictureClass); "" for none
	Width      string            `json:"width"`          // CSS
	Height     string            `json:"height"`         // CSS
	Features   []string          `json:"features,omitempty"`
	Background bool              `json:"background,omitempty"`
	Parts      []StagePart       `json:"parts"`
	Fault      string            `json:"fault,omitempty"` // why it is never framed, whatever the settings
}

// StagePart is a run of an address: a text, or a setting and what may be
// filled in there. As JSON it is a string, or a list: [index into Settings,
// braces, "host"]; the index is -1 for a reference that means no setting, and
// what stands in a path, a query or a fragment leaves the third item out.
type StagePart struct {
	Text    exact
	In      string // "host" or "port"; "" elsewhere
	Setting int
	Braces  int // 2 or 3; 0 for a text
}

// MarshalJSON writes the short form.
func (p StagePart) MarshalJSON() ([]byte, error) {
	switch {
	case p.Braces == 0:
		return p.Text.MarshalJSON()
	case p.In == "":
		return fmt.Appendf(nil, "[%d,%d]", p.Setting, p.Braces), nil
	}
	return fmt.Appendf(nil, "[%d,%d,%q]", p.Setting, p.Braces, p.In), nil
}

// StageSetting is one setting of the app in the form beside the stage.
type StageSetting struct {
	Key      string `json:"key"` // "default.storeName"
	Type     string `json:"type"`
	Used     bool   `json:"used,omitempty"` // by the page's own widget
	Required bool   `json:"required,omitempty"`
	Hidden   bool   `json:"hidden,omitempty"`
	Default  exact  `json:"default,omitempty"`
}

// StageSet is one sample set: a value for each setting, and what the
// imitation of the Cards SDK answers.
type StageSet struct {
	Name      string          `json:"name"`
	Text      string          `json:"text,omitempty"`
	Values    []exact         `json:"values"`
	From      []string        `json:"from"`
	Context   json.RawMessage `json:"context,omitempty"`
	Responses []StageResponse `json:"responses,omitempty"`
}

// StageResponse is a recorded answer.
type StageResponse struct {
	Method string          `json:"method"`
	URL    string          `json:"url"`
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
}

// StageRedirect is an entry of previews: that may concern the page.
type StageRedirect struct {
	From  exact `json:"from"`
	To    exact `json:"to"` // relative to the page where Local
	Local bool  `json:"local,omitempty"`
}

// exact is a text that reaches the scripts as it is. Everything else that is
// in a page has its control and direction characters made visible on the way
// out, which would turn one value into another.
type exact string

// MarshalJSON writes the characters that would be made visible as escapes.
func (s exact) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(string(s))
	if err != nil {
		return nil, fmt.Errorf("write %q as JSON: %w", string(s), err)
	}
	var b strings.Builder
	for _, r := range string(text) {
		switch {
		case r <= 0x7e || unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return []byte(b.String()), nil
}

// maxStaged bounds the widgets, and maxControls the settings, that a page
// offers to try.
const (
	maxStaged   = 13
	maxControls = 200
)

// stageData gathers what the i-th widget's stage works with.
func (d *Definition) stageData(s *Settings, i int, root string) StageData {
	data := StageData{
		Load: strings.TrimPrefix(s.Load, "auto"), Gallery: s.stageGallery(), Settings: []StageSetting{}, Frames: []string{},
	}
	staged := d.staged(i)
	data.More = len(d.App.Widgets) - len(staged)
	controls := d.controls(staged)
	index := map[*appdef.Setting]int{}
	for k, c := range controls {
		index[c] = k
		data.Settings = append(data.Settings, d.stageSetting(c))
	}
	for _, w := range staged {
		data.Widgets = append(data.Widgets, d.stageWidget(w, d.Widgets[i], index))
	}
	for _, set := range d.sampleSets() {
		data.Sets = append(data.Sets, stageSet(set, controls))
	}
	if d.several() {
		for _, l := range d.spoken() {
			data.Locales = append(data.Locales, l.Name)
		}
	}
	for _, r := range d.redirects(s, staged) {
		to := r.To
		if r.local() {
			to = root + to
		}
		data.Redirects = append(data.Redirects, StageRedirect{exact(r.From), exact(to), r.local()})
	}
	if s.Load != "never" {
		data.Frames = d.frames(s, staged)
	}
	for _, f := range d.about(i) {
		if strings.HasPrefix(f.Rule, "online-") {
			data.Verdicts = append(data.Verdicts, closed(f.Message))
		}
	}
	return data
}

// staged lists the widgets on a page's stage, its own first.
func (d *Definition) staged(i int) []int {
	list := []int{i}
	for k := range d.Widgets {
		if k != i && len(list) < maxStaged {
			list = append(list, k)
		}
	}
	return list
}

// controls lists the settings that the addresses of widgets refer to, those
// of the first in the order of their use.
func (d *Definition) controls(staged []int) []*appdef.Setting {
	var list []*appdef.Setting
	seen, room := map[*appdef.Setting]bool{nil: true}, controlRoom
	for _, i := range staged {
		for _, u := range d.uses(i) {
			if s := u.setting; !seen[s] && len(list) < maxControls && room > 0 {
				room -= 200 + 2*markup(shortValue(appdef.Fill(s, nil)).Text, named(s.Category+"."+s.Text))
				seen[s] = true
				list = append(list, s)
			}
		}
	}
	return list
}

func (d *Definition) stageSetting(s *appdef.Setting) StageSetting {
	row := d.setting(s, nil)
	out := StageSetting{
		Key: named(s.Category + "." + s.Text), Type: row.Type, Required: row.Required, Hidden: row.Hidden,
	}
	if row.HasDefault && !row.Secret {
		out.Default = exact(row.Default)
	}
	return out
}

func (d *Definition) stageWidget(i int, page string, index map[*appdef.Setting]int) StageWidget {
	w := &d.App.Widgets[i]
	title := named(d.App.WidgetTitle(w, appdef.DefaultLocale))
	icon := d.icon(w.Icon, title)
	out := StageWidget{
		Title: title, Page: To(page, d.Widgets[i]), Icon: icon.Remote,
		Width:      size(w.Width, appdef.Reference1440.Width, defaultWidth).CSS,
		Height:     size(w.Height, appdef.Reference1440.Height, defaultHeight).CSS,
		Background: w.BackgroundLoad.Value,
		Parts:      []StagePart{},
	}
	out.Features = append(out.Features, w.Permissions().Granted()...)
	if icon.Src != "" {
		out.Icon = To(page, icon.Src)
	}
	for _, l := range d.App.Locales[:min(len(d.App.Locales), maxLanguages)] {
		if t := named(d.App.WidgetTitle(w, l.Text)); t != title {
			if out.Titles == nil {
				out.Titles = map[string]string{}
			}
			out.Titles[l.Text] = t
		}
	}
	d.template(&out, i, index)
	return out
}

// template writes the parts of a widget's address, if it can be framed at all.
func (d *Definition) template(out *StageWidget, i int, index map[*appdef.Setting]int) {
	a, url := d.address(i), d.App.Widgets[i].URL.Value
	if out.Fault = a.fault; a.broken != "" {
		return
	}
	at := 0
	text := func(end int) {
		if at < end {
			out.Parts = append(out.Parts, StagePart{Text: exact(url[at:end])})
		}
	}
	for k, c := range a.places {
		part := StagePart{Setting: -1, Braces: max(2, min(a.refs[k].Braces, 3))}
		switch c {
		case appdef.InHost:
			part.In = "host"
		case appdef.InPort:
			part.In = "port"
		}
		if n, ok := index[a.uses[k].setting]; ok {
			part.Setting = n
		}
		text(a.refs[k].Span.Start)
		out.Parts = append(out.Parts, part)
		at = a.refs[k].Span.End
	}
	text(len(url))
}

func stageSet(set appdef.SampleSet, controls []*appdef.Setting) StageSet {
	out := StageSet{Name: set.Name, Text: set.Description, Values: []exact{}, From: []string{}, Context: set.Context}
	for _, c := range controls {
		v := appdef.Fill(c, &set)
		out.Values = append(out.Values, exact(shortValue(v).Text))
		out.From = append(out.From, v.From)
	}
	for _, r := range set.Responses {
		out.Responses = append(out.Responses, StageResponse(r))
	}
	return out
}

// blocking tells whether an address must not be framed.
func blocking(list []appdef.Problem) bool {
	for _, x := range list {
		if x.Severity == diag.Error && x.Code != "url-scheme" {
			return true
		}
	}
	return false
}

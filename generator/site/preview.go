package site

import (
	"fmt"
	"math"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// Preview is the stage of a widget: what its frame loads, how large it is
// and what it may do.
type Preview struct {
	Title  string
	Reason string // why the address may not be framed; "" when it may
	Load   string // "auto", "click" or "never"
	Note   string // why the frame waits for a click though Load is auto
	Allow  string // the frame's allow attribute, rebuilt from the parsed permissions
	Sets   []PreviewSet
	Width  Size
	Height Size
	Box    Box        // on the reference screen
	Fit    appdef.Fit // of the size that is shown there, as the stage has it
	Icon   Icon
	Data   StageData // what the scripts of the stage read; only on the widget's own page
}

// PreviewSet is the preview on one set of sample settings.
type PreviewSet struct {
	Name        string
	Description string
	URL         string // what a browser loads, before previews: is applied
	Loads       string // the same where it is another text than the parts come to; else ""
	Frame       string // what the frame loads; a path in the site when Local
	Local       bool
	Host        string
	OK          bool
	Reason      string
	Parts       []appdef.Part // the address as it is filled in
	Values      []Value       // of each reference in turn
}

// Size is width or height of a widget.
type Size struct {
	Written string // "" when absent
	CSS     string // safe to hand to a style; "" when the default is used
	Px      int    // on the reference screen
	Default bool   // Px is the preview's own choice
}

// defaultWidth and defaultHeight are shown where a definition names no size
// that can be computed; what the platform does then is not documented.
const (
	defaultWidth  = "25vw"
	defaultHeight = "50vh"
)

// preview works out what the i-th widget shows.
func (d *Definition) preview(s *Settings, i int) Preview {
	w := &d.App.Widgets[i]
	title := named(d.App.WidgetTitle(w, appdef.DefaultLocale))
	p := Preview{
		Title: title, Load: s.Load,
		Width: size(w.Width, appdef.Reference1440.Width, defaultWidth), Height: size(w.Height, appdef.Reference1440.Height, defaultHeight),
		Icon: d.icon(w.Icon, title),
	}
	p.Allow = appdef.Allow(w.Permissions().Granted())
	p.Box = box(p.Width, p.Height)
	p.Fit = appdef.Reference1440.Fit(float64(p.Width.Px), float64(p.Height.Px))
	p.Sets = d.sets(s, i)
	first := p.Sets[0]
	if !first.OK {
		p.Reason = first.Reason
	}
	p.Load, p.Note = consent(s.Load, first)
	return p
}

// sampleSets returns the app's sets, or one unnamed set that gives nothing.
func (d *Definition) sampleSets() []appdef.SampleSet {
	if len(d.Samples) > 0 {
		return d.Samples
	}
	return []appdef.SampleSet{{Name: "Defaults"}}
}

func (d *Definition) previewSet(s *Settings, i int, set appdef.SampleSet) PreviewSet {
	a := d.address(i)
	p := PreviewSet{Name: set.Name, Description: set.Description, Reason: a.broken}
	url := d.App.Widgets[i].URL.Value
	if len(url) > addressMost {
		return p
	}
	var texts []string
	for _, u := range a.uses {
		v := appdef.Fill(u.setting, &set)
		p.Values = append(p.Values, v)
		texts = append(texts, v.Text)
	}
	if a.broken != "" {
		return p
	}
	r, _ := appdef.Resolve(url, a.refs, texts)
	p.Parts, p.OK, p.Reason, p.Host = r.Parts, r.OK, r.Reason, r.Address.Host
	if !p.OK {
		return p
	}
	if s.ShowsItself(r.URL) {
		p.OK, p.Reason = false, itself
		return p
	}
	p.URL, p.Loads, p.Frame = r.URL, r.Loads(), r.URL
	if to, rest, ok := redirect(s.Previews, r.URL); ok {
		p.Frame, p.Local = to.To+rest, to.local()
	}
	return p
}

// tooLong explains why an address is not previewed that no server would take.
func tooLong(url string) string {
	if len(url) <= addressMost {
		return ""
	}
	return fmt.Sprintf("the address has %d bytes, more than %d", len(url), addressMost)
}

// redirect finds the first entry of previews: that matches, and what follows
// its prefix, which is kept.
func redirect(list []Redirect, url string) (to Redirect, rest string, ok bool) {
	for _, r := range list {
		if rest, ok := strings.CutPrefix(url, r.From); ok && r.From != "" {
			return r, rest, true
		}
	}
	return Redirect{}, "", false
}

// local tells whether an entry leads to a page of the site.
func (r Redirect) local() bool { return !strings.Contains(r.To, "://") }

// consent decides whether a frame may load by itself. Plain http and local
// addresses always wait for a click, unless they were redirected.
func consent(load string, set PreviewSet) (mode, note string) {
	if load != "auto" || !set.OK || set.Frame != set.URL {
		return load, ""
	}
	a, _ := appdef.ParseAddress(set.URL)
	if a.Scheme == "http" {
		return "click", "the address is plain http"
	}
	if a.Local {
		return "click", "the address is on this machine or a private network"
	}
	return load, ""
}

// size reads width or height; extent is the screen's side that a percentage
// refers to, in px.
func size(f appdef.Field[string], extent int, fallback string) Size {
	s := Size{Written: named(f.Value)}
	if f.Set && len(f.Value) <= lineMost {
		l, trouble := appdef.ParseLength(f.Value)
		if trouble == nil || trouble.Severity != diag.Error {
			if px, ok := l.Px(appdef.Reference1440, float64(extent)); ok && px > 0 {
				s.CSS, s.Px = l.CSS(), clamp(px)
				return s
			}
		}
	}
	l, _ := appdef.ParseLength(fallback)
	px, _ := l.Px(appdef.Reference1440, float64(extent))
	s.CSS, s.Px, s.Default = fallback, clamp(px), true
	return s
}

// clamp keeps a preview's side between 1 and 8,192 px.
func clamp(px float64) int { return int(math.Round(max(1, min(px, 8192)))) }

func box(w, h Size) Box {
	return Box{
		Screen: appdef.Reference1440, Computed: !w.Default && !h.Default,
		Width: min(w.Px, appdef.Reference1440.Width), Height: min(h.Px, appdef.Reference1440.Height),
	}
}

// icon decides how an icon may be shown: the picture of a file that is at
// hand, else a letter, with the address for the stage to load.
func (d *Definition) icon(f appdef.Field[string], title string) Icon {
	icon := Icon{Letter: letter(title)}
	if !f.Set || f.Value == "" {
		return icon
	}
	icon.Src = d.Pictures[f.Value]
	if a, problems := appdef.ParseAddress(f.Value); icon.Src == "" && len(problems) == 0 && a.Scheme == "https" && len(f.Value) <= linkLimit {
		icon.Remote = f.Value
	}
	return icon
}

func letter(title string) string {
	for _, r := range strings.TrimSpace(title) {
		return strings.ToUpper(string(r))
	}
	return "?"
}

// FirstAddress works out what the i-th widget's preview loads first. It needs
// nothing of the definition but App and Samples.
func (d *Definition) FirstAddress(i int) PreviewSet {
	return d.previewSet(&Settings{}, i, d.sampleSets()[0])
}

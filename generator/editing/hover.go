package editing

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Hover is what an editor says of a place, in Markdown. What an author wrote stands
// in it as text: it cannot become a link, a picture or a command.
type Hover struct {
	Span     diag.Span
	Markdown string
}

// HoverAt says what stands at an offset: what a property means and where that is
// documented, what an address, a size or a permission comes to, what a reference
// means, how a text reads in other languages.
func HoverAt(d *Document, offset int) (Hover, bool) {
	s, ok := d.at(d.clamp(offset))
	if !ok || s.node.Kind >= jsontree.Array || len(s.path) == 0 {
		return Hover{}, false
	}
	h := Hover{Span: s.node.Span}
	special, span := d.special(&s, offset)
	if span != (diag.Span{}) {
		h.Span = span
	}
	h.Markdown = special
	if span == (diag.Span{}) {
		h.Markdown = paragraphs(special, d.property(&s))
	}
	if h.Span.Start < 0 || h.Span.End > len(d.Text) {
		return Hover{}, false
	}
	return h, h.Markdown != ""
}

// property says what the property means that a spot belongs to.
func (d *Document) property(s *spot) string {
	if about := d.about(s.path); about != "" {
		return about
	}
	of, ok := appdef.DocumentedAt(s.path[:len(s.path)-1]...)
	if ok && s.isName() && len(of.Keys) > 0 {
		text := "No document names this property."
		if best, _, ok := appdef.Closest(s.node.Text, of.Keys); ok {
			text += " Did you mean " + code(best) + "?"
		}
		return paragraphs("**"+code(s.node.Text)+"**", text)
	}
	return ""
}

// special says what this very value comes to. Where that is about a part of it alone,
// span is that part.
func (d *Document) special(s *spot, offset int) (markdown string, span diag.Span) {
	p := s.path
	if !s.isName() && s.node.Kind == jsontree.String {
		if m, at := d.referenceAt(s.node, offset); m != "" {
			return m, at
		}
	}
	switch {
	case len(p) == 2 && s.isName() && p[0] == "settings":
		return d.aboutCategory(p[1]), s.node.Span
	case len(p) == 2 && s.isName() && p[0] == "i18n":
		return d.aboutLocale(p[1]), s.node.Span
	case len(p) == 3 && p[0] == "i18n":
		return d.translations(p[2]), s.node.Span
	case len(p) >= 3 && p[0] == "settings":
		return d.settingSpot(s)
	case len(p) == 3 && p[0] == "widgets":
		return d.widgetSpot(s, offset)
	}
	return "", diag.Span{}
}

// referenceAt says what the reference means in which an offset is.
func (d *Document) referenceAt(n *jsontree.Node, offset int) (string, diag.Span) {
	if !strings.Contains(n.Text, "{{") {
		return "", diag.Span{}
	}
	refs, _ := appdef.References(n.Text)
	for _, r := range refs {
		at := n.At(r.Span.Start, r.Span.End)
		if !holds(at, offset) || r.Root != "settings" || r.Name == "" {
			continue
		}
		if s := d.App.Resolve(r); s != nil {
			return paragraphs(d.aboutSetting(s), d.usedBy(s)), at
		}
		return "The app has no setting " + code(r.Name) + ".", at
	}
	return "", diag.Span{}
}

func (d *Document) translations(key string) string {
	list := d.inLanguages(key)
	if list == "" {
		return ""
	}
	return paragraphs("**"+code(key)+"**", list, documents([]string{"i18n"}, false))
}

// settingSpot is about the name of a setting.
func (d *Document) settingSpot(s *spot) (string, diag.Span) {
	if len(s.path) != 3 || !s.isName() {
		return "", diag.Span{}
	}
	if set := d.App.Setting(s.path[1], s.path[2]); set != nil {
		return paragraphs(d.aboutSetting(set), d.usedBy(set), documents(s.path, false)), s.node.Span
	}
	return "", diag.Span{}
}

// widgetSpot is about a property of a widget.
func (d *Document) widgetSpot(s *spot, offset int) (string, diag.Span) {
	i := slices.IndexFunc(d.App.Widgets, func(w appdef.Widget) bool { return strings.HasSuffix(w.Path, "/widgets/"+s.path[1]) })
	if i < 0 {
		return "", diag.Span{}
	}
	w := &d.App.Widgets[i]
	switch s.path[2] {
	case "url":
		return d.aboutAddress(w), diag.Span{}
	case "width":
		return paragraphs(aboutSize("width", w.Width), aboutBox(w)), diag.Span{}
	case "height":
		return paragraphs(aboutSize("height", w.Height), aboutBox(w)), diag.Span{}
	case "iframePermissions":
		if !s.isName() {
			if m, at := d.directiveAt(w, offset); m != "" {
				return m, at
			}
		}
		return aboutGranted(w), diag.Span{}
	case "title", "name":
		if t := d.App.WidgetTitle(w, appdef.DefaultLocale); t != s.member.Value.Text {
			return "Agents read: " + prose(t), diag.Span{}
		}
	}
	return "", diag.Span{}
}

// aboutAddress is where the address leads with the first sample, or the defaults.
func (d *Document) aboutAddress(w *appdef.Widget) string {
	r, ok := d.resolve(w.URL)
	switch {
	case !ok:
		return ""
	case r.Reason != "":
		return "Not loaded: " + prose(r.Reason) + "."
	}
	text := "Loads " + code(r.URL)
	if len(r.refs) == 0 {
		return text
	}
	var list []string
	for i, ref := range r.refs {
		v := r.values[i]
		value := code(v.Text)
		switch v.From {
		case appdef.FromSecret:
			value = "a secret, which is never shown"
		case appdef.FromNowhere:
			value = "nothing: there is no such setting"
		case appdef.FromSample:
			value += ", from the sample set " + prose(d.Sets[0].Name)
		default:
			value += ", " + v.From
		}
		list = append(list, code(w.URL.Value[ref.PathSpan.Start:ref.PathSpan.End])+": "+value)
	}
	return paragraphs(text, "- "+strings.Join(list, "\n- "))
}

// aboutSize is what a size comes to on the agents' screens.
func aboutSize(side string, f appdef.Field[string]) string {
	if !f.Set {
		return ""
	}
	s, ok := sizeOf(side, f.Value)
	if !ok {
		return ""
	}
	list := ""
	for _, screen := range appdef.Screens {
		px, ok := s.px(screen)
		if !ok {
			return "What it comes to depends on the page around it."
		}
		list += fmt.Sprintf("- %d px at %s\n", px, screen)
	}
	return list
}

// aboutBox is how the whole widget stands on each of the screens.
func aboutBox(w *appdef.Widget) string {
	width, wide := sizeOf("width", w.Width.Value)
	height, high := sizeOf("height", w.Height.Value)
	if !w.Width.Set || !w.Height.Set || !wide || !high {
		return ""
	}
	var list []string
	for _, screen := range appdef.Screens {
		x, wide := width.px(screen)
		y, high := height.px(screen)
		if !wide || !high {
			return ""
		}
		fit := screen.Fit(float64(x), float64(y))
		text := fmt.Sprintf("%d %% at %s", fit.Share, screen)
		switch {
		case fit.Small:
			text += " (too small to use)"
		case fit.Leaves:
			text += " (larger than the desk)"
		case fit.Covers:
			text += " (leaves no room to work)"
		}
		list = append(list, text)
	}
	return "Covers of the agent’s desk: " + strings.Join(list, ", ") + "."
}

// directiveAt is about the permission in which an offset is.
func (d *Document) directiveAt(w *appdef.Widget, offset int) (string, diag.Span) {
	for _, x := range w.Permissions().Directives {
		at := w.IframePermissions.At(x.Span)
		if !holds(at, offset) || x.Feature == "" {
			continue
		}
		granted := "It is granted."
		if !slices.Contains(w.Permissions().Granted(), x.Feature) {
			granted = "The way it is written, a browser grants nothing."
		}
		if appdef.PermissionSentence(x.Feature) == "" {
			granted = ""
		}
		return paragraphs(d.aboutPermission(x.Feature), granted), at
	}
	return "", diag.Span{}
}

func aboutGranted(w *appdef.Widget) string {
	if !w.IframePermissions.Set || strings.TrimSpace(w.IframePermissions.Value) == "" {
		return ""
	}
	list := w.Permissions().Granted()
	if len(list) == 0 {
		return "Grants nothing."
	}
	var out []string
	for _, name := range list {
		out = append(out, code(name)+": "+appdef.PermissionSentence(name))
	}
	return "Grants\n- " + strings.Join(out, "\n- ")
}

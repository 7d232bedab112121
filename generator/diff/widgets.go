package diff

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
)

// pair is a widget in both definitions.
type pair struct{ old, new *appdef.Widget }

// widgets compares the widgets of both definitions.
func (c *comparer) widgets() {
	c.match()
	for _, w := range c.removed {
		c.add("widget-removed", widgetPoint(c.old, w), nothing, "the widget %s is gone", c.title(c.old, w))
	}
	for _, w := range c.added {
		c.add("widget-added", nothing, widgetPoint(c.new, w), "the widget %s is new", c.title(c.new, w))
		c.permissions(&appdef.Widget{}, w)
		c.background(&appdef.Widget{}, w)
		c.address(&appdef.Widget{}, w)
	}
	for _, p := range c.same {
		c.widget(p)
	}
	c.order()
}

func (c *comparer) title(a *appdef.App, w *appdef.Widget) string {
	return quote(short(a.WidgetTitle(w, appdef.DefaultLocale)))
}

func quote(s string) string { return fmt.Sprintf("%q", s) }

func widgetPoint(a *appdef.App, w *appdef.Widget) Point {
	return Point{true, w.Path, w.Span, short(a.WidgetTitle(w, appdef.DefaultLocale))}
}

// match finds out which widgets are the same: by name, then by address, then
// by title or host, and at last by place where neither has a name.
func (c *comparer) match() {
	old, new := pointers(c.old.Widgets), pointers(c.new.Widgets)
	for _, by := range []func(a *appdef.App, w *appdef.Widget) string{
		func(_ *appdef.App, w *appdef.Widget) string { return w.Name.Value },
		func(_ *appdef.App, w *appdef.Widget) string { return w.URL.Value },
		func(_ *appdef.App, w *appdef.Widget) string { return beforeQuery(w.URL.Value) },
		func(a *appdef.App, w *appdef.Widget) string {
			if t := a.WidgetLabel(w, appdef.DefaultLocale); t != "" {
				return "title " + t
			}
			address, _ := appdef.ParseAddress(w.URL.Value)
			return address.Host
		},
		func(_ *appdef.App, w *appdef.Widget) string {
			if w.Name.Value != "" {
				return ""
			}
			return fmt.Sprint("place ", w.Index)
		},
	} {
		old, new = c.pairs(old, new, by)
	}
	c.removed, c.added = old, new
	slices.SortStableFunc(c.same, func(a, b pair) int { return a.new.Index - b.new.Index })
}

func pointers(list []appdef.Widget) []*appdef.Widget {
	out := make([]*appdef.Widget, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func beforeQuery(url string) string {
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		return url[:i]
	}
	return url
}

// pairs takes out the widgets that agree in what by says of them.
func (c *comparer) pairs(old, new []*appdef.Widget, by func(*appdef.App, *appdef.Widget) string) (oldLeft, newLeft []*appdef.Widget) {
	waiting := map[string][]*appdef.Widget{}
	for _, w := range new {
		waiting[by(c.new, w)] = append(waiting[by(c.new, w)], w)
	}
	taken := map[*appdef.Widget]bool{}
	for _, w := range old {
		k := by(c.old, w)
		if list := waiting[k]; k != "" && len(list) > 0 {
			c.same = append(c.same, pair{w, list[0]})
			waiting[k], taken[list[0]] = list[1:], true
			continue
		}
		oldLeft = append(oldLeft, w)
	}
	return oldLeft, slices.DeleteFunc(slices.Clone(new), func(w *appdef.Widget) bool { return taken[w] })
}

// widget compares a widget that both have.
func (c *comparer) widget(p pair) {
	s, t := p.old, p.new
	title := c.title(c.new, t)
	if s.Name.Value != t.Name.Value {
		c.add("widget-renamed", pointOf(s.Name), pointOf(t.Name), "the widget %s has another name", title)
	}
	c.permissions(s, t)
	c.background(s, t)
	c.address(s, t)
	if s.Title.Value != t.Title.Value {
		c.add("widget-title", pointOf(s.Title), pointOf(t.Title), "the widget %s has another title", title)
	}
	if s.Icon.Value != t.Icon.Value {
		c.add("widget-icon", pointOf(s.Icon), pointOf(t.Icon), "the widget %s has another icon", title)
	}
	c.size(p, s.Width, t.Width, "width", title)
	c.size(p, s.Height, t.Height, "height", title)
	c.unknown("widget-property", s.Unknown, t.Unknown, "of the widget "+title)
}

func (c *comparer) background(s, t *appdef.Widget) {
	flag := func(w *appdef.Widget) Point {
		if !w.BackgroundLoad.Present {
			return nothing
		}
		return raw(w.BackgroundLoad.Node, w.BackgroundLoad.Path)
	}
	switch {
	case !s.BackgroundLoad.Value && t.BackgroundLoad.Value:
		c.add("background-load-on", flag(s), flag(t), "the widget %s loads in the background, before an agent opens it", c.title(c.new, t))
	case s.BackgroundLoad.Value && !t.BackgroundLoad.Value:
		c.add("background-load-off", flag(s), flag(t), "the widget %s no longer loads in the background", c.title(c.new, t))
	}
}

// size says what a size comes to on the reference screen, where that can be
// known.
func (c *comparer) size(p pair, s, t appdef.Field[string], side, title string) {
	if s.Value == t.Value {
		return
	}
	a, b := px(s.Value, side), px(t.Value, side)
	words := fmt.Sprintf("the %s of the widget %s changed", side, title)
	switch {
	case a > 0 && b > a:
		words = fmt.Sprintf("the widget %s is %d px larger in %s on a screen of 1440 × 900", title, b-a, side)
	case b > 0 && a > b:
		words = fmt.Sprintf("the widget %s is %d px smaller in %s on a screen of 1440 × 900", title, a-b, side)
	}
	c.add("widget-size", pointOf(s), pointOf(t), "%s", words)
	c.list[len(c.list)-1].Resized = &Resized{p.old.Index, p.new.Index}
}

func px(written, side string) int {
	of := float64(appdef.Reference1440.Width)
	if side == "height" {
		of = float64(appdef.Reference1440.Height)
	}
	l, problem := appdef.ParseLength(written)
	if problem != nil {
		return 0
	}
	n, _ := l.Px(appdef.Reference1440, of)
	return int(n + 0.5)
}

func (c *comparer) order() {
	last := -1
	for _, p := range c.same {
		if p.old.Index < last {
			c.add("widget-order", raw(c.old.WidgetsKey.Node, c.old.WidgetsKey.Path), raw(c.new.WidgetsKey.Node, c.new.WidgetsKey.Path),
				"the widgets stand in another order")
			return
		}
		last = p.old.Index
	}
}

// unknown compares properties that no document names.
func (c *comparer) unknown(kind string, old, new []appdef.Key, of string) {
	name := func(k *appdef.Key) string { return k.Text }
	before, after := index(old, name), index(new, name)
	for i := range old {
		was := &old[i]
		now := after[was.Text]
		switch {
		case before[was.Text] != was: // written twice
		case now == nil:
			c.add(kind, raw(was.Node, was.Path), nothing, "the property %q %s is gone", was.Text, of)
		case canonical(now.Node) != canonical(was.Node):
			c.add(kind, raw(was.Node, was.Path), raw(now.Node, now.Path), "the property %q %s changed", now.Text, of)
		}
	}
	for i := range new {
		if now := &new[i]; before[now.Text] == nil && after[now.Text] == now {
			c.add(kind, nothing, raw(now.Node, now.Path), "the property %q %s is new", now.Text, of)
		}
	}
}

// features says what a permission lets a page do.
var features = map[string]string{
	"microphone": "hear the agent through the microphone",
	"camera":     "see the agent through the camera",
	"autoplay":   "play sound and video without a click",
}

// permissions compares what a browser grants, not what is written.
func (c *comparer) permissions(s, t *appdef.Widget) {
	before, after := grants(s), grants(t)
	title := c.title(c.new, t)
	told := false
	for _, f := range after.granted {
		switch {
		case !slices.Contains(before.granted, f):
			told = true
			c.add("permission-gained", pointOf(s.IframePermissions), pointOf(t.IframePermissions), "the widget %s may %s", title, features[f])
		case after.anywhere[f] && !before.anywhere[f]:
			told = true
			c.add("permission-widened", pointOf(s.IframePermissions), pointOf(t.IframePermissions),
				"the widget %s keeps %s when its page moves to another host", title, f)
		}
	}
	for _, f := range before.granted {
		if !slices.Contains(after.granted, f) {
			told = true
			c.add("permission-lost", pointOf(s.IframePermissions), pointOf(t.IframePermissions), "the widget %s may no longer %s", title,
				features[f])
		}
	}
	if !told && s.IframePermissions.Value != t.IframePermissions.Value {
		c.add("permission-text", pointOf(s.IframePermissions), pointOf(t.IframePermissions),
			"the permissions of the widget %s are written in another way and grant the same", title)
	}
}

// granting is what a widget is granted, and what of that wherever it leads.
type granting struct {
	granted  []string
	anywhere map[string]bool
}

func grants(w *appdef.Widget) granting {
	p := w.Permissions()
	g := granting{granted: p.GrantedTo(place(w).origin), anywhere: map[string]bool{}}
	for _, d := range p.Directives {
		for _, v := range d.Values {
			if v.Text == "*" {
				g.anywhere[d.Feature] = true
			}
		}
	}
	return g
}

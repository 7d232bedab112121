package diff

import (
	"slices"
	"strings"

	"vitrine/generator/appdef"
)

// placed is where the address of a widget leads.
type placed struct {
	refs   []appdef.Reference
	parts  []appdef.URLComponent // of each reference
	host   string                // with its port; "" if it cannot be read or a setting decides it
	origin string                // the same, of a frame; "" if unknown
	scheme string
	chosen bool // a setting decides the host
	path   string
	query  string // and what follows
}

func place(w *appdef.Widget) placed { return placeOf(w.URL.Value) }

func placeOf(url string) placed {
	var p placed
	p.refs, _ = appdef.References(url)
	p.parts = appdef.Locate(url, p.refs)
	a, _ := appdef.ParseTemplate(url, p.refs)
	for _, c := range p.parts {
		p.chosen = p.chosen || c <= appdef.InPort
	}
	p.scheme = a.Scheme
	rest := url
	if a.Host != "" && !p.chosen {
		p.origin = a.Origin()
		p.host = strings.TrimPrefix(p.origin, a.Scheme+"://")
	}
	if a.HostSpan.End > 0 && a.HostSpan.End <= len(url) {
		rest = url[a.HostSpan.End:]
		if a.Port != "" && !p.chosen {
			rest = strings.TrimPrefix(rest, ":"+a.Port)
		}
	}
	p.path = rest
	if i := strings.IndexAny(rest, "?#"); i >= 0 {
		p.path, p.query = rest[:i], rest[i:]
	}
	return p
}

// hosts compares where the app as a whole loads pages from.
func (c *comparer) hosts() {
	before, after := hostsOf(c.old), hostsOf(c.new)
	for _, h := range after {
		if !slices.ContainsFunc(before, h.equal) {
			c.add("host-added", nothing, h.at.named(h.name), "the app newly loads pages from the host %q", h.name)
		}
	}
	for _, h := range before {
		if !slices.ContainsFunc(after, h.equal) {
			c.add("host-removed", h.at.named(h.name), nothing, "the app no longer loads pages from the host %q", h.name)
		}
	}
}

// host is one that an app loads pages from, and the first place that says so.
type host struct {
	name string
	at   Point
}

func (h host) equal(other host) bool { return h.name == other.name }

// hostsOf lists the hosts of the widgets and of the app's own settings page.
func hostsOf(a *appdef.App) []host {
	var list []host
	add := func(f appdef.Field[string]) {
		h := host{placeOf(f.Value).host, pointOf(f)}
		if h.name != "" && !slices.ContainsFunc(list, h.equal) {
			list = append(list, h)
		}
	}
	for i := range a.Widgets {
		add(a.Widgets[i].URL)
	}
	add(a.SettingsPage.URL)
	return list
}

// address compares the addresses of a widget. An empty one stands for a
// widget that is new: then only what it may do is told.
func (c *comparer) address(s, t *appdef.Widget) {
	before, after := place(s), place(t)
	title, a, b := c.title(c.new, t), pointOf(s.URL), pointOf(t.URL)
	if after.chosen && !before.chosen {
		c.add("host-by-setting", a, b, "a setting now decides which host the widget %s loads its page from", title)
	}
	if after.scheme == "http" && before.scheme != "http" {
		c.add("address-insecure", a, b, "the widget %s loads its page over an unencrypted connection", title)
	}
	gained := c.sent(s, t, before, after)
	if !a.Set {
		return
	}
	if before.path != after.path {
		c.add("address-path", a.named(before.path), b.named(after.path), "the widget %s loads another page", title)
	}
	if before.query != after.query && !gained {
		x, y := parameters(before.query, after.query)
		c.add("address-query", a.named(x), b.named(y), "the address of the widget %s has other parameters", title)
	}
}

// sent compares which settings stand in an address. It returns whether it had
// anything to tell.
func (c *comparer) sent(s, t *appdef.Widget, before, after placed) bool {
	title, a, b := c.title(c.new, t), pointOf(s.URL), pointOf(t.URL)
	told := false
	stood, stands := map[string]*appdef.Setting{}, map[string]bool{}
	for _, r := range before.refs {
		stood[c.meaning(r)] = c.was.resolve(r)
	}
	for _, r := range once(after.refs) {
		set := c.now.resolve(r)
		name := meant(set, r)
		stands[name] = true
		was, had := stood[name]
		written := b.named(t.URL.Value[r.Span.Start:r.Span.End])
		switch {
		case set != nil && set.Secret() && (was == nil || !was.Secret()):
			told = true
			c.add("secret-in-address", nothing, written,
				"the secret %q is part of the address of the widget %s, where servers and browsers keep it", key(set), title)
		case !had && a.Set:
			told = true
			c.add("address-setting-added", nothing, written, "the setting %q is now part of the address of the widget %s", refName(r), title)
		}
	}
	for _, r := range once(before.refs) {
		if b.Set && !stands[c.meaning(r)] {
			told = true
			c.add("address-setting-removed", a.named(s.URL.Value[r.Span.Start:r.Span.End]), nothing,
				"the setting %q is no longer part of the address of the widget %s", refName(r), title)
		}
	}
	return told
}

// meaning names what a reference of the old definition means as the new one
// would call it.
func (c *comparer) meaning(r appdef.Reference) string {
	s := c.was.resolve(r)
	if s != nil && c.moved[s] != nil {
		s = c.moved[s]
	}
	return meant(s, r)
}

// meant names a setting by category and name, and a reference that leads to
// none as it is written.
func meant(s *appdef.Setting, r appdef.Reference) string {
	if s == nil {
		return refName(r)
	}
	return key(s)
}

// refName names what a reference means: category and name where it gives both.
func refName(r appdef.Reference) string {
	if r.Category == "" {
		return r.Name
	}
	return r.Category + "." + r.Name
}

// once leaves out what repeats an earlier reference, or means no setting.
func once(refs []appdef.Reference) []appdef.Reference {
	seen := map[string]bool{"": true}
	var out []appdef.Reference
	for _, r := range refs {
		if n := refName(r); !seen[n] {
			seen[n] = true
			out = append(out, r)
		}
	}
	return out
}

// parameters leaves out what both queries have.
func parameters(old, new string) (string, string) {
	cut := func(q string) []string {
		return strings.FieldsFunc(q, func(r rune) bool { return r == '?' || r == '&' || r == '#' })
	}
	a, b := cut(old), cut(new)
	only := func(list, other []string) string {
		has := index(other, func(p *string) string { return *p })
		left := slices.DeleteFunc(slices.Clone(list), func(p string) bool { return has[p] != nil })
		return strings.Join(left, "&")
	}
	x, y := only(a, b), only(b, a)
	if x == "" && y == "" {
		return old, new // only the order differs
	}
	return x, y
}

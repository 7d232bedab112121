package site

import (
	"slices"
	"strings"

	"vitrine/generator/appdef"
)

// frames lists the origins that the frames of a stage may come from, for the
// page's content security policy. Each was parsed and put together again;
// nothing of a definition is pasted. Where a setting decides the host, any
// https page may be meant.
func (d *Definition) frames(s *Settings, staged []int) []string {
	list := []string{}
	add := func(origin string) {
		if origin != "" && !slices.Contains(list, origin) {
			list = append(list, origin)
		}
	}
	for _, i := range staged {
		for _, c := range d.address(i).places {
			if c == appdef.InHost || c == appdef.InPort {
				add("https:")
			}
		}
		for _, p := range d.sets(s, i) {
			if p.OK && !p.Local {
				add(origin(p.Frame))
			}
		}
	}
	for _, r := range d.redirects(s, staged) {
		if r.local() {
			add("'self'")
		} else {
			add(origin(r.To))
		}
	}
	return list
}

// origin returns the origin of an address that may be framed, or "".
func origin(url string) string {
	a, problems := appdef.ParseAddress(url)
	if blocking(problems) {
		return ""
	}
	return a.Origin()
}

// redirects lists the entries of previews: that some setting could make an
// address of these widgets match.
func (d *Definition) redirects(s *Settings, staged []int) []Redirect {
	var list []Redirect
	for _, r := range s.Previews {
		if slices.ContainsFunc(staged, func(i int) bool { return d.mayMatch(i, r.From) }) {
			list = append(list, r)
		}
	}
	return list
}

// mayMatch compares a prefix with an address up to its first reference.
func (d *Definition) mayMatch(i int, prefix string) bool {
	url := strings.TrimSpace(d.App.Widgets[i].URL.Value)
	refs, _ := appdef.References(url)
	if len(refs) == 0 {
		return strings.HasPrefix(url, prefix)
	}
	lead := url[:refs[0].Span.Start]
	return strings.HasPrefix(lead, prefix) || strings.HasPrefix(prefix, lead)
}

// images lists the origins of the icons that only the stage may load.
func (d *Definition) images(s *Settings, i int) []string {
	var list []string
	if s.Load == "never" {
		return nil
	}
	for _, k := range d.staged(i) {
		icon := d.icon(d.App.Widgets[k].Icon, "")
		if icon.Remote == "" {
			continue
		}
		if o := origin(icon.Remote); o != "" && !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}

package appdef

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// name finds out which feature a directive means.
func (c *permissionChecker) name(d *Directive) {
	lower := strings.ToLower(d.Name)
	switch {
	case !featureSet[lower]:
		c.unknown(d)
		return
	case lower != d.Name:
		c.add("syntax", diag.Error, d.NameSpan, fmt.Sprintf("capitals in %q; browsers know only lower-case names", d.Name),
			fmt.Sprintf("write %q", lower)).Fix = []diag.Edit{{Span: d.NameSpan, New: lower}}
	}
	d.Feature = lower
	switch {
	case c.seen[lower]:
		c.add("duplicate", diag.Warning, d.NameSpan, fmt.Sprintf("%q stands here a second time; the first one counts", lower),
			"remove one of them")
	case !slices.Contains(supported, lower):
		c.add("unsupported", diag.Warning, d.NameSpan, fmt.Sprintf("Kustomer does not set %q; it is ignored", lower),
			"supported are microphone, camera and autoplay")
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.seen[lower] = true
}

// unknown reports a name that no browser knows. The features that Kustomer
// sets are the likeliest to be meant.
func (c *permissionChecker) unknown(d *Directive) {
	if len(c.out.Problems) >= maxProblems {
		return // nobody would see the guess
	}
	best, distance, ok := Closest(d.Name, supported)
	if !ok {
		best, distance, ok = Closest(d.Name, features)
	}
	if !ok {
		c.add("unknown", diag.Error, d.NameSpan, fmt.Sprintf("no permission is called %q", brief(d.Name)),
			"supported are microphone, camera and autoplay")
		return
	}
	d.Feature = best
	x := c.add("unknown", diag.Error, d.NameSpan, fmt.Sprintf("no permission is called %q", d.Name), either([]string{best}))
	if distance <= 1 {
		x.Fix = []diag.Edit{{Span: d.NameSpan, New: best}}
	}
}

const valueHint = "a value is *, 'self', 'src', 'none' or an origin such as https://acme.example"

// values reports the first value that browsers do not understand.
func (c *permissionChecker) values(d *Directive) {
	for _, v := range d.Values {
		lower := strings.ToLower(v.Text)
		switch {
		case v.Text == "*", isOrigin(v.Text), slices.Contains([]string{"'self'", "'src'", "'none'"}, lower):
			continue
		}
		x := c.add("syntax", diag.Error, v.Span, fmt.Sprintf("a browser does not understand %q as a value", brief(v.Text)), valueHint)
		alone := len(d.Values) == 1
		switch {
		case lower == "src" && alone:
			x.Hint, x.Fix = "keywords stand in single quotes: 'src'", []diag.Edit{{Span: v.Span, New: "'src'"}}
		case lower == "self" || lower == "none":
			x.Hint = fmt.Sprintf("keywords stand in single quotes; '%s' gives a page from elsewhere nothing, * is documented", lower)
		case alone && slices.Contains([]string{"true", "yes", "on", "allow", "all", "1"}, lower):
			x.Hint, x.Fix, x.Unsafe = "the documented value is *", []diag.Edit{{Span: v.Span, New: "*"}}, true
		case isOrigin("https://" + v.Text):
			x.Hint, x.Fix, x.Unsafe = "an origin begins with https://", []diag.Edit{{Span: diag.Span{Start: v.Span.Start, End: v.Span.Start},
				New: "https://"}}, true
		case strings.HasPrefix(v.Text, "https://"):
			x.Hint = "an origin ends with the host or its port, without a slash or a path"
		}
		return
	}
}

// whole judges the string as a whole.
func (c *permissionChecker) whole() {
	requested, granted := c.out.Requested(), c.out.Granted()
	whole := diag.Span{Start: len(c.s) - len(strings.TrimLeft(c.s, " \t")), End: len(strings.TrimRight(c.s, " \t"))}
	broken := slices.ContainsFunc(c.out.Problems, func(p Problem) bool {
		return p.Severity == diag.Error || p.Code == "permissions-duplicate"
	})
	mayMatch := slices.ContainsFunc(supported, func(f string) bool { return len(c.out.granted[f].origins) > 0 })
	means := slices.ContainsFunc(requested, func(f string) bool { return slices.Contains(supported, f) })
	switch {
	case slices.Contains(granted, "camera") && slices.Contains(granted, "microphone"):
		c.add("broad", diag.Info, whole, "the widget may see and hear the agent", "say in the listing what camera and microphone are needed for")
	case len(granted) == 0 && means && !broken && !mayMatch:
		c.add("none-effective", diag.Error, whole, "the string grants nothing: 'self' and 'none' leave a page from elsewhere without",
			`write "<name> *" for what the widget needs, or leave the property out`)
	}
}

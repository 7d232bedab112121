package site

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// Verdict is how many of the marketplace's requirements are met, of those that
// a machine can tell.
type Verdict struct{ Met, Asked int }

// NotMet is how many are not.
func (v Verdict) NotMet() int { return v.Asked - v.Met }

// Unmet is a requirement that is not met, with what that was told from.
type Unmet struct {
	Text     string `json:"text"`
	Evidence string `json:"evidence,omitempty"`
}

// What is kept of them for the review queue.
const (
	unmetMost   = 12
	unmetLength = 200 // bytes of evidence
)

// met counts them without a page to lead to, and lists those that are not met.
func (d *Definition) met() (met, asked int, unmet []Unmet) {
	c := d.checklist(briefly(severest(pointers(d.Findings))))
	for _, x := range c.Group("fail") {
		if len(unmet) < unmetMost {
			unmet = append(unmet, Unmet{x.Text, diag.Shorten(x.because(), unmetLength)})
		}
	}
	return c.Passed, c.Total, unmet
}

// because is all that a requirement was told from, in a line.
func (c *Check) because() string {
	var parts []string
	if c.Evidence != "" {
		parts = append(parts, c.Evidence)
	}
	for _, f := range c.Findings {
		parts = append(parts, f.Text)
	}
	if c.More > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", c.More))
	}
	return strings.Join(parts, "; ")
}

// listingBadge keeps the badge of the listing from saying that all is well
// while a requirement of the marketplace is not met.
func listingBadge(list []Badge, v Verdict) {
	for i := range list {
		if list[i].Family == "listing" && list[i].Status == "pass" && v.NotMet() > 0 {
			list[i].Status, list[i].NotMet, list[i].Href = "info", v.NotMet(), "#review"
		}
	}
}

// before returns the summary of the version before, of all versions with the
// newest first; nil for the first.
func (s *Summary) before(versions []*Summary) *Summary {
	at := slices.Index(versions, s)
	if at < 0 || at+1 >= len(versions) {
		return nil
	}
	return versions[at+1]
}

// inside parts the findings about a widget from those of the settings that it
// uses, which are the app's.
func (d *Definition) inside(i int, about []*diag.Diagnostic) (mine, settings []*diag.Diagnostic) {
	for _, f := range about {
		if within(f.Path, d.App.Widgets[i].Path) || slices.Contains(f.Answers, fileRequirement) {
			mine = append(mine, f)
		} else {
			settings = append(settings, f)
		}
	}
	return mine, settings
}

// own parts the findings about the app itself from those that are inside of a
// widget, which stand on its page.
func (d *Definition) own() (mine, widgets []*diag.Diagnostic) {
	for _, f := range pointers(d.Findings) {
		if d.widgetOf(f) < 0 || slices.Contains(f.Answers, fileRequirement) {
			mine = append(mine, f)
		} else {
			widgets = append(widgets, f)
		}
	}
	return mine, widgets
}

// elsewhere prepares findings that stand on the pages of widgets for the
// checklist.
func (d *Definition) elsewhere(list []*diag.Diagnostic) []Finding {
	out := briefly(list)
	for i, x := range list {
		out[i].Elsewhere = To(d.Page, d.Widgets[d.widgetOf(x)]) + "#findings"
	}
	return out
}

// briefly prepares findings for the checklist: it repeats no more of them than
// what they say.
func briefly(list []*diag.Diagnostic) []Finding {
	out := make([]Finding, len(list))
	for i, x := range list {
		out[i] = Finding{Rule: x.Rule, Severity: x.Severity.String(), Message: diag.Shorten(x.Message, lineMost), Answers: x.Answers}
	}
	return out
}

// findingList parts the faults of the JSON text, which stand above all else,
// from the other findings, and says what is not shown of these.
func (d *Definition) findingList(list []Finding) (FindingList, []Finding) {
	broken, rest := []Finding(nil), list
	stops := func(f Finding) bool {
		return slices.Contains(f.Answers, fileRequirement) && f.Severity == diag.Error.String()
	}
	if slices.ContainsFunc(list, stops) {
		rest = nil
		for _, f := range list {
			if stops(f) {
				broken = append(broken, f)
			} else {
				rest = append(rest, f)
			}
		}
	}
	broken, more := fit(broken, brokenRoom, (*Finding).weight)
	n := 0
	for n < len(rest) && rest[n].ID != "" {
		n++
	}
	out := grouped(rest[:n], rest[n:], d.About)
	out.Hidden.Error += more
	return out, broken
}

// sends lists the settings whose values are in a widget's address, each once.
func (d *Definition) sends(i int) []string {
	var names []string
	for _, u := range d.uses(i) {
		if u.setting == nil {
			continue
		}
		name := named(u.setting.Text)
		if u.setting.Category != "default" {
			name = named(u.setting.Category + "." + u.setting.Text)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

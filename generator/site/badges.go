package site

import (
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// badges counts findings by family. Families without a subject in the
// definition stay "none".
func badges(list []*diag.Diagnostic, href string, absent ...string) []Badge {
	out := make([]Badge, len(Families))
	for i, f := range Families {
		out[i] = Badge{Family: f, Status: "pass"}
		for _, a := range absent {
			if a == f {
				out[i].Status = "none"
			}
		}
	}
	for _, d := range list {
		b := &out[familyIndex(d.Badge)]
		b.Counts.Add(d.Severity)
		b.Href = href
	}
	for i := range out {
		if c := out[i].Counts; c != (diag.Counts{}) {
			out[i].Status = c.Status()
			if out[i].Status == "pass" {
				out[i].Status = "info"
			}
		}
	}
	return out
}

func familyIndex(family string) int {
	for i, f := range Families {
		if f == family {
			return i
		}
	}
	return 0
}

// within tells whether a pointer lies at or below another.
func within(pointer, parent string) bool {
	return pointer == parent || strings.HasPrefix(pointer, parent+"/")
}

// about picks the findings that concern a widget: those inside it, those of
// the settings that its address uses, and faults of the text, for which the
// platform refuses the definition as a whole.
func (d *Definition) about(i int) []*diag.Diagnostic {
	w := &d.App.Widgets[i]
	var used []string
	for _, u := range d.uses(i) {
		if u.setting != nil {
			used = append(used, u.setting.Path)
		}
	}
	var list []*diag.Diagnostic
	for k := range d.Findings {
		f := &d.Findings[k]
		switch {
		case within(f.Path, w.Path):
			list = append(list, f)
		case slices.Contains(f.Answers, fileRequirement):
			if other := d.widgetOf(f); other < 0 || other == i {
				list = append(list, f)
			}
		default:
			for _, path := range used {
				if within(f.Path, path) {
					list = append(list, f)
					break
				}
			}
		}
	}
	return list
}

// widgetOf returns the index of the widget that a finding lies in, or -1.
func (d *Definition) widgetOf(f *diag.Diagnostic) int {
	for i := range d.App.Widgets {
		if within(f.Path, d.App.Widgets[i].Path) {
			return i
		}
	}
	return -1
}

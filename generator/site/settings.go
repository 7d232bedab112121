package site

import (
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// usedSettings lists the settings that a widget's address refers to.
func (d *Definition) usedSettings(i int, list []Finding) []Setting {
	var out []Setting
	seen := map[*appdef.Setting]bool{}
	for _, u := range d.uses(i) {
		if u.setting != nil && !seen[u.setting] {
			seen[u.setting] = true
			out = append(out, d.setting(u.setting, list))
		}
	}
	return anchored(out)
}

// anchored gives each row an anchor by category and name, with a number where
// two would have the same.
func anchored(rows []Setting) []Setting {
	taken := map[string]int{}
	for i := range rows {
		id := "setting-" + anchor(rows[i].Category) + "-" + anchor(rows[i].Name)
		if taken[id]++; taken[id] > 1 {
			id += "." + strconv.Itoa(taken[id])
		}
		rows[i].ID = id
	}
	return rows
}

// anchor keeps what may stand in a fragment as it is.
func anchor(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, name)
}

// allSettings lists every setting of the app with the widgets that use it.
func (d *Definition) allSettings(list []Finding, widgets []WidgetSummary) []Setting {
	users := map[*appdef.Setting][]Link{}
	for i := range d.App.Widgets {
		seen := map[*appdef.Setting]bool{}
		for _, u := range d.uses(i) {
			if u.setting != nil && !seen[u.setting] {
				seen[u.setting] = true
				users[u.setting] = append(users[u.setting], Link{widgets[i].Title, widgets[i].Page})
			}
		}
	}
	var out []Setting
	for i := range d.App.Settings {
		for k := range d.App.Settings[i].Settings {
			s := &d.App.Settings[i].Settings[k]
			row := d.setting(s, list)
			row.UsedBy = users[s]
			out = append(out, row)
		}
	}
	return anchored(out)
}

func (d *Definition) setting(s *appdef.Setting, list []Finding) Setting {
	sets := d.sampleSets()
	row := Setting{
		Category: named(s.Category), Name: named(s.Text), Type: named(s.Type.Value), Required: s.Required.Value,
		Hidden: s.Hidden.Value, Secret: s.Secret(),
		Value: shortValue(appdef.Fill(s, &sets[0])), Findings: at(list, s.Path), Line: d.Source.Position(s.Name.Span.Start).Line,
	}
	row.DisplayName, row.Description = d.settingWords(s)
	if s.Required.Present && !s.Required.Set {
		row.RequiredWritten = diag.Shorten(string(d.Source.Masked(s.Required.Span)), nameLimit)
	}
	n := s.Default.Node
	if n != nil && n.Kind != jsontree.Null && (n.Kind != jsontree.Invalid || n.Open) && !(n.Kind == jsontree.String && n.Text == "") {
		row.HasDefault = true
		row.Default = d.text(n)
		if row.Secret {
			row.Default = "•••"
		}
	}
	return row
}

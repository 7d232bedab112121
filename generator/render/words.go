package render

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// What the parts say: words, classes and numbers, no markup.

// plural counts things: plural 1 "widget" is "1 widget", plural 2 "widget" "2 widgets".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	if s, ok := strings.CutSuffix(thing, "y"); ok {
		return fmt.Sprintf("%d %sies", n, s)
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// statusClass keeps a status to the words that the style sheet knows.
func statusClass(status string) string {
	switch status {
	case "pass", "warn", "fail", "info":
		return status
	}
	return "none"
}

// severityClass keeps a severity to the words that the style sheet knows.
func severityClass(severity string) string {
	switch severity {
	case "error", "warning":
		return severity
	}
	return "info"
}

// badgeState says what was found of a family of checks.
func badgeState(x site.Badge) string {
	switch c := x.Counts; {
	case c.Error > 0:
		return plural(c.Error, "error")
	case c.Warning > 0:
		return plural(c.Warning, "warning")
	case c.Info > 0:
		return plural(c.Info, "note")
	case x.NotMet > 0:
		return strconv.Itoa(x.NotMet) + " not met"
	case x.Status == "none":
		return "nothing to check"
	}
	return "no errors"
}

// countsClass is the class of the worst that was found.
func countsClass(c diag.Counts) string { return statusClass(c.Status()) }

// countsText is what was found in the fewest words: "2 errors, 3 warnings", "no errors, 2 notes".
func countsText(c diag.Counts) string {
	var parts []string
	switch {
	case c.Error > 0:
		parts = append(parts, plural(c.Error, "error"))
	case c.Warning == 0:
		parts = append(parts, "no errors")
	}
	if c.Warning > 0 {
		parts = append(parts, plural(c.Warning, "warning"))
	}
	if c.Info > 0 && len(parts) < 2 {
		parts = append(parts, plural(c.Info, "note"))
	}
	return strings.Join(parts, ", ")
}

// verdictClass is amber where a requirement is not met.
func verdictClass(v site.Verdict) string {
	if v.NotMet() > 0 {
		return "warn"
	}
	return "pass"
}

// marketText says how much of what the marketplace asks for is met.
func marketText(v site.Verdict) string {
	text := fmt.Sprintf("%d of %d", v.Met, v.Asked)
	if n := v.NotMet(); n > 0 {
		text += fmt.Sprintf(", %d not met", n)
	}
	return text
}

// unmet says on a row how far an app is from what the marketplace asks for.
func unmet(s *site.Summary) string {
	if n := s.Asked - s.Met; n > 0 {
		return strconv.Itoa(n) + " not met"
	}
	return "all met"
}

// worstText is how many of the worst findings there are: "2 errors".
func worstText(c diag.Counts) string {
	switch {
	case c.Error > 0:
		return plural(c.Error, "error")
	case c.Warning > 0:
		return plural(c.Warning, "warning")
	case c.Info > 0:
		return plural(c.Info, "note")
	}
	return "No errors"
}

// weightGlyph is the shape of a change's weight.
func weightGlyph(weight string) string {
	switch weight {
	case "may-newly-do":
		return "other"
	case "breaking":
		return "error"
	case "compatible":
		return "info"
	}
	return "none"
}

func voiceClass(l site.Locale) string {
	if l.Missing > 0 {
		return "is-info"
	}
	return "is-pass"
}

func voiceGlyph(l site.Locale) string {
	if l.Missing > 0 {
		return "none"
	}
	return "pass"
}

// origins say where the value of a preview comes from.
var origins = map[string]string{
	site.FromSample: "from the sample", site.FromDefault: "default", site.FromMadeUp: "made up", site.FromSecret: "secret, never shown",
}

func originText(from string) string {
	if w, ok := origins[from]; ok {
		return w
	}
	return "resolves to nothing"
}

func lineLink(n int) string { return "#L" + strconv.Itoa(n) }

// grouped tells whether settings of several categories are listed.
func (p *SettingsPart) grouped() bool {
	return p.Uses && len(p.List) > 0 && p.List[0].Category != p.List[len(p.List)-1].Category
}

// inCategory counts the settings at the beginning of a list that have the
// category of the first.
func inCategory(list []site.Setting) int {
	n := 1
	for n < len(list) && list[n].Category == list[0].Category {
		n++
	}
	return n
}

func (p *CardPart) still() bool { return p.Widget != nil && p.Widget.Still != "" }

// mark is the mark of the widget, else of its app.
func (p *CardPart) mark() string {
	if p.Widget != nil && p.Widget.Mark != "" {
		return p.Widget.Mark
	}
	return p.App.Mark
}

// jumps tells whether the number of a line does not follow from the one before.
func (p *SourcePart) jumps(i int) bool {
	if i == 0 {
		return p.Lines[0].Number != 1
	}
	return p.Lines[i].Number != p.Lines[i-1].Number+1
}

// frameAddress is what the frame loads without scripts.
func (p *StagePart) frameAddress() string {
	if first := p.Sets[0]; first.Local {
		return p.Root + first.Frame
	}
	return p.Sets[0].Frame
}

// sizeLabel says a widget's size.
func sizeLabel(b site.Box) string {
	return fmt.Sprintf("%d × %d px", b.Width, b.Height)
}

// box is the drawing of a widget's box on the reference screen, in units of
// 12 px.
type box struct{ X, Y, W, H int }

// sizeGlyph places the box where Kustomer opens a widget: beside the rail at
// the left, from the bottom up.
func sizeGlyph(b site.Box) box {
	w, h := max(2, b.Width/12), max(2, b.Height/12)
	x := 5
	if x+w > 120 {
		x = max(0, 120-w)
	}
	return box{X: x, Y: max(0, 75-h), W: min(w, 120), H: min(h, 75)}
}

// picture is the address of an icon that is a file; "" for any other.
func picture(icon site.Icon, root string) string {
	if icon.Src == "" || site.PictureClass(icon.Src) != "" {
		return ""
	}
	return root + icon.Src
}

// pictureClass is the class that shows an icon which a style sheet holds.
func pictureClass(icon site.Icon) string { return site.PictureClass(icon.Src) }

// long tells whether a text of the developer's is folded: it would push what
// the gallery says off the screen.
func long(text string) bool { return len(text) > 900 || strings.Count(text, "\n") > 12 }

// to is the shortest link from the page to another of the site.
func (f *frame) to(page string) string {
	if f.Root != site.Root(f.Path) { // it stands at several addresses
		return f.Root + page
	}
	return site.To(f.Path, page)
}

func lineID(n int) string { return "L" + strconv.Itoa(n) }

// bySeverity parts groups of findings, which are sorted, by severity.
func bySeverity(groups []site.FindingGroup) [][]site.FindingGroup {
	var parts [][]site.FindingGroup
	for i := range groups {
		if i == 0 || groups[i].Severity != groups[i-1].Severity {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], groups[i])
	}
	return parts
}

func severityWord(severity string) string {
	switch severity {
	case "error":
		return "Errors"
	case "warning":
		return "Warnings"
	}
	return "Notes"
}

// settingKind is a setting's type, and whether it must be filled in.
func settingKind(s *site.Setting) string {
	kind := cmp.Or(s.Type, "no type")
	switch {
	case s.RequiredWritten != "":
		return kind + ", required: " + s.RequiredWritten
	case s.Required:
		return kind + ", required"
	}
	return kind
}

// alike parts the findings of a rule by what they say.
func alike(list []site.Finding) [][]*site.Finding {
	var parts [][]*site.Finding
	at := map[[2]string]int{}
	for i := range list {
		said := [2]string{list[i].Message, list[i].Hint}
		k, ok := at[said]
		if !ok {
			k = len(parts)
			at[said] = k
			parts = append(parts, nil)
		}
		parts[k] = append(parts[k], &list[i])
	}
	return parts
}

// note is what stands below a line of a definition.
type note struct{ severity, text string }

// noted says once what was found several times in a line, and how often.
func noted(list []*site.Finding) []note {
	times := map[note]int{}
	for _, x := range list {
		times[note{x.Severity, x.Message}]++
	}
	var out []note
	for _, x := range list {
		n := note{x.Severity, x.Message}
		switch k := times[n]; {
		case k > 1:
			out = append(out, note{n.severity, n.text + " (" + strconv.Itoa(k) + " times)"})
		case k == 1:
			out = append(out, n)
		}
		delete(times, n)
	}
	return out
}

// unset are the optional properties that a widget does not have.
func unset(list []site.Property) []site.Property {
	var out []site.Property
	for i := range list {
		if !list[i].Present && !list[i].Required {
			out = append(out, list[i])
		}
	}
	return out
}

func propertyKind(p *site.Property) string {
	if p.Required {
		return p.Type + ", required"
	}
	return p.Type
}

// findingLink leads to the first of some findings, where it is listed.
func findingLink(list []site.Finding) string {
	return cmp.Or(list[0].Elsewhere, "#"+cmp.Or(list[0].ID, "findings"))
}

// languageList is "en_us de_de:3": the languages of an app, and how many texts each lacks.
func languageList(l *site.Languages) string {
	var list []string
	for _, x := range l.Locales {
		if x.Missing > 0 {
			x.Name += ":" + strconv.Itoa(x.Missing)
		}
		list = append(list, x.Name)
	}
	return strings.Join(list, " ")
}

// reviewed names the definition that a decision on a page is about.
func reviewed(s *site.Summary, root string) templ.OrderedAttributes {
	list := templ.OrderedAttributes{
		{Key: "data-review", Value: s.Page}, {Key: "data-digest", Value: s.Digest}, {Key: "data-version", Value: s.Version},
		{Key: "data-title", Value: s.Title}, {Key: "data-root", Value: root},
	}
	if s.Filed {
		list = append(list, templ.OrderedAttributes{{Key: "data-filed", Value: true}, {Key: "data-lost", Value: s.FiledLost}}...)
	}
	if d := s.Decision; d != nil { // so that the bar tells of it
		list = append(list, templ.OrderedAttributes{
			{Key: "data-verdict", Value: d.Verdict}, {Key: "data-author", Value: d.Author}, {Key: "data-date", Value: d.Date},
			{Key: "data-outdated", Value: s.StaleDecision()},
		}...)
	}
	return list
}

// reviewable names the definition that a decision would be about if it were chosen.
func reviewable(s *site.Summary, root string) templ.OrderedAttributes {
	list := reviewed(s, root)
	list[0].Key = "data-about"
	return list
}

// pageOf says which of several pages of a list this is.
func pageOf(page, pages int) string {
	if pages < 2 {
		return ""
	}
	return fmt.Sprintf(", page %d of %d", page, pages)
}

// mayGlyph is the shape of what an app may do.
func mayGlyph(kind string) string {
	if kind == "unsure" {
		return "inert"
	}
	return kind
}

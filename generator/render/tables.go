package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/site"
)

// The documentation tables and the badges stand on every page of a widget.
// Like findings they are written here, which is several times as fast as a
// template; what they look like is the style sheet's business.

const none = `<span class="quiet">none</span>`

// badgeList renders one badge a family.
func badgeList(list []site.Badge) template.HTML {
	var b strings.Builder
	b.WriteString(`<ul class="badges" aria-label="Checks by family">`)
	for _, x := range list {
		write(&b, `<li class="badge is-`, statusClass(x.Status), `">`)
		if x.Href != "" {
			write(&b, `<a href="`, escape(x.Href), `">`)
		}
		write(&b, `<svg class="glyph" aria-hidden="true"><use href="#g-`, glyphOf(x.Status), `"></use></svg><span class="family">`,
			escape(x.Family),
			`</span><span class="state">`, badgeState(x), `</span>`)
		if x.Href != "" {
			b.WriteString(`</a>`)
		}
		b.WriteString(`</li>`)
	}
	b.WriteString(`</ul>`)
	return template.HTML(b.String())
}

func badgeState(x site.Badge) string {
	switch c := x.Counts; {
	case c.Error > 0:
		return plural(c.Error, "error")
	case c.Warning > 0:
		return plural(c.Warning, "warning")
	case c.Info > 0:
		return plural(c.Info, "note")
	case x.Status == "none":
		return "nothing to check"
	}
	return "sound"
}

// statusClass keeps a status to the words that the style sheet knows.
func statusClass(status string) string {
	switch status {
	case "pass", "warn", "fail", "info":
		return status
	}
	return "none"
}

// glyphOf names the shape that goes with a status.
func glyphOf(status string) string {
	switch status {
	case "fail":
		return "error"
	case "warn":
		return "warning"
	case "pass", "info":
		return status
	}
	return "none"
}

func head(b *strings.Builder, class, label string, columns ...string) {
	write(b, `<table class="`, class, `" aria-label="`, label, `"><thead><tr>`)
	for _, c := range columns {
		write(b, `<th scope="col">`, c, `</th>`)
	}
	b.WriteString("</tr></thead><tbody>\n")
}

func cell(b *strings.Builder, label string, html ...string) {
	write(b, `<td data-label="`, label, `">`)
	write(b, html...)
	b.WriteString(`</td>`)
}

// or returns the text escaped and isolated, or what stands for nothing.
func or(text, nothing string) string {
	if text == "" {
		return nothing
	}
	return `<bdi>` + escape(text) + `</bdi>`
}

// propertyTable documents the properties of a widget.
func (t *parts) propertyTable(list []site.Property) (template.HTML, error) {
	var b strings.Builder
	b.Grow(len(list) * 900)
	head(&b, "doc", "Properties", "Property", "Value", "Type", "Required", "Default", "What it means")
	for i := range list {
		if err := t.writeProperty(&b, &list[i]); err != nil {
			return "", err
		}
	}
	b.WriteString(`</tbody></table>`)
	return template.HTML(b.String()), nil
}

func (t *parts) writeProperty(b *strings.Builder, p *site.Property) error {
	notes, err := t.notes(p.Findings)
	if err != nil {
		return err
	}
	id, absent := escape(p.ID), ""
	if !p.Present {
		absent = ` class="absent"`
	}
	write(b, `<tr id="`, id, `"`, absent, `><th scope="row"><a href="#`, id, `"><code><bdi>`, escape(p.Name),
		`</bdi></code></a></th><td data-label="Value">`)
	if p.Present {
		write(b, `<code class="written">`, or(p.Written, `""`), `</code>`)
	} else {
		b.WriteString(`<span class="quiet">not set</span>`)
	}
	switch {
	case len(p.Parts) > 0 && len(p.Values) > 0:
		address, err := t.address(p.Parts)
		if err != nil {
			return err
		}
		write(b, `<span class="resolved"><span class="arrow" aria-hidden="true">→</span> `, string(address), `</span>`)
	case len(p.Parts) == 0 && p.Resolved != "":
		write(b, `<span class="resolved"><span class="arrow" aria-hidden="true">→</span> `, or(p.Resolved, ""), `</span>`)
	}
	write(b, string(notes), `</td>`)
	required, line := `<span class="quiet">no</span>`, ""
	if p.Required {
		required = "required"
	}
	if p.Line > 0 {
		n := strconv.Itoa(p.Line)
		line = ` <a class="quiet" href="#L` + n + `">line ` + n + `</a>`
	}
	cell(b, "Type", escape(p.Type))
	cell(b, "Required", required)
	cell(b, "Default", `<span class="quiet">`, escape(cmp.Or(p.Default, "none")), `</span>`)
	cell(b, "Meaning", escape(p.Meaning), line)
	b.WriteString("</tr>\n")
	return nil
}

// addressParts shows a resolved address with what was filled in marked.
func addressParts(parts []appdef.Part) template.HTML {
	var b strings.Builder
	b.WriteString(`<code class="address">`)
	for _, p := range parts {
		if p.Ref < 0 {
			write(&b, `<bdi>`, escape(p.Text), `</bdi>`)
		} else {
			write(&b, `<mark class="filled">`, or(p.Text, "∅"), `</mark>`)
		}
	}
	b.WriteString(`</code>`)
	return template.HTML(b.String())
}

// settingTable documents settings; with uses it says which widgets use them.
// Settings in several categories stand in groups.
func (t *parts) settingTable(list []site.Setting, root string, uses bool) (template.HTML, error) {
	var b strings.Builder
	b.Grow(len(list) * 1000)
	columns := []string{"Setting", "Type", "Required", "Default", "In the preview", "What it means"}
	if uses {
		columns = append(columns, "Used by")
	}
	head(&b, "doc settings", "Settings", columns...)
	grouped := uses && len(list) > 0 && list[0].Category != list[len(list)-1].Category
	for i := range list {
		if grouped && (i == 0 || list[i].Category != list[i-1].Category) {
			group(&b, list[i:], len(columns))
		}
		notes, err := t.notes(list[i].Findings)
		if err != nil {
			return "", err
		}
		writeSetting(&b, &list[i], string(notes), root, uses)
	}
	b.WriteString(`</tbody></table>`)
	return template.HTML(b.String()), nil
}

// group heads the settings of one category, the first ones of a list.
func group(b *strings.Builder, list []site.Setting, columns int) {
	n := 1
	for n < len(list) && list[n].Category == list[0].Category {
		n++
	}
	write(b, `</tbody><tbody><tr class="group"><th scope="rowgroup" colspan="`, strconv.Itoa(columns), `"><bdi>`,
		escape(list[0].Category), `</bdi> <span class="quiet">`, plural(n, "setting"), `</span></th></tr>`)
}

func writeSetting(b *strings.Builder, s *site.Setting, notes, root string, uses bool) {
	id := escape(s.ID)
	write(b, `<tr id="`, id, `"><th scope="row"><a href="#`, id, `"><code><bdi><span class="quiet">`, escape(s.Category), `.</span><wbr>`,
		escape(s.Name), `</bdi></code></a>`)
	if s.DisplayName.Text != "" || s.DisplayName.Switched {
		b.WriteString(`<span class="display">`)
		writeWords(b, s.DisplayName, "bdi", "", escape)
		b.WriteString(`</span>`)
	}
	write(b, notes, `</th>`)
	tags := ""
	if s.Hidden {
		tags += ` <span class="tag">hidden</span>`
	}
	if s.Secret {
		tags += ` <span class="tag">secret</span>`
	}
	cell(b, "Type", `<span>`, typeName(s.Type), tags, `</span>`)
	cell(b, "Required", requiredText(s))
	if s.HasDefault {
		cell(b, "Default", `<code>`, or(s.Default, ""), `</code>`)
	} else {
		cell(b, "Default", none)
	}
	cell(b, "In the preview", `<code>`, or(s.Value.Text, `""`), `</code> `, origin(s.Value.From))
	b.WriteString(`<td data-label="Meaning">`)
	if s.Description.Text == "" && !s.Description.Switched {
		b.WriteString(none)
	} else {
		writeDescription(b, s.Description)
	}
	b.WriteString(`</td>`)
	if uses {
		cell(b, "Used by", `<span>`, usedBy(s.UsedBy, root), `</span>`)
	}
	b.WriteString("</tr>\n")
}

func writeDescription(b *strings.Builder, w site.Words) {
	writeWords(b, w, "div", ` class="prose small" dir="auto"`, func(t string) string { return string(markdownBlock(t, "field", 4)) })
}

// writeWords writes a text in each of its languages, and a mark for those that
// lack it. The first is seen until the switch of scripts/shared/languages.ts chooses another.
func writeWords(b *strings.Builder, w site.Words, tag, attributes string, html func(string) string) {
	if !w.Switched {
		write(b, `<`, tag, attributes, `>`, html(w.Text), `</`, tag, `>`)
		return
	}
	around := "span"
	if tag == "div" {
		around = tag
	}
	write(b, `<`, around, ` class="words"><`, tag, attributes, ` data-lang="en_us" lang="`, escape(w.Tag), `">`, html(w.Text), `</`, tag, `>`)
	for _, t := range w.Others {
		write(b, `<`, tag, attributes, ` data-lang="`, escape(t.Locale), `" lang="`, escape(t.Tag), `" hidden>`, html(t.Text), `</`, tag, `>`)
	}
	write(b, ` <span class="missing" hidden>missing in <bdi></bdi>, `, escape(w.Instead), `</span></`, around, `>`)
}

// wordsInline is writeWords for a line of text.
func wordsInline(w site.Words) template.HTML {
	var b strings.Builder
	writeWords(&b, w, "bdi", "", escape)
	return template.HTML(b.String())
}

// typeName isolates what is no type: only such a text may break anywhere.
func typeName(t string) string {
	if slices.Contains(appdef.SettingTypes, t) {
		return escape(t)
	}
	return or(t, none)
}

func requiredText(s *site.Setting) string {
	switch {
	case s.RequiredWritten != "":
		return `<code>` + or(s.RequiredWritten, "") + `</code>`
	case s.Required:
		return "required"
	}
	return `<span class="quiet">no</span>`
}

// origin says where the value of a preview comes from.
func origin(from string) string {
	words := map[string][2]string{
		site.FromSample: {"sample", "from the sample"}, site.FromDefault: {"default", "default"},
		site.FromMadeUp: {"made-up", "made up"}, site.FromSecret: {"secret", "secret, never shown"},
	}
	w, ok := words[from]
	if !ok {
		w = [2]string{"unknown", "resolves to nothing"}
	}
	return `<span class="origin from-` + w[0] + `">` + w[1] + `</span>`
}

func usedBy(list []site.Link, root string) string {
	if len(list) == 0 {
		return `<span class="quiet">no widget</span>`
	}
	var b strings.Builder
	for i, l := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		write(&b, `<a href="`, escape(root+l.Href), `"><bdi>`, escape(l.Text), `</bdi></a>`)
	}
	return b.String()
}

package render

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// Findings are most of what a page about a broken definition says, and stand
// on it up to three times. They are written here rather than by a template,
// which takes ten times as long.

// findingsBlock renders a list of findings in full.
func (p *parts) findingsBlock(list []site.Finding) (template.HTML, error) {
	if len(list) == 0 {
		return `<p class="calm"><svg class="glyph is-pass" aria-hidden="true"><use href="#g-pass"></use></svg>Nothing to mend.</p>`, nil
	}
	var b strings.Builder
	b.Grow(len(list) * 900)
	b.WriteString(`<div class="findings">`)
	for i := range list {
		html, ok, err := p.theirs("finding", list[i])
		if err != nil {
			return "", err
		}
		if ok {
			b.WriteString(string(html))
		} else {
			writeFinding(&b, &list[i])
		}
	}
	b.WriteString(`</div>`)
	return template.HTML(b.String()), nil
}

func writeFinding(b *strings.Builder, f *site.Finding) {
	c := class(f.Severity)
	id := ""
	if f.ID != "" {
		id = ` id="` + escape(f.ID) + `"`
	}
	write(b, `<article class="finding is-`, c, `"`, id, `><svg class="glyph" aria-hidden="true"><use href="#g-`, c,
		`"></use></svg><div><p class="what"><span class="visually-hidden">`, c, `: </span><bdi>`, escape(f.Message),
		`</bdi></p><p class="where"><a class="rule" href="`, escape(f.RuleHref), `">`, escape(f.Rule), `</a> `, linked(f.Href, "", f.Place))
	if f.Pointer != "" {
		write(b, ` <code><bdi>`, escape(diag.Shorten(f.Pointer, 200)), `</bdi></code>`)
	}
	b.WriteString(`</p>`)
	if f.Before+f.Marked+f.After != "" {
		write(b, `<pre class="excerpt"><code>`, linked(f.Href, ` tabindex="-1" aria-hidden="true"`, strconv.Itoa(f.Line)),
			escape(f.Before), `<mark class="`, c, `">`, escape(f.Marked), `</mark>`, escape(f.After), `</code></pre>`)
	}
	for _, r := range f.Related {
		write(b, `<p class="related">`, linked(r.Href, "", "line "+strconv.Itoa(r.Line)), `: <bdi>`, escape(r.Message), `</bdi></p>`)
	}
	if f.Hint != "" {
		write(b, `<p class="hint"><bdi>`, escape(f.Hint), `</bdi>`)
		if f.Fix != "" {
			write(b, ` <span class="fixable">can be fixed by <code>vitrine check `, escape(f.Fix), `</code></span>`)
		}
		b.WriteString(`</p>`)
	}
	b.WriteString("</div></article>\n")
}

// linked is a text that leads to an address, or nowhere.
func linked(href, attributes, text string) string {
	if href == "" && attributes == "" {
		return escape(text)
	} else if href == "" {
		return `<span class="unlinked" aria-hidden="true">` + escape(text) + `</span>`
	}
	return `<a href="` + escape(href) + `"` + attributes + `>` + escape(text) + `</a>`
}

// rowNotes renders findings as short notes beside what they are about.
func rowNotes(list []site.Finding) template.HTML {
	var b strings.Builder
	for i := range list {
		f := &list[i]
		c := class(f.Severity)
		write(&b, `<a class="rownote is-`, c, `" href="#`, escape(cmp.Or(f.ID, "findings")),
			`"><svg class="glyph" aria-hidden="true"><use href="#g-`, c,
			`"></use></svg><span><span class="visually-hidden">`, c, `: </span><bdi>`, escape(f.Message), `</bdi></span></a>`)
	}
	return template.HTML(b.String())
}

func write(b *strings.Builder, parts ...string) {
	for _, p := range parts {
		b.WriteString(p)
	}
}

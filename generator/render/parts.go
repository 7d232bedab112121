package render

import (
	"bytes"
	"html/template"

	"vitrine/generator/appdef"
	"vitrine/generator/site"
)

// parts writes the parts of pages that are written in Go, which is several
// times as fast as a template. A theme directory may hold a template for any of
// them, which is used in its place with the same value.
type parts struct {
	own    map[string]*template.Template // by name, such as "badges"
	layers Layers                        // for the places of mistakes
}

// written are the names of the parts that are written in Go, and the value of
// each. A theme's file is parts/<name>.html.
//
//	address     []appdef.Part    a resolved address
//	badges      []site.Badge     one a family of checks
//	finding     site.Finding     one of a list of findings
//	findings    []site.Finding   a list of findings in full
//	notes       []site.Finding   findings as short notes beside a row
//	properties  []site.Property  the table of a widget's properties
//	settings    SettingsPart     the table of settings
//	source      SourcePart       the listing of a definition
var written = []string{"address", "badges", "finding", "findings", "notes", "properties", "settings", "source"}

// SettingsPart is the value of the part "settings".
type SettingsPart struct {
	List []site.Setting
	Root string // what internal links begin with
	Uses bool   // say which widgets use them
}

// SourcePart is the value of the part "source".
type SourcePart struct {
	site.Source
	Root string // what internal links begin with
}

// functions are what templates may call besides html/template's own, with the
// parts as they are in this theme.
func (p *parts) functions() template.FuncMap {
	m := template.FuncMap{
		"source":     p.source,
		"findings":   p.findings,
		"badges":     p.badges,
		"properties": p.properties,
		"settings":   p.settings,
		"address":    p.address,
	}
	for name, f := range functions {
		m[name] = f
	}
	return m
}

// adopt takes the theme's own parts from its templates.
func (p *parts) adopt(set *template.Template) {
	p.own = map[string]*template.Template{}
	for _, name := range written {
		if t := set.Lookup(name); t != nil {
			p.own[name] = t
		}
	}
}

// theirs renders a part by the theme's template; ok is false if it has none.
func (p *parts) theirs(name string, value any) (html template.HTML, ok bool, err error) {
	t := p.own[name]
	if t == nil {
		return "", false, nil
	}
	var b bytes.Buffer
	if err := t.Execute(&b, value); err != nil {
		return "", true, mistake(p.layers, err)
	}
	return template.HTML(b.String()), true, nil
}

func (p *parts) badges(list []site.Badge) (template.HTML, error) {
	if html, ok, err := p.theirs("badges", list); ok {
		return html, err
	}
	return badgeList(list), nil
}

func (p *parts) address(list []appdef.Part) (template.HTML, error) {
	if html, ok, err := p.theirs("address", list); ok {
		return html, err
	}
	return addressParts(list), nil
}

func (p *parts) source(s site.Source, root string) (template.HTML, error) {
	if html, ok, err := p.theirs("source", SourcePart{s, root}); ok {
		return html, err
	}
	return sourceBlock(s, root), nil
}

func (p *parts) findings(list []site.Finding) (template.HTML, error) {
	if html, ok, err := p.theirs("findings", list); ok {
		return html, err
	}
	return p.findingsBlock(list)
}

func (p *parts) notes(list []site.Finding) (template.HTML, error) {
	if html, ok, err := p.theirs("notes", list); ok {
		return html, err
	}
	return rowNotes(list), nil
}

func (p *parts) properties(list []site.Property) (template.HTML, error) {
	if html, ok, err := p.theirs("properties", list); ok {
		return html, err
	}
	return p.propertyTable(list)
}

func (p *parts) settings(list []site.Setting, root string, uses bool) (template.HTML, error) {
	if html, ok, err := p.theirs("settings", SettingsPart{list, root, uses}); ok {
		return html, err
	}
	return p.settingTable(list, root, uses)
}

// functions are what the theme's templates may call.
func (t *Theme) functions() template.FuncMap {
	m := t.parts.functions()
	m["home"] = func() template.HTML {
		if t.home == "" {
			return ""
		}
		return markdownBlock(t.home, "readme", 2)
	}
	return m
}

// noHome stands for the function of that name while a file is parsed.
func noHome() template.HTML { return "" }

package render

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/site"
	"vitrine/templates"
)

// themed loads the built-in theme with some files laid over it.
func themed(t *testing.T, files map[string]string) (*Theme, error) {
	t.Helper()
	mine := fstest.MapFS{}
	for name, text := range files {
		mine[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(Layers{mine, templates.FS}, Brand{})
}

// sample are page values that use every part.
func sample(t *testing.T) map[string]*site.Page {
	t.Helper()
	s := &site.Settings{Title: "Sample", Load: "auto"}
	finding := site.Finding{ID: "finding-1", Rule: "widget-type", Severity: "error", Message: "a message", Line: 1}
	sum := &site.Summary{Name: "acme", Title: "Acme", Page: "apps/acme.html", Latest: true,
		Widgets: []site.WidgetSummary{{Name: "w", Title: "W", Page: "apps/acme/w.html"}}}
	badges := []site.Badge{{Family: "url", Status: "fail", Counts: diag.Counts{Error: 1}}}
	source := site.Source{Lines: []site.SourceLine{{Number: 1, Text: "{}", Notes: []*site.Finding{&finding}}}}
	widget := &site.Widget{
		App: sum, Summary: sum.Widgets[0], Preview: site.Preview{Title: "W", Sets: []site.PreviewSet{{Name: "Defaults"}}},
		Badges: badges, Findings: site.FindingList{Groups: []site.FindingGroup{{Rule: "widget-type", Severity: "error", Text: "a message", Findings: []site.Finding{finding}}}},
		Broken: []site.Finding{finding}, Source: source,
		Properties: []site.Property{{ID: "property-url", Name: "url", Present: true, Findings: []site.Finding{finding},
			Parts: []appdef.Part{{Text: "https://acme.test/", Ref: -1}, {Text: "x", Ref: 0}}, Values: []site.Value{{Text: "x"}}}},
		Settings: []site.Setting{{ID: "setting-1", Category: "default", Name: "s", Findings: []site.Finding{finding}}},
	}
	rules := &site.RuleGallery{
		Rules: []diag.Rule{{Name: "widget-type", Summary: "s", Badge: "definition"}}, Documents: func(string) []site.Link { return nil },
	}
	return map[string]*site.Page{
		"widget":   {Path: "apps/acme/w.html", Kind: "widget", Root: "../../", Title: "W", Site: s, Body: widget},
		"index":    site.IndexPage(site.Cards(sum), 1, 1, 1, 1, s),
		"review":   site.ReviewPage([]*site.Summary{sum}, 1, 1, 1, s),
		"report":   site.ReportPage(nil, 0, func(string) string { return "" }, s),
		"rule":     site.RulePage(0, rules, s),
		"rules":    site.RulesPage(rules, s),
		"notfound": site.NotFoundPage([]string{"widget-type"}, s),
		"compare":  site.ComparePage("apps/acme/diff/index.html", []*site.Summary{sum}, []string{"1.0.0"}, sum, s),
	}
}

func render(t *testing.T, theme *Theme, p *site.Page) string {
	t.Helper()
	text, err := rendered(theme, p)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func rendered(theme *Theme, p *site.Page) (text string, err error) {
	err = theme.Page(p, func(data []byte) error {
		text = string(data)
		return nil
	})
	return text, err
}

// TestPartsAreTheThemes: a file of the theme directory takes the place of every
// part that is written in Go, with the value that is documented.
func TestPartsAreTheThemes(t *testing.T) {
	page := sample(t)["widget"]
	plain, err := themed(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := render(t, plain, page)
	for name, file := range map[string]string{
		"address":    `{{range .}}[{{.Text}} {{.Ref}}]{{end}}`,
		"badges":     `{{range .}}[{{.Family}} {{.Status}} {{.Counts.Error}}]{{end}}`,
		"finding":    `[{{.Rule}} {{.Severity}} {{.Message}} {{.Line}}]`,
		"findings":   `{{range .Groups}}[{{.Rule}}]{{end}}`,
		"notes":      `{{range .}}[{{.ID}}]{{end}}`,
		"properties": `{{range .}}[{{.Name}} {{.Present}}]{{end}}`,
		"settings":   `{{range .List}}[{{.Category}} {{.Name}}]{{end}}{{.Root}} {{.Uses}}`,
		"source":     `{{range .Lines}}[{{.Number}} {{.Text}}]{{end}}{{.Root}}`,
	} {
		theme, err := themed(t, map[string]string{"parts/" + name + ".html": `<p>mine: ` + file + `</p>`})
		if err != nil {
			t.Fatal(name, err)
		}
		after := render(t, theme, page)
		if !strings.Contains(after, "mine: [") || after == before {
			t.Errorf("parts/%s.html is not used", name)
		}
		if strings.Contains(before, "mine: ") {
			t.Error("it is used where nobody has one")
		}
	}
}

// TestPagesAreTheThemes: every page and every other part can be replaced.
func TestPagesAreTheThemes(t *testing.T) {
	for kind, page := range sample(t) {
		theme, err := themed(t, map[string]string{"pages/" + kind + ".html": `<p>my own {{.Kind}} {{.Title}}</p>`})
		if err != nil {
			t.Fatal(kind, err)
		}
		if got := render(t, theme, page); !strings.Contains(got, "<p>my own "+kind+" ") {
			t.Errorf("pages/%s.html is not used", kind)
		}
	}
	for _, name := range append(written, "mine") {
		theme, err := themed(t, map[string]string{"parts/" + name + ".html": `my own part`, "footer.html": `{{template "mine"}}`})
		if name != "mine" {
			theme, err = themed(t, map[string]string{"parts/" + name + ".html": `my own part`})
		}
		if err != nil {
			t.Fatal(name, err)
		}
		if theme.own["parts/"+name] == nil {
			t.Errorf("parts/%s.html is not used", name)
		}
	}
}

// TestSlots: what people add most often needs no copy of the frame, and costs
// nothing where nobody has it.
func TestSlots(t *testing.T) {
	plain, err := themed(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	theme, err := themed(t, map[string]string{
		"head.html": `<meta name="mine" content="{{.Title}}"><script src="{{.Assets}}/mine.js" defer></script>`, "assets/mine.js": "1",
		"header.html": `<p>in the header</p>`, "footer.html": `<p>in the footer of {{.Site.Title}}</p>`, "home.md": "Hello **you**.",
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind, page := range sample(t) {
		if kind == "notfound" {
			continue // it stands in many folders
		}
		got := render(t, theme, page)
		for _, part := range []string{`<meta name="mine"`, `/mine.js" defer></script></head>`, `</header><p>in the header</p>`, `<p>in the footer of Sample</p>`} {
			if !strings.Contains(got, part) {
				t.Errorf("%s lacks %q", kind, part)
			}
		}
		if strings.Contains(got, "<strong>you</strong>") != (kind == "index") {
			t.Errorf("home.md on %s", kind)
		}
		if strings.Contains(render(t, plain, page), "in the header") {
			t.Error("a slot shows up where nobody has one")
		}
	}
}

// TestThemeRefuses: what would never be used, or be switched off by every
// browser, is refused with the place and what to do.
func TestThemeRefuses(t *testing.T) {
	for file, c := range map[string]struct{ text, where, hint string }{
		"pages/widgets.html": {"x", "pages/widgets.html", `did you mean "widget.html"?`},
		"parts/badge.html":   {"x", "parts/badge.html", `did you mean "badges.html"?`},
		"head.html":          {"<meta>\n <script>alert(1)</script>", "head.html:2:2", "assets"},
		"footer.html":        {`<p style="color: red">`, "footer.html:1:4", "theme.css"},
		"header.html":        {`<button onclick="x()">`, "header.html:1:9", "assets"},
	} {
		_, err := themed(t, map[string]string{file: c.text})
		var m *Mistake
		if !errors.As(err, &m) || m.Where != c.where || !strings.Contains(m.Hint, c.hint) {
			t.Errorf("%s: %v (%+v)", file, err, m)
		}
	}
	if _, err := themed(t, map[string]string{"parts/mine.html": "x", "pages/rule.html": `{{template "mine"}}`}); err != nil {
		t.Error("a part of their own is refused:", err)
	}
}

// TestPartFails: a part that cannot be executed names its file and line, and
// spoils only the pages that it is on.
func TestPartFails(t *testing.T) {
	theme, err := themed(t, map[string]string{"parts/badges.html": "\n{{range .}}{{.Nothing}}{{end}}"})
	if err != nil {
		t.Fatal(err)
	}
	pages := sample(t)
	_, err = rendered(theme, pages["widget"])
	var m *Mistake
	if !errors.As(err, &m) || !strings.HasPrefix(m.Where, "parts/badges.html:2:") {
		t.Errorf("%v", err)
	}
	if _, err := rendered(theme, pages["rules"]); err != nil {
		t.Error("a page without the part:", err)
	}
}

package site

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
)

var update = flag.Bool("update", false, "rewrite the expectations of the fixtures")

// TestCases runs the fixtures in testdata/cases: definitions in, page values
// out. The files of a case are
//
//	app.json      the newest version of the app
//	<other>.json  an older one; the latest is the first that is no pre-release
//	samples.yaml, README.md  beside it
//	findings      lines of severity, rule, badge, pointer and message about app.json
//	want/<page>   the value of a page as JSON, without what is empty
//
// With -update the expectations are rewritten: read the difference.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(path.Base(filepath.ToSlash(name)), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			c := caseOf(t, ar)
			same := true
			for i, f := range ar.Files {
				kind, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				got := c.page(t, kind)
				if !bytes.Equal(got, f.Data) {
					same = false
					if ar.Files[i].Data = got; !*update {
						t.Errorf("%s: got:\n%s\nwant:\n%s", kind, got, f.Data)
					}
				}
			}
			if *update && !same {
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// siteCase is a gallery of one app.
type siteCase struct {
	settings Settings
	versions []*Definition // newest first
	sums     []*Summary
	names    []string // of the files
}

func caseOf(t *testing.T, ar *txtar.Archive) *siteCase {
	t.Helper()
	c := &siteCase{settings: Settings{Title: "Cases", Load: "auto", BaseURL: "https://acme.test/w/"}}
	files := map[string]string{}
	for _, f := range ar.Files {
		files[f.Name] = string(f.Data)
		if path.Ext(f.Name) == ".json" && f.Name != "app.json" {
			c.names = append(c.names, f.Name)
		}
	}
	c.names = append([]string{"app.json"}, c.names...)
	latest := max(0, slices.IndexFunc(c.names, func(name string) bool { return prerelease(defined(t, files[name])) == "" }))
	for i, name := range c.names {
		d := defined(t, files[name])
		d.Name, d.Page = "acme", "apps/acme.html"
		folder := "apps/acme/"
		if i != latest {
			folder = "apps/acme/v/" + strings.TrimSuffix(name, ".json") + "/"
			d.Page = strings.TrimSuffix(folder, "/") + ".html"
		}
		d.Text, d.About = folder+"definition.html", func(rule string) string { return "about " + rule }
		d.Widgets = nil
		for k := range d.App.Widgets {
			d.Widgets = append(d.Widgets, folder+d.App.Widgets[k].Name.Value+".html")
		}
		d.Source.Path = "apps/acme/" + name
		if text, ok := files["samples.yaml"]; ok {
			d.Samples, _, _ = appdef.Samples([]byte(text), d.App.SecretSettings())
		}
		if i == 0 {
			d.Readme = files["README.md"]
			d.Findings = findingsOf(t, files["findings"], d)
		}
		sum := Summarize(d, &c.settings)
		sum.Latest, sum.Prerelease = i == latest, appdef.Prerelease(sum.Version)
		c.versions, c.sums = append(c.versions, d), append(c.sums, sum)
	}
	for i := range c.sums {
		if len(c.sums) > 2 {
			c.sums[i].Compare = "apps/acme/diff/index.html"
		}
	}
	if len(c.versions) > 1 {
		c.sums[0].Step = Step{Page: "apps/acme/diff/old--new.html", Before: c.sums[1].Version}
		c.versions[0].Since = diff.Compare(c.versions[1].App, c.versions[0].App)
	}
	return c
}

// findingsOf reads "warning widget-no-title listing /widgets/0 the message".
func findingsOf(t *testing.T, text string, d *Definition) []diag.Diagnostic {
	t.Helper()
	var list []diag.Diagnostic
	for s := bufio.NewScanner(strings.NewReader(text)); s.Scan(); {
		part := strings.SplitN(s.Text(), " ", 5)
		if len(part) != 5 {
			t.Fatalf("no finding: %q", s.Text())
		}
		severity := map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "info": diag.Info}[part[0]]
		pointer := strings.TrimPrefix(part[3], "#")
		x := diag.Diagnostic{Rule: part[1], Severity: severity, Badge: part[2], Path: pointer, Message: part[4], Hint: "mend it"}
		if n := d.App.Root.Find(pointer); n != nil {
			x.Span = n.Span
		}
		list = append(list, x)
	}
	return diag.Sort(list)
}

// page returns the value of a page, or of the search data.
func (c *siteCase) page(t *testing.T, kind string) []byte {
	t.Helper()
	s, d, sum := &c.settings, c.versions[0], c.sums[0]
	last := len(c.versions) - 1
	var value any
	switch kind {
	case "app":
		value = AppPage(d, sum, c.sums, s)
	case "definition":
		value = TextPage(d, sum, c.sums, s)
	case "older":
		value = AppPage(c.versions[last], c.sums[last], c.sums, s)
	case "widget":
		value = WidgetPage(d, sum, c.sums, s, 0)
	case "versions":
		value = c.ways()
	case "step":
		old := StepSide{Summary: c.sums[last], Source: c.versions[last].Source}
		value = StepPage(sum.Step.Page, old, StepSide{Summary: sum, Source: d.Source}, diff.Compare(c.versions[last].App, d.App), c.sums, s)
	case "compare":
		value = ComparePage(sum.Compare, c.sums, c.names, c.sums[0], s)
	case "compared":
		x := NewComparer("app", StepSide{Summary: sum, Source: d.Source})
		x.Add("oldest", StepSide{Summary: c.sums[last], Source: c.versions[last].Source}, diff.Compare(c.versions[last].App, d.App))
		value = string(x.Data())
	case "index":
		value = IndexPage(Cards(sum), 1, 1, len(sum.Widgets), 1, s)
	case "review":
		value = ReviewPage([]*Summary{sum}, 1, 1, 1, s)
	case "report":
		value = ReportPage([]ReportInput{{
			d.Source.Path, func() *diag.Source { return d.Source }, diag.Pack(d.Findings), d.Page, sum.Title, d.Text,
		}}, min(len(d.Findings), 1), func(string) string { return "" }, s)
	case "search":
		x := Searcher{Apps: []*Summary{sum}, Blocks: 1, Show: func(s string) string { return s }, About: func(rule string) string { return "about " + rule }}
		value = []any{x.Core(), x.Rest(), x.Icons()}
	case "404":
		value = NotFoundPage([]string{"widget-no-title", "widget-no-url"}, s)
	case "rule":
		value = RulePage(1, rulesOf(d), s)
	case "rules":
		value = RulesPage(rulesOf(d), s)
	default:
		t.Fatalf("there is no page %q", kind)
	}
	return asJSON(t, value)
}

// rulesOf is three rules of two families, and how often a definition breaks them.
func rulesOf(d *Definition) *RuleGallery {
	list := []diag.Rule{
		{Name: "widget-empty-array", Summary: "no widgets"}, {Name: "json-comma", Summary: "a comma is missing", Source: "RFC 8259"},
		{Name: "widget-no-title", Summary: "a widget has no title", Why: "so", Source: "platform", Badge: "listing"},
	}
	broken := map[string]RuleCount{}
	for _, r := range ruleCounts([]ReportInput{{Findings: diag.Pack(d.Findings)}}) {
		broken[r.Rule] = r
	}
	return &RuleGallery{
		Rules: RuleOrder(list), Broken: broken,
		Documents: func(source string) []Link { return []Link{{source, "https://example.test/" + source}} },
	}
}

// ways lists what the pages of each version say of the others, by their paths.
func (c *siteCase) ways() map[string]any {
	pages := map[string]any{}
	for i, d := range c.versions {
		app := AppPage(d, c.sums[i], c.sums, &c.settings).Body.(*App)
		pages[d.Page] = map[string]any{"Versions": app.Versions, "Latest": app.Latest, "Picker": app.Picker}
		for k, path := range d.Widgets {
			w := WidgetPage(d, c.sums[i], c.sums, &c.settings, k).Body.(*Widget)
			pages[path] = map[string]any{"Latest": w.Latest}
		}
	}
	return pages
}

// asJSON writes a value down without what is empty, and without the settings
// that every page has.
func asJSON(t *testing.T, value any) []byte {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(data, &plain); err != nil {
		t.Fatal(err)
	}
	if m, ok := plain.(map[string]any); ok {
		delete(m, "Site")
	}
	var b bytes.Buffer
	laidOut(&b, full(plain), "")
	b.WriteByte('\n')
	return b.Bytes()
}

// laidOut writes what fits on a line on one, so that a page can be read.
func laidOut(b *bytes.Buffer, v any, indent string) {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // it was JSON before
	}
	short := line.Len() <= 120-len(indent)
	switch v := v.(type) {
	case map[string]any:
		if short {
			break
		}
		b.WriteString("{")
		for i, k := range slices.Sorted(maps.Keys(v)) {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(b, "\n%s %q: ", indent, k)
			laidOut(b, v[k], indent+" ")
		}
		b.WriteString("\n" + indent + "}")
		return
	case []any:
		if short {
			break
		}
		b.WriteString("[")
		for i, x := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString("\n" + indent + " ")
			laidOut(b, x, indent+" ")
		}
		b.WriteString("\n" + indent + "]")
		return
	}
	b.Write(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
}

// full leaves out what is empty; nil if that is all.
func full(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if x = full(x); x == nil {
				delete(v, k)
			} else {
				v[k] = x
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			if x := full(v[i]); x != nil || len(v) > 1 {
				v[i] = x
			}
		}
		if len(v) == 0 {
			return nil
		}
	case string:
		if v == "" {
			return nil
		}
	case bool:
		if !v {
			return nil
		}
	case float64:
		if v == 0 {
			return nil
		}
	}
	return v
}

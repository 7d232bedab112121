package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"vitrine/generator/appdef"
)

// addressCase is one line of testdata/stage/addresses.json, the table that
// holds appdef.Resolve in Go and stage/address.ts in the browser together.
type addressCase struct {
	Template string   `json:"template"`
	Values   []string `json:"values"`
	URL      string   `json:"url"` // "" where it must not be framed
}

// filled is the text that Handlebars makes of the template: a value as it is
// in three braces, HTML-escaped in two.
func (c addressCase) filled() string {
	refs, _ := appdef.References(c.Template)
	handlebars := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "`", "&#x60;", "=", "&#x3D;")
	return appdef.Substitute(c.Template, refs, func(i int) string {
		if refs[i].Braces == 2 {
			return handlebars.Replace(c.Values[i])
		}
		return c.Values[i]
	})
}

// loads is what a page shows beside that text: the address where it is another.
func (c addressCase) loads() string {
	if c.URL == c.filled() {
		return ""
	}
	return c.URL
}

// queryCase is the same for appdef.AddQuery.
type queryCase struct {
	URL  string `json:"url"`
	Want string `json:"want"`
}

func addressTable(t *testing.T) (table struct {
	Addresses []addressCase `json:"addresses"`
	Queries   []queryCase   `json:"queries"`
}) {
	t.Helper()
	data, err := os.ReadFile("testdata/stage/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	return table
}

func TestAddressTable(t *testing.T) {
	table := addressTable(t)
	for _, c := range table.Addresses {
		refs, _ := appdef.References(c.Template)
		r, _ := appdef.Resolve(c.Template, refs, c.Values)
		if r.URL != c.URL || r.OK != (c.URL != "") || r.Loads() != c.loads() {
			t.Errorf("%s with %q:\ngot  %q (%s), %q\nwant %q, %q", c.Template, c.Values, r.URL, r.Reason, r.Loads(), c.URL, c.loads())
		}
		var filled strings.Builder
		for _, p := range r.Parts {
			filled.WriteString(p.Text)
		}
		if filled.String() != c.filled() {
			t.Errorf("%s with %q:\nshows %q\nwant  %q", c.Template, c.Values, filled.String(), c.filled())
		}
	}
	for _, c := range table.Queries {
		if got := appdef.AddQuery(c.URL, "id", "a&b", "parentUrl", "https://g.test:8"); got != c.Want {
			t.Errorf("%s: got %q, want %q", c.URL, got, c.Want)
		}
	}
}

// TestStageAddresses runs the same table through the browser's side.
func TestStageAddresses(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	openStage(t, b, "apps/solo/only.html")
	b.modules("stage/address")
	table := addressTable(t)
	var input []map[string]any
	for _, c := range table.Addresses {
		input = append(input, map[string]any{"widget": staged(c.Template), "values": c.Values})
	}
	got := eval[[][3]string](b, script(t, input)+`.map(c => m.resolve(c.widget, i => c.values[i])).map(
		r => [r.url, r.loads, r.runs.map(run => run.text).join("")])`)
	for i, c := range table.Addresses {
		if want := [3]string{c.URL, c.loads(), c.filled()}; got[i] != want {
			t.Errorf("%s with %q:\ngot  %q\nwant %q", c.Template, c.Values, got[i], want)
		}
	}
	// What the table says is what the browser itself makes of the raw address.
	var raw [][2]string
	for _, c := range table.Addresses {
		if c.URL != "" {
			raw = append(raw, [2]string{c.filled(), c.URL})
		}
	}
	for i, same := range eval[[]bool](b, script(t, raw)+`.map(([a, b]) => {
		const [x, y] = [new URL(a), new URL(b)], text = y.pathname + y.search + y.hash;
		return x.href === y.href && (b.endsWith(text) || b.endsWith(text.slice(1)));
	})`) {
		if !same {
			t.Errorf("a browser makes something else of %q than %q", raw[i][0], raw[i][1])
		}
	}
	queries := eval[[]string](b, script(t, table.Queries)+`.map(c => m.addQuery(c.url, [["id", "a&b"], ["parentUrl", "https://g.test:8"]]))`)
	for i, c := range table.Queries {
		if queries[i] != c.Want {
			t.Errorf("%s: got %q, want %q", c.URL, queries[i], c.Want)
		}
	}
}

// staged takes a template apart as site.StageWidget does; the i-th reference
// means the i-th setting.
func staged(template string) map[string]any {
	refs, _ := appdef.References(template)
	parts, at, harmless := []any{}, 0, []string{}
	for i, c := range appdef.Locate(template, refs) {
		in, value := "", "a"
		switch c {
		case appdef.InHost:
			in = "host"
		case appdef.InPort:
			in, value = "port", "1"
		}
		harmless = append(harmless, value)
		part := []any{i, refs[i].Braces}
		if in != "" {
			part = append(part, in)
		}
		parts = append(parts, template[at:refs[i].Span.Start], part)
		at = refs[i].Span.End
	}
	parts = append(parts, template[at:])
	r, _ := appdef.Resolve(template, refs, harmless)
	return map[string]any{"parts": parts, "fault": r.Reason}
}

// script writes a value as an expression of JavaScript.
func script(t testing.TB, v any) string {
	t.Helper()
	var text strings.Builder
	if err := json.NewEncoder(&text).Encode(v); err != nil {
		t.Fatal(err)
	}
	return "(" + text.String() + ")"
}

package generator_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/gallery"
	"vitrine/generator/probe"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// network answers questions as told, by the address without its query. It
// notes what was asked.
type network struct {
	answers map[string]probe.Answer
	asked   []string
}

func (n *network) ask(_ context.Context, list []probe.Question) (map[string]*probe.Answer, error) {
	out := map[string]*probe.Answer{}
	for _, q := range list {
		n.asked = append(n.asked, q.URL)
		base, _, _ := strings.Cut(q.URL, "?")
		a, ok := n.answers[base]
		if !ok {
			a = probe.Answer{Status: 200, Type: "text/html"}
			if q.Body {
				a.Type, a.Whole, a.Body = "image/svg+xml", true, []byte(soundIcon)
			}
		}
		a.URL = q.URL
		out[q.URL] = &a
	}
	return out, nil
}

const soundIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`

func acmeApp(widget string, more ...string) fstest.MapFS {
	text := `{"app":"acme","version":"1.0.0","title":"Acme","widgets":[{"name":"a","title":"A",` + widget + `}]` + strings.Join(more, "") + `}`
	return fstest.MapFS{"apps/acme/app.json": {Data: []byte(text)}}
}

// ask has a session ask the network.
func ask(c *generator.Session, ctx context.Context, within string, o check.Online) error {
	return c.Apply(func(s *gallery.Snapshot) (*gallery.Snapshot, error) { return gallery.Ask(ctx, s, within, o) })
}

// findings lists what the network says, as "rule severity message | hint".
func (n *network) findings(t *testing.T, content fstest.MapFS, opts gallery.Options, org string) []string {
	t.Helper()
	c := generator.Open(content, theme(t), opts, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	if err := ask(c, t.Context(), ".", check.Online{Ask: n.ask, Org: org}); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range c.Snapshot().Report("").Files {
		for _, d := range f.Diagnostics {
			if strings.HasPrefix(d.Rule, "online-") || strings.HasPrefix(d.Rule, "icon-") {
				list = append(list, fmt.Sprintf("%s %s %s | %s", d.Rule, d.Severity, d.Message, d.Hint))
				if got := string(f.Source.Text[d.Span.Start:d.Span.End]); !strings.HasPrefix(got, `"https://`) {
					t.Errorf("%s points at %q", d.Rule, got)
				}
			}
		}
	}
	return list
}

const acme = "https://acme.example/page"

// TestOnline: what an answer comes to.
func TestOnline(t *testing.T) {
	html := func(f probe.Framing) probe.Answer { return probe.Answer{Status: 200, Type: "text/html", Framing: f} }
	csp := func(values ...string) probe.Answer { return html(probe.Framing{Policies: values}) }
	xfo := func(values ...string) probe.Answer { return html(probe.Framing{Options: values}) }
	hop := func(to string) probe.Answer { return probe.Answer{Status: 200, Type: "text/html", Hops: []string{to}} }
	fault := func(k probe.Kind, text string) probe.Answer {
		return probe.Answer{Fault: &probe.Fault{Kind: k, Text: text}}
	}
	const kept = "?id=vitrine&parentUrl=https%3A%2F%2Fexample.kustomerapp.com"
	for _, c := range []struct {
		name   string
		answer probe.Answer
		org    string
		want   []string
	}{
		{name: "nothing", answer: html(probe.Framing{})},
		{name: "unreachable", answer: fault(probe.NoHost, `DNS knows no host "acme.example"`), want: []string{
			`online-not-https-reachable error the page cannot be loaded: DNS knows no host "acme.example" | check the spelling of the host, and that its name is published`}},
		{name: "private", answer: fault(probe.NotPublic, `x leads to y`), want: []string{
			`online-not-https-reachable warning the page was not asked for: x leads to y | --allow-private asks it all the same`}},
		{name: "status", answer: probe.Answer{Status: 500}, want: []string{
			`online-not-https-reachable error the page answers with status 500 Internal Server Error | the address must answer with status 200`}},
		{name: "login", answer: probe.Answer{Status: 401, Framing: probe.Framing{Options: []string{"DENY"}}}, want: []string{
			`online-not-https-reachable warning the page answers with status 401 Unauthorized | it may answer otherwise inside of Kustomer; who may frame it was not judged`}},
		{name: "deny", answer: xfo("DENY"), want: []string{
			`online-blocked-in-kustomer error the page refuses to be framed by Kustomer: "X-Frame-Options: DENY": it means nobody | send "Content-Security-Policy: frame-ancestors https://*.kustomerapp.com"; browsers then pass over X-Frame-Options`}},
		{name: "control", answer: xfo("DENY, \x1b[31m"), want: []string{
			`online-blocked-in-kustomer error the page refuses to be framed by Kustomer: "X-Frame-Options: DENY, \x1b[31m": the values contradict each other, which means nobody | send "Content-Security-Policy: frame-ancestors https://*.kustomerapp.com"; browsers then pass over X-Frame-Options`}},
		{name: "self", answer: csp("default-src *; frame-ancestors 'self' 'none' https://shop.example"), want: []string{
			`online-blocked-in-kustomer error the page refuses to be framed by Kustomer: "Content-Security-Policy: frame-ancestors 'self' 'none' https://shop.example": it is not in the list | send "Content-Security-Policy: frame-ancestors 'self' https://shop.example https://*.kustomerapp.com"`}},
		{name: "kustomer", answer: csp("frame-ancestors https://*.kustomerapp.com"), want: []string{
			`online-blocked-here info correct for Kustomer, and therefore no preview on https://acme.github.io: "Content-Security-Policy: frame-ancestors https://*.kustomerapp.com" | nothing needs to be mended`}},
		{name: "one organisation", answer: csp("frame-ancestors https://acme.kustomerapp.com"), want: []string{
			`online-blocked-in-kustomer warning the page lets only the organisations that it names frame it, such as "acme": "Content-Security-Policy: frame-ancestors https://acme.kustomerapp.com" | check with --org acme if it is only for them, else send "Content-Security-Policy: frame-ancestors https://*.kustomerapp.com"`}},
		{name: "that organisation", org: "acme", answer: csp("frame-ancestors https://acme.kustomerapp.com https://acme.github.io")},
		{name: "another organisation", org: "other", answer: csp("frame-ancestors https://acme.kustomerapp.com"), want: []string{
			`online-blocked-in-kustomer error the page refuses to be framed by Kustomer: "Content-Security-Policy: frame-ancestors https://acme.kustomerapp.com": it is not in the list | send "Content-Security-Policy: frame-ancestors https://acme.kustomerapp.com https://*.kustomerapp.com"`}},
		{name: "path", org: "acme", answer: csp("frame-ancestors https://acme.kustomerapp.com/app *", "frame-ancestors *"), want: []string{
			`online-frame-ancestors-path warning the source "https://acme.kustomerapp.com/app" of frame-ancestors has a path and so matches nobody | write the origin alone`}},
		{name: "allow-from", answer: xfo("ALLOW-FROM https://acme.kustomerapp.com"), want: []string{
			`online-xfo-allow-from warning "X-Frame-Options: ALLOW-FROM https://acme.kustomerapp.com" restricts nothing | send "Content-Security-Policy: frame-ancestors https://*.kustomerapp.com" instead`}},
		{name: "slash", answer: hop("https://acme.example/page/" + kept)},
		{name: "away", answer: hop("https://login.example/in" + kept + "&token=canary#canary"), want: []string{
			`online-redirect warning the page is redirected from "acme.example" to another host: "https://login.example/in" | write the address where the page really is; a page to log in cannot be shown`}},
		{name: "query", answer: hop("https://acme.example/page/?id=vitrine"), want: []string{
			`online-redirect warning the redirect to "https://acme.example/page/" loses parentUrl of the query | keep the query; the Cards SDK needs id and parentUrl, which Kustomer adds`}},
		{name: "http", answer: fault(probe.ToHTTP, `it is redirected to plain http at "acme.example"`), want: []string{
			`online-redirect warning the page is not loaded: it is redirected to plain http at "acme.example" | redirect to https; a browser does not load http inside of https`}},
		{name: "empty", answer: probe.Answer{Status: 204}, want: []string{
			`online-not-a-page warning the page answers with status 204, which has no content | answer with a page and status 200`}},
		{name: "file", answer: probe.Answer{Status: 200, Type: "text/html", File: true}, want: []string{
			`online-not-a-page warning the page is sent as a file to save | leave "Content-Disposition: attachment" out`}},
		{name: "type", answer: probe.Answer{Status: 200, Type: "text/csv"}, want: []string{
			`online-not-a-page warning the page is of type "text/csv", not HTML | answer with "Content-Type: text/html"`}},
	} {
		n := &network{answers: map[string]probe.Answer{acme: c.answer}}
		got := n.findings(t, acmeApp(`"url":"`+acme+`"`), gallery.Options{Site: site.Settings{BaseURL: "https://acme.github.io/widgets/"}}, c.org)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	n := &network{answers: map[string]probe.Answer{acme: csp("frame-ancestors https://*.kustomerapp.com")}}
	if got := n.findings(t, acmeApp(`"url":"`+acme+`"`), gallery.Options{}, ""); got != nil {
		t.Errorf("without a gallery: %v", got)
	}
	n = &network{answers: map[string]probe.Answer{acme: xfo("DENY")}}
	levels := rules.Levels{Ignores: []rules.Ignore{{Rule: "online-blocked-in-kustomer", Pointer: "/widgets/0/url"}}}
	if got := n.findings(t, acmeApp(`"url":"`+acme+`"`), gallery.Options{Levels: levels}, ""); got != nil {
		t.Errorf("ignored: %v", got)
	}
}

// TestOnlineAsks: which addresses are asked, and which never.
func TestOnlineAsks(t *testing.T) {
	const query = "id=vitrine&parentUrl=https%3A%2F%2Facme.kustomerapp.com"
	settings := `,"settings":{"default":{"store":{"type":"string","defaultValue":"eu 1"},"bare":{"type":"string"},"key":{"type":"secret","defaultValue":"canary-canary"},` +
		`"token":{"type":"string","defaultValue":"sk_live_canary0123456789"}}}`
	for _, c := range []struct {
		url  string
		want string
	}{
		{"https://acme.example/a?x=1#top", "https://acme.example/a?x=1&" + query + "#top"},
		{"https://acme.example/a?id=7", "https://acme.example/a?id=7&parentUrl=https%3A%2F%2Facme.kustomerapp.com"},
		{"https://acme.example/{{{settings.default.store}}}", "https://acme.example/eu%201?" + query},
		{"https://acme.example/{{{settings.default.bare}}}", "https://acme.example/sample-bare?" + query},
		{"https://{{{settings.default.bare}}}.acme.example/", ""},
		{"https://acme.example/{{{settings.default.key}}}", ""},
		{"https://acme.example/?t={{{settings.default.token}}}", ""},
		{"https://acme.example/?t=sk_live_canary0123456789", ""},
		{"https://user:canarycanary@acme.example/", ""},
		{"https://acme.example/{{{settings.default.none}}}", ""},
		{"https://acme.example/{{{settings", ""},
		{"http://acme.example/", ""},
		{"acme.example", ""},
		{"javascript:alert(1)", ""},
		{"file:///etc/passwd", ""},
	} {
		n := &network{}
		n.findings(t, acmeApp(`"url":"`+c.url+`"`, settings), gallery.Options{}, "acme")
		if got := strings.Join(n.asked, " "); got != c.want {
			t.Errorf("%s: asked %q, want %q", c.url, got, c.want)
		}
	}
	n := &network{}
	files := acmeApp(`"url":"`+acme+`?k={{{settings.default.store}}}","icon":"https://acme.example/i.svg"`, settings, `,"iconUrl":"https://acme.example/app.png"`)
	files["apps/acme/samples.yaml"] = &fstest.MapFile{Data: []byte("- name: x\n  settings:\n    - {category: default, name: store, value: sk_live_canary0123456789}\n")}
	n.findings(t, files, gallery.Options{}, "")
	if got := strings.Join(n.asked, " "); got != "https://acme.example/app.png https://acme.example/i.svg" {
		t.Errorf("asked %q", got)
	}
	n = &network{answers: map[string]probe.Answer{"https://acme.example/eu/sample-x": {Status: 404}}}
	made := n.findings(t, acmeApp(`"url":"https://acme.example/eu/{{{settings.a.x}}}"`, `,"settings":{"a":{"x":{"type":"string"}}}`), gallery.Options{}, "")
	if want := "online-not-https-reachable warning the page answers with status 404 Not Found | made-up values stand in the address; give real ones in samples.yaml"; len(made) != 1 || made[0] != want {
		t.Errorf("%v", made)
	}
	n = &network{answers: map[string]probe.Answer{"https://acme.example/i.svg": {Status: 404}}}
	got := n.findings(t, acmeApp(`"url":"`+acme+`","icon":"https://acme.example/i.svg"`), gallery.Options{}, "")
	if want := "online-not-https-reachable error the icon answers with status 404 Not Found | the address must answer with status 200"; len(got) != 1 || got[0] != want {
		t.Errorf("%v", got)
	}
}

// TestOnlineIcons: the bytes of an icon are judged as those of a local one.
func TestOnlineIcons(t *testing.T) {
	for _, c := range []struct {
		answer probe.Answer
		want   string
	}{
		{probe.Answer{Whole: true, Body: []byte("GIF89a")}, "icon-format error the icon is a GIF, neither SVG nor PNG | documented are SVG and PNG of at least 128 × 128 px"},
		{probe.Answer{Whole: true, Body: []byte(soundIcon), Type: "text/plain"}, `icon-format error the icon is an SVG that is sent as "text/plain"; browsers show nothing | send it as image/svg+xml`},
		{probe.Answer{Body: []byte("<svg><g>"), Type: "image/svg+xml"}, "icon-too-heavy warning the icon weighs more than 1024 KiB and was not measured | every agent loads it; make it smaller"},
		{probe.Answer{Whole: true, Body: []byte(soundIcon), Type: "image/svg+xml"}, ""},
	} {
		c.answer.Status = 200
		n := &network{answers: map[string]probe.Answer{"https://acme.example/i.svg": c.answer}}
		if got := strings.Join(n.findings(t, acmeApp(`"url":"`+acme+`","icon":"https://acme.example/i.svg"`), gallery.Options{}, ""), "\n"); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

// TestOnlinePages: what the network says stands on the pages of a build, and
// goes when the text changes.
func TestOnlinePages(t *testing.T) {
	content := acmeApp(`"url":"` + acme + `"`)
	c := generator.Open(content, theme(t), gallery.Options{}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	n := &network{answers: map[string]probe.Answer{acme: {Status: 200, Type: "text/html", Framing: probe.Framing{Options: []string{"DENY"}}}}}
	shows := func(want bool) {
		t.Helper()
		for path, part := range map[string]string{
			"apps/acme/a.html": "The page refuses to be framed by Kustomer", "report.html": "online-blocked-in-kustomer", "gallery.json": `"error": 1`,
		} {
			data, _, err := c.Snapshot().Page(path)
			if err != nil || strings.Contains(string(data), part) != want {
				t.Errorf("%s holds %q: %t, %v", path, part, !want, err)
			}
		}
	}
	// the missing icon is an error of its own
	content["apps/acme/app.json"].Data = []byte(strings.Replace(string(content["apps/acme/app.json"].Data), `"url"`, `"icon":"https://acme.example/i.svg","url"`, 1))
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	shows(false)
	if err := ask(c, t.Context(), "apps/other", check.Online{Ask: n.ask}); err != nil || len(n.asked) > 0 {
		t.Error(n.asked, err)
	}
	if err := ask(c, t.Context(), "apps", check.Online{Ask: n.ask}); err != nil {
		t.Fatal(err)
	}
	shows(true)
	content["apps/acme/app.json"].Data = append(content["apps/acme/app.json"].Data, '\n')
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	shows(false)
	failed := errors.New("no network today")
	err := ask(c, t.Context(), ".", check.Online{Ask: func(context.Context, []probe.Question) (map[string]*probe.Answer, error) { return nil, failed }})
	if !errors.Is(err, failed) {
		t.Error(err)
	}
}

func TestOnlineText(t *testing.T) {
	n := &network{answers: map[string]probe.Answer{acme: {Status: 410}}}
	text := &gallery.Single{Name: "app.json", Data: acmeApp(`"url":"` + acme + `"`)["apps/acme/app.json"].Data}
	if err := text.Ask(t.Context(), check.Online{Ask: n.ask}); err != nil {
		t.Fatal(err)
	}
	for _, d := range text.Report().Files[0].Diagnostics {
		if d.Rule == "online-not-https-reachable" {
			return
		}
	}
	t.Error(text.Report().Files[0].Diagnostics)
}

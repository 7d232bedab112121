package rules

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// urlRules are about the address of a widget's page. They judge the address
// with its references taken for harmless letters; what a reference may do to
// it is judged by the rules for references.
var urlRules = []Rule{
	{Rule: diag.Rule{
		Name: "url-scheme", Severity: diag.Error, Source: "platform: cards SDK (serve over HTTPS)",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address does not begin with https://",
		Why:     "Kustomer is served over https, so a browser blocks an http frame in it. Addresses such as `javascript:` or `data:` would run in somebody's session and are never rendered here.",
		Bad:     widget(`"url": "http://acme.example/orders"`), Good: widget(),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-relative", Severity: diag.Error, Source: "web standard: URL",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address is not absolute",
		Why:     "A browser would look for it on the page that shows the widget, which is not yours.",
		Bad:     widget(`"url": "/orders"`), Good: widget(),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-malformed", Severity: diag.Error, Source: "web standard: URL",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address cannot be read the same way by everyone",
		Why:     "White space, control characters, backslashes, an empty host or a bad port are repaired differently by browsers and servers.",
		Bad:     widget(`"url": "https://acme.example/my orders"`), Good: widget(`"url": "https://acme.example/my%20orders"`),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-userinfo", Severity: diag.Error, Source: "RFC 3986, section 3.2.1",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address carries a user name or password",
		Why:     "What stands before `@` is either a credential that everyone can read, or a disguise: `https://kustomer.com@evil.example` leads to evil.example.",
		Bad:     widget(`"url": "https://user:pass@acme.example/orders"`), Good: widget(),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-local-host", Severity: diag.Warning, Source: "advice",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address leads to this machine or a private network",
		Why:     "Agents would load the page from their own machine or network, in whatever spelling the address is written. Fine while you develop; use `previews` in config.yaml for that.",
		Bad:     widget(`"url": "https://127.0.0.1/orders"`), Good: widget(),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-idn", Severity: diag.Warning, Source: "Unicode TS 39",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the host has letters outside ASCII",
		Why:     "`exаmple.com` with a Cyrillic а is another host than it seems. Write the host in its ASCII form (punycode), so that everyone sees where it leads.",
		Bad:     widget(`"url": "https://exаmple.org/orders"`), Good: widget(),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-too-long", Severity: diag.Warning, Source: "advice",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the address is longer than 2,048 bytes",
		Why:     "Some servers and proxies refuse longer addresses. Settings are resolved in it as well and make it longer still.",
		Bad:     widget(`"url": "https://acme.example/orders?q=` + strings.Repeat("order+", 350) + `"`), Good: widget(),
	}, App: addressRule},
	{Rule: diag.Rule{
		Name: "url-placeholder-host", Severity: diag.Info, Source: "advice",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the host looks like a placeholder or a temporary tunnel",
		Why:     "`externalsite.com` comes from the platform's sample, tunnels and free playgrounds vanish.",
		Bad:     widget(`"url": "https://externalsite.com/orders"`), Good: widget(),
	}, App: placeholderHost},
}

// addressRule reports the address problems that bear the running rule's name.
func addressRule(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		if !w.URL.Set || strings.TrimSpace(w.URL.Value) == "" || slices.Contains(w.components, appdef.InScheme) {
			continue
		}
		if p.rule.Name == "url-malformed" && len(w.refTrouble) > 0 {
			continue // stray braces have been explained as such
		}
		p.problems(w.URL, w.address)
	}
}

var temporaryHosts = []string{"example.com", "externalsite.com", "glitch.me", "replit.com", "replit.dev", "repl.co", "ngrok.io",
	"ngrok.app", "ngrok-free.app", "trycloudflare.com", "loca.lt"}

func placeholderHost(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		if !w.URL.Set || severe(w.address) {
			continue
		}
		for _, h := range temporaryHosts {
			if w.host.Host == h || strings.HasSuffix(w.host.Host, "."+h) {
				p.Report(inside(w.URL, w.host.HostSpan),
					fmt.Sprintf("%q looks like a placeholder or a temporary host", w.host.Host), "put the host of your own service here")
				break
			}
		}
	}
}

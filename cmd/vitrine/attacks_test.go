package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/internal/attacks"
)

// attackedSite is a gallery of apps in which every text holds strings that do
// something if they get out of their place; it is shared. Its twin has some of
// them without what means something to HTML.
func attackedSite(t *testing.T, twin bool) string {
	t.Helper()
	return builtOnce(t, fmt.Sprint("attacked-", twin), func() string {
		files, content := map[string]string{}, t.TempDir()
		for i, texts := range attacks.Groups(attacks.Most) {
			id := fmt.Sprint("a", i)
			if !twin {
				attacks.App(files, id, texts)
			} else if i%8 == 3 {
				texts = attacks.Harmless(texts)
				attacks.App(files, id, texts)
			}
			if i%8 == 3 { // all of them are looked at in generator; here they stand in lists
				attacks.Named(files, id, texts)
			}
		}
		for name, text := range files {
			path := filepath.Join(content, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return buildSite(t, content)
	})
}

// guarded opens a tab that complains when a string of a page did something: it
// called alert, or the page's policy had to stop it.
func guarded(t *testing.T) *tab {
	t.Helper()
	b := newTab(t)
	b.expect("Failed to load resource") // of icons that are nowhere
	b.before(`window.alert = window.confirm = window.prompt = text => console.error("a string ran: " + text + ", at " + location.href);
		document.addEventListener("securitypolicyviolation", e => console.error("the policy stopped " + e.violatedDirective + " of " + e.blockedURI + " at " + location.href));`)
	return b
}

// shapes opens all that a page keeps folded, behind tabs and in other languages,
// and returns of each element its name, those of its attributes, and what it
// stands in; also of the agent's screen.
const shapes = `(async () => {
	const names = e => e.getAttributeNames().filter(a => a !== "open" && a !== "hidden").sort();
	const all = new Set(), look = () => {
		const screen = document.querySelector(".stage-fit > iframe")?.contentDocument;
		for (const e of [...document.querySelectorAll("*"), ...screen?.querySelectorAll("*") ?? []]) {
			all.add("<" + [e.localName, ...names(e)].join(" ") + "> in <" + (e.parentNode?.localName ?? "") + ">");
		}
	};
	const later = ms => new Promise(done => setTimeout(done, ms));
	const until = async f => { while (!f()) await later(10) };
	document.querySelectorAll("details").forEach(d => { d.open = true });
	document.querySelectorAll(".author-more input").forEach(i => i.click());
	document.querySelectorAll("[role=tab]").forEach(t => t.click());
	for (const option of document.querySelector("select[data-language]")?.options ?? []) {
		option.selected = true;
		option.parentNode.dispatchEvent(new Event("change", { bubbles: true }));
	}
	const fill = (selector, value) => {
		const f = document.querySelector(selector);
		if (!f) return;
		f.value = value;
		["input", "change"].forEach(type => f.dispatchEvent(new Event(type, { bubbles: true })));
	};
	await later(30);
	look();
	await (async () => { %s })();
	look();
	return [...all];
})()`

// attack is a page, and what is done there; "§" in the address is a string.
type attack struct{ page, do string }

// attacksOf leads to a page of every kind, with strings in every part of its
// address, and to where scripts show what was typed. Apps and texts are those
// of the gallery.
var attacksOf = []attack{
	{"index.html?q=§&sort=§&group=§&view=§&page=§&filters=§&§=§#§", `fill("#find", texts.join(" ")); await later(300)`},
	{"index.html?sort=title&group=app&view=list&filters=open", `document.querySelector("#find").focus();
		for (const t of texts.slice(0, 40)) { fill("#find", t); await later(5); look() }; fill("#find", ""); await later(300)`},
	{"index.html?sort=title", `await until(() => document.documentElement.dataset.search === "all"); look();
		for (let i = 0; i < 60; i++) { fill("#find", "app:a" + i); await later(20); look() }`},
	{"report.html?q=§&severity=§&rule=§&group=§&§=§#§", `for (const group of ["", "severity", "file"]) { fill("select[name=group]", group); look() }`},
	{"report.html?group=file", `for (let i = 0; i < 60; i++) { fill("[name=q]", "/a" + i + "/3.json"); if (!i) await later(500); look() }`},
	{"rules/index.html?q=§&broken=§&§=§#§", `fill("[data-rules] input", texts.join(" ")); look()`},
	{"review.html?§=§#§", ``},
	{"apps/a3.html?lang=§&§=§#§", `fill("[data-decision] textarea", texts.join("\n")); document.querySelector("[data-decision] [value=work]").click(); look()`},
	{"apps/a3/w.html?set=§&screen=§&zoom=§&view=§&org=§&lang=§&off=§&v.default.plain=§&v.default.host=§&v.§=§&§=§#§", ``},
	{"apps/a3/w.html?set=%22&v.default.plain=§&view=desk&org=app", ``},
	{"apps/a3/definition.html?lang=§&§=§#§", ``},
	{"apps/a3/diff/index.html?from=§&to=§&§=§#§", ``},
	{"apps/a3/diff/index.html?from=1.0.0&to=3.0.0&§=§#§", `document.querySelector("[data-file-it]")?.click(); await later(200)`},
	{"apps/a3/diff/2.0.0--3.0.0.html?§=§#§", ``},
	{"§/§.html?§=§#§", ``},
	{"apps/a3/§.html", ``},
}

// kept is what the browser's storage holds before a page is opened: what the
// scripts would write, full of strings, or nothing but strings.
const kept = `(raw => {
	const all = texts.join(" "), at = "vitrine-review:" + new URL("/repo/", location.href).href, entries = {};
	const entry = t => ({ decision: "work", note: t, title: t, of: t, digest: t, checks: { [t]: true, tested: true }, time: 5 });
	for (const t of [...texts, "review.html"]) Object.defineProperty(entries, t, { value: entry(t), enumerable: true, configurable: true });
	for (let i = 0; i < 60; i++) entries["apps/a" + i + ".html"] = entry(texts[i % texts.length]);
	entries["apps/a3.html"] = entry(all);
	const values = {
		"vitrine-theme": all, "vitrine-slash": all, "vitrine-reviewer": all, "vitrine-searches": JSON.stringify(texts),
		"vitrine-load": JSON.stringify(texts.map(t => "https://" + t)), [at]: JSON.stringify({ version: 1, apps: entries }),
		"vitrine-queue": JSON.stringify(["apps/a3.html", ...texts]), [all]: all,
	};
	for (const key in values) [localStorage, sessionStorage].forEach(s => s.setItem(key, raw ? all : values[key]));
	return true;
})`

// tour opens pages of a gallery in a tab and hands over what is in them.
type tour struct {
	b    *tab
	site string
	see  func(page, shape string)
}

func (to tour) open(v attack, texts []string) {
	to.b.t.Helper()
	address := strings.ReplaceAll(v.page, "§", encoded(strings.Join(texts, " ")))
	to.b.open(to.site + address)
	to.b.settled()
	to.b.run("window.texts = " + script(to.b.t, texts))
	for _, s := range eval[[]string](to.b, fmt.Sprintf(shapes, v.do)) {
		to.see(v.page, s)
	}
}

// apps opens the pages of every n-th app, from the k-th.
func (to tour) apps(k, n int) {
	for i := k; i < len(attacks.Groups(attacks.Most)); i += n {
		to.open(attack{page: fmt.Sprintf("apps/a%d.html", i)}, nil)
		to.open(attack{page: fmt.Sprintf("apps/a%d/w.html", i)}, nil)
		if i%4 == 3 {
			to.open(attack{page: fmt.Sprintf("apps/a%d/diff/index.html?from=1.0.0&to=3.0.0", i)}, nil)
		}
	}
}

// states opens every attack with strings, of which the browser remembers some.
func (to tour) states(groups [][]string, raw bool) {
	for _, texts := range groups {
		to.b.run("window.texts = " + script(to.b.t, texts) + ";" + kept + fmt.Sprintf("(%v)", raw))
		for _, v := range attacksOf {
			to.open(v, texts)
		}
	}
}

// TestAttacks: no string runs, loads anything or makes an element in a real
// browser, wherever in a definition, in an address or in the browser's storage
// it stands. The policy of the pages is set aside: escaping alone holds it. With
// the policy, there is nothing that it must stop.
func TestAttacks(t *testing.T) {
	t.Parallel()
	b, known := guarded(t), map[string]bool{}
	learn := func(_, shape string) { known[shape] = true }
	plain := tour{b, serveMissing(t, attackedSite(t, true), "/repo/"), learn}
	for _, p := range kinds {
		tour{b, serveSite(t, demo(t), "/repo/"), learn}.open(attack{page: p}, nil)
	}
	plain.open(attack{page: "apps/a3/v/1.0.0.html"}, nil)
	plain.open(attack{page: "apps/a3/v/1.0.0/w.html"}, nil)
	plain.apps(3, 8)
	plain.states([][]string{attacks.Harmless(attacks.Groups(4000)[0])}, false)

	site := serveMissing(t, attackedSite(t, false), "/repo/")
	check := func(page, shape string) {
		if !known[shape] {
			t.Errorf("%s: there is %s", page, shape)
		}
	}
	b = guarded(t)
	b.lawless()
	attacked := tour{b, site, check}
	attacked.apps(0, 1)
	attacked.states(attacks.Groups(4000), false)
	attacked = tour{guarded(t), site, check}
	attacked.apps(0, 15)
	attacked.states(attacks.Groups(8000), true)
	if n := outside.asked("evil.test"); n > 0 {
		t.Errorf("%d requests to others", n)
	}
}

package main

import (
	"fmt"
	"strings"
	"testing"
)

// reviews are what may stand in a file that is imported, or in the browser's
// storage: JavaScript that makes the text; how many of two apps are decided;
// a part of what the queue says of an import.
var reviews = []struct {
	text    string
	decided int
	says    string
}{
	{`""`, 0, "holds no review"},
	{`"{"`, 0, "holds no review"},
	{`"null"`, 0, "holds no review"},
	{`"5"`, 0, "holds no review"},
	{`'"x"'`, 0, "holds no review"},
	{`"{}"`, 0, "holds no review"},
	{`"[]"`, 0, "holds no review"},
	{`"["`, 0, "holds no review"},
	{`"[".repeat(2e5)`, 0, "holds no review"},
	{`"x".repeat(2e6)`, 0, "holds no review"},
	{`'{"version":1}'`, 0, "holds no review"},
	{`'{"version":2,"apps":{}}'`, 0, "holds no review"},
	{`'{"version":"1","apps":{}}'`, 0, "holds no review"},
	{`apps("str")`, 0, "holds no review"},
	{`apps(null)`, 0, "holds no review"},
	{`apps([])`, 0, "holds no review"},
	{`apps(5)`, 0, "holds no review"},
	{`apps({})`, 0, "Imported 0 decisions."},
	{`one(null)`, 0, "of 1 app was left out"},
	{`one("ok")`, 0, "of 1 app was left out"},
	{`one([])`, 0, "of 1 app was left out"},
	{`one(1)`, 0, "of 1 app was left out"},
	{`one({})`, 0, "Imported 0 decisions."},
	{`one({ decision: "ok" })`, 1, "Imported 1 decision."},
	{`one({ decision: "ok", note: "x", time: 5, checks: { tested: true }, digest: "d", of: "1", title: "t" })`, 1, "Imported 1 decision."},
	{`one({ decision: "ok", note: { toString: 1 } })`, 1, "Imported 1 decision; what could not be used of 1 app was left out."},
	{`one({ decision: "ok", note: ["x"], digest: 5, of: {}, title: null })`, 1, "left out"},
	{`one({ decision: "ok", note: "x".repeat(50000) })`, 1, "left out"},
	{`one({ decision: { toString: 1 } })`, 0, "left out"},
	{`one({ decision: ["ok"] })`, 0, "left out"},
	{`one({ decision: "toString" })`, 0, "left out"},
	{`one({ decision: "__proto__" })`, 0, "left out"},
	{`one({ decision: "ok", checks: "x" })`, 1, "left out"},
	{`one({ decision: "ok", checks: [true] })`, 1, "left out"},
	{`one({ decision: "ok", checks: { toString: true, tested: "yes", hasOwnProperty: 1 } })`, 1, "Imported 1 decision."},
	{`one({ decision: "ok", time: "soon" })`, 1, "left out"},
	{`one({ decision: "ok", time: -1 })`, 1, "left out"},
	{`one({ decision: "ok", time: 1e300 })`, 1, "left out"},
	{`one({ decision: "ok", time: { valueOf: 1 } })`, 1, "left out"},
	{`one({ decision: "ok", hasOwnProperty: 1, toJSON: 1, constructor: 1, unknown: {} })`, 1, "Imported 1 decision."},
	{`'{"version":1,"apps":{"__proto__":{"decision":"ok"},"constructor":{"decision":"ok"},' +
		'"toString":{"decision":"work","note":"x"},"hasOwnProperty":{"decision":"ok"}}}'`, 0, "Imported 4 decisions."},
	{`'{"version":1,"apps":{"__proto__":{"__proto__":{"decision":"ok"}},' +
		'"' + page + '":{"__proto__":{"decision":"reject"},"decision":"ok"}}}'`, 1, "Imported 1 decision."},
	{`'{"version":1,"__proto__":{"apps":{}}}'`, 0, "holds no review"},
	{`'{"version":1,"apps":{"__proto__":null}}'`, 0, "of 1 app was left out"},
	{`apps(Object.fromEntries(Array(21000).fill(0).map((x, i) => ["p" + i, { decision: "ok" }]))) `, 0, "1000 apps was left out"},
	{`apps({ ["x".repeat(5000)]: { decision: "ok" } })`, 0, "of 1 app was left out"},
}

// reviewTools are what the table is written with, on a page of either kind.
const reviewTools = `
	window.page = "apps/harbor_voice.html";
	window.apps = apps => JSON.stringify({ version: 1, apps });
	window.one = entry => apps({ [page]: entry });
	window.key = "vitrine-review:" + new URL("/repo/", location.href).href;
	window.store = text => { localStorage.setItem(key, text); dispatchEvent(new Event("storage")) };`

// TestReviewHostile: whatever stands in the storage or in a file, the queue
// and the app's page show what can be used of it and go on working. That
// nothing is thrown is checked by the tab.
func TestReviewHostile(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.open(site + "review.html")
	b.run(reviewTools + `
	window.imported = async text => {
		const out = document.querySelector("[data-imported]"), list = new DataTransfer();
		const file = document.querySelector("[data-queue] input[type=file]");
		list.items.add(new File([text], "review.json"));
		out.textContent = "";
		file.files = list.files;
		file.dispatchEvent(new Event("change"));
		for (let i = 0; i < 2000 && !out.textContent; i++) await new Promise(done => setTimeout(done, 10));
		return out.textContent;
	};
	window.decided = () => document.querySelectorAll('[data-decided]:not([hidden])').length;`)
	const rows = `document.querySelectorAll(".queue-rows li:not([hidden])").length`
	all := eval[int](b, rows)
	for _, c := range reviews {
		b.run(`store(` + c.text + `)`)
		if got := eval[int](b, `decided()`); got != c.decided || eval[int](b, rows) != all {
			t.Errorf("stored %s: %d apps are marked, want %d", c.text, got, c.decided)
		}
		b.run(`localStorage.clear(); dispatchEvent(new Event("storage"))`)
		if got := eval[string](b, `imported(`+c.text+`)`); !strings.Contains(got, c.says) {
			t.Errorf("imported %s: the queue says %q, want %q", c.text, got, c.says)
		}
		if got := eval[int](b, `decided()`); got != c.decided {
			t.Errorf("imported %s: %d apps are marked, want %d", c.text, got, c.decided)
		}
		// What is kept is clean: the same again when it is read again.
		if !eval[bool](b, `(() => { const s = localStorage.getItem(key), o = s && JSON.parse(s); return !o || Object.values(o.apps).every(e =>
			["", "ok", "work", "reject"].includes(e.decision) && typeof e.note === "string" && e.note.length <= 20000 &&
			typeof e.time === "number" && Object.values(e.checks).every(c => c === true) &&
			Object.keys(e).every(k => ["decision", "note", "checks", "time", "digest", "of", "title"].includes(k))) })()`) {
			t.Errorf("imported %s: kept is %.300s", c.text, eval[string](b, `localStorage.getItem(key)`))
		}
	}
	b.open(site + "apps/harbor_voice.html")
	b.run(reviewTools)
	for _, c := range reviews {
		b.run(`store(` + c.text + `)`)
		const approved = `document.querySelector("[data-decision]").elements.decision.value === "ok"`
		if got := eval[bool](b, approved); got != (c.decided == 1) {
			t.Errorf("stored %s: approved on the app's page is %v", c.text, got)
		}
		b.run(`const form = document.querySelector("[data-decision]");
			form.elements.decision.value = "reject"; form.dispatchEvent(new Event("change"))`)
		if !eval[bool](b, `JSON.parse(localStorage.getItem(key)).apps[page].decision === "reject" &&
			document.querySelector("[data-saved]").textContent === "Kept in this browser only."`) {
			t.Errorf("stored %s: a decision cannot be saved any more", c.text)
		}
	}
}

// TestStoredHostile opens a page of every kind with nonsense in everything
// that scripts read of the storage and the address: nothing is thrown, and the
// page does what it is there for.
func TestStoredHostile(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.expect("logo.jpg")
	b.open(site + "404.html")
	works := map[string]string{
		"index.html": `document.querySelectorAll(".card").length > 0 || document.querySelector("[data-found] .empty")`,
		"report.html": `document.querySelector("[data-results]").hidden ||
			/of \d+ findings/.test(document.querySelector("[data-found]").textContent)`,
		"review.html":            `/^\d+ of \d+ decided/.test(document.querySelector("[data-progress]").textContent)`,
		"apps/harbor_voice.html": `document.querySelector("[data-decision]").elements.decision.value === ""`,
		"apps/harbor_voice/softphone.html": `document.querySelectorAll("[data-controls] .control").length > 0 &&
			document.querySelector(".stage-note, .stage-fit")`,
		"rules/index.html":                         `document.querySelector("h1")`,
		"apps/broken_by_design.html":               `document.querySelector("[data-decision]")`,
		"apps/harbor_voice/diff/1.4.0--2.0.0.html": `document.querySelector("h1")`,
	}
	queries := []string{
		"?set=%00&screen=99999x0&zoom=-1&view=x&org=y&lang=__proto__&off=%E0%A4%A&v.=&v.__proto__=1&v.constructor=1#%E0%A4%A",
		"?q=%E0%A4%A&severity=__proto__&rule=constructor&group=toString&sort=constructor&view=__proto__&page=1e9&filters=x#finding-%22%5D",
		"?q=" + strings.Repeat("perm:%22%28%5B%5C", 200) + "&page=-5&lang=%20&" + strings.Repeat("x&", 500) + "#" + strings.Repeat("%", 100),
		"?set=__proto__&screen=1x1&zoom=999&view=all&org=app&lang=de_de&off=microphone,,__proto__&q=key:&=&&==#",
	}
	values := []string{`""`, `"null"`, `"{}"`, `"[]"`, `"x".repeat(1e6)`,
		`'{"version":1,"apps":{"apps/harbor_voice.html":{"checks":{"toString":1},"note":{"toString":1},"time":{}}}}'`,
	}
	for page, ok := range works {
		for i, query := range queries {
			b.run(fmt.Sprintf(`localStorage.clear();
				for (const k of ["vitrine-theme", "vitrine-slash", "vitrine-review:" + new URL("/repo/", location.href).href])
					localStorage.setItem(k, %s)`, values[(i+len(page))%len(values)]))
			b.open(site + page + query)
			if !b.soon(ok, slow) {
				t.Errorf("%s%.200s: does not do what it is there for", page, query)
			}
		}
		if !eval[bool](b, `(() => {
			const root = document.documentElement, was = root.dataset.theme;
			document.querySelector("[data-theme-switch]").click();
			return root.dataset.theme !== was && localStorage.getItem("vitrine-theme") === root.dataset.theme })()`) {
			t.Errorf("%s: the theme cannot be switched", page)
		}
	}
	b.wait(`document.readyState === "complete"`)
}

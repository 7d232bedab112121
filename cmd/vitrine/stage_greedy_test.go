package main

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// halted is the line below the preview of a frame that was stopped.
const halted = `document.querySelector("[data-life]").dataset.life === "halted"`

// greedy opens the page that takes too much in one way.
func greedy(t *testing.T, b *tab, how string) (run string) {
	t.Helper()
	run = "greedy " + how
	outside.forget(run)
	query := "?v.default.run=" + url.PathEscape(run) + "&v.default.how=" + url.PathEscape(how)
	b.open(serveSite(t, stageDir(t), "/repo/") + "apps/greedy/greedy.html" + query)
	return run
}

// TestStageGreedy: a frame that sends too many messages, or such as are too
// large, is stopped; the page is as it was, and loads it again when asked.
func TestStageGreedy(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	for how, why := range map[string]string{
		"messages": "messages a second", "rate": "messages a second",
		"top": "messages a second", "nested": "messages a second",
		"string": "too large", "keys": "too large",
	} {
		run := greedy(t, b, how)
		if !b.soon(halted, slow) {
			t.Errorf("%s: the frame was not stopped; the log says %.300s", how, b.text("[data-host]"))
			continue
		}
		if n := eval[int](b, desk+`.querySelectorAll("iframe").length`); n != 0 {
			t.Errorf("%s: stopped, and %d frames are left", how, n)
		}
		said := eval[string](b, desk+`.querySelector(".desk-wait").textContent`)
		if !strings.Contains(said, why) || !strings.HasSuffix(said, "Load again") {
			t.Errorf("%s: the window says %q", how, said)
		}
		const size = `[document.querySelectorAll("[data-log] li").length, document.querySelector("[data-log]").textContent.length]`
		if got := eval[[]int](b, size); got[0] > 200 || got[1] > 60000 {
			t.Errorf("%s: the log has %d lines and %d characters", how, got[0], got[1])
		}
		// What is left in the queue of messages is nobody's, and the page works.
		b.run(desk + `.querySelector(".desk-wait button").click()`)
		hear[int](t, run, "loaded", 2)
		b.run(`document.querySelector('[data-do="stop"]').click()`)
		b.wait(`document.querySelector(".stage-note").textContent.includes("Preview stopped")`)
	}
}

// TestStageLarge: what is too large to read is told apart from what is not,
// whatever its shape, and no shape of a message makes the host throw.
func TestStageLarge(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.open(serveSite(t, stageDir(t), "/repo/") + "apps/probe/empty.html")
	b.modules("stage/host", "stage/guard")
	b.run(`window.stopped = 0; window.sent = []; window.journal = { add() {}, drop() {} };
window.say = data => {
  const card = { id: "c", origin: "o", alive() {}, send: m => sent.push(m), resize() {}, open() {}, isOpen: () => true,
    facts: () => ({ name: "" }), halt() { stopped++ } };
  const host = m.host(card, journal); host.receive({ origin: "o", data }); return host }`)
	for value, large := range map[string]bool{
		`"x"`:                        false,
		`null`:                       false,
		`undefined`:                  false,
		`5n`:                         false,
		`new Date(NaN)`:              false,
		`new Error("x")`:             false,
		`/x/`:                        false,
		`[[[[[]]]]]`:                 false,
		`{ size: 1e9, length: 1e9 }`: false,
		`"x".repeat(262144)`:         false,
		`Array(4000).fill(0)`:        false,
		`(() => { const o = {}; o.o = o; return [o, o, o] })()`: false,
		`new Uint8Array(1000)`:               false,
		`"x".repeat(262200)`:                 true,
		`["x".repeat(2e5), "x".repeat(2e5)]`: true,
		`Array(1e6)`:                         true,
		`Array(6000).fill(0)`:                true,
		`{ ["x".repeat(3e5)]: 1 }`:           true,
		`Object.fromEntries(Array(1e5).fill(0).map((x, i) => ["k" + i, i]))`:       true,
		`Array(300).fill(0).map(() => Array(50).fill(0).reduce(o => ({ o }), {}))`: true,
		`new Map(Array(1e4).fill(0).map((x, i) => [i, i]))`:                        true,
		`new Set(Array(1e4).fill(0).map((x, i) => i))`:                             true,
		`new ArrayBuffer(1e6)`:        true,
		`new Uint8Array(1e6)`:         true,
		`new Blob(["x".repeat(1e5)])`: true,
	} {
		if got := eval[bool](b, `m.guard(journal, () => {}).large(`+value+`)`); got != large {
			t.Errorf("%s: large is %v", value, got)
		}
		for _, message := range []string{
			`V`, `{ type: V }`, `{ cardId: V, type: "OPEN" }`, `{ cardId: "c", type: "RESIZE", width: V, height: V }`,
			`{ cardId: "c", type: "REQUEST", method: V, url: V, requestId: V, body: V }`,
		} {
			b.run(`(V => say(` + message + `))(` + value + `)`)
		}
	}
	// An object cannot bring its own idea of what text it is.
	b.run(`const odd = { toString: 1, valueOf: 1, toUpperCase: 1, slice: 1, length: -1 };
		for (const o of [odd, [odd]]) for (const type of ["REQUEST", "RESIZE", o]) {
			say({ cardId: "c", type, method: o, url: o, requestId: o, width: o, height: o });
		}`)
	if n := eval[int](b, `stopped`); n != 0 {
		t.Errorf("one message stopped %d frames", n)
	}
}

// TestStageFocus: a frame that takes the focus from what the person is using
// does not keep it, and is stopped if it goes on.
func TestStageFocus(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	greedy(t, b, "focus")
	b.wait(stageLoaded)
	for range 20 { // a person goes on with it
		if eval[bool](b, halted) {
			break
		}
		b.run(`document.querySelector('[data-do="width"]').focus()`)
		b.soon(halted, 2*time.Second)
	}
	b.wait(halted)
	if got := eval[string](b, desk+`.querySelector(".desk-wait").textContent`); !strings.Contains(got, "took the keyboard focus") {
		t.Errorf("the window says %q", got)
	}
	if got := eval[string](b, `document.activeElement.dataset.do`); got != "width" {
		t.Errorf("the focus is at %q", got)
	}
	if got := eval[string](b, `document.querySelector("[data-log]").textContent`); !strings.Contains(got, "given back") {
		t.Errorf("the log says %s", got)
	}
}

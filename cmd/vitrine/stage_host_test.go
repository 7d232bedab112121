package main

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// said is a message as a page got it.
type said struct {
	Data struct {
		Type       string
		UserLocale string
		UserRoles  []string
		Theme      string
		RequestID  any `json:"requestId"`
		Data       json.RawMessage
		Err        json.RawMessage
		Context    struct {
			Widget   struct{ IsOpen bool }
			Customer struct{ ID string }
		}
	}
	Origin string
	Parent bool
}

// play opens the Cards SDK page, which sends these messages once it has been
// answered.
func play(t *testing.T, b *tab, run, more string, messages any) (root string) {
	t.Helper()
	text, err := json.Marshal(messages)
	if err != nil {
		t.Fatal(err)
	}
	query := "v.default.run=" + run + "&v.default.text=" + encoded(encoded(string(text))) + more // for the frame's address, and for the gallery's
	return openStage(t, b, "apps/probe/sdk.html?"+query)
}

// TestStageHandshake: INITIALIZE is answered with a context, and opening and
// closing is told.
func TestStageHandshake(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("hello")
	b.dark(true)
	root := openStage(t, b, "apps/probe/sdk.html?v.default.run=hello&lang=de_de")
	got := hear[said](t, "hello", "got INITIALIZE", 1)
	origin := strings.TrimSuffix(root, "/repo/")
	if got.Origin != origin || !got.Parent || !got.Data.Context.Widget.IsOpen || got.Data.UserLocale != "de_de" || got.Data.Theme != "dark" || len(got.Data.UserRoles) == 0 {
		t.Errorf("the page was answered %+v", got)
	}
	if p := hear[loaded](t, "hello", "loaded", 1); p.value(t, "parentUrl") != origin || p.value(t, "id") == "" || p.Referrer != "" {
		t.Errorf("the page was loaded with %+v", p)
	}
	b.wait(`document.querySelector("[data-life]").dataset.life === "alive"`)
	b.run(desk + `.querySelector(".desk-icon").click()`)
	if c := hear[said](t, "hello", "got CONTEXT_UPDATE", 1); c.Data.Context.Widget.IsOpen {
		t.Error("closed, and the context says open")
	}
	b.run(desk + `.querySelector(".desk-icon").click()`)
	if c := hear[said](t, "hello", "got CONTEXT_UPDATE", 2); !c.Data.Context.Widget.IsOpen {
		t.Error("open, and the context says closed")
	}
	b.run(`document.querySelector("#tab-sdk").click()`)
	log := b.text("[data-host]")
	for _, part := range []string{"Imitates the Cards SDK from public documentation", "page →\nINITIALIZE", "→ page\nINITIALIZE", "→ page\nCONTEXT_UPDATE", "4 messages"} {
		if !strings.Contains(log, part) {
			t.Errorf("the log lacks %q:\n%s", part, log)
		}
	}
	b.click(`[data-do="clear-log"]`)
	if got := b.text("[data-log]"); got != "" {
		t.Errorf("cleared, the log says %q", got)
	}
}

// TestStageSampleContext: samples.yaml replaces the context; isOpen stays true.
func TestStageSampleContext(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("sample")
	set := url.PathEscape("Zoë & Söhne/№ 1")
	play(t, b, "sample", "&set="+strings.ReplaceAll(set, "&", "%26"), []map[string]any{
		{"type": "REQUEST", "requestId": "r1", "method": "GET", "url": "/v1/customers/current"},
		{"type": "REQUEST", "requestId": 2, "method": "post", "url": "/v1/notes/9"},
		{"type": "REQUEST", "requestId": "r3", "url": "/v1/unknown"},
	})
	if c := hear[said](t, "sample", "got INITIALIZE", 1).Data.Context; !c.Widget.IsOpen || c.Customer.ID != "5f3" {
		t.Errorf("the context is %+v", c)
	}
	answers := []said{hear[said](t, "sample", "got REQUEST", 1), hear[said](t, "sample", "got REQUEST", 2), hear[said](t, "sample", "got REQUEST", 3)}
	slices.SortFunc(answers, func(a, b said) int { return len(a.Data.Data) - len(b.Data.Data) }) // reports may overtake each other
	texts := map[any]string{}
	for _, a := range answers {
		texts[a.Data.RequestID] = string(a.Data.Data) + string(a.Data.Err)
	}
	if texts["r1"] != `{"name":"Mira","age":41}` || !strings.Contains(texts[2.0], `"status":422`) || !strings.Contains(texts[2.0], "too long") {
		t.Errorf("the answers are %q", texts)
	}
	if !strings.Contains(texts["r3"], "GET /v1/unknown") || !strings.Contains(texts["r3"], "samples.yaml") {
		t.Errorf("without a recorded response: %q", texts["r3"])
	}
}

// TestStageResize: sizes are obeyed within limits.
func TestStageResize(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	for _, c := range []struct {
		name     string
		messages []any
		width    float64
		height   float64
	}{
		{"numbers", []any{map[string]any{"type": "RESIZE", "width": 400, "height": 300}}, 400, 300},
		{"texts", []any{map[string]any{"type": "RESIZE", "width": "410px", "height": "310"}}, 410, 310},
		{"one side", []any{map[string]any{"type": "RESIZE", "height": 500}}, 288, 500},
		{"huge", []any{map[string]any{"type": "RESIZE", "width": 1e9, "height": 1e308}}, 2000, 2000},
		{"tiny", []any{map[string]any{"type": "RESIZE", "width": 0, "height": -5}}, 40, 40},
		{"no px", []any{map[string]any{"type": "RESIZE", "width": "100vw", "height": []int{1}}}, 288, 360},
		{"other card", []any{map[string]any{"type": "RESIZE", "width": 400, "cardId": "other"}}, 288, 360},
		{"nonsense", []any{"RESIZE", 5, nil, []any{}, map[string]any{"type": 7}, map[string]any{"type": "MODAL_SHOW"}}, 288, 360},
	} {
		run := "resize-" + strings.ReplaceAll(c.name, " ", "-")
		outside.forget(run)
		play(t, b, run, "", append(c.messages, map[string]any{"type": "REQUEST", "requestId": "end", "url": "/end"}))
		hear[said](t, run, "got REQUEST", 1) // everything before it was handled
		got := eval[[]float64](b, `(() => { const r = `+desk+`.querySelector("iframe").getBoundingClientRect(); return [r.width, r.height] })()`)
		if got[0] != c.width || got[1] != c.height {
			t.Errorf("%s: the frame is %v, want %v × %v", c.name, got, c.width, c.height)
		}
	}
	if log := eval[string](b, `document.querySelector("[data-log]").textContent`); !strings.Contains(log, "not imitated here") || !strings.Contains(log, "a message without a type") {
		t.Errorf("the log says %s", log)
	}
}

// TestStageOpenClose: the page closes and opens itself.
func TestStageOpenClose(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("close", "reopen")
	play(t, b, "close", "", []any{map[string]any{"type": "CLOSE"}})
	b.wait(desk + `.querySelector(".desk-widget").hidden`)
	if c := hear[said](t, "close", "got CONTEXT_UPDATE", 1); c.Data.Context.Widget.IsOpen {
		t.Error("the context says open")
	}
	play(t, b, "reopen", "", []any{map[string]any{"type": "CLOSE"}, map[string]any{"type": "OPEN"}})
	hear[said](t, "reopen", "got CONTEXT_UPDATE", 2)
	b.wait(`!` + desk + `.querySelector(".desk-widget").hidden`)
}

// TestStageFlood: a flood that ends soon and a huge, cyclic message do no harm,
// and are no reason to stop the frame.
func TestStageFlood(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	openStage(t, b, "apps/probe/flood.html?v.default.run=flood")
	b.wait(`document.querySelector("[data-log-count]").textContent.includes("dropped")`)
	b.wait(`document.querySelector("[data-log]").textContent.includes("REQUEST")`)
	got := eval[[]int](b, `[document.querySelectorAll("[data-log] li").length, Number(/(\d+) dropped/.exec(document.querySelector("[data-log-count]").textContent)[1]), document.querySelector("[data-log]").textContent.length]`)
	if got[0] > 200 || got[1] < 1000 || got[2] > 60000 {
		t.Errorf("the log has %d lines and %d characters; %d messages were dropped", got[0], got[2], got[1])
	}
	if got := eval[string](b, `document.querySelector("[data-life]").dataset.life`); got != "alive" {
		t.Errorf("the frame is %s", got)
	}
	b.run(`document.querySelector('[data-do="stop"]').click()`)
	if n := eval[int](b, `document.querySelectorAll(".stage-ground iframe").length`); n != 0 {
		t.Error("stopped, and a frame is left")
	}
}

// TestStageStrangers: a message from a frame that is no widget is ignored.
func TestStageStrangers(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	root := openStage(t, b, "apps/probe/sdk.html?v.default.run=stranger")
	b.run(`const w = document.querySelector(".stage-fit > iframe").contentWindow; w.postMessage({cardId: "vitrine-1", type: "CLOSE"}, "*")`)
	b.wait(`document.querySelector("[data-log]").textContent.includes("a frame that is no widget of this screen (` + strings.TrimSuffix(root, "/repo/") + `)")`)
	if eval[bool](b, desk+`.querySelector(".desk-widget").hidden`) {
		t.Error("a stranger closed the widget")
	}
}

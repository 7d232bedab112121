package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// This file is the only one that knows chromedp. Tests open a tab, which has
// its own storage, and fail at the end if the page complained on the console:
//
//	b := newTab(t)
//	b.open(serveSite(t, demo(t), "/repo/") + "index.html")
//	b.wait(`document.querySelector(".card")`)
//	if got := eval[string](b, `document.title`); got != "…" { … }

// chromium is the one browser of this package's tests.
var chromium struct {
	once   sync.Once
	ctx    context.Context
	cancel context.CancelFunc
	err    error
}

// closeChromium runs after all tests; see TestMain.
func closeChromium() {
	if chromium.cancel != nil {
		chromium.cancel()
		outside.server.Close()
	}
}

// chromiumPath finds the browser; without one, browser tests are skipped
// where a person runs them and fail where a machine does.
func chromiumPath(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("CI is set, but there is no Chromium")
	}
	t.Skip("no Chromium on this machine")
	return ""
}

func startChromium(path string) {
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path))
	for _, flag := range []string{
		"no-sandbox", "disable-gpu", "disable-quic", "disable-component-update", "hide-scrollbars",
		"use-fake-ui-for-media-stream", "use-fake-device-for-media-stream", "ignore-certificate-errors",
	} {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	// Every host below .test is the server of outside_test.go; no other name
	// is ever looked up.
	opts = append(opts, chromedp.Flag("host-resolver-rules", "MAP *.test "+outside.start()+", MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, _ := chromedp.NewContext(alloc)
	chromium.ctx, chromium.cancel = ctx, cancel
	chromium.err = chromedp.Do(ctx, chromedp.Navigate("about:blank"))
}

// tab is one page of the browser.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	console  []string // what the page complained about
	dialogs  []string // alert, confirm, prompt: none may appear
	expected []string // complaints that the test provokes
}

// newTab opens a tab with storage of its own, 1440 × 900.
func newTab(t testing.TB) *tab {
	t.Helper()
	path := chromiumPath(t)
	chromium.once.Do(func() { startChromium(path) })
	if chromium.err != nil {
		t.Fatalf("start %s: %v", path, chromium.err)
	}
	ctx, cancel := chromedp.NewContext(chromium.ctx, chromedp.WithNewBrowserContext())
	b := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		b.complaints()
		cancel()
	})
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	b.size(1440, 900)
	// Tabs of tests that run at the same time all behave as the one in front.
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatalf("focus a tab: %v", err)
	}
	return b
}

// hear runs on the loop that reads the browser's events.
func (b *tab) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		b.console = append(b.console, text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			for _, a := range e.Args {
				b.console = append(b.console, fmt.Sprintf("console.%s: %s", e.Type, a.Value))
			}
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			b.console = append(b.console, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *page.EventJavascriptDialogOpening:
		b.dialogs = append(b.dialogs, e.Message)
		go chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
	}
}

// expect names a part of a complaint that the test provokes.
func (b *tab) expect(part string) { b.expected = append(b.expected, part) }

func (b *tab) complaints() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, d := range b.dialogs {
		b.t.Errorf("a dialog opened: %q", d)
	}
next:
	for _, c := range b.console {
		for _, e := range b.expected {
			if strings.Contains(c, e) {
				continue next
			}
		}
		b.t.Errorf("on the console: %s", c)
	}
}

func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, slow)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// open loads a page.
func (b *tab) open(url string) {
	b.t.Helper()
	if strings.HasSuffix(url, "/404.html") {
		b.expect("/locate.js") // it is looked for at every depth
	}
	b.do("open "+url, chromedp.Navigate(url))
}

// eval returns what an expression comes to in the page; promises are awaited.
func eval[T any](b *tab, expr string) T {
	b.t.Helper()
	v, err := try[T](b, expr)
	if err != nil {
		b.t.Fatalf("%s: %v", expr, err)
	}
	return v
}

func try[T any](b *tab, expr string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, slow)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expr, chromedp.EvalAwaitPromise))
}

// slow is how long something may take on a machine that is busy with other
// things: nothing is measured by it.
const slow = 5 * time.Minute

// wait waits until an expression is true.
func (b *tab) wait(expr string) {
	b.t.Helper()
	if !b.soon(expr, slow) {
		b.t.Fatalf("still not true: %s", expr)
	}
}

// soon tells whether an expression gets true in time.
func (b *tab) soon(expr string, d time.Duration) bool {
	for end := time.Now().Add(d); ; time.Sleep(20 * time.Millisecond) {
		if ok, err := try[bool](b, "Boolean("+expr+")"); err == nil && ok {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

// run executes statements in the page.
func (b *tab) run(script string) {
	b.t.Helper()
	eval[bool](b, "(() => {"+script+"\n;return true})()")
}

// painted waits until the page has been drawn once: before that, Chromium drops
// what the mouse and the keyboard do without saying so, even after the load
// event. A page that draws nothing is not waited for.
func (b *tab) painted() {
	b.soon(`performance.getEntriesByType("paint").length`, 10*time.Second)
}

// click clicks an element as a mouse does, at its centre.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.painted()
	b.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// clickAt clicks a point of the window.
func (b *tab) clickAt(x, y float64) {
	b.t.Helper()
	b.painted()
	b.do("click at a point", chromedp.MouseClickXY(x, y))
}

// drag moves the mouse with its button held.
func (b *tab) drag(fromX, fromY, toX, toY float64) {
	b.t.Helper()
	b.painted()
	b.do("drag", chromedp.DragAndDropXY(fromX, fromY, toX, toY))
}

// press sends keys to what has the focus; kb has names for special keys.
func (b *tab) press(keys string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	b.painted()
	b.do("press a key", chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// shortcut presses a key whose letter a page may keep from being typed, which
// it cannot where press sends key and letter apart.
func (b *tab) shortcut(key string) {
	b.t.Helper()
	b.painted()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		p := input.DispatchKeyEventParams{Type: kind, Key: key, WindowsVirtualKeyCode: 191}
		if kind == input.DispatchKeyEventTypeKeyDown {
			p.Text = key
		}
		if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, p); err != nil {
			b.t.Fatalf("press %q: %v", key, err)
		}
	}
}

// size sets the window's inner size.
func (b *tab) size(width, height int64) {
	b.t.Helper()
	b.do("set the window's size", chromedp.EmulateViewport(width, height))
}

// dark switches between the dark and the light scheme of the system.
func (b *tab) dark(on bool) {
	b.t.Helper()
	scheme := "light"
	if on {
		scheme = "dark"
	}
	b.media("prefers-color-scheme", scheme)
}

// media pretends that the system prefers something.
func (b *tab) media(feature, value string) {
	b.t.Helper()
	features := []*emulation.MediaFeature{{Name: feature, Value: value}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.t.Fatalf("set %s: %v", feature, err)
	}
}

// tree is the page as assistive technology is told of it: a line for each
// thing that has one of the roles, with its name.
func (b *tab) tree(roles ...string) (lines []string) {
	b.t.Helper()
	full, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.t.Fatalf("read the accessibility tree: %v", err)
	}
	for _, n := range full.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		var role, name string
		json.Unmarshal(n.Role.Value, &role)
		if n.Name != nil {
			json.Unmarshal(n.Name.Value, &name)
		}
		if slices.Contains(roles, role) {
			lines = append(lines, role+" "+name)
		}
	}
	return lines
}

// print shows the page as it goes to paper.
func (b *tab) print() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		b.t.Fatalf("switch to paper: %v", err)
	}
}

// noScript switches the page's scripts off, for pages opened from now on.
func (b *tab) noScript() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		b.t.Fatalf("switch scripts off: %v", err)
	}
}

// lawless lets pages do what their policy forbids.
func (b *tab) lawless() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}); err != nil {
		b.t.Fatalf("set the policy aside: %v", err)
	}
}

// before runs a script in every page, and every frame, before its own.
func (b *tab) before(script string) {
	b.t.Helper()
	p := page.AddScriptToEvaluateOnNewDocumentParams{Source: script}
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, p); err != nil {
		b.t.Fatalf("add a script: %v", err)
	}
}

// downloads lets pages save files into a directory.
func (b *tab) downloads(dir string) {
	b.t.Helper()
	c := chromedp.FromContext(b.ctx)
	_, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: c.BrowserContextID, DownloadPath: dir,
	})
	if err != nil {
		b.t.Fatalf("allow downloads: %v", err)
	}
}

// screenshot keeps a picture of the whole page if VITRINE_LOOK names a
// directory, for people to look at.
func (b *tab) screenshot(name string) {
	b.t.Helper()
	dir := os.Getenv("VITRINE_LOOK")
	if dir == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644)
	}
	if err != nil {
		b.t.Errorf("screenshot %s: %v", name, err)
	}
}

// serveSite serves a directory below a prefix ("/" or "/repo/") as static
// hosts do and returns the address of its root.
func serveSite(t *testing.T, dir, prefix string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(prefix, http.StripPrefix(strings.TrimSuffix(prefix, "/"), http.FileServer(http.Dir(dir))))
	// It is not closed: a tab may still ask for something when its test ends.
	return httptest.NewServer(mux).URL + prefix
}

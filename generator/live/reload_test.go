package live

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// listener reads one stream.
type listener struct {
	t      *testing.T
	resp   *http.Response
	events chan [2]string // name, data
}

func listen(t *testing.T, url string) *listener {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	l := &listener{t, resp, make(chan [2]string, 100)}
	t.Cleanup(func() { resp.Body.Close() })
	go func() {
		defer close(l.events)
		name := ""
		for s := bufio.NewScanner(resp.Body); s.Scan(); {
			if n, ok := strings.CutPrefix(s.Text(), "event: "); ok {
				name = n
			}
			if data, ok := strings.CutPrefix(s.Text(), "data: "); ok {
				l.events <- [2]string{name, data}
			}
		}
	}()
	return l
}

// told is any of the events.
type told struct {
	Build    int
	Session  string
	Paths    []string
	All      bool
	Text     string
	Files    []string
	Problems []Problem
}

func (l *listener) next(name string) (got told) {
	l.t.Helper()
	select {
	case e, ok := <-l.events:
		if !ok || e[0] != name {
			l.t.Fatalf("heard %q, want %s", e, name)
		}
		if err := json.Unmarshal([]byte(e[1]), &got); err != nil {
			l.t.Fatal(err)
		}
	case <-time.After(5 * time.Minute):
		l.t.Fatalf("heard nothing, want %s", name)
	}
	return got
}

func (l *listener) nothing() {
	l.t.Helper()
	select {
	case e, ok := <-l.events:
		if ok {
			l.t.Errorf("heard %q", e)
		}
	case <-time.After(50 * time.Millisecond):
	}
}

func TestChangesAreTold(t *testing.T) {
	s, url := start(t, ServerOptions{})
	url += eventsPath
	first := listen(t, url)
	if kind := first.resp.Header.Get("Content-Type"); kind != "text/event-stream; charset=utf-8" {
		t.Errorf("the type is %q", kind)
	}
	if got := first.next("hello"); got.Build != 0 || got.Session == "" {
		t.Errorf("%+v", got)
	}
	s.Changed(nil, false)
	s.Changed([]string{"apps/b.html", "apps/a.html"}, false)
	if got := first.next("change"); got.Build != 1 || !slices.Equal(got.Paths, []string{"apps/b.html", "apps/a.html"}) || got.All {
		t.Errorf("%+v", got)
	}
	s.Changed(nil, true)
	if got := first.next("change"); got.Build != 2 || got.Paths == nil || !got.All {
		t.Errorf("%+v", got)
	}
	first.nothing()
}

func TestWhoComesBackHearsWhatItMissed(t *testing.T) {
	s, url := start(t, ServerOptions{})
	url += eventsPath
	session := listen(t, url).next("hello").Session
	for i := range 5 {
		s.Changed([]string{fmt.Sprintf("%d.html", i)}, false)
	}
	for query, want := range map[string][]string{
		"?build=5&session=" + session: nil,
		"?build=3&session=" + session: {"3.html", "4.html"},
		"?age=60000":                  {"0.html", "1.html", "2.html", "3.html", "4.html"},
		"?age=0":                      nil,
		"?age=-5&build=x":             nil,
		"?age=99999999999999999999":   {"0.html", "1.html", "2.html", "3.html", "4.html"},
		"":                            nil,
	} {
		l := listen(t, url+query)
		if got := l.next("hello"); got.Build != 5 {
			t.Errorf("%s: %+v", query, got)
		}
		if want == nil {
			l.nothing()
		} else if got := l.next("change"); !slices.Equal(got.Paths, want) || got.All || got.Build != 5 {
			t.Errorf("%s: %+v", query, got)
		}
	}
	l := listen(t, url+"?build=5&session=another")
	l.next("hello")
	if got := l.next("change"); !got.All {
		t.Errorf("after a restart: %+v", got)
	}
	for range maxHistory {
		s.Changed([]string{"x.html"}, false)
	}
	l = listen(t, url+"?build=1&session="+session)
	l.next("hello")
	if got := l.next("change"); !got.All {
		t.Errorf("beyond the history: %+v", got)
	}
}

func TestProblemsAreToldAndReplayed(t *testing.T) {
	s, url := start(t, ServerOptions{})
	url += eventsPath
	first := listen(t, url)
	first.next("hello")
	list := []Problem{
		{File: "content/a.json", Line: 3, Column: 5, Rule: "syntax", Message: "expected a comma", Hint: "add one",
			Excerpt: Excerpt{Before: `"a" `, Marked: `"b"`, Caret: "    ^^^"}, Pages: []string{"apps/a.html"}},
		{Message: "the theme is broken\nbadly"},
	}
	s.Problems(nil) // nothing was wrong before
	s.Problems(list)
	s.Problems(slices.Clone(list)) // nothing new
	late := listen(t, url)
	late.next("hello")
	const text = "content/a.json:3:5: expected a comma [syntax]\n  \"a\" \"b\"\n      ^^^\nhint: add one\n\nthe theme is broken\nbadly"
	for _, l := range []*listener{first, late} {
		got := l.next("problems")
		if got.Text != text || !slices.Equal(got.Files, []string{"content/a.json"}) || len(got.Problems) != 2 || got.Problems[0].Marked != `"b"` {
			t.Errorf("%+v", got)
		}
	}
	s.Problems(nil)
	for _, l := range []*listener{first, late} {
		if got := l.next("problems"); got.Text != "" || got.Problems == nil || len(got.Problems) != 0 {
			t.Errorf("%+v", got)
		}
		l.nothing()
	}
}

// TestSilentStreamsHoldLittle: what waits for streams that do not read is held
// once, and what a page has missed is bounded.
func TestSilentStreamsHoldLittle(t *testing.T) {
	f := newFeed()
	f.setProblems([]Problem{{Message: strings.Repeat("x", 1<<20)}})
	for i := range maxHistory {
		paths := make([]string, 100)
		for j := range paths {
			paths[j] = fmt.Sprintf("apps/a%d/w%d.html", i, j)
		}
		f.changed(paths, false, time.Now())
	}
	held, own := map[*byte]bool{}, 0
	for range 100 {
		c := f.subscribe(func(change) bool { return true }, false)
		for range len(c) {
			if m := <-c; !held[&m[0]] {
				held[&m[0]] = true
				own += len(m)
			}
		}
	}
	if own > 3<<20 { // the problem stands in it twice
		t.Errorf("a hundred streams hold %d bytes", own)
	}
}

// TestStreamsAreLimitedAndFreed: more than a thousand browsers hear of a change, each over a connection of its own; one more
// is told to come later, and what the others held is freed when they go.
func TestStreamsAreLimitedAndFreed(t *testing.T) {
	s, url := start(t, ServerOptions{})
	url += eventsPath
	before := runtime.NumGoroutine()
	var all []*listener
	if maxStreams < 1000 {
		t.Errorf("a thousand clients should be held, and only %d are", maxStreams)
	}
	for range maxStreams {
		l := listen(t, url)
		l.next("hello")
		all = append(all, l)
	}
	if l := listen(t, url); l.resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one too many: %d", l.resp.StatusCode)
	}
	s.Changed([]string{"index.html"}, false)
	for _, l := range all {
		if got := l.next("change"); !slices.Equal(got.Paths, []string{"index.html"}) {
			t.Fatalf("of a thousand, one heard %+v", got)
		}
	}
	for _, l := range all {
		l.resp.Body.Close()
	}
	wait(t, "streams", func() bool { s.feed.mu.Lock(); defer s.feed.mu.Unlock(); return len(s.feed.streams) == 0 })
	listen(t, url).next("hello")
	http.DefaultClient.CloseIdleConnections()
	wait(t, "goroutines", func() bool { return runtime.NumGoroutine() <= before+12 })
}

func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not freed", what)
		}
	}
}

func TestSlowReadersAreDropped(t *testing.T) {
	f := newFeed()
	c := f.subscribe(func(change) bool { return false }, false)
	for range 100 {
		f.changed([]string{"x"}, false, time.Now())
	}
	n := 0
	for range c {
		n++
	}
	if n > 20 || len(f.streams) != 0 {
		t.Errorf("%d messages were kept for it", n)
	}
	f.unsubscribe(c)
}

func TestCloseEndsStreams(t *testing.T) {
	s, url := start(t, ServerOptions{})
	l := listen(t, url+eventsPath)
	l.next("hello")
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	select {
	case <-l.events:
	case <-time.After(5 * time.Minute):
		t.Error("the stream goes on")
	}
}

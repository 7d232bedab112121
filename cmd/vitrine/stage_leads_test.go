package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestStageLeads: a frame that leads itself, the page above it or the browser's
// history elsewhere gets nowhere: the gallery stands where it stood, is asked for
// nothing by the frame, and nobody else is asked.
func TestStageLeads(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	var mu sync.Mutex
	var asked []string // by a frame, or with POST
	files := http.StripPrefix("/repo", http.FileServer(http.Dir(stageDir(t))))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.Header.Get("Sec-Fetch-Dest") == "iframe" {
			mu.Lock()
			asked = append(asked, r.Method+" "+r.URL.Path)
			mu.Unlock()
		}
		files.ServeHTTP(w, r)
	}))
	b.expect("frame-src")
	for _, how := range []string{"evil", "data", "gallery", "post", "post to evil", "script", "post to the top", "back", "far"} {
		run := "leads " + how
		outside.forget(run)
		b.open(server.URL + "/repo/rules/index.html")
		b.open(server.URL + "/repo/apps/greedy/greedy.html?v.default.run=" + encoded(run) + "&v.default.how=" + encoded(how))
		before := eval[string](b, "location.href")
		hear[int](t, run, "loaded", 1)
		time.Sleep(500 * time.Millisecond) // what does not happen cannot be waited for
		if after := eval[string](b, "location.href"); after != before {
			t.Errorf("%s: the gallery was led to %s", how, after)
		}
		if eval[bool](b, `"ran" in window`) {
			t.Errorf("%s: a script ran", how)
		}
		mu.Lock()
		if len(asked) > 0 {
			t.Errorf("%s: the gallery was asked %s", how, strings.Join(asked, ", "))
		}
		asked = nil
		mu.Unlock()
	}
	if n := outside.asked("evil.test"); n > 0 {
		t.Errorf("%d requests to others", n)
	}
}

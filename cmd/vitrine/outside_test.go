package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// outside is the rest of the web: whatever https host below .test a page asks
// for, this server answers with testdata/stage/pages. Pages report to it what
// they see, each under the name of the test that it runs in.
var outside outsideServer

type outsideServer struct {
	server *httptest.Server

	mu      sync.Mutex
	reports []report
	hits    []string // host and path of every request
}

// report is one thing that a page told.
type report struct {
	Run, Kind, Value string
}

// start returns host and port.
func (o *outsideServer) start() string {
	mux := http.NewServeMux()
	mux.HandleFunc("/report", o.note)
	mux.HandleFunc("/icon.svg", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#c40"/></svg>`))
	})
	mux.HandleFunc("/204", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/refused", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Frame-Options", "DENY")
		w.Write([]byte("<!doctype html><title>Refused</title>"))
	})
	mux.HandleFunc("/download", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="hostile.txt"`)
		w.Write([]byte("hostile"))
	})
	mux.Handle("/", http.FileServer(http.Dir(filepath.Join("testdata", "stage", "pages"))))
	o.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/report" {
			o.mu.Lock()
			o.hits = append(o.hits, r.Host+r.URL.Path)
			o.mu.Unlock()
		}
		mux.ServeHTTP(w, r)
	}))
	return strings.TrimPrefix(o.server.URL, "https://")
}

func (o *outsideServer) note(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reports = append(o.reports, report{q.Get("run"), q.Get("kind"), q.Get("v")})
	w.WriteHeader(http.StatusNoContent)
}

// all returns what was told in a run, of one kind.
func (o *outsideServer) all(run, kind string) []report {
	o.mu.Lock()
	defer o.mu.Unlock()
	var list []report
	for _, r := range o.reports {
		if r.Run == run && r.Kind == kind {
			list = append(list, r)
		}
	}
	return list
}

// forget drops what was told in earlier runs of the same test.
func (o *outsideServer) forget(runs ...string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reports = slices.DeleteFunc(o.reports, func(r report) bool { return slices.Contains(runs, r.Run) })
}

// asked counts the requests to a host.
func (o *outsideServer) asked(host string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, h := range o.hits {
		if strings.HasPrefix(h, host+"/") {
			n++
		}
	}
	return n
}

// hear waits for the n-th report of a kind and reads it.
func hear[T any](t *testing.T, run, kind string, n int) T {
	t.Helper()
	var v T
	for end := time.Now().Add(slow); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		list := outside.all(run, kind)
		if len(list) < n {
			continue
		}
		if err := json.Unmarshal([]byte(list[n-1].Value), &v); err != nil {
			t.Fatalf("report %q of %s: %v in %s", kind, run, err, list[n-1].Value)
		}
		return v
	}
	t.Fatalf("%s: no report %q number %d", run, kind, n)
	return v
}

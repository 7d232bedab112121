package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestServePoll: with --poll nothing is asked of the system's file events, and a
// save is on the page all the same.
func TestServePoll(t *testing.T) {
	a := newAuthor(t)
	before := eventSources()
	address := startServe(t, "--content", a.dir, "--poll")
	if n := eventSources(); n > before {
		t.Errorf("%d sources of file events are open", n-before)
	}
	for _, title := range []string{"Refunds", "Returns", "Exchanges"} { // the first may be found by the look that the watch begins with
		a.save("acme", definitionOf("acme", title))
		until(t, title+" on the page", func() bool {
			return bytes.Contains(get(t, address+"apps/acme.html"), []byte(title+" app"))
		})
	}
}

// eventSources counts the inotify instances of this process; 0 where the system has another way.
func eventSources() (n int) {
	list, _ := os.ReadDir("/proc/self/fd")
	for _, e := range list {
		if to, _ := os.Readlink("/proc/self/fd/" + e.Name()); strings.Contains(to, "inotify") {
			n++
		}
	}
	return n
}

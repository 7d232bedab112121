//go:build unix

package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestBuildInterrupted: a build that a signal ends leaves nothing behind and
// says nothing; its exit code is that of the signal.
func TestBuildInterrupted(t *testing.T) {
	mine := make(chan os.Signal, 8) // so that none can end the tests
	signal.Notify(mine, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(mine)
	for by, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		interrupted := false
		for apps := 200; !interrupted && apps < 5000; apps *= 2 { // until it takes long enough
			interrupted = interruptBuild(t, apps, by, want)
		}
		if !interrupted {
			t.Errorf("%v: no build could be interrupted", by)
		}
	}
}

func interruptBuild(t *testing.T, apps int, by syscall.Signal, want int) bool {
	t.Helper()
	a := newAuthor(t)
	for i := range apps {
		a.save(fmt.Sprint("app", i), definitionOf(fmt.Sprint("app", i), "Orders"))
	}
	parent := t.TempDir()
	code := make(chan int, 1)
	var out, said strings.Builder
	go func() {
		code <- run([]string{"build", "--content", a.dir, "--output", filepath.Join(parent, "public")}, strings.NewReader(""), &out, &said)
	}()
	for {
		select {
		case got := <-code:
			if got == 0 {
				return false
			}
			if left, _ := os.ReadDir(parent); got != want || said.Len()+out.Len() > 0 || len(left) > 0 {
				t.Errorf("%v: exit code %d, said %q, left %v", by, got, said.String(), left)
			}
			return true
		case <-time.After(time.Millisecond):
			if stages, _ := filepath.Glob(filepath.Join(parent, ".public.vitrine-stage-*")); len(stages) > 0 {
				syscall.Kill(os.Getpid(), by)
				got := <-code
				code <- got
			}
		}
	}
}

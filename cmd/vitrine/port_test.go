package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"

	"vitrine/generator/live"
)

// TestServePortTaken: who finds the port taken is told one that is free.
func TestServePortTaken(t *testing.T) {
	a := newAuthor(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	e := &env{out: io.Discard, err: io.Discard}
	cmd, _, _ := rootCommand(e).Find([]string{"serve"})
	if err := cmd.ParseFlags([]string{"--content", a.dir, "--addr", taken.Addr().String()}); err != nil {
		t.Fatal(err)
	}
	err = e.serve(t.Context(), cmd)
	var h hinted
	if !errors.As(err, &h) || !strings.Contains(err.Error(), "taken") {
		t.Fatalf("%v", err)
	}
	var port int
	if _, err := fmt.Sscanf(h.hint, "choose another; 127.0.0.1:%d is free", &port); err != nil {
		t.Fatalf("the hint is %q", h.hint)
	}
	if port == taken.Addr().(*net.TCPAddr).Port || port == 0 {
		t.Errorf("the hint names port %d", port)
	}
	free, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", port))
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	if h := elsewhere("127.0.0.1:65535", syscall.EADDRINUSE); !strings.Contains(h, "127.0.0.1:0") {
		t.Errorf("behind the last port: %s", h)
	}
}

// TestServeAddress: what is wrong with an address is said, and one that may have been meant.
func TestServeAddress(t *testing.T) {
	for addr, want := range map[string]string{
		"":                      `listen on "": expected host:port (write --addr 127.0.0.1:8787)`,
		"9000":                  `listen on "9000": expected host:port (write --addr 127.0.0.1:9000)`,
		"localhost":             `listen on "localhost": expected host:port (write --addr localhost:8787)`,
		"::1":                   `listen on "::1": expected host:port (write --addr [::1]:8787)`,
		"[::1]":                 `listen on "[::1]": expected host:port (write --addr [::1]:8787)`,
		"http://127.0.0.1:9000": `listen on "http://127.0.0.1:9000": expected host:port (write --addr 127.0.0.1:9000)`,
		"http://localhost/":     `listen on "http://localhost/": expected host:port (write --addr localhost:8787)`,
		"a b:c:d":               `listen on "a b:c:d": expected host:port (write --addr 127.0.0.1:8787)`,
		"127.0.0.1:99999":       `there is no such port; expected a number up to 65535 (write --addr 127.0.0.1:8787)`,
		"[::1]:x":               `there is no such port; expected a number up to 65535 (write --addr [::1]:8787)`,
		"203.0.113.1:9000":      `this machine has no such address (--addr 127.0.0.1:9000 is for this machine alone, --addr :9000 for all that reach it)`,
		" localhost:9000":       `there is no host " localhost"`,
	} {
		_, err := live.NewServer(live.ServerOptions{}).Listen(addr)
		if err == nil {
			t.Errorf("%q is taken", addr)
		} else if got := fmt.Sprintf("%v (%s)", err, elsewhere(addr, err)); !strings.Contains(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if h := elsewhere("[::1]:80", fmt.Errorf("listen: %w", syscall.EACCES)); h != "take one from 1024 on: --addr [::1]:8787" {
		t.Errorf("a port of the system: %s", h)
	}
}

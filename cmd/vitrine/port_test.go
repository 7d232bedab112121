package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
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
	for addr, want := range map[string]string{"127.0.0.1:65535": "127.0.0.1:0", "nonsense": "127.0.0.1:0", "localhost:http": "127.0.0.1:0"} {
		if h := elsewhere(addr); !strings.Contains(h, want) {
			t.Errorf("%s: %s", addr, h)
		}
	}
}

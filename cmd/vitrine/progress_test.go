//go:build linux

package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"vitrine/generator/trace"
)

// TestProgress: on a terminal the stage and its pieces are shown, what is said
// meanwhile stands on a line of its own, and nothing of it is left at the end.
func TestProgress(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	terminal, seen := openTerminal(t, 80)
	if !redrawn(terminal) {
		t.Fatal("the terminal is none")
	}
	tr := trace.New()
	p := &progressLine{to: terminal, trace: tr}
	end := p.run(time.Millisecond)
	tr.Begin("look around", 0)
	shows(t, seen, "look around")
	tr.Begin("check definitions", 40)
	for range 10 {
		tr.Done()
	}
	shows(t, seen, "check definitions  25%")
	shows(t, seen, "(10/40)")
	fmt.Fprintln(p, "vitrine: note: something")
	shows(t, seen, "\x1b[2K\rvitrine: note: something\r\n")
	shows(t, seen, "something\r\n\r") // and it is drawn again
	end()
	end()
	fmt.Fprintln(terminal, "the end")
	shows(t, seen, "the end\r\n")
	if all := seen(); !strings.HasSuffix(all, "\x1b[2K\rthe end\r\n") {
		t.Errorf("the last line is not empty: %q", all[max(0, len(all)-80):])
	}
}

// TestNoProgress: what is short shows nothing, nor does anything that is no
// terminal, that asked for no such things or that is too narrow.
func TestNoProgress(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	terminal, seen := openTerminal(t, 80)
	tr := trace.New()
	tr.Begin("check definitions", 4)
	p := &progressLine{to: terminal, trace: tr}
	p.run(time.Hour)()
	fmt.Fprintln(terminal, "the end")
	shows(t, seen, "the end")
	if got := seen(); got != "the end\r\n" {
		t.Errorf("shown: %q", got)
	}
	narrow, _ := openTerminal(t, 40)
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if redrawn(narrow) || redrawn(file) {
		t.Error("a narrow terminal or a file would be drawn over")
	}
	t.Setenv("TERM", "dumb")
	if redrawn(terminal) {
		t.Error("a dumb terminal would be drawn over")
	}
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "1")
	if redrawn(terminal) {
		t.Error("NO_COLOR means nothing")
	}
}

// openTerminal opens a terminal of so many columns, and returns what has been
// shown on it so far.
func openTerminal(t *testing.T, columns uint16) (terminal *os.File, seen func() string) {
	t.Helper()
	control, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	t.Cleanup(func() { control.Close() })
	fd := int(control.Fd())
	number, err := unix.IoctlGetUint32(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns})
	}
	if err == nil {
		terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { terminal.Close() })
	var mu sync.Mutex
	var all strings.Builder
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := control.Read(buf)
			mu.Lock()
			all.Write(buf[:n])
			mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return terminal, func() string {
		mu.Lock()
		defer mu.Unlock()
		return all.String()
	}
}

// shows waits for something to be shown.
func shows(t *testing.T, seen func() string, want string) {
	t.Helper()
	for range 1000 {
		if strings.Contains(seen(), want) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never shown: %q; shown: %q", want, seen())
}

// TestInBytes: sizes are told with two or three digits.
func TestInBytes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 999: "999 B", 1000: "1.0 kB", 99_949: "99.9 kB", 99_950: "100 kB", 999_499: "999 kB", 999_500: "1.0 MB", 251_000_000: "251 MB",
		2_351_718_242: "2.4 GB",
	} {
		if got := inBytes(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

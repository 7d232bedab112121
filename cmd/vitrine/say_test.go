package main

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
)

// TestGuard: whatever ends a command, the lines say whose they are, and what
// ended it decides the exit code.
func TestGuard(t *testing.T) {
	for _, c := range []struct {
		name  string
		run   func() error
		code  int
		lines []string // of stderr, in this order, among others
	}{
		{"fine", func() error { return nil }, exitClean, nil},
		{"an error", func() error { return errors.New("no\x1bway") }, exitFailure, []string{`vitrine: error: no\u{1B}way`}},
		{"with a hint", func() error { return fmt.Errorf("build: %w", withHint(errors.New("no"), "say yes")) }, exitFailure,
			[]string{"vitrine: error: build: no", "vitrine: hint: say yes"}},
		{"a signal", func() error { return interrupted{syscall.SIGTERM} }, 143, nil},
		{"a bug", func() error { panic("out of range") }, exitFailure,
			[]string{"say_test.go", "vitrine: error: this is a bug: out of range", "vitrine: hint: please report it as an issue"}},
	} {
		var stderr strings.Builder
		e := &env{err: &stderr}
		if code := e.guard(c.run); code != c.code {
			t.Errorf("%s: exit %d, want %d", c.name, code, c.code)
		}
		rest := stderr.String()
		if len(c.lines) == 0 && rest != "" {
			t.Errorf("%s: it says %q", c.name, rest)
		}
		for _, line := range c.lines {
			_, after, ok := strings.Cut(rest, line)
			if !ok {
				t.Errorf("%s: %q is not in\n%s", c.name, line, rest)
			}
			rest = after
		}
	}
}

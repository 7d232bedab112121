package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// colours tells whether output is coloured: NO_COLOR says no, then FORCE_COLOR
// and CLICOLOR_FORCE say yes unless they are 0, CLICOLOR=0 and a dumb terminal
// say no, and else it is whether there is a terminal. Logs of CI show colours
// and are no terminals, which is what the second is for. Each output is asked
// for itself: one may be a pipe.
func colours(w io.Writer) bool {
	if os.Getenv("NO_COLOR") != "" {
		return false
	}
	for _, name := range []string{"FORCE_COLOR", "CLICOLOR_FORCE"} {
		if v := os.Getenv(name); v != "" && v != "0" {
			return true
		}
	}
	if os.Getenv("CLICOLOR") == "0" || os.Getenv("TERM") == "dumb" {
		return false
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

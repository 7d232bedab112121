package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// colours tells whether output is coloured: NO_COLOR says no, then FORCE_COLOR
// and CLICOLOR_FORCE say yes unless they are 0, else a terminal decides. Logs
// of CI show colours and are no terminals, which is what the second is for.
func colours(w io.Writer) bool {
	if os.Getenv("NO_COLOR") != "" {
		return false
	}
	for _, name := range []string{"FORCE_COLOR", "CLICOLOR_FORCE"} {
		if v := os.Getenv(name); v != "" && v != "0" {
			return true
		}
	}
	f, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

package main

import (
	"errors"
	"fmt"
	"runtime/debug"

	"vitrine/generator/diag"
	"vitrine/generator/render"
)

// What is said to people goes to stderr. Errors, hints and notes begin with the
// program's name and the kind, so that they are found in a log among the output
// of other programs.

// say prints a line of progress.
func (e *env) say(line string) { fmt.Fprintf(e.err, "vitrine: %s\n", diag.Visible(line)) }

// hint prints how to go on.
func (e *env) hint(format string, args ...any) { e.say("hint: " + fmt.Sprintf(format, args...)) }

// note prints what is good to know and changes nothing.
func (e *env) note(format string, args ...any) { e.say("note: " + fmt.Sprintf(format, args...)) }

// fail prints an error and what it says about mending.
func (e *env) fail(err error) {
	e.say("error: " + err.Error())
	if h := (hinted{}); errors.As(err, &h) && h.hint != "" {
		e.hint("%s", h.hint)
	}
	if m := (*render.Mistake)(nil); errors.As(err, &m) {
		for _, line := range m.Excerpt {
			e.say("  " + line)
		}
		e.hint("%s", m.Hint)
	}
}

// guard runs a command and returns the exit code. A panic is a bug: it is told
// as one, with the stack that whoever mends it needs.
func (e *env) guard(command func() error) (code int) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(e.err, "%s\n", debug.Stack())
			e.say(fmt.Sprintf("error: this is a bug: %v", p))
			e.hint("please report it as an issue of Vitrine's repository, with the lines above and vitrine version; " +
				"look before whether they show anything that is private")
			code = exitFailure
		}
	}()
	err := command()
	if by := (interrupted{}); errors.As(err, &by) {
		return by.exitCode()
	}
	if err != nil {
		e.fail(err)
		return exitFailure
	}
	return e.exit
}

// hinted is an error with a word on how to mend it.
type hinted struct {
	error
	hint string
}

// Unwrap returns the error that the hint is about.
func (h hinted) Unwrap() error { return h.error }

func withHint(err error, hint string) error { return hinted{err, hint} }

// oneLine is an error with its hint, where there is room for one line.
func oneLine(err error) string {
	if h := (hinted{}); errors.As(err, &h) && h.hint != "" {
		return err.Error() + " (" + h.hint + ")"
	}
	return err.Error()
}

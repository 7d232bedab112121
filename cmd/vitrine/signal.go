package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// interrupted is the error of a run that a signal ended. Whoever sent it knows,
// so nothing is said about it.
type interrupted struct{ by syscall.Signal }

// Error names the signal.
func (i interrupted) Error() string { return fmt.Sprintf("interrupted: %v", i.by) }

// exitCode is what shells give a program that a signal ended.
func (i interrupted) exitCode() int { return 128 + int(i.by) }

// endings are the signals that ask the program to end: Ctrl+C, whoever manages
// it, and a terminal that is closed. What was to be ignored from the beginning,
// as behind nohup, stays so.
func endings() []os.Signal {
	return slices.DeleteFunc([]os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}, signal.Ignored)
}

// signalled returns a context that a first signal to end does end, with
// interrupted as the cause. A second one ends the program at once.
func signalled(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	if list := endings(); len(list) > 0 { // none would mean all
		signal.Notify(signals, list...)
	}
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			by, _ := s.(syscall.Signal)
			cancel(interrupted{by})
		case <-ctx.Done():
		}
	}()
	return ctx, func() { signal.Stop(signals); cancel(nil) }
}

// await waits for a function that does not know of the context, but no longer
// than that lasts; what the function still does is then of no use to anybody.
func await[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := work()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// outlivePipes lets a command that writes files finish them when nobody reads any
// more what it says, until stop is called. All others end with SIGPIPE, quietly, as
// programs do whose output is cut off.
func outlivePipes() (stop func()) {
	broken := make(chan os.Signal, 1) // which nobody looks at: writing fails instead
	signal.Notify(broken, syscall.SIGPIPE)
	return func() { signal.Stop(broken) }
}

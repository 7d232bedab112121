package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/gallery"
	"vitrine/generator/probe"
)

// onlineFlags adds the flags of the commands that may ask the network.
func onlineFlags(cmd *cobra.Command, fresh *bool) {
	addFlags(cmd.Flags(), cmd.Name()+".online", "check.allow-private", "check.org")
	cmd.Flags().BoolVar(fresh, "fresh", false, "with --online: ask again what an earlier run remembered")
}

const onlineHelp = `

--online asks the network as well: whether the page of each widget (on its
first sample set) and each icon answer over https, and whether Kustomer may
frame the page. Addresses with a secret in them, and private networks, are not
asked. Answers are remembered for a day, failures for ten minutes.`

// inquiry is what asks, for one run of the program.
type inquiry struct {
	asker *probe.Asker
	org   string
}

// inquiry returns what asks the network; nil if it is not to be asked.
func (c *config) inquiry(online, fresh bool) *inquiry {
	if !online {
		return nil
	}
	return &inquiry{&probe.Asker{AllowPrivate: c.Check.AllowPrivate, Cache: probe.DefaultCache(), Fresh: fresh}, c.Check.Org}
}

// ask asks the network through what is given a way to do it, and says how
// much was asked. A second round, after mending, asks only what is new.
func (e *env) ask(n *inquiry, what func(context.Context, check.Online) error) error {
	if n == nil {
		return nil
	}
	ctx, stop := signalled(context.Background())
	defer stop()
	err := what(ctx, check.Online{Ask: n.asker.Ask, Org: n.org})
	if failed := n.asker.Save(); failed != nil { // the findings are worth more than that
		e.note("%s", failed.Error())
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// told sums up what was asked.
func (e *env) told(n *inquiry) {
	if n == nil {
		return
	}
	t := n.asker.Tally()
	line := "asked " + count(t.Asked, "address")
	if t.Cached > 0 {
		line += fmt.Sprintf(", %d from the cache (--fresh asks again)", t.Cached)
	}
	fmt.Fprintln(e.err, line)
	if t.Asked > 1 && t.Lost == t.Asked {
		e.note("there was no way to any of them; is this machine online?")
	}
}

// online asks the network about everything that is checked.
func (s *subjects) online(ctx context.Context, o check.Online) error {
	if s.text != nil {
		return s.text.Ask(ctx, o)
	}
	for _, p := range s.places {
		if err := ask(ctx, p.session, p.within, o); err != nil {
			return err
		}
	}
	return nil
}

// ask has the network asked about the definitions at or below a path.
func ask(ctx context.Context, session *generator.Session, within string, o check.Online) error {
	return session.Apply(func(s *gallery.Snapshot) (*gallery.Snapshot, error) { return gallery.Ask(ctx, s, within, o) })
}

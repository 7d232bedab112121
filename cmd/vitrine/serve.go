package main

import (
	"context"
	"fmt"
	"maps"
	"os/exec"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/live"
	"vitrine/generator/site"
	"vitrine/generator/trace"
)

func serveCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use: "serve", Short: "show the gallery and rebuild as files change", Args: takesNone, ValidArgsFunction: cobra.NoFileCompletions,
		Long: `Serve checks the definitions, shows the gallery to the browsers of this machine
and keeps watching: what you save is on the screen at once. A definition that
is broken while you type shows its error over the last good page.

Nothing is written to disk, unless you click Mend at a finding: that changes the
definition, and can be undone. Pages have no such button where the server
listens to more than this machine. The address is the first line on stdout.

Ctrl+C ends it. To have others see the gallery, build and publish it.`,
		Example: `  vitrine serve
  vitrine serve --content my-apps --open
  vitrine serve --addr 127.0.0.1:0 --editor code`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signalled(context.Background())
			defer stop()
			return e.serve(ctx, cmd)
		},
	}
	addFlags(cmd.Flags(), "serve.addr", "serve.open", "serve.editor", "serve.poll")
	complete(cmd, "addr", words("127.0.0.1:8787", "127.0.0.1:0"))
	complete(cmd, "editor", words(slices.Sorted(maps.Keys(editors))...))
	return cmd
}

func (e *env) serve(ctx context.Context, cmd *cobra.Command) error {
	start := time.Now()
	c, err := e.load(cmd)
	if err != nil {
		return err
	}
	session, err := e.firstLook(ctx, c)
	if ctx.Err() != nil { // nothing was served yet
		return nil
	}
	if err != nil {
		return err
	}
	p := &preview{env: e, cmd: cmd, config: c, session: session, troubles: map[string]string{}, since: map[string]time.Time{}}
	defer func() { p.session.Close() }()
	base, _ := site.BasePath(c.BaseURL)
	p.server = live.NewServer(live.ServerOptions{
		Page: p.page, Base: base, Local: []string{c.Widgets + "/"}, Log: e.say, Actions: (&mending{p: p}).actions(),
		Policy: p.policy,
	})
	address, err := p.server.Listen(c.Serve.Addr)
	if err != nil {
		return withHint(err, elsewhere(c.Serve.Addr, err))
	}
	fmt.Fprintln(e.out, address)
	report := session.Snapshot().Outline(c.Content)
	size := report.Size()
	fmt.Fprintf(e.err, "serving %s with %s, checked in %s: %s; press Ctrl+C to stop\n",
		apps(size), count(size.Widgets, "widget"), time.Since(start).Round(time.Millisecond), verdict(report.Counts()))
	if c.Serve.Open {
		openBrowser(address)
	}
	p.notify(generator.Changes{})
	return p.run(ctx)
}

// firstLook opens the session, and shows how far it is where that takes long.
func (e *env) firstLook(ctx context.Context, c *config) (*generator.Session, error) {
	c.trace = trace.New()
	defer func() { c.trace = nil }()
	defer e.showProgress(c.trace)()
	return await(ctx, func() (*generator.Session, error) { return c.session(forServe, nil) })
}

// problems turns findings about a text into what the overlay shows, on the
// pages that are made from it.
func (p *preview) problems(u gallery.SyntaxErrors) []live.Problem {
	var list []live.Problem
	file := shownPath(p.config.Content, u.Source.Path)
	for _, d := range u.Findings {
		at := u.Source.Position(d.Place().Start)
		list = append(list, live.Problem{
			File: file, Line: at.Line, Column: at.Column, Rule: d.Rule, Message: d.Message, Hint: d.Hint, Pages: u.Pages,
			Excerpt: excerpt(u.Source, d.Place()), Edit: p.config.editAddress(u.Source.Path, at.Line, at.Column),
			Since: p.since[u.Source.Path].UnixMilli(),
		})
	}
	return list
}

// around is how many lines the overlay shows before and after that of a problem.
const around = 2

func excerpt(src *diag.Source, at diag.Span) live.Excerpt {
	var x live.Excerpt
	x.Before, x.Marked, x.After = diag.Excerpt(src, at)
	x.Above, x.Below = diag.Around(src, at, around)
	if len(src.Text) > 0 {
		x.Caret = diag.Caret(x.Before, x.Marked)
	}
	return x
}

// openBrowser shows an address; that it cannot is no reason to stop.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}

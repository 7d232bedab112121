package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/live"
	"vitrine/generator/shots"
)

func shotsCommand(e *env) *cobra.Command {
	var flags shotFlags
	cmd := &cobra.Command{
		Use: "shots", Short: "take a screenshot of every widget, with Chromium", Args: takesNone, ValidArgsFunction: cobra.NoFileCompletions,
		Long: `Shots opens every widget on an agent's screen of 1440 × 900 in Chromium and
takes a screenshot in light and in dark, for the cards of the gallery and for
previews of links. The next build or serve shows them.

The widgets' own pages are loaded, as a browser would: this asks the hosts that
the definitions name. Plain http, this machine and private networks are left
out, unless previews: leads elsewhere. The browser runs in its sandbox with an
empty profile, without permissions and downloads.

A widget that looks as it did is not taken again; --all takes every one. A page
that does not come is told on stderr and makes the exit code 1; the others are
taken all the same. Screenshots stand in the directory shots: names, with the list
shots.json; nothing that this list does not name is ever removed.`,
		Example: `  vitrine shots
  vitrine shots --all --browser /usr/bin/chromium`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signalled(context.Background())
			defer stop()
			defer outlivePipes()()
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			return e.shots(ctx, c, flags)
		},
	}
	cmd.Flags().BoolVar(&flags.all, "all", false, "take every screenshot again")
	cmd.Flags().StringVar(&flags.browser, "browser", "", "Chromium's program (default: chromium or google-chrome on the path)")
	cmd.Flags().BoolVar(&flags.noSandbox, "no-sandbox", false, "run Chromium without its sandbox, as containers that run as root must")
	return cmd
}

type shotFlags struct {
	all, noSandbox bool
	browser        string
}

func (e *env) shots(ctx context.Context, c *config, flags shotFlags) error {
	start := time.Now()
	c.Preview.Load = "auto" // a preview that waits for a click would be a picture of a button
	if _, ok := inside(c.Content, c.Shots); ok {
		return withHint(fmt.Errorf("the directory of screenshots %q lies in the content directory %q", c.Shots, c.Content),
			"name another as shots: in config.yaml; screenshots stand beside the definitions, not among them")
	}
	browser, err := shots.FindBrowser(flags.browser)
	if err != nil && flags.browser != "" {
		return withHint(err, "name the program of Chromium or Chrome, with its path where it is on none")
	}
	if err != nil {
		return hintShots(err, flags)
	}
	session, err := await(ctx, func() (*generator.Session, error) { return c.session(forServe, nil) })
	if err != nil {
		return err
	}
	widgets, err := gallery.ScreenshotSubjects(session.Snapshot())
	if err != nil {
		return err
	}
	got, err := shots.Run(ctx, widgets, shots.Options{
		Dir: c.Shots, Browser: browser, NoSandbox: flags.noSandbox, All: flags.all,
		Serve: func() (string, func(), error) { return serveForShots(session, c.Widgets) },
		Tell: func(w gallery.ScreenshotSubject, what shots.Outcome, why string) {
			file := filepath.Join(c.Content, filepath.FromSlash(w.Source))
			fmt.Fprintf(e.err, "%s: %s: %q: %s\n", diag.Visible(file), what, diag.Visible(w.Widget), diag.Visible(why))
		},
	})
	if ctx.Err() != nil {
		if got.Taken > 0 {
			fmt.Fprintf(e.err, "took %s; the others are taken the next time\n", count(got.Taken, "screenshot"))
		}
		return context.Cause(ctx)
	}
	if err != nil {
		return hintShots(err, flags)
	}
	for _, stale := range got.Stale {
		e.say(stale.Error())
	}
	fmt.Fprintf(e.err, "took %s in %s (%d kB, %d unchanged, %d left out, %d failed)\n", count(got.Taken, "screenshot"),
		time.Since(start).Round(time.Millisecond), got.Bytes/1000, got.Kept, got.LeftOut, got.Failed)
	if got.Failed > 0 {
		e.exit = exitFindings
	}
	return nil
}

// hintShots says how to mend what kept screenshots from being taken.
func hintShots(err error, flags shotFlags) error {
	var start shots.StartError
	var list shots.ListError
	switch {
	case errors.Is(err, shots.ErrNoBrowser):
		return withHint(err, "install the package chromium (Debian, Ubuntu: sudo apt-get install chromium) or Chrome, "+
			"or name the program with --browser")
	case errors.As(err, &start) && os.Geteuid() == 0 && !flags.noSandbox:
		return withHint(err, "Chromium does not run as root with its sandbox: run as another user, or give --no-sandbox")
	case errors.As(err, &list):
		return withHint(err, "remove the file; every screenshot is then taken again")
	}
	return err
}

// serveForShots serves a gallery on a free port, without what is for people who edit.
func serveForShots(session *generator.Session, widgets string) (address string, stop func(), err error) {
	server := live.NewServer(live.ServerOptions{
		Local: []string{widgets + "/"}, Log: func(string) {},
		Page: func(path string) (live.Page, bool, error) {
			data, ok, err := session.Snapshot().Page(path)
			return live.Page{Data: data}, ok, err
		},
	})
	if address, err = server.Listen("127.0.0.1:0"); err != nil {
		return "", nil, err
	}
	go server.Serve()
	return address, func() { server.Close() }, nil
}

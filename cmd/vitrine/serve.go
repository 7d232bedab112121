package main

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/live"
)

func serveCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use: "serve", Short: "show the gallery and rebuild as files change", Args: cobra.NoArgs,
		Long: `Serve checks the definitions, shows the gallery to the browsers of this machine
and keeps watching: what you save is on the screen at once. A definition that
is broken while you type shows its error over the last good page.

Nothing is written to disk. The address is the first line on stdout.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return e.serve(ctx, cmd)
		},
	}
	cmd.Flags().String("addr", "127.0.0.1:8787", "address to listen on; port 0 picks a free one")
	cmd.Flags().Bool("open", false, "open the gallery in a browser")
	return cmd
}

// preview is the gallery while it is served.
type preview struct {
	env     *env
	cmd     *cobra.Command
	config  *config
	cat     atomic.Pointer[generator.Catalogue]
	server  *live.Server
	unsound map[string]bool // definitions that the browsers were told of
}

func (e *env) serve(ctx context.Context, cmd *cobra.Command) error {
	start := time.Now()
	c, err := e.load(cmd)
	if err != nil {
		return err
	}
	cat, err := c.catalogue(false)
	if err != nil {
		return err
	}
	p := &preview{env: e, cmd: cmd, config: c, unsound: map[string]bool{}}
	p.cat.Store(cat)
	base := "/"
	if u, err := url.Parse(c.BaseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	p.server = live.NewServer(live.ServerOptions{Page: p.page, Base: base, Local: []string{c.Widgets + "/"}, Log: e.say})
	address, err := p.server.Listen(c.Serve.Addr)
	if err != nil {
		return withHint(err, "choose another with --addr 127.0.0.1:0")
	}
	fmt.Fprintln(e.out, address)
	report := cat.Report(c.Content)
	fmt.Fprintf(e.err, "serving %s with %s, checked in %s: %s; press Ctrl+C to stop\n",
		count(report.Apps, "app"), count(report.Widgets, "widget"), time.Since(start).Round(time.Millisecond), verdict(report.Counts()))
	if c.Serve.Open {
		openBrowser(address)
	}
	p.tell(generator.Changes{})
	return p.run(ctx)
}

// run serves and follows changes until the context ends.
func (p *preview) run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- p.server.Serve() }()
	watcher := p.watch()
	defer func() { watcher.Close() }()
	for {
		select {
		case <-ctx.Done():
			return p.server.Close()
		case err := <-served:
			return err
		case change := <-watcher.C:
			if p.outside(change.Paths) {
				if p.restart() {
					watcher.Close()
					watcher = p.watch()
				}
				continue
			}
			p.refresh(change)
		}
	}
}

// watch follows the content, the theme and the configuration.
func (p *preview) watch() *live.Watcher {
	dirs := []string{p.config.Content}
	if p.config.Theme != "" {
		dirs = append(dirs, p.config.Theme)
	}
	if _, err := os.Stat(p.config.Shots); err == nil {
		dirs = append(dirs, p.config.Shots)
	}
	return live.Watch(dirs, live.WatchOptions{Files: []string{p.configFile()}, Exclude: []string{p.config.Output}, Log: p.env.say})
}

// configFile is where the configuration stands, or would stand.
func (p *preview) configFile() string {
	if p.config.file != "" {
		return p.config.file
	}
	return "config.yaml"
}

// outside tells whether the configuration or the theme changed.
func (p *preview) outside(paths []string) bool {
	return slices.ContainsFunc(paths, func(name string) bool {
		if filepath.Clean(name) == filepath.Clean(p.configFile()) {
			return true
		}
		_, ok := inside(p.config.Theme, name)
		return p.config.Theme != "" && ok
	})
}

// page renders one page for the server.
func (p *preview) page(path string) (live.Page, bool, error) {
	data, ok, err := p.cat.Load().Page(path)
	return live.Page{Data: data}, ok, err
}

// restart reads configuration and theme again. If either is broken, the site
// stays as it was and the browsers are told why.
func (p *preview) restart() bool {
	c, err := p.env.load(p.cmd)
	if err == nil {
		var cat *generator.Catalogue
		if cat, err = c.catalogue(false); err == nil {
			p.config = c
			p.cat.Store(cat)
			p.env.say("configuration or theme changed: everything was built again")
			p.server.Changed(nil, true)
			p.tell(generator.Changes{})
			return true
		}
	}
	p.failed(err)
	return false
}

// refresh looks at the files that may have changed, or at all, and tells the
// browsers what differs.
func (p *preview) refresh(change live.Change) {
	start := time.Now()
	cat := p.cat.Load()
	look := cat.Refresh
	if names, ok := p.names(change); ok {
		look = func() (generator.Changes, error) { return cat.Touch(names) }
	}
	changes, err := look()
	if err != nil {
		p.failed(err)
		return
	}
	if !changes.Any {
		return
	}
	p.tell(changes)
	if n := len(changes.Files); n > 0 {
		what := count(n, "definition")
		if n == 1 {
			what = diag.Visible(filepath.Join(p.config.Content, filepath.FromSlash(changes.Files[0])))
		}
		fmt.Fprintf(p.env.err, "%s: checked again in %s\n", what, time.Since(start).Round(time.Millisecond))
	}
}

// names turns the paths of a change into names in the content directory; not
// ok when everything must be looked at.
func (p *preview) names(change live.Change) (names []string, ok bool) {
	for _, path := range change.Paths {
		if name, ok := inside(p.config.Content, path); ok {
			names = append(names, name)
		} else if _, ok := inside(p.config.Shots, path); ok {
			return nil, false // only a walk looks at stills
		}
	}
	return names, !change.All && len(names) > 0
}

// failed tells of trouble that keeps the site from being built again.
func (p *preview) failed(err error) {
	p.env.say(err.Error())
	p.server.Problems([]live.Problem{{Message: err.Error(), Hint: "the last good site is shown"}})
}

// tell sends the browsers what changed. The pages of a definition that has
// just become unreadable are not reloaded: they stay as they were, with the
// problem over them.
func (p *preview) tell(changes generator.Changes) {
	var problems []live.Problem
	unsound, held := map[string]bool{}, map[string]bool{}
	for _, u := range p.cat.Load().Unsound() {
		unsound[u.Source.Path] = true
		for _, page := range u.Pages {
			held[page] = slices.Contains(changes.Files, u.Source.Path)
		}
		problems = append(problems, p.problems(u)...)
	}
	pages := slices.DeleteFunc(slices.Clone(changes.Pages), func(page string) bool { return held[page] })
	if changes.Any {
		pages = append(pages, "index*", "report.html", "gallery.json")
	}
	p.server.Changed(pages, false)
	if len(problems) > 0 || !maps.Equal(unsound, p.unsound) {
		p.server.Problems(problems)
	}
	p.unsound = unsound
}

// problems turns findings about a text into what the overlay shows, on the
// pages that are made from it.
func (p *preview) problems(u generator.Unsound) []live.Problem {
	var list []live.Problem
	for _, d := range u.Findings {
		at := u.Source.Position(d.Span.Start)
		before, marked, after := diag.Excerpt(u.Source, d.Span)
		list = append(list, live.Problem{
			File: filepath.Join(p.config.Content, filepath.FromSlash(u.Source.Path)), Line: at.Line, Column: at.Column,
			Rule: d.Rule, Message: d.Message, Hint: d.Hint, Before: before, Marked: marked, After: after, Pages: u.Pages,
		})
	}
	return list
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

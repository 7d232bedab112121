package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/live"
)

func shotsCommand(e *env) *cobra.Command {
	var flags shotFlags
	cmd := &cobra.Command{
		Use: "shots", Short: "take a still of every widget, with Chromium", Args: cobra.NoArgs,
		Long: `Shots opens every widget on an agent's screen of 1440 × 900 in Chromium and
takes a still in light and in dark, for the cards of the gallery and for
previews of links. The next build or serve shows them.

The widgets' own pages are loaded, as a browser would: this asks the hosts that
the definitions name. Plain http, this machine and private networks are left
out, unless previews: leads elsewhere. The browser runs in its sandbox with an
empty profile, without permissions and downloads.

A widget that looks as it did is not taken again; --all takes every one. A page
that does not come is told on stderr and makes the exit code 1; the others are
taken all the same. Stills stand in the directory shots: names, with the list
shots.json; nothing that this list does not name is ever removed.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			return e.shots(ctx, c, flags)
		},
	}
	cmd.Flags().BoolVar(&flags.all, "all", false, "take every still again")
	cmd.Flags().StringVar(&flags.browser, "browser", "", "Chromium's program (default: chromium or google-chrome on the path)")
	cmd.Flags().BoolVar(&flags.noSandbox, "no-sandbox", false, "run Chromium without its sandbox, as containers that run as root must")
	return cmd
}

type shotFlags struct {
	all, noSandbox bool
	browser        string
}

// shooting is one run: what is to be taken, and what came of it.
type shooting struct {
	env    *env
	config *config
	todo   []gallery.Sitter
	kept   []gallery.StillFile

	mu     sync.Mutex
	taken  []gallery.StillFile
	bytes  int
	failed int
}

func (e *env) shots(ctx context.Context, c *config, flags shotFlags) error {
	start := time.Now()
	c.Preview.Load = "auto" // whoever takes pictures wants the pages loaded
	if _, ok := inside(c.Content, c.Shots); ok {
		return withHint(fmt.Errorf("the directory of stills %q lies in the content directory %q", c.Shots, c.Content),
			"name another as shots: in config.yaml; stills stand beside the definitions, not among them")
	}
	browser, err := findBrowser(flags.browser)
	if err != nil {
		return err
	}
	cat, err := c.catalogue(false, nil)
	if err != nil {
		return err
	}
	before, err := gallery.ReadStills(os.DirFS(c.Shots))
	if err != nil {
		return withHint(fmt.Errorf("%s: %w", c.Shots, err), "remove the file; every still is then taken again")
	}
	s := &shooting{env: e, config: c}
	sitters, err := cat.Snapshot().Sitters()
	if err != nil {
		return err
	}
	left := s.plan(sitters, before, flags.all)
	if len(s.todo) > 0 {
		if err := s.run(ctx, cat, browser, flags.noSandbox); err != nil {
			return err
		}
	}
	if err := s.settle(before); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted: %s taken, the others are taken the next time", count(len(s.taken), "still"))
	}
	fmt.Fprintf(e.err, "took %s in %s (%d kB, %d unchanged, %d left out, %d failed)\n", count(len(s.taken), "still"),
		time.Since(start).Round(time.Millisecond), s.bytes/1000, len(s.kept), left, s.failed)
	if s.failed > 0 {
		e.exit = exitFindings
	}
	return nil
}

// plan sorts the widgets: a still that was taken of the same is kept, and
// what cannot have one is told. It returns how many cannot.
func (s *shooting) plan(sitters []gallery.Sitter, before gallery.StillList, all bool) (left int) {
	known := map[string]gallery.StillFile{}
	for _, f := range before.Stills {
		known[f.Key] = f
	}
	planned := map[string]bool{}
	for _, w := range sitters {
		f, ok := known[w.Key]
		switch {
		case planned[w.Key]: // the same version of the same app, twice
		case w.Reason != "":
			left++
			s.tell(w, "left out", w.Reason)
		case ok && !all && f.Local == w.Digest && s.present(f):
			s.kept = append(s.kept, f)
		default:
			s.todo = append(s.todo, w)
		}
		planned[w.Key] = true
	}
	return left
}

func (s *shooting) present(f gallery.StillFile) bool {
	for _, p := range f.Files() {
		if _, err := os.Stat(filepath.Join(s.config.Shots, filepath.FromSlash(p))); err != nil {
			return false
		}
	}
	return true
}

// tell prints what became of a widget that has no still.
func (s *shooting) tell(w gallery.Sitter, what, why string) {
	file := filepath.Join(s.config.Content, filepath.FromSlash(w.Source))
	fmt.Fprintf(s.env.err, "%s: %s: %q: %s\n", diag.Visible(file), what, diag.Visible(w.Widget), diag.Visible(why))
}

// run shows the gallery to a browser and takes what is to be taken, a few at
// a time.
func (s *shooting) run(ctx context.Context, cat *generator.Session, browser string, noSandbox bool) error {
	server := live.NewServer(live.ServerOptions{
		Local: []string{s.config.Widgets + "/"}, Log: func(string) {},
		Page: func(path string) (live.Page, bool, error) {
			data, ok, err := cat.Snapshot().Page(path)
			return live.Page{Data: data}, ok, err
		},
	})
	address, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	go server.Serve()
	defer server.Close()
	studio, err := openStudio(ctx, browser, noSandbox)
	if err != nil {
		return err
	}
	defer studio.close()
	next := make(chan gallery.Sitter)
	var wg sync.WaitGroup
	for range min(4, runtime.NumCPU(), len(s.todo)) {
		wg.Go(func() {
			for w := range next {
				s.take(studio, address, w)
			}
		})
	}
	for _, w := range s.todo {
		if ctx.Err() != nil {
			break
		}
		next <- w
	}
	close(next)
	wg.Wait()
	return nil
}

// take takes the stills of one widget.
func (s *shooting) take(studio *studio, address string, w gallery.Sitter) {
	pictures, err := studio.take(address + w.Page)
	f := gallery.StillFile{Key: w.Key, Local: w.Digest, Light: w.File + ".light.webp", Dark: w.File + ".dark.webp", Social: w.File + ".jpg"}
	size := 0
	for i, p := range f.Files() {
		if err == nil {
			size += len(pictures[i])
			err = s.write(p, pictures[i])
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if studio.ctx.Err() != nil {
		return // interrupted
	}
	if err != nil {
		s.failed++
		s.tell(w, "no still", err.Error())
		return
	}
	s.taken = append(s.taken, f)
	s.bytes += size
}

// write replaces a file of the directory of stills in one step.
func (s *shooting) write(name string, data []byte) error {
	file := filepath.Join(s.config.Shots, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make the directory of a still: %w", err)
	}
	err := os.WriteFile(file+".new", data, 0o644)
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return fmt.Errorf("write a still: %w", err)
	}
	return nil
}

// settle writes the list, and only then removes what the list before named and
// this one does not.
func (s *shooting) settle(before gallery.StillList) error {
	list := gallery.StillList{Version: 1, Stills: append(s.kept, s.taken...)}
	sortStills(list.Stills)
	if len(list.Stills)+len(before.Stills) == 0 {
		return nil // there is nothing to list
	}
	data, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return fmt.Errorf("write the list of stills: %w", err)
	}
	if err := s.write(gallery.StillsFile, append(data, '\n')); err != nil {
		return err
	}
	now := map[string]bool{}
	for i := range list.Stills {
		for _, p := range list.Stills[i].Files() {
			now[p] = true
		}
	}
	for i := range before.Stills {
		for _, p := range before.Stills[i].Files() {
			if !now[p] {
				s.remove(p)
			}
		}
	}
	return nil
}

// remove removes a picture, and its directory if that was all.
func (s *shooting) remove(name string) {
	file := filepath.Join(s.config.Shots, filepath.FromSlash(name))
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.env.say(err.Error())
	}
	if dir := filepath.Dir(file); dir != filepath.Clean(s.config.Shots) {
		os.Remove(dir) // fails where there is more
	}
}

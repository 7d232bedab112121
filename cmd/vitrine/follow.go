package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/live"
)

// preview is the gallery while it is served. One goroutine follows changes;
// pages are rendered by many.
type preview struct {
	env    *env
	cmd    *cobra.Command
	config *config
	server *live.Server

	mu      sync.RWMutex // held for reading while a page is rendered, so that nobody closes its session
	session *generator.Session

	troubles map[string]string    // what keeps the site from being built, by what it concerns
	since    map[string]time.Time // when a definition that is no JSON was read last
	whole    map[string][]string  // the pages that it had when it was JSON
	told     *gallery.Snapshot    // the state that browsers were told of last
	retry    <-chan time.Time     // fires when what could not be read is tried again
	pause    time.Duration
}

// What troubles may concern.
const (
	ofSetup   = "setup" // configuration and theme
	ofContent = "content"
)

// storm is how many files that change at once are many: a checkout, say.
const storm = 256

// What could not be read is tried again after a pause that grows from the
// first to the second of these: there may be no event when it can.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
)

// run serves and follows changes until the context ends.
func (p *preview) run(ctx context.Context) error {
	served := make(chan error, 1)
	go func() { served <- p.server.Serve() }()
	watcher := p.upToDate(p.watch())
	defer func() { watcher.Close() }()
	defer settle()()
	for {
		select {
		case <-ctx.Done():
			return p.server.Close()
		case err := <-served:
			return err
		case <-p.retry:
			p.refresh(live.Change{All: true})
		case change := <-watcher.C:
			if (p.outside(change.Paths) || p.troubles[ofSetup] != "" && change.All) && p.restart() {
				watcher.Close()
				watcher = p.upToDate(p.watch())
				continue
			}
			p.refresh(change)
		}
	}
}

// upToDate begins again while the configuration that is watched now is not the
// one that was read before: half of a file may have been.
func (p *preview) upToDate(w *live.Watcher) *live.Watcher {
	for {
		text, err := os.ReadFile(p.configFile())
		if err != nil && p.config.file == "" || bytes.Equal(text, p.config.text) || !p.restart() {
			return w
		}
		w.Close()
		w = p.watch()
	}
}

// watch follows the content, the theme, the screenshots and the configuration. What
// happened since the files were looked at, and before they were watched, is
// found by one more look.
func (p *preview) watch() *live.Watcher {
	dirs := []string{p.config.Content}
	if p.config.Theme != "" {
		dirs = append(dirs, p.config.Theme)
	}
	w := live.Watch(dirs, live.WatchOptions{
		Files: append(p.ignoreFiles(), p.configFile()), Perhaps: []string{p.config.Shots}, Exclude: []string{p.config.Output}, Log: p.env.say,
		Poll:   p.config.Serve.Poll,
		Ignore: p.ignores(),
	})
	p.refresh(live.Change{All: true})
	return w
}

// ignoreFiles are the .gitignore files above the content directory, written as
// its path is: the system tells of a folder under one name only.
func (p *preview) ignoreFiles() []string {
	files := p.session.Outside()
	here, err := os.Getwd()
	if err != nil || filepath.IsAbs(p.config.Content) {
		return files
	}
	for i, file := range files {
		if rel, err := filepath.Rel(here, file); err == nil {
			files[i] = rel
		}
	}
	return files
}

// ignores tells which paths the watcher need not look at: those in the content
// directory that no walk looks at.
func (p *preview) ignores() func(path string, dir bool) bool {
	session, content := p.session, filepath.Clean(p.config.Content)
	root := content + string(filepath.Separator)
	return func(path string, dir bool) bool {
		name, ok := strings.CutPrefix(path, root)
		if content == "." {
			name, ok = path, filepath.IsLocal(path)
		}
		return ok && session.Snapshot().Tree.Ignored(filepath.ToSlash(name), dir)
	}
}

// configFile is where the configuration stands, or would stand.
func (p *preview) configFile() string { return cmp.Or(p.config.file, "config.yaml") }

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
	p.mu.RLock()
	defer p.mu.RUnlock()
	data, ok, err := p.session.Snapshot().Page(path)
	return live.Page{Data: data}, ok, err
}

// policy is what the theme has the server send with its pages.
func (p *preview) policy() string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.session.Snapshot().Theme.HostPolicy()
}

// restart reads configuration and theme again. If either is broken, the site
// stays as it was and the browsers are told why.
func (p *preview) restart() bool {
	c, err := p.env.load(p.cmd)
	var session *generator.Session
	if err == nil {
		session, err = c.session(forServe, nil)
	}
	if err != nil {
		message := err.Error()
		if h := (hinted{}); errors.As(err, &h) && h.hint != "" {
			message += " (" + h.hint + ")"
		}
		p.failed(ofSetup, message)
		return false
	}
	p.mu.Lock()
	old := p.session
	p.config, p.session = c, session
	p.mu.Unlock()
	if err := old.Close(); err != nil {
		p.env.say(err.Error())
	}
	clear(p.troubles)
	p.env.say("configuration or theme changed: everything was built again")
	p.server.Changed(nil, true)
	p.notify(generator.Changes{})
	return true
}

// refresh looks at the files that may have changed, or at all, and tells the
// browsers what differs.
func (p *preview) refresh(change live.Change) {
	start := time.Now()
	if len(change.Paths) >= storm {
		defer hurry()()
	}
	if len(change.Gone) > 0 { // the watcher has said so on the terminal
		p.troubles[p.concern(change.Gone)] = notThere(change.Gone[0])
		p.notify(generator.Changes{})
		if len(change.Paths) == 0 && !change.All {
			return
		}
	}
	look := p.session.Refresh
	if names, ok := p.names(change); ok {
		look = func() (generator.Changes, error) { return p.session.RefreshFiles(names) }
	}
	before := p.session.Snapshot()
	changes, err := look()
	if err != nil {
		message := err.Error()
		if _, gone := os.Stat(p.config.Content); errors.Is(gone, fs.ErrNotExist) {
			message = notThere(p.config.Content)
		}
		if p.troubles[ofContent] == "" { // else it was said
			p.failed(ofContent, message)
		}
		p.again()
		return
	}
	if p.troubles[ofContent] != "" {
		delete(p.troubles, ofContent)
		p.env.say(fmt.Sprintf("the content directory %q can be read again", p.config.Content))
	}
	if p.retry = nil; len(unread(p.session.Snapshot())) > 0 {
		p.again()
	} else {
		p.pause = 0
	}
	p.notify(changes)
	p.env.tellSave(savedSince(before, p.session.Snapshot(), changes.Files), p.config.Content, time.Since(start))
}

// unread lists what could not be read and may be another time.
func unread(s *gallery.Snapshot) []gallery.Unreadable {
	return append(gallery.ListUnreadable(s), gallery.ListMissed(s)...)
}

func notThere(dir string) string { return fmt.Sprintf("the directory %q is not there", dir) }

// again has what could not be read tried again.
func (p *preview) again() {
	p.pause = min(max(firstPause, 2*p.pause), lastPause)
	p.retry = time.After(p.pause)
}

// concern tells what is in trouble without these folders.
func (p *preview) concern(gone []string) string {
	if slices.Contains(gone, filepath.Clean(p.config.Content)) {
		return ofContent
	}
	return ofSetup
}

// names turns the paths of a change into names in the content directory; not
// ok when everything must be looked at.
func (p *preview) names(change live.Change) (names []string, ok bool) {
	for _, path := range change.Paths {
		if name, ok := inside(p.config.Content, path); ok {
			names = append(names, name)
		} else if _, ok := inside(p.config.Shots, path); ok {
			return nil, false // only a walk looks at screenshots
		}
	}
	return names, !change.All && len(names) > 0
}

// failed tells of trouble that keeps the site from being built again. The
// same trouble is told once.
func (p *preview) failed(what, message string) {
	if p.troubles[what] == message {
		return
	}
	p.troubles[what] = message
	p.env.say(message)
	p.notify(generator.Changes{})
}

// notify sends the browsers what changed and what is wrong. The pages of a
// definition that has just become unreadable are not reloaded: they stay as
// they were, with the problem over them.
func (p *preview) notify(changes generator.Changes) {
	var problems []live.Problem
	for _, what := range []string{ofSetup, ofContent} {
		if message := p.troubles[what]; message != "" {
			problems = append(problems, live.Problem{Message: message, Hint: "the last good site is shown"})
		}
	}
	for _, u := range unread(p.session.Snapshot()) {
		problem := live.Problem{File: filepath.Join(p.config.Content, filepath.FromSlash(u.Path)), Message: "cannot be read: " + u.Reason}
		if u.Shown {
			problem.Hint = "what was read before is shown"
		}
		problems = append(problems, problem)
	}
	suppressed, broken := map[string]bool{}, gallery.ListSyntaxErrors(p.session.Snapshot())
	p.remember(broken, changes.Files)
	p.addWhole(broken)
	for _, u := range broken {
		for _, page := range u.Pages {
			fresh := slices.Contains(changes.Files, u.Source.Path)
			suppressed[page], suppressed[gallery.BadgePath(page)] = fresh, fresh
		}
		problems = append(problems, p.problems(u)...)
	}
	pages := slices.DeleteFunc(slices.Clone(changes.Pages), func(page string) bool {
		// What a page has looked up in the search is no reason to load it again.
		return suppressed[page] || strings.HasPrefix(page, "search/")
	})
	p.server.Changed(pages, false)
	p.server.Problems(problems)
}

// addWhole adds to the pages of definitions that are no JSON those that they had
// before: of one that is half written some are gone.
func (p *preview) addWhole(broken []gallery.SyntaxErrors) {
	whole := map[string][]string{}
	for i := range broken {
		u := &broken[i]
		was, known := p.whole[u.Source.Path]
		if !known && p.told != nil {
			was = gallery.PagesOf(p.told, u.Source.Path)
		}
		whole[u.Source.Path] = was
		for _, page := range was {
			if !slices.Contains(u.Pages, page) {
				u.Pages = append(u.Pages, page)
			}
		}
	}
	p.whole, p.told = whole, p.session.Snapshot()
}

// remember notes when a definition that is no JSON was read last: a page that
// was asked for before shows an older state of it.
func (p *preview) remember(broken []gallery.SyntaxErrors, again []string) {
	since, now := map[string]time.Time{}, time.Now()
	for _, u := range broken {
		was, known := p.since[u.Source.Path]
		if !known || slices.Contains(again, u.Source.Path) {
			was = now
		}
		since[u.Source.Path] = was
	}
	p.since = since
}

package main

import (
	"context"
	"fmt"
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
	retries  retries
}

// What troubles may concern.
const (
	ofSetup   = "setup" // configuration and theme
	ofContent = "content"
)

// run serves and follows changes until the context ends.
func (p *preview) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	go func() { served <- p.server.Serve(); stop() }()
	keepUp(ctx, p)
	select {
	case err := <-served:
		return err
	default:
		return p.server.Close()
	}
}

// watch follows the content, the theme, the screenshots and the configuration.
func (p *preview) watch() *live.Watcher {
	dirs := []string{p.config.Content}
	if p.config.Theme != "" {
		dirs = append(dirs, p.config.Theme)
	}
	content := p.content()
	return live.Watch(dirs, live.WatchOptions{
		Files: append(content.ignoreFiles(), p.config.path()), Perhaps: []string{p.config.Shots}, Exclude: []string{p.config.Output},
		Log: p.env.say, Poll: p.config.Serve.Poll, Ignore: content.ignores(),
	})
}

// content is the directory that is shown.
func (p *preview) content() followed { return followed{dir: p.config.Content, session: p.session} }

func (p *preview) settings() *config { return p.config }

func (p *preview) moved() bool { return false }

func (p *preview) retry() <-chan time.Time { return p.retries.C }

// setUp tells whether the configuration or the theme changed, or may be whole again.
func (p *preview) setUp(change live.Change) bool {
	return p.troubles[ofSetup] != "" && change.All || p.config.among(change.Paths) ||
		p.config.Theme != "" && slices.ContainsFunc(change.Paths, func(name string) bool {
			_, ok := inside(p.config.Theme, name)
			return ok
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
		p.failed(ofSetup, oneLine(err))
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
	before := p.session.Snapshot()
	changes, err := p.content().look(change, slices.ContainsFunc(change.Paths, p.shot))
	if err != nil {
		if p.troubles[ofContent] == "" { // else it was said
			p.failed(ofContent, err.Error())
		}
		p.retries.next(true)
		return
	}
	if p.troubles[ofContent] != "" {
		delete(p.troubles, ofContent)
		p.env.say(fmt.Sprintf("the content directory %q can be read again", p.config.Content))
	}
	p.retries.next(len(unread(p.session.Snapshot())) > 0)
	p.notify(changes)
	p.env.tellSave(savedSince(before, p.session.Snapshot(), changes.Files), p.config.Content, time.Since(start))
}

// unread lists what could not be read and may be another time.
func unread(s *gallery.Snapshot) []gallery.Unreadable {
	return append(gallery.ListUnreadable(s), gallery.ListMissed(s)...)
}

// concern tells what is in trouble without these folders.
func (p *preview) concern(gone []string) string {
	if slices.Contains(gone, filepath.Clean(p.config.Content)) {
		return ofContent
	}
	return ofSetup
}

// shot tells whether a path is a screenshot's: only a walk looks at these.
func (p *preview) shot(path string) bool {
	_, content := inside(p.config.Content, path)
	_, shots := inside(p.config.Shots, path)
	return shots && !content
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

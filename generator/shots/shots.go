// Package shots takes screenshots of the widgets of a gallery with Chromium,
// and keeps a directory of them up to date.
//
// The gallery is served to the browser, so that a screenshot shows what a page
// shows. A screenshot is known by the key of what it shows: what has the same
// key is not taken again.
package shots

import (
	"context"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"

	"vitrine/generator/gallery"
)

// Options says what a run works with.
type Options struct {
	Dir       string // where the pictures and their list stand
	Browser   string // path of Chromium's program
	NoSandbox bool   // run it without its sandbox
	All       bool   // take those again that have not changed

	// Serve shows the gallery on this machine until it is closed. It is called
	// only when there is something to take.
	Serve func() (address string, close func(), err error)

	// Tell hears of each widget that gets no screenshot, and why. It is called
	// by one goroutine at a time.
	Tell func(w gallery.ScreenshotSubject, what Outcome, why string)
}

// Outcome is what became of a widget that gets no screenshot.
type Outcome string

// The outcomes.
const (
	LeftOut Outcome = "left out"      // it cannot have one
	Failed  Outcome = "no screenshot" // its page did not come
)

// Result counts what came of a run.
type Result struct {
	Taken, Kept, LeftOut, Failed int
	Bytes                        int     // of the pictures that were taken
	Stale                        []error // files that are no longer listed and could not be removed
}

// ListError says that the list of a directory cannot be read.
type ListError struct{ error }

// Unwrap returns what is wrong with the list.
func (e ListError) Unwrap() error { return e.error }

// run is one run: what is to be taken, and what came of it.
type run struct {
	Options
	dir  directory
	todo []gallery.ScreenshotSubject
	kept []gallery.ScreenshotFiles
	had  map[string]gallery.ScreenshotFiles // what is to be taken again, by key

	mu     sync.Mutex
	taken  []gallery.ScreenshotFiles
	result Result
}

// Run takes the screenshots that widgets lack, lists them in the directory and
// removes those that are no longer listed. When ctx ends, what was taken until
// then is kept, as is what was there before, and there is no error.
func Run(ctx context.Context, widgets []gallery.ScreenshotSubject, o Options) (Result, error) {
	before, err := gallery.ReadScreenshots(os.DirFS(o.Dir))
	if err != nil {
		return Result{}, ListError{fmt.Errorf("%s: %w", o.Dir, err)}
	}
	r := &run{Options: o, dir: directory(o.Dir), had: map[string]gallery.ScreenshotFiles{}}
	r.plan(widgets, before.Screenshots)
	if len(r.todo) > 0 {
		if err := r.takeAll(ctx); err != nil {
			return Result{}, err
		}
	}
	if ctx.Err() != nil {
		r.keepEarlier()
	}
	r.result.Taken, r.result.Kept = len(r.taken), len(r.kept)
	r.result.Stale, err = r.dir.replace(before.Screenshots, append(r.kept, r.taken...))
	return r.result, err
}

// keepEarlier keeps the screenshots that were to be taken again and were not.
func (r *run) keepEarlier() {
	for _, f := range r.taken {
		delete(r.had, f.Key)
	}
	r.kept = slices.AppendSeq(r.kept, maps.Values(r.had))
}

// plan sorts the widgets: the screenshot of one that looks as it did is kept,
// what cannot have one is told, the rest is to be taken.
func (r *run) plan(widgets []gallery.ScreenshotSubject, before []gallery.ScreenshotFiles) {
	known := map[string]gallery.ScreenshotFiles{}
	for _, f := range before {
		known[f.Key] = f
	}
	planned := map[string]bool{}
	for _, w := range widgets {
		f, ok := known[w.Key]
		switch {
		case planned[w.Key]: // the same version of the same app, twice
		case w.Reason != "":
			r.result.LeftOut++
			r.Tell(w, LeftOut, w.Reason)
		case ok && !r.All && f.Local == w.Digest && r.dir.has(&f):
			r.kept = append(r.kept, f)
		default:
			if ok && r.dir.has(&f) {
				r.had[w.Key] = f
			}
			r.todo = append(r.todo, w)
		}
		planned[w.Key] = true
	}
}

// takeAll shows the gallery to a browser and takes what is to be taken, a few
// at a time.
func (r *run) takeAll(ctx context.Context) error {
	address, closeGallery, err := r.Serve()
	if err != nil {
		return err
	}
	defer closeGallery()
	browser, err := startChromium(ctx, r.Browser, r.NoSandbox)
	if err != nil {
		return err
	}
	defer browser.close()
	next := make(chan gallery.ScreenshotSubject)
	var wg sync.WaitGroup
	for range min(4, runtime.NumCPU(), len(r.todo)) {
		wg.Go(func() {
			for w := range next {
				r.take(browser, address, w)
			}
		})
	}
	for _, w := range r.todo {
		if ctx.Err() != nil {
			break
		}
		next <- w
	}
	close(next)
	wg.Wait()
	return nil
}

// take takes the pictures of one widget.
func (r *run) take(browser *chromium, address string, w gallery.ScreenshotSubject) {
	pictures, err := browser.screenshot(address + w.Page)
	if err != nil && browser.ctx.Err() != nil {
		return // interrupted: the browser is gone, which says nothing about the page
	}
	f := gallery.ScreenshotFiles{
		Key: w.Key, Local: w.Digest, Light: w.File + ".light.webp", Dark: w.File + ".dark.webp", Social: w.File + ".jpg",
	}
	size := 0
	for i, p := range f.Files() {
		if err == nil {
			size += len(pictures[i])
			err = r.dir.write(p, pictures[i])
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.result.Failed++
		r.Tell(w, Failed, err.Error())
		return
	}
	r.taken = append(r.taken, f)
	r.result.Bytes += size
}

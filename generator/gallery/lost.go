package gallery

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"vitrine/generator/layout"
	"vitrine/generator/output"
)

// LostPages is the error of a build that could not give some definitions or
// local pages their pages. Everything else was written, so that the site may
// be published without them.
type LostPages struct{ Pages []LostPage }

// ErrNoPlace is wrapped by the error of a lost page whose path cannot be a
// file of the site, or is one already.
var ErrNoPlace = errors.New("the file has no place in the site")

// LostPage is a page that could not be written, and why.
type LostPage struct {
	Path string
	Err  error
}

// Error counts the pages and names the first.
func (l *LostPages) Error() string {
	first := l.Pages[0].Err.Error()
	if n := len(l.Pages); n > 1 {
		return fmt.Sprintf("%d pages could not be written, first %s", n, first)
	}
	return "a page could not be written: " + first
}

// Unwrap returns what is wrong with each page.
func (l *LostPages) Unwrap() []error {
	list := make([]error, len(l.Pages))
	for i := range l.Pages {
		list[i] = l.Pages[i].Err
	}
	return list
}

// losses gathers the pages that a build does without, and which kinds of
// pages came out well.
type losses struct {
	mu    sync.Mutex
	pages []LostPage
	sound map[string]bool
}

func (l *losses) note(path string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		l.sound[dispensable(path)] = true
		return
	}
	l.pages = append(l.pages, LostPage{path, err})
}

// verdict is the outcome of a build: nil, the pages that were lost, or the
// first error where no page of its kind came out well. Then the theme is at
// fault and not a definition, and the site is not worth publishing.
func (l *losses) verdict() error {
	slices.SortFunc(l.pages, func(a, b LostPage) int { return cmp.Compare(a.Path, b.Path) })
	for _, p := range l.pages {
		if !errors.Is(p.Err, ErrNoPlace) && !errors.Is(p.Err, fs.ErrNotExist) && !l.sound[dispensable(p.Path)] {
			return p.Err
		}
	}
	if len(l.pages) > 0 {
		return &LostPages{l.pages}
	}
	return nil
}

// dispensable returns the kind of a page that the gallery can do without, as
// it comes of a single definition or file; "" for the gallery's own.
func dispensable(path string) string {
	top, rest, below := strings.Cut(path, "/")
	switch {
	case !below:
		return ""
	case top != "apps":
		if ours[top] {
			return ""
		}
		return "file" // a local page, a still or a badge
	case strings.Contains(rest, "/"+layout.StepFolder+"/"):
		return "step"
	case strings.Contains(strings.TrimPrefix(afterVersion(rest), "/"), "/"):
		return "widget"
	}
	return "app"
}

// ours are the folders that every gallery has.
var ours = map[string]bool{"assets": true, "rules": true, "search": true, "report": true}

// afterVersion takes "/v/<version>" out of the path of a page.
func afterVersion(p string) string {
	app, rest, ok := strings.Cut(p, "/v/")
	if !ok {
		return p
	}
	_, widget, ok := strings.Cut(rest, "/")
	if !ok {
		return app
	}
	return app + "/" + widget
}

// settle parts the paths of a site into those that can stand beside each
// other and those that cannot, whatever the order in which they are written:
// the gallery's own come first, then what is published as it is, by name.
func settle(s *Snapshot, outputs []Output) (fit []Output, refused []LostPage) {
	foreign := func(p string) int {
		if _, published := s.Tree.Publishes(p); published {
			return 1
		}
		if _, still := s.Screenshots.files[p]; still {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(outputs, func(a, b Output) int { return cmp.Or(foreign(a.Path)-foreign(b.Path), cmp.Compare(a.Path, b.Path)) })
	taken := map[string]string{} // by what folds to it; "" for what is a folder
	for _, o := range outputs {
		p := o.Path
		err := output.CheckPath(p)
		if err == nil {
			err = clash(taken, p)
		}
		if err != nil {
			refused = append(refused, LostPage{p, fmt.Errorf("write %q: %w: %w", p, ErrNoPlace, err)})
			continue
		}
		fit = append(fit, o)
	}
	return fit, refused
}

// clash takes a path, or tells what it meets.
func clash(taken map[string]string, p string) error {
	key := output.Fold(p)
	if was, ok := taken[key]; ok {
		if was == "" {
			return errors.New("a folder of that name holds other files")
		}
		return fmt.Errorf("%q is the same file on some systems", was)
	}
	for i := range key {
		if key[i] == '/' && taken[key[:i]] != "" {
			return fmt.Errorf("%q is a file, not a folder", taken[key[:i]])
		}
	}
	for i := range key {
		if key[i] == '/' {
			taken[key[:i]] = ""
		}
	}
	taken[key] = p
	return nil
}

package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/internal/own"
	"vitrine/generator/memo"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Checker checks definitions as one configuration wants it, and remembers what
// they come to. It may be used by several goroutines.
type Checker struct {
	limits Limits
	site   site.Settings
	key    memo.Key // of these

	facts   *memo.Table[*Facts]
	samples *memo.Table[*sampleFacts]
	icons   *memo.Table[Picture]
	trees   *memo.Recent[*appdef.App]
	sets    *memo.Recent[[]appdef.SampleSet]
}

// New returns a checker. Of the settings count those that say which addresses
// are the gallery's own.
func New(limits Limits, settings site.Settings, store *memo.Store) *Checker {
	settings.Assets = ""
	limits = limits.WithDefaults()
	return &Checker{
		limits: limits, site: settings, key: memo.NewHash("checker").Value(limits).Value(settings).Sum(),
		facts: memo.NewTable[*Facts](store, "facts"), samples: memo.NewTable[*sampleFacts](store, "samples"),
		icons: memo.NewTable[Picture](store, "icons"),
		trees: memo.NewRecent[*appdef.App](limits.Keep), sets: memo.NewRecent[[]appdef.SampleSet](32),
	}
}

// Limits are the checker's, without zeros.
func (c *Checker) Limits() Limits { return c.limits }

// Subject is one definition to be checked: a file, standard input, a text that
// is being mended.
type Subject struct {
	Path string // relative to the content directory, or any name
	Text []byte
	// Stands tells whether a file stands at a path of the content directory;
	// nil where nothing does.
	Stands func(path string) bool
	// File returns what a file of the content directory holds that a module
	// brings in; nil where nothing but the text itself can be read.
	File func(path string) ([]byte, error)
}

// Run checks a definition.
func (c *Checker) Run(s *Subject) *Facts {
	if int64(len(s.Text)) > c.limits.FileSize {
		return TooLarge(s.Path, c.limits)
	}
	digest := memo.Of(s.Text)
	if f, ok := c.Known(s, digest); ok {
		return f
	}
	asked := newQuestions(s)
	f, app := run(s, s.Text, c.limits, c.around(asked.stands))
	f.Asked = asked.list
	if app != nil {
		f.Asked = own.Strings(f.Asked, app.Text)
	}
	f.Key = c.keyOf(s.Path, digest, f.Asked, f.Imports)
	c.facts.Put(c.keyOf(s.Path, digest, nil, nil), f)
	if app != nil {
		c.trees.Keep(f.Key, app)
	}
	return f
}

// Known returns what a text comes to, if that is remembered: the text need not
// be read. The files that the definition asked for must stand as they did, and
// those that it brings in hold what they did.
func (c *Checker) Known(s *Subject, digest memo.Key) (*Facts, bool) {
	f, ok := c.facts.Get(c.keyOf(s.Path, digest, nil, nil))
	if !ok || !s.same(f.Imports) {
		return nil, false
	}
	now := newQuestions(s)
	for _, a := range f.Asked {
		if now.stands(a.Name) != a.Stands {
			return nil, false
		}
	}
	return f, true
}

func (c *Checker) keyOf(name string, digest memo.Key, asked []Asked, imports []Import) memo.Key {
	h := memo.NewHash("facts").Key(c.key).Key(digest).Bool(isMain(name)).String(languageOf(name)).Int(len(asked))
	for _, a := range asked {
		h.String(a.Name).Bool(a.Stands)
	}
	for _, i := range imports {
		h.String(i.Name).Key(i.Digest)
	}
	return h.Sum()
}

// isMain tells whether a file is meant to be a definition, whatever it holds.
func isMain(name string) bool { return strings.EqualFold(path.Base(name), "app.json") }

func (c *Checker) around(stands func(string) bool) rules.Around {
	a := rules.Around{Local: stands}
	if c.site.BaseURL != "" { // else no address is the gallery's own, and none need be resolved
		a.Gallery = c.site.ShowsItself
	}
	return a
}

// questions notes which files are asked for, each once.
type questions struct {
	subject *Subject
	list    []Asked
	at      map[string]int // in the list, by name
}

func newQuestions(s *Subject) *questions { return &questions{subject: s, at: map[string]int{}} }

func (q *questions) stands(name string) bool {
	if at, ok := q.at[name]; ok {
		return q.list[at].Stands
	}
	a := Asked{Name: name}
	if q.subject.Stands != nil {
		a.Stands = slices.ContainsFunc(spellings(q.subject.Path, "", name), q.subject.Stands)
	}
	q.at[name] = len(q.list)
	q.list = append(q.list, a)
	return a.Stands
}

// Tree returns the tree of a definition, from memory or worked out again from
// its text. It is an error if what it brings in is another by now; see
// content.ErrChanged.
func (c *Checker) Tree(f *Facts, s *Subject) (*appdef.App, error) {
	if f.Blank {
		return &appdef.App{}, nil
	}
	app, ok := c.trees.Find(f.Key)
	if !ok {
		if !s.same(f.Imports) {
			return nil, fmt.Errorf("read what %q brings in: %w", s.Path, content.ErrChanged)
		}
		app = read(s, s.Text, c.limits).app
		c.trees.Keep(f.Key, app)
	}
	return app, nil
}

// Places lists where the files stand, or would stand, that a definition names.
// When one of them comes, goes or changes, the definition is checked again.
func (c *Checker) Places(name string, f *Facts) []string {
	var list []string
	for _, a := range f.Asked {
		list = append(list, spellings(name, "", a.Name)...)
	}
	for _, i := range f.Imports {
		list = append(list, path.Join(path.Dir(name), i.Name))
	}
	if f.Head != nil {
		for _, icon := range f.Head.Icons {
			list = append(list, PictureNames(name, icon.Address, c.site.Previews)...)
		}
	}
	return list
}

// AsSubject names a definition for the configuration.
func (f *Facts) AsSubject(path string) rules.Subject {
	s := rules.Subject{Path: path}
	if f != nil && f.Head != nil {
		s.App = f.Head.ID
	}
	return s
}

// Source indexes the text of a definition in that file.
func Source(name string, text []byte, secrets []diag.Span) *diag.Source {
	s := diag.NewSource(appdef.ConcealName(name), text)
	s.Secret = secrets
	return s
}

package look

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/layout"
)

// home is a folder with the definitions that its README and samples go with.
type home struct {
	dir     string
	entries []*layout.Entry // by path
	readme  *content.Text   // nil if there is none
	samples *content.Text
	failed  error           // why the samples cannot be read
	changed []*layout.Entry // in place of those that have something else now
}

// shareHomes gives the definitions of every home that may have changed its
// README and samples. What these come to depends on all definitions of the home;
// those for which it comes to something else than before are new entries, too.
func (l *look) shareHomes() {
	homes := map[string]*home{}
	touch := func(dir string) { homes[dir] = &home{dir: dir} }
	for p, e := range l.fresh {
		touch(e.Home)
		if old := l.old.Entry(p); old != nil {
			touch(old.Home)
		}
	}
	for _, p := range l.changes.Gone {
		if e := l.old.Entry(p); e != nil {
			touch(e.Home)
		}
	}
	for p := range l.changes.Companions {
		touch(path.Dir(p))
	}
	join := func(e *layout.Entry) {
		if h := homes[e.Home]; h != nil {
			h.entries = append(h.entries, e)
		}
	}
	for dir := range homes {
		for _, e := range l.old.At(dir) {
			if _, there := l.tree.Entry(e.Path); there && l.fresh[e.Path] == nil {
				join(e)
			}
		}
	}
	for _, e := range l.fresh {
		join(e)
	}
	list := slices.Collect(maps.Values(homes))
	parallel.Each(len(list), func(i int) { l.share(list[i]) })
	for _, h := range list {
		for _, e := range h.changed {
			l.fresh[e.Path] = e
		}
	}
}

// share gives the definitions of a home its README and samples. These are
// theirs only if all of them are of one app. Findings about the samples are
// told once, at the definition that answers for them.
func (l *look) share(h *home) {
	slices.SortFunc(h.entries, func(a, b *layout.Entry) int { return cmp.Compare(a.Path, b.Path) })
	if h.ofOneApp() {
		l.open(h)
	}
	answers, secret := h.answers(), h.secretSettings()
	for _, e := range h.entries {
		var readme *content.Text
		var samples *check.Samples
		if e.Definition() {
			readme = h.readme
			switch {
			case h.failed != nil:
				samples = check.UnreadableSamples(path.Join(h.dir, samplesFile), h.failed)
			case h.samples != nil:
				samples = l.setup.Samples(h.samples, e, e == answers, secret)
			}
		}
		h.give(e, readme, samples, l.fresh[e.Path] == e)
	}
}

// give puts the README and samples of the home into an entry, or into a copy of
// it if it is not new.
func (h *home) give(e *layout.Entry, readme *content.Text, samples *check.Samples, fresh bool) {
	if !fresh {
		if readme.Is(e.Readme) && samples.Is(e.Samples) {
			return
		}
		c := *e
		e = &c
		h.changed = append(h.changed, e)
	}
	e.Readme, e.Samples = readme, samples
}

// The files that definitions of one folder share.
const (
	readmeFile  = "README.md"
	samplesFile = "samples.yaml"
)

// open reads what stands in a home.
func (l *look) open(h *home) {
	p := path.Join(h.dir, readmeFile)
	if stamp, ok := l.tree.Companion(p); ok && !l.setup.Options.CheckOnly { // only pages show it
		var err error
		h.readme, err = l.reader.text(p, stamp, gallery.MaxReadme)
		if l.setup.Missed.Note(p, err); err != nil {
			h.readme = content.TextOf(p, []byte("*README.md cannot be shown: "+whyNot(err, stamp)+"*"))
		} else {
			h.readme = l.reader.spare(h.readme, stamp)
		}
	}
	p = path.Join(h.dir, samplesFile)
	if stamp, ok := l.tree.Companion(p); ok {
		h.samples, h.failed = l.reader.text(p, stamp, appdef.MaxSamples+1)
		l.setup.Missed.Note(p, h.failed)
		if errors.Is(h.failed, content.ErrTooLarge) {
			h.samples, h.failed = check.LargeSamples(p), nil
		}
	}
}

// whyNot says why a README is not shown.
func whyNot(err error, stamp content.Stamp) string {
	if errors.Is(err, content.ErrTooLarge) {
		return fmt.Sprintf("it has %d KiB, and one of more than %d KiB is not read, which no setting raises; lead to a longer text by a link",
			(stamp.Size+1023)>>10, gallery.MaxReadme>>10)
	}
	return content.Reason(err)
}

// ofOneApp tells whether the definitions of a home are of one app. The content
// directory itself is a home only by an app.json.
func (h *home) ofOneApp() bool {
	if h.dir == "." && !slices.ContainsFunc(h.entries, func(e *layout.Entry) bool { return e.Path == "app.json" }) {
		return false
	}
	var first *layout.Entry
	for _, e := range h.entries {
		switch {
		case !e.Definition():
		case first == nil:
			first = e
		case e.Head().ID != first.Head().ID:
			return false
		}
	}
	return true
}

// answers returns the definition by which samples are judged: app.json, else
// the first by path.
func (h *home) answers() *layout.Entry {
	main := path.Join(h.dir, "app.json")
	var first *layout.Entry
	for _, e := range h.entries {
		if e.Path == main {
			return e
		}
		if first == nil && e.Definition() {
			first = e
		}
	}
	return first
}

// secretSettings lists what is a secret in any definition of a home, sorted:
// samples go with all versions, and a setting may be one in an older version
// only.
func (h *home) secretSettings() []string {
	var list []string
	for _, e := range h.entries {
		if e.Definition() {
			list = append(list, e.Head().Secret...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

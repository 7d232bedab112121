package gallery

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"vitrine/generator/content"
	"vitrine/generator/internal/persist"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
)

// Output is one file of the site. Its key is known before its bytes: two
// outputs with the same path and key have the same bytes.
type Output struct {
	Path string   // with slashes: "apps/acme.html"
	Key  memo.Key // of everything that it is made from
	Make func() ([]byte, error)
	Racy bool // the key may come to stand for other bytes: nothing may be kept under it

	lend func(use func([]byte) error) error // Make for whoever does not keep the bytes; nil where they cost no more
}

// make makes the bytes and hands them on, for as long as use takes.
func (o *Output) make(use func([]byte) error) error {
	if o.lend != nil {
		return o.lend(use)
	}
	data, err := o.Make()
	if err != nil {
		return err
	}
	return use(data)
}

// fileOutput is a file that is published as it is.
func (s commons) fileOutput(p string, stamp content.Stamp, read func() ([]byte, error)) Output {
	return Output{Path: p, Key: memo.NewHash("file").String(p).Value(stamp).Sum(), Make: read, Racy: !s.Tree.Settled(stamp)}
}

// Plan is every file of the site that a snapshot makes.
type Plan struct {
	snapshot *Snapshot
	common   []Output // made from the gallery as a whole
	pictures func() map[string]Output
	index    func() map[string]Output // of the files in common
}

// Plan says which files the site has. It is made once for a snapshot, and only
// when somebody asks.
func (s *Snapshot) Plan() *Plan { return s.plan() }

func newPlan(s *Snapshot) *Plan {
	p := &Plan{snapshot: s, common: commons{s}.common()}
	p.index = sync.OnceValue(func() map[string]Output {
		m := make(map[string]Output, len(p.common))
		for _, o := range p.common {
			m[o.Path] = o
		}
		return m
	})
	p.pictures = sync.OnceValue(func() map[string]Output {
		m := map[string]Output{}
		for _, part := range s.parts.All() {
			for _, o := range part.pictures() {
				if _, known := m[o.Path]; !known {
					m[o.Path] = o
				}
			}
		}
		return m
	})
	return p
}

// Outputs returns every file of the site by path.
func (p *Plan) Outputs() []Output {
	list := slices.Clone(p.common)
	for _, part := range p.snapshot.parts.All() {
		list = append(list, part.outputs()...)
	}
	for _, o := range p.pictures() {
		list = append(list, o)
	}
	if p.snapshot.kept {
		list = keepMore(p.snapshot, list)
	}
	slices.SortFunc(list, func(a, b Output) int { return cmp.Compare(a.Path, b.Path) })
	return list
}

// Paths returns the path of every file of the site, sorted.
func (p *Plan) Paths() []string {
	list := p.Outputs()
	paths := make([]string, len(list))
	for i := range list {
		paths[i] = list[i].Path
	}
	return paths
}

// Find returns the file of that path.
func (p *Plan) Find(path string) (Output, bool) {
	folder, rest, _ := strings.Cut(path, "/")
	switch folder {
	case "apps", "badges":
		app, _, _ := strings.Cut(rest, "/")
		if !strings.Contains(rest, "/") {
			app = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(app, ".html"), ".svg"), ".json")
		}
		if o, ok := p.part(app).find(path); ok {
			return o, true
		}
	case "pictures":
		if o, ok := p.pictures()[path]; ok {
			return o, true
		}
	}
	o, ok := p.index()[path]
	return o, ok
}

// part returns the part of the group that a folder of pages belongs to: it is
// called after the group, and may have a mark that tells it from others.
func (p *Plan) part(folder string) *part {
	key := strings.ToLower(folder)
	at, ok := p.snapshot.parts.Get(key)
	if end := strings.LastIndexByte(key, '~'); !ok && end > 0 {
		at, _ = p.snapshot.parts.Get(key[:end])
	}
	return at
}

// Changed returns the paths of the files that differ from those of an older
// plan of the same gallery, that came or that went, sorted. Published pictures
// are not among them: their names say what is in them.
func (p *Plan) Changed(old *Plan) []string {
	var list []string
	differ := func(was, now []Output) {
		keys := make(map[string]memo.Key, len(was))
		for _, o := range was {
			keys[o.Path] = o.Key
		}
		for _, o := range now {
			key, known := keys[o.Path]
			if !known || key != o.Key {
				list = append(list, o.Path)
			}
			delete(keys, o.Path)
		}
		for path := range keys {
			list = append(list, path)
		}
	}
	differ(old.common, p.common)
	for key := range persist.Apart(old.snapshot.parts, p.snapshot.parts) {
		was, _ := old.snapshot.parts.Get(key)
		if part, _ := p.snapshot.parts.Get(key); part != was {
			differ(was.all(), part.all())
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// part is the files that come of one group of definitions. Snapshots share it
// until the group changes, so it knows none of them. What files there are is
// worked out when somebody asks: under serve, of most groups nobody ever does.
type part struct {
	group    *layout.Group
	outputs  func() []Output // by path
	pictures func() []Output
}

func newPart(s *Setup, g *layout.Group) *part {
	return &part{
		group:    g,
		outputs:  sync.OnceValue(func() []Output { return pages{s}.groupFiles(g) }),
		pictures: sync.OnceValue(func() []Output { return pictures{s}.pictures(g) }),
	}
}

// groupFiles lists the files that come of a group by path.
func (s pages) groupFiles(g *layout.Group) []Output {
	var list []Output
	for _, a := range g.Apps {
		for _, e := range a.Versions {
			list = append(list, s.definitionFiles(a, e)...)
		}
		list = append(list, s.compareFiles(a)...)
		list = append(list, s.decisionsFile(a)...)
	}
	slices.SortFunc(list, func(a, b Output) int { return cmp.Compare(a.Path, b.Path) })
	return list
}

func (p *part) all() []Output {
	if p == nil {
		return nil
	}
	return p.outputs()
}

func (p *part) find(path string) (Output, bool) {
	list := p.all()
	at, ok := slices.BinarySearchFunc(list, path, func(o Output, path string) int { return cmp.Compare(o.Path, path) })
	if !ok {
		return Output{}, false
	}
	return list[at], true
}

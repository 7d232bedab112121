package gallery

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// StillsFile lists the stills of a directory. What it does not name is not
// ours.
const StillsFile = "shots.json"

// stillsFolder is where stills stand in the site.
const stillsFolder = "shots/"

// StillList is the contents of StillsFile.
type StillList struct {
	Version int         `json:"version"` // 1
	Stills  []StillFile `json:"stills"`
}

// StillFile is the pictures of one widget and what they were taken of. The
// paths are relative to the directory of stills.
type StillFile struct {
	Key    string `json:"key"`            // of the definition; see site.Sit
	Local  string `json:"page,omitempty"` // digest of the local page that was shown
	Light  string `json:"light"`
	Dark   string `json:"dark"`
	Social string `json:"social"`
}

// Files lists the pictures.
func (s *StillFile) Files() []string { return []string{s.Light, s.Dark, s.Social} }

// ReadStills reads the list of a directory of stills; one without is empty.
// Entries that name anything but pictures in the directory are left out.
func ReadStills(dir fs.FS) (StillList, error) {
	list := StillList{Version: 1}
	data, err := content.ReadFile(dir, StillsFile, maxStill)
	if errors.Is(err, fs.ErrNotExist) {
		return list, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		return StillList{Version: 1}, fmt.Errorf("read the list of stills %q: %w", StillsFile, err)
	}
	list.Stills = slices.DeleteFunc(list.Stills, func(s StillFile) bool {
		return slices.ContainsFunc(s.Files(), func(p string) bool { return !picturePath(p) })
	})
	return list, nil
}

// picturePath tells whether a path is one that a still may have.
func picturePath(p string) bool {
	return fs.ValidPath(p) && !strings.Contains(p, "\\") && slices.Contains([]string{".webp", ".jpg"}, path.Ext(p))
}

// Stills are the pictures that there are: by key, and their paths in the site.
// They are never changed.
type Stills struct {
	stamp content.Stamp // of the list
	key   memo.Key
	known map[string]site.Still
	files map[string]content.Stamp
}

// Look returns the stills of a directory, and whether they are others than
// these; dir may be nil. A list that cannot be read is as good as none: a gallery
// without stills is complete.
func (s *Stills) Look(dir fs.FS) (now *Stills, others bool) {
	if dir == nil {
		return s, false
	}
	now = &Stills{known: map[string]site.Still{}, files: map[string]content.Stamp{}}
	if info, err := fs.Stat(dir, StillsFile); err == nil {
		now.stamp = content.StampOf(info)
	}
	if now.stamp == s.stamp {
		return s, false
	}
	list, _ := ReadStills(dir)
	for i := range list.Stills {
		now.add(dir, &list.Stills[i])
	}
	now.key = memo.NewHash("stills").Value(list).Sum()
	return now, true
}

// add takes in a still all of whose pictures are there.
func (s *Stills) add(dir fs.FS, f *StillFile) {
	stamps := map[string]content.Stamp{}
	for _, p := range f.Files() {
		info, err := fs.Stat(dir, p)
		if err != nil {
			return // the list is kept in a repository, and the pictures perhaps not
		}
		stamps[stillsFolder+p] = content.StampOf(info)
	}
	maps.Copy(s.files, stamps)
	s.known[f.Key] = site.Still{Light: stillsFolder + f.Light, Dark: stillsFolder + f.Dark, Social: stillsFolder + f.Social}
}

// stillFiles lists the pictures, which are published as they are.
func (s *Snapshot) stillFiles() []Output {
	var list []Output
	for p, stamp := range s.Stills.files {
		list = append(list, s.fileOutput(p, stamp, func() ([]byte, error) {
			return content.ReadFile(s.Options.Stills, strings.TrimPrefix(p, stillsFolder), maxStill)
		}))
	}
	return list
}

// Sitter is a widget whose still may be taken.
type Sitter struct {
	site.Sitter
	Page   string // of the widget, in the site
	Source string // path of its definition
	Widget string // its title
	File   string // beginning of the paths of its pictures: "acme/orders-1.2.0"
	Digest string // of the local page that it shows; "" for none
}

// Sitters lists the widgets of all versions by page.
func (s *Snapshot) Sitters() ([]Sitter, error) {
	type place struct {
		page string
		of   *layout.Entry
		i    int
	}
	var places []place
	for _, g := range s.Layout.Groups() {
		for _, e := range g.Entries {
			for i, page := range e.Widgets {
				places = append(places, place{page, e, i})
			}
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.page, b.page) })
	var list []Sitter
	taken := layout.Names{}
	for _, p := range places {
		d, err := s.describe(p.of)
		if err != nil {
			return nil, err
		}
		sitter := Sitter{
			Sitter: site.Sit(d, &s.Options.Site, p.i), Page: p.page, Source: appdef.ConcealName(p.of.Path),
			Widget: p.of.Summary.Widgets[p.i].Title,
		}
		widget := strings.TrimSuffix(path.Base(p.page), ".html")
		sitter.File = taken.Unique(path.Join(layout.AppSlug(p.of.Name), widget+"-"+layout.VersionSlug(p.of.Head().Version)))
		if sitter.Local {
			sitter.Digest = s.localDigest(sitter.Frame)
		}
		list = append(list, sitter)
	}
	return list, nil
}

// localDigest stands for the bytes of a local page.
func (s *Setup) localDigest(frame string) string {
	page, _, _ := strings.Cut(frame, "?")
	page, _, _ = strings.Cut(page, "#")
	if plain, err := url.PathUnescape(page); err == nil {
		page = plain // what follows from: in an address is written as an address is
	}
	data, err := content.ReadFile(s.Content, path.Clean(page), maxPublish)
	if err != nil {
		return "" // the picture will show what comes of that
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

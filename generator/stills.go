package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
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
	data, err := readFile(dir, StillsFile, maxStill)
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

// stills are the pictures that there are: by key, and their paths in the site.
type stills struct {
	stamp stamp
	known map[string]site.Still
	files map[string]bool
}

func (s *stills) find() func(string) site.Still {
	if len(s.known) == 0 {
		return nil
	}
	return func(key string) site.Still { return s.known[key] }
}

// refreshStills looks whether stills were taken since the last time; if so,
// every summary must be made again. A list that cannot be read is as good as
// none: a gallery without stills is complete.
func (c *Catalogue) refreshStills(changes *Changes) (again bool) {
	if c.opts.Stills == nil {
		return false
	}
	var now stamp
	if info, err := fs.Stat(c.opts.Stills, StillsFile); err == nil {
		now = stampOf(info)
	}
	if now == c.stills.stamp {
		return false
	}
	before := c.stills.files
	c.stills = stills{stamp: now, known: map[string]site.Still{}, files: map[string]bool{}}
	list, _ := ReadStills(c.opts.Stills)
	for i := range list.Stills {
		c.stills.add(c.opts.Stills, &list.Stills[i])
	}
	for p := range c.stills.files {
		changes.Pages = append(changes.Pages, p) // the bytes behind a name may be others
	}
	for p := range before {
		changes.Pages = append(changes.Pages, p)
	}
	changes.Any = true
	return true
}

func (s *stills) add(dir fs.FS, f *StillFile) {
	for _, p := range f.Files() {
		if _, err := fs.Stat(dir, p); err != nil {
			return // somebody tidied up
		}
	}
	for _, p := range f.Files() {
		s.files[stillsFolder+p] = true
	}
	s.known[f.Key] = site.Still{Light: stillsFolder + f.Light, Dark: stillsFolder + f.Dark, Social: stillsFolder + f.Social}
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
func (c *Catalogue) Sitters() []Sitter {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []Sitter
	taken := names{}
	for _, page := range sortedKeys(c.pages) {
		r := c.pages[page]
		if r.widget < 0 {
			continue
		}
		s := Sitter{
			Sitter: site.Sit(c.describe(r.file), &c.opts.Site, r.widget), Page: page, Source: appdef.ConcealName(r.file.path),
			Widget: r.file.summary.Widgets[r.widget].Title,
		}
		widget := strings.TrimSuffix(path.Base(page), ".html")
		s.File = taken.unique(path.Join(appSlug(r.file.name), widget+"-"+versionSlug(r.file.head.version)))
		if s.Local {
			s.Digest = c.localDigest(s.Frame)
		}
		list = append(list, s)
	}
	return list
}

// localDigest stands for the bytes of a local page.
func (c *Catalogue) localDigest(frame string) string {
	page, _, _ := strings.Cut(frame, "?")
	page, _, _ = strings.Cut(page, "#")
	if plain, err := url.PathUnescape(page); err == nil {
		page = plain // what follows from: in an address is written as an address is
	}
	data, err := readFile(c.content, path.Clean(page), maxPublish)
	if err != nil {
		return "" // the picture will show what comes of that
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

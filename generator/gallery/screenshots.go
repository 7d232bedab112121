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

// ScreenshotsFile lists the screenshots of a directory. What it does not name is not
// ours.
const ScreenshotsFile = "shots.json"

// screenshotsFolder is where screenshots stand in the site.
const screenshotsFolder = "shots/"

// ScreenshotList is the contents of ScreenshotsFile.
type ScreenshotList struct {
	Version     int               `json:"version"` // 1
	Screenshots []ScreenshotFiles `json:"stills"`
}

// ScreenshotFiles is the pictures of one widget and what they were taken of. The
// paths are relative to the directory of screenshots.
type ScreenshotFiles struct {
	Key    string `json:"key"`            // of the definition; see site.SubjectOf
	Local  string `json:"page,omitempty"` // digest of the local page that was shown
	Light  string `json:"light"`
	Dark   string `json:"dark"`
	Social string `json:"social"`
}

// Files lists the pictures.
func (s *ScreenshotFiles) Files() []string { return []string{s.Light, s.Dark, s.Social} }

// ReadScreenshots reads the list of a directory of screenshots; one without is empty.
// Entries that name anything but pictures in the directory are left out.
func ReadScreenshots(dir fs.FS) (ScreenshotList, error) {
	list := ScreenshotList{Version: 1}
	data, err := content.ReadFile(dir, ScreenshotsFile, maxScreenshot)
	if errors.Is(err, fs.ErrNotExist) {
		return list, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		return ScreenshotList{Version: 1}, fmt.Errorf("read the list of screenshots %q: %w", ScreenshotsFile, err)
	}
	list.Screenshots = slices.DeleteFunc(list.Screenshots, func(s ScreenshotFiles) bool {
		return slices.ContainsFunc(s.Files(), func(p string) bool { return !picturePath(p) })
	})
	return list, nil
}

// picturePath tells whether a path is one that a still may have.
func picturePath(p string) bool {
	return fs.ValidPath(p) && !strings.Contains(p, "\\") && slices.Contains([]string{".webp", ".jpg"}, path.Ext(p))
}

// Screenshots are the pictures that there are: by key, and their paths in the site.
// They are never changed.
type Screenshots struct {
	stamp content.Stamp // of the list
	key   memo.Key
	known map[string]site.WidgetScreenshot
	files map[string]content.Stamp
}

// Look returns the screenshots of a directory, and whether they are others than
// these; dir may be nil. A list that makes no sense is as good as none: a gallery
// without screenshots is complete. It is an error if what is there cannot be read
// (see content.Lost); then these stay.
func (s *Screenshots) Look(dir fs.FS) (now *Screenshots, others bool, err error) {
	if dir == nil {
		return s, false, nil
	}
	now = &Screenshots{known: map[string]site.WidgetScreenshot{}, files: map[string]content.Stamp{}}
	info, err := fs.Stat(dir, ScreenshotsFile)
	if err == nil {
		now.stamp = content.StampOf(info)
	} else if content.Lost(err) != "" {
		return s, false, fmt.Errorf("read the list of screenshots: %w", err)
	}
	if now.stamp == s.stamp {
		return s, false, nil
	}
	list, err := ReadScreenshots(dir)
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) && content.Lost(err) != "" {
		return s, false, err
	}
	for i := range list.Screenshots {
		if err := now.add(dir, &list.Screenshots[i]); err != nil {
			return s, false, fmt.Errorf("read the screenshots: %w", err)
		}
	}
	now.key = memo.NewHash("screenshots").Value(list).Sum()
	return now, true, nil
}

// add takes in a still all of whose pictures are there. The list may be kept in a
// repository, and the pictures not.
func (s *Screenshots) add(dir fs.FS, f *ScreenshotFiles) error {
	stamps := map[string]content.Stamp{}
	for _, p := range f.Files() {
		info, err := fs.Stat(dir, p)
		if content.Lost(err) != "" {
			return err
		}
		if err != nil {
			return nil
		}
		stamps[screenshotsFolder+p] = content.StampOf(info)
	}
	maps.Copy(s.files, stamps)
	s.known[f.Key] = site.WidgetScreenshot{
		Light: screenshotsFolder + f.Light, Dark: screenshotsFolder + f.Dark, Social: screenshotsFolder + f.Social,
	}
	return nil
}

// screenshotFiles lists the pictures, which are published as they are.
func (s commons) screenshotFiles() []Output {
	var list []Output
	for p, stamp := range s.Screenshots.files {
		list = append(list, s.fileOutput(p, stamp, func() ([]byte, error) {
			return content.ReadFile(s.Options.Screenshots, strings.TrimPrefix(p, screenshotsFolder), maxScreenshot)
		}))
	}
	return list
}

// ScreenshotSubject is a widget whose still may be taken.
type ScreenshotSubject struct {
	site.ScreenshotSubject
	Page   string // of the widget, in the site
	Source string // path of its definition
	Widget string // its title
	File   string // beginning of the paths of its pictures: "acme/orders-1.2.0"
	Digest string // of the local page that it shows; "" for none
}

// ScreenshotSubjects lists the widgets of all versions by page.
func ScreenshotSubjects(s *Snapshot) ([]ScreenshotSubject, error) {
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
	var list []ScreenshotSubject
	taken := layout.Names{}
	for _, p := range places {
		d, err := s.describe(p.of)
		if err != nil {
			return nil, err
		}
		subject := ScreenshotSubject{
			ScreenshotSubject: site.SubjectOf(d, &s.Options.Site, p.i), Page: p.page, Source: appdef.ConcealName(p.of.Path),
			Widget: p.of.Summary.Widgets[p.i].Title,
		}
		widget := strings.TrimSuffix(path.Base(p.page), ".html")
		subject.File = taken.Unique(path.Join(layout.AppSlug(p.of.Name), widget+"-"+layout.VersionSlug(p.of.Head().Version)))
		if subject.Local {
			subject.Digest = localDigest(s.Setup, subject.Frame)
		}
		list = append(list, subject)
	}
	return list, nil
}

// localDigest stands for the bytes of a local page.
func localDigest(s *Setup, frame string) string {
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

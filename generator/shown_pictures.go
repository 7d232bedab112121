package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"path"
	"slices"
	"strings"
	"sync"

	"vitrine/generator/site"
)

// Pictures of others are published once each, under a digest of their bytes.
// A PNG or JPEG is what its content says, and a file of its own. An SVG could
// run scripts as a page of the gallery if it were opened, so it is never a
// file: it stands in a style sheet, as a background, where it is inert.

// pictureFiles is what is known of published pictures.
type pictureFiles struct {
	mu    sync.Mutex
	from  map[string][]string // where in the content directory a published picture stands, or stood
	shots map[string]shot     // screenshots by their place in the content directory
}

// shot is a screenshot of the listing, remembered under the file's stamp.
type shot struct {
	stamp         stamp
	src           string // "" for one that is not shown
	width, height int
}

// note remembers where the bytes of a published picture stand.
func (f *pictureFiles) note(src, place string) {
	if src == "" {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.from == nil {
		f.from = map[string][]string{}
	}
	if !slices.Contains(f.from[src], place) {
		f.from[src] = append(f.from[src], place)
	}
}

// iconName names the file that shows an icon; "" for anything but a PNG and an
// SVG of a moderate size.
func iconName(data []byte) string {
	if len(data) > maxShown {
		return ""
	}
	if cfg, err := png.DecodeConfig(bytes.NewReader(data)); err == nil && cfg.Width <= iconPixels && cfg.Height <= iconPixels {
		return site.PicturePath(digest(data), ".png")
	}
	if sniff(data) == "SVG" {
		return site.PicturePath(digest(data), ".css")
	}
	return ""
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// screenshot returns what shows a picture of the listing. It is read when a
// page asks for it: screenshots are large, and few are looked at.
func (c *Catalogue) screenshot(f *file, address string) (src string, width, height int) {
	p, ok := c.pictureName(f, address)
	if !ok || !c.has(p) {
		return "", 0, 0
	}
	s := c.shot(p)
	return s.src, s.width, s.height
}

func (c *Catalogue) shot(p string) shot {
	c.pictures.mu.Lock()
	s, known := c.pictures.shots[p]
	c.pictures.mu.Unlock()
	now, _ := c.stamp(p)
	if known && s.stamp == now {
		return s
	}
	s = shot{stamp: now}
	data, err := readFile(c.content, p, maxShot)
	if err == nil {
		cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && cfg.Width <= 8192 && cfg.Height <= 8192 && cfg.Width > 0 && cfg.Height > 0 {
			s.src, s.width, s.height = site.PicturePath(digest(data), map[string]string{"png": ".png", "jpeg": ".jpg"}[kind]), cfg.Width, cfg.Height
		}
	}
	c.pictures.note(s.src, p)
	c.pictures.mu.Lock()
	defer c.pictures.mu.Unlock()
	if c.pictures.shots == nil {
		c.pictures.shots = map[string]shot{}
	}
	c.pictures.shots[p] = s
	return s
}

// picturePaths lists the pictures that pages show.
func (c *Catalogue) picturePaths() []string {
	var list []*file
	for _, f := range c.files {
		if f.definition() {
			list = append(list, f)
		}
	}
	found := make([][]string, len(list))
	parallel(len(list), func(i int) {
		f := list[i]
		for _, pic := range f.head.pictures {
			found[i] = append(found[i], c.picture(f, pic.address))
		}
		for _, address := range f.head.shots {
			src, _, _ := c.screenshot(f, address)
			found[i] = append(found[i], src)
		}
	})
	seen := map[string]bool{"": true}
	var out []string
	for _, names := range found {
		for _, p := range names {
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// pictureFile returns a published picture. Bytes that are not those it was
// named after are not there: the content directory is ahead of the catalogue.
func (c *Catalogue) pictureFile(name string) (data []byte, ok bool, err error) {
	c.pictures.mu.Lock()
	places := slices.Clone(c.pictures.from[name])
	c.pictures.mu.Unlock()
	ext := path.Ext(name)
	for _, p := range places {
		data, err := readFile(c.content, p, maxIcon)
		if err != nil || site.PicturePath(digest(data), ext) != name {
			continue
		}
		if ext == ".css" {
			code := base64.StdEncoding.EncodeToString(data)
			data = fmt.Appendf(nil, ".%s{background-image:url(\"data:image/svg+xml;base64,%s\")}\n", site.PictureClass(name), code)
		}
		return data, true, nil
	}
	return nil, false, nil
}

// isPicture tells whether a path may be a published picture.
func isPicture(name string) bool { return strings.HasPrefix(name, site.PictureFolder) }

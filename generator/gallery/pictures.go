package gallery

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // screenshots are JPEG on the marketplace
	_ "image/png"
	"io/fs"
	"path"
	"time"

	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// Pictures of others are published once each, under a digest of their bytes.
// A PNG or JPEG is what its content says, and a file of its own. An SVG could
// run scripts as a page of the gallery if it were opened, so it is never a
// file: it stands in a style sheet, as a background, where it is inert.

// listingPicture is a picture of the listing, as it is remembered.
type listingPicture struct {
	site.ListingPicture
	Read int64 // when, in ns since 1970
}

// pictures publishes the pictures that definitions name.
type pictures struct{ *Setup }

// shots measures the local screenshots of a definition, by their addresses.
// That is done when its page is made: screenshots are large, and few are
// looked at.
func (s pictures) shots(e *layout.Entry) map[string]site.ListingPicture {
	found := map[string]site.ListingPicture{}
	for _, address := range e.Head().Screenshots {
		if local, ok := e.Local[address]; ok {
			found[address] = s.shot(local)
		}
	}
	return found
}

func (s pictures) shot(local layout.Local) site.ListingPicture {
	p, stamp := local.Path, local.Stamp
	key := memo.NewHash("screenshot").String(p).Value(stamp).Sum()
	if known, ok := s.listings.Get(key); ok && stamp.Settled(known.Read) {
		return known.ListingPicture
	}
	shot := listingPicture{Read: time.Now().UnixNano()}
	data, err := content.ReadFile(s.Content, p, maxShot)
	if err == nil {
		cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && cfg.Width <= 8192 && cfg.Height <= 8192 && cfg.Width > 0 && cfg.Height > 0 {
			ext := map[string]string{"png": ".png", "jpeg": ".jpg"}[kind]
			shot.ListingPicture = site.ListingPicture{Src: site.PicturePath(check.Digest(data), ext), Width: cfg.Width, Height: cfg.Height}
		}
	}
	if s.Missed.Note(p, err); content.Lost(err) == "" {
		s.listings.Put(key, shot)
	}
	return shot.ListingPicture
}

// pictures lists the files of the pictures that the pages of a group show.
func (s pictures) pictures(g *layout.Group) []Output {
	var list []Output
	add := func(e *layout.Entry, address, src string) {
		if src == "" {
			return
		}
		p := e.Local[address].Path
		list = append(list, Output{
			Path: src, Key: memo.NewHash("picture").String(src).Sum(),
			Make: func() ([]byte, error) { return s.picture(src, p) },
		})
	}
	for _, e := range g.Entries {
		for _, icon := range e.Head().Icons {
			add(e, icon.Address, e.Icons[icon.Address])
		}
		shots := s.shots(e)
		for _, address := range e.Head().Screenshots {
			add(e, address, shots[address].Src)
		}
	}
	return list
}

// picture returns a published picture from its place in the content directory.
// Bytes that are not those it was named after are not there: the content
// directory is ahead of the snapshot.
func (s pictures) picture(src, place string) ([]byte, error) {
	data, err := content.ReadFile(s.Content, place, check.MaxIcon)
	ext := path.Ext(src)
	switch {
	case err != nil && !errors.Is(err, content.ErrTooLarge):
		return nil, err
	case err != nil || site.PicturePath(check.Digest(data), ext) != src:
		return nil, fmt.Errorf("read %q, which was changed meanwhile: %w", place, fs.ErrNotExist)
	case ext == ".css":
		code := base64.StdEncoding.EncodeToString(data)
		data = fmt.Appendf(nil, ".%s{background-image:url(\"data:image/svg+xml;base64,%s\")}\n", site.PictureClass(src), code)
	}
	return data, nil
}

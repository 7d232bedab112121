package check

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"time"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/memo"
	"vitrine/generator/picture"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Bounds of icons, in bytes.
const (
	MaxIcon  = 1 << 20   // that is measured
	maxShown = 256 << 10 // that is shown; a heavier one has a finding
)

// Picture is a local icon: how it is shown, and what is wrong with it.
type Picture struct {
	Src    string            // path in the site; "" for one that is not shown
	Faults []diag.Diagnostic // without a place
	Read   int64             // when it was read, in ns since 1970
}

// Icon measures the picture at a path of the content directory. What it comes
// to is remembered under the file's stamp, unless it cannot be read now and may
// another time: then the error says so, and the picture that it cannot be read.
func (c *Checker) Icon(dir fs.FS, p string, stamp content.Stamp) (Picture, error) {
	key := memo.NewHash("icon").String(p).Value(stamp).Sum()
	if icon, ok := c.icons.Get(key); ok && stamp.Settled(icon.Read) {
		return icon, nil
	}
	icon := Picture{Read: time.Now().UnixNano()}
	data, err := content.ReadFile(dir, p, MaxIcon)
	facts := measure(data, err)
	if icon.Faults = rules.CheckIcon(facts, p); err == nil {
		icon.Src = iconName(data, facts)
	}
	if content.Lost(err) != "" {
		return icon, err
	}
	c.icons.Put(key, icon)
	return icon, nil
}

// IconFindings says at each icon of a definition what is wrong with its bytes.
// picture returns the local picture of an address, if there is one.
func (h *Head) IconFindings(picture func(address string) (Picture, bool)) []diag.Diagnostic {
	var list []diag.Diagnostic
	for _, icon := range h.Icons {
		p, ok := picture(icon.Address)
		if !ok {
			continue
		}
		for _, fault := range p.Faults {
			fault.Span, fault.Path = icon.At.Span, icon.At.Path
			list = append(list, fault)
		}
	}
	return list
}

// LocalIcons measures the pictures that stand beside a definition.
func (c *Checker) LocalIcons(f *Facts, name string, dir fs.FS) []diag.Diagnostic {
	if f.Head == nil || dir == nil {
		return nil
	}
	return f.Head.IconFindings(func(address string) (Picture, bool) {
		p := PictureName(name, address, c.site.Previews, Beside(dir))
		if p == "" {
			return Picture{}, false
		}
		data, err := content.ReadFile(dir, p, MaxIcon)
		return Picture{Faults: rules.CheckIcon(measure(data, err), p)}, true
	})
}

// Beside tells which files stand in a directory, by asking it.
func Beside(dir fs.FS) func(string) bool {
	return func(p string) bool {
		if dir == nil {
			return false
		}
		info, err := fs.Stat(dir, p)
		return err == nil && info.Mode().IsRegular()
	}
}

// measure measures a picture that was read, or says why it could not be.
func measure(data []byte, err error) picture.Facts {
	switch {
	case errors.Is(err, content.ErrTooLarge):
		return picture.Facts{TooLarge: MaxIcon}
	case err != nil:
		return picture.Facts{Unreadable: content.Reason(err)}
	}
	return picture.Measure(data)
}

// maxSide is how many px a side a picture has at most that is shown.
const maxSide = 4096

// iconName names the file that shows an icon; "" for anything but a PNG and an
// SVG of a moderate size.
func iconName(data []byte, f picture.Facts) string {
	switch {
	case len(data) > maxShown:
	case f.Format == "PNG" && f.Broken == "" && f.Width <= maxSide && f.Height <= maxSide:
		return site.PicturePath(Digest(data), ".png")
	case f.Format == "SVG":
		return site.PicturePath(Digest(data), ".css")
	}
	return ""
}

// Digest stands for the bytes of a picture in its name.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

package check

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"time"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/memo"
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
	Src    string // path in the site; "" for one that is not shown
	Faults []iconFault
	Read   int64 // when it was read, in ns since 1970
}

// Icon measures the picture at a path of the content directory. What it comes
// to is remembered under the file's stamp.
func (c *Checker) Icon(dir fs.FS, p string, stamp content.Stamp) Picture {
	key := memo.NewHash("icon").String(p).Value(stamp).Sum()
	if icon, ok := c.icons.Get(key); ok && stamp.Settled(icon.Read) {
		return icon
	}
	icon := Picture{Read: time.Now().UnixNano()}
	data, err := content.ReadFile(dir, p, MaxIcon)
	if icon.Faults = iconFaults(p, data, err); err == nil {
		icon.Src = iconName(data)
	}
	c.icons.Put(key, icon)
	return icon
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
			r, _ := rules.Find(fault.Rule)
			list = append(list, diag.Diagnostic{
				Rule: fault.Rule, Severity: r.Severity, Span: icon.At.Span, Path: icon.At.Path, Message: fault.Message, Hint: fault.Hint,
			})
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
		return Picture{Faults: iconFaults(p, data, err)}, true
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

// iconFaults is what is wrong with the icon of a name.
func iconFaults(name string, data []byte, err error) []iconFault {
	switch {
	case errors.Is(err, content.ErrTooLarge):
		return []iconFault{{
			"icon-too-heavy", fmt.Sprintf("the icon weighs more than %d KiB and was not measured", MaxIcon>>10), "every agent loads it; make it smaller",
		}}
	case err != nil:
		return []iconFault{{"icon-format", "the icon cannot be read: " + content.Reason(err), "check its permissions"}}
	}
	return append(judgeIcon(data), misnamed(name, data)...)
}

// iconName names the file that shows an icon; "" for anything but a PNG and an
// SVG of a moderate size.
func iconName(data []byte) string {
	if len(data) > maxShown {
		return ""
	}
	if cfg, err := png.DecodeConfig(bytes.NewReader(data)); err == nil && cfg.Width <= iconPixels && cfg.Height <= iconPixels {
		return site.PicturePath(Digest(data), ".png")
	}
	if sniff(data) == "SVG" {
		return site.PicturePath(Digest(data), ".css")
	}
	return ""
}

// Digest stands for the bytes of a picture in its name.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

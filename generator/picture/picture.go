// Package picture measures pictures: what their bytes are, how large, and what
// they could do. It tells facts; whether they are right for an icon is for the
// rules to say.
package picture

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
)

// Facts is what is known of a picture. It is a plain value that can be written
// down.
type Facts struct {
	Format string // "PNG", "SVG", "JPEG", "GIF", "WebP", "AVIF", "BMP", "ICO", "PDF", "HTML page"; "" for none that is known
	Bytes  int    // of the file
	// Why the bytes could not be read at all; "" if they could. TooLarge is the
	// bound in bytes of a file that has more, and so was not measured.
	Unreadable string
	TooLarge   int

	Broken string // why the picture cannot be shown, as a phrase; "" if it can
	// Size in px of a raster picture, and in units of its own of an SVG with a
	// viewBox, which scales to any size; 0 where it is not known.
	Width, Height float64
	Scales        bool
	// Size of an SVG without a viewBox, as it is written.
	WidthAttribute, HeightAttribute string
	Tangled                         bool     // an SVG of more than MaxElements, or nested deeper than MaxDepth
	Active                          []string // what an SVG could run or load, in words
}

// Bounds of an SVG that is read to its end.
const (
	MaxElements = svgTokens / 2
	MaxDepth    = 200
	svgTokens   = 50_000
)

// Measure looks at the bytes of a picture by their content; a name says
// nothing. Only the header of a PNG is read: the 65 bytes of a bad one can ask
// for gigabytes.
func Measure(data []byte) Facts {
	f := Facts{Format: sniff(data), Bytes: len(data)}
	switch f.Format {
	case "PNG":
		cfg, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			f.Broken = strings.TrimPrefix(err.Error(), "png: ")
		}
		f.Width, f.Height = float64(cfg.Width), float64(cfg.Height)
	case "SVG":
		f.measureSVG(data)
	}
	return f
}

// rasters are the names of formats that browsers recognise by their first bytes
// (MIME Sniffing Standard).
var rasters = map[string]string{
	"image/png": "PNG", "image/gif": "GIF", "image/jpeg": "JPEG", "image/bmp": "BMP", "image/x-icon": "ICO", "image/webp": "WebP",
	"application/pdf": "PDF",
}

// sniff tells a format by its first bytes; "" for none that we know.
func sniff(data []byte) string {
	if kind := rasters[http.DetectContentType(data)]; kind != "" {
		return kind
	}
	text := string(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\xEF\xBB\xBF"))))
	for _, begin := range []string{"<!DOCTYPE html", "<!doctype html", "<html"} {
		if strings.HasPrefix(text, begin) {
			return "HTML page"
		}
	}
	switch {
	case len(data) >= 12 && string(data[4:11]) == "ftypavi":
		return "AVIF"
	case strings.HasPrefix(text, "<svg"), strings.HasPrefix(text, "<?xml") || strings.HasPrefix(text, "<!"):
		if strings.Contains(text, "<svg") {
			return "SVG"
		}
	}
	return ""
}

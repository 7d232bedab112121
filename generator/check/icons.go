package check

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
)

// What the platform asks of an icon, and what we read of one.
const (
	iconSide   = 128       // px, at least: seed.txt line 78
	iconWeight = 256 << 10 // bytes; our advice
	iconPixels = 4096      // px a side that are shown at most
	svgTokens  = 50_000
	svgDepth   = 200
)

// iconFault is what is wrong with the bytes of an icon.
type iconFault struct{ Rule, Message, Hint string }

const iconFormatHint = "documented are SVG and PNG of at least 128 × 128 px"

// judgeIcon measures an icon by its content; a name says nothing. Only the
// header of a PNG is read: the 65 bytes of a bad one can ask for gigabytes.
func judgeIcon(data []byte) []iconFault {
	var faults []iconFault
	switch kind := sniff(data); kind {
	case "PNG":
		faults = judgePNG(data)
	case "SVG":
		faults = judgeSVG(data)
	default:
		return []iconFault{{"icon-format", "the icon is " + article(kind) + ", neither SVG nor PNG", iconFormatHint}}
	}
	if len(data) > iconWeight {
		faults = append(faults, iconFault{
			"icon-too-heavy", fmt.Sprintf("the icon weighs %d KiB, more than %d", (len(data)+1023)>>10, iconWeight>>10), "every agent loads it; make it smaller",
		})
	}
	return faults
}

// PictureKind tells by its content whether a picture is an "svg" or a "png";
// "" for anything else.
func PictureKind(data []byte) string {
	if kind := sniff(data); kind == "SVG" || kind == "PNG" {
		return strings.ToLower(kind)
	}
	return ""
}

// magic are the first bytes of formats that are taken for icons.
var magic = []struct{ start, kind string }{
	{"\x89PNG\r\n\x1a\n", "PNG"}, {"GIF8", "GIF"}, {"\xff\xd8\xff", "JPEG"}, {"BM", "BMP"}, {"\x00\x00\x01\x00", "ICO"},
	{"<!DOCTYPE html", "HTML page"}, {"<!doctype html", "HTML page"}, {"<html", "HTML page"}, {"%PDF", "PDF"},
}

// sniff tells a format by its first bytes; "" for none that we know.
func sniff(data []byte) string {
	text := string(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\xEF\xBB\xBF"))))
	for _, m := range magic {
		if strings.HasPrefix(string(data[:min(len(data), 16)]), m.start) || m.start[0] == '<' && strings.HasPrefix(text, m.start) {
			return m.kind
		}
	}
	switch {
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "WebP"
	case len(data) >= 12 && string(data[4:11]) == "ftypavi":
		return "AVIF"
	case strings.HasPrefix(text, "<svg"), strings.HasPrefix(text, "<?xml") || strings.HasPrefix(text, "<!"):
		if strings.Contains(text, "<svg") {
			return "SVG"
		}
	}
	return ""
}

func article(kind string) string {
	switch kind {
	case "":
		return "of no known format"
	case "SVG", "HTML page", "AVIF", "ICO":
		return "an " + kind
	}
	return "a " + kind
}

func judgePNG(data []byte) []iconFault {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return []iconFault{{"icon-format", "the icon is a broken PNG: " + strings.TrimPrefix(err.Error(), "png: "), "export it again"}}
	}
	var faults []iconFault
	if cfg.Width < iconSide || cfg.Height < iconSide {
		faults = append(faults, iconFault{"icon-too-small", fmt.Sprintf("the icon has %d × %d px; at least %d × %d are asked for", cfg.Width, cfg.Height, iconSide, iconSide), "export it larger, or use an SVG"})
	}
	if cfg.Width > iconPixels || cfg.Height > iconPixels {
		faults = append(faults, iconFault{"icon-too-heavy", fmt.Sprintf("the icon has %d × %d px, more than %d a side", cfg.Width, cfg.Height, iconPixels), "every agent loads it; make it smaller"})
	}
	return append(faults, notSquare(float64(cfg.Width), float64(cfg.Height))...)
}

// notSquare allows for a rounding of a pixel.
func notSquare(width, height float64) []iconFault {
	if long := max(width, height); long-min(width, height) <= max(1, long/128) {
		return nil
	}
	return []iconFault{{"icon-not-square", fmt.Sprintf("the icon is %s × %s, not square", short(width), short(height)), "the platform rounds its corners and shows it in a square"}}
}

func short(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// judgeSVG reads an SVG as a browser's XML parser does, and never as HTML.
func judgeSVG(data []byte) []iconFault {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("it is not UTF-8") }
	s := svg{}
	for n := 0; ; n++ {
		token, err := d.Token()
		if err == io.EOF && s.root && s.depth == 0 {
			break
		}
		if err != nil {
			return append(s.faults(), iconFault{"icon-format", "the SVG is not well-formed, so that a browser shows nothing: " + xmlReason(err), "export it again"})
		}
		if n > svgTokens || s.depth > svgDepth {
			return append(s.faults(), iconFault{"icon-too-heavy", fmt.Sprintf("the SVG has more than %d elements, or is nested deeper than %d", svgTokens/2, svgDepth), "simplify it"})
		}
		s.token(token)
		if t, ok := token.(xml.Directive); ok {
			d.Entity = entities(t) // drawing programs write some for name spaces
		}
	}
	return append(s.faults(), s.measure()...)
}

var (
	entity        = regexp.MustCompile(`<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')`)
	outsideEntity = regexp.MustCompile(`<!ENTITY\s[^>]*\b(SYSTEM|PUBLIC)\s`)
)

// entities reads those that a document type names.
func entities(doctype []byte) map[string]string {
	found := map[string]string{}
	for _, m := range entity.FindAllSubmatch(doctype, -1) {
		found[string(m[1])] = string(m[2]) + string(m[3])
	}
	return found
}

func xmlReason(err error) string {
	if e := (*xml.SyntaxError)(nil); errors.As(err, &e) {
		return fmt.Sprintf("%s on line %d", e.Msg, e.Line)
	}
	return err.Error()
}

// svg is what is known of an SVG while it is read.
type svg struct {
	root                   bool
	depth                  int
	style                  bool
	viewBox, width, height string
	active                 []string // what could run or load something
}

func (s *svg) faults() []iconFault {
	if len(s.active) == 0 {
		return nil
	}
	more := ""
	if n := len(s.active) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return []iconFault{{"icon-active-svg", "the SVG can run or load something: " + s.active[0] + more, "export it without scripts, events and outside addresses"}}
}

func (s *svg) found(what string) { s.active = append(s.active, what) }

func (s *svg) token(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		s.depth++
		s.element(t)
	case xml.EndElement:
		s.depth--
		s.style = false
	case xml.CharData:
		if s.style {
			s.css(string(t))
		}
	case xml.ProcInst:
		if t.Target == "xml-stylesheet" {
			s.found("an outside style sheet")
		}
	case xml.Directive:
		if outsideEntity.Match(t) {
			s.found("an outside entity")
		}
	}
}

func (s *svg) element(e xml.StartElement) {
	switch name := strings.ToLower(e.Name.Local); name {
	case "script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener":
		s.found("<" + e.Name.Local + ">")
	case "style":
		s.style = true
	}
	for _, a := range e.Attr {
		s.attribute(a)
	}
	if !s.root {
		s.root = true
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "viewBox":
				s.viewBox = a.Value
			case "width":
				s.width = a.Value
			case "height":
				s.height = a.Value
			}
		}
	}
}

func (s *svg) attribute(a xml.Attr) {
	name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
	switch {
	case strings.HasPrefix(name, "on") && len(name) > 2:
		s.found("the event " + a.Name.Local)
	case (name == "href" || name == "src") && value != "" && value[0] != '#' && !pictureData(value):
		s.found(fmt.Sprintf("the address %q", clip(a.Value)))
	case name == "attributename" && strings.HasSuffix(value, "href"):
		s.found("an animation of href")
	default:
		s.css(a.Value)
	}
}

// css looks for what a style loads: url() leads into the file, or to a
// picture in its own text.
func (s *svg) css(text string) {
	low := strings.ToLower(text)
	if strings.Contains(low, "@import") {
		s.found("@import")
	}
	for {
		_, rest, ok := strings.Cut(low, "url(")
		if !ok {
			return
		}
		low = rest
		if to := strings.TrimLeft(rest, " \t\r\n\"'"); to != "" && to[0] != '#' && !pictureData(to) {
			to, _, _ = strings.Cut(to, ")")
			s.found(fmt.Sprintf("the address %q", clip(to)))
		}
	}
}

// pictureData tells whether an address holds a picture that cannot hold more.
func pictureData(address string) bool {
	for _, kind := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(address, "data:image/"+kind) {
			return true
		}
	}
	return false
}

func clip(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}

// measure holds an SVG to what scales: with a viewBox any size will do, and
// without one it keeps the size that it names.
func (s *svg) measure() []iconFault {
	if width, height, ok := viewBox(s.viewBox); ok {
		return notSquare(width, height)
	}
	width, okW := svgLength(s.width)
	height, okH := svgLength(s.height)
	if !okW || !okH {
		return []iconFault{{"icon-not-square", "the SVG has no viewBox, so that browsers show it as 300 × 150 px or cut it off", `add viewBox="0 0 128 128"`}}
	}
	if width < iconSide || height < iconSide {
		return []iconFault{{"icon-too-small", fmt.Sprintf("the SVG has no viewBox and is %s × %s px; it does not grow to %d × %d", short(width), short(height), iconSide, iconSide), fmt.Sprintf(`add viewBox="0 0 %s %s"`, short(width), short(height))}}
	}
	return notSquare(width, height)
}

func viewBox(s string) (width, height float64, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' || r == '\r' })
	if len(parts) != 4 {
		return 0, 0, false
	}
	width, errW := strconv.ParseFloat(parts[2], 64)
	height, errH := strconv.ParseFloat(parts[3], 64)
	return width, height, errW == nil && errH == nil && width > 0 && height > 0 && width < 1e9 && height < 1e9
}

// svgLength is an attribute of an SVG in px: a number, or a CSS length that
// needs no window.
func svgLength(s string) (px float64, ok bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return n, n > 0
	}
	l, problem := appdef.ParseLength(s)
	if problem != nil || !l.IsFixed() {
		return 0, false
	}
	px, ok = l.Px(appdef.Screen{}, 0)
	return px, ok && px > 0
}

// misnamed tells whether a server that goes by the name would call the
// content something else. Browsers look into the bytes of raster pictures,
// and never for an SVG.
func misnamed(name string, data []byte) []iconFault {
	kind, ext := sniff(data), strings.ToLower(path.Ext(name))
	if (kind == "SVG") == (ext == ".svg") || kind != "SVG" && kind != "PNG" {
		return nil
	}
	return []iconFault{{
		"icon-format", fmt.Sprintf("the icon is %s under a name that ends in %q; a server will send it as another type, and browsers show nothing", article(kind), ext),
		"rename it to ." + strings.ToLower(kind),
	}}
}

package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// measureSVG reads an SVG as a browser's XML parser does, and never as HTML.
func (f *Facts) measureSVG(data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("it is not UTF-8") }
	s := svg{}
	defer func() { f.Active = s.active }()
	for n := 0; ; n++ {
		token, err := d.Token()
		if err == io.EOF && s.root && s.depth == 0 {
			break
		}
		if err != nil {
			f.Broken = xmlReason(err)
			return
		}
		if n > svgTokens || s.depth > MaxDepth {
			f.Tangled = true
			return
		}
		s.token(token)
		if t, ok := token.(xml.Directive); ok {
			d.Entity = entities(t) // drawing programs write some for name spaces
		}
	}
	if f.Width, f.Height, f.Scales = viewBox(s.viewBox); !f.Scales {
		f.Width, f.Height = 0, 0
		f.WidthAttribute, f.HeightAttribute = s.width, s.height
	}
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

// clip bounds an address that is told of.
func clip(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
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

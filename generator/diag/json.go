package diag

import (
	"bytes"
	_ "embed" // the schema
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ReportSchema is the JSON Schema of what WriteJSON prints.
//
//go:embed report.schema.json
var ReportSchema []byte

// jsonSummary ends the JSON report, version 1.
type jsonSummary struct {
	Files    int `json:"files"`
	Apps     int `json:"apps"`
	Versions int `json:"versions"`
	Widgets  int `json:"widgets"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

// JSON is the format of WriteJSON, a file a line.
var JSON = Pieces{
	Head: func() []byte { return []byte(`{"version":1,"files":[`) },
	Files: func(b []byte, files []File, first bool) []byte {
		for i := range files {
			if i > 0 || !first {
				b = append(b, ',')
			}
			b = appendFile(append(b, '\n'), &files[i])
		}
		return b
	},
	Tail: func(r *Report) []byte {
		c, size := r.Counts(), r.Size()
		b := append([]byte("\n],\"summary\":"),
			encodeLine(jsonSummary{len(r.Files), size.Apps, size.Versions, size.Widgets, c.Error, c.Warning, c.Info})...)
		return append(b, "}\n"...)
	},
}

// WriteJSON prints a report as one JSON object; the shape is documented on
// ReportSchema and does not change within version 1.
//
// fixSafe stands beside every fix: without it nobody could tell an edit that
// is certain from one that guesses.
func WriteJSON(w io.Writer, r *Report) error { return JSON.write(w, r) }

// encodeLine prints a value on one line, hidden characters escaped.
func encodeLine(v any) []byte { return encode(v, "") }

// encodeIndented prints a value for people, hidden characters escaped.
func encodeIndented(v any) []byte { return encode(v, "  ") }

// encode prints a value in which no character is hidden: a terminal obeys some
// that JSON allows to stand as they are.
func encode(v any, indent string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		panic(err) // plain texts and numbers
	}
	return escapeHidden(bytes.TrimRight(b.Bytes(), "\n"))
}

// escapeHidden writes hidden characters beyond ASCII as \u escapes, and what
// could begin a command of a CI runner. They can
// only stand inside strings, and the encoder has escaped those of ASCII but
// for DEL.
func escapeHidden(text []byte) []byte {
	var out []byte
	from := 0
	for i := 0; i < len(text); {
		if text[i] < 0x7F {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if Hidden(r) {
			out = append(out, text[from:i]...)
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
			from = i + n
		}
		i += n
	}
	if from > 0 {
		text = append(out, text[from:]...)
	}
	if bytes.Contains(text, []byte("##")) { // see unruly
		text = bytes.ReplaceAll(text, []byte("##["), []byte(`#\u0023[`))
		text = bytes.ReplaceAll(text, []byte("##vso["), []byte(`#\u0023vso[`))
	}
	return text
}

// appendFile writes a file of the report. A check prints some hundred thousand
// findings at times, which takes a third of the time that way of what
// encoding/json needs.
func appendFile(b []byte, f *File) []byte {
	b = slices.Grow(b, 256+400*len(f.Diagnostics))
	b = appendText(append(b, `{"path":`...), f.Source.Path)
	b = append(b, `,"diagnostics":[`...)
	var l lister
	for i := range f.Diagnostics {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendDiagnostic(b, f.Source, &f.Diagnostics[i], &l)
	}
	return append(b, "]}"...)
}

func appendDiagnostic(b []byte, src *Source, d *Diagnostic, l *lister) []byte {
	fix, instead := l.fix(d)
	b = appendText(append(b, `{"rule":`...), d.Rule)
	b = appendText(append(b, `,"severity":`...), d.Severity.String())
	b = appendText(append(b, `,"message":`...), d.Message)
	b = appendText(append(b, `,"hint":`...), withWord(d.Hint, instead))
	b = appendText(append(b, `,"pointer":`...), d.pointer())
	b = appendRange(append(b, `,"range":`...), src, d.Span)
	b = append(b, `,"related":[`...)
	for i, r := range d.Related {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(append(b, `{"message":`...), r.Message)
		b = append(appendRange(append(b, `,"range":`...), src, r.Span), '}')
	}
	b = append(b, `],"fix":[`...)
	for i, e := range fix {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendRange(append(b, `{"range":`...), src, e.Span)
		b = append(appendText(append(b, `,"text":`...), e.New), '}')
	}
	b = append(b, ']')
	if len(fix) > 0 {
		b = strconv.AppendBool(append(b, `,"fixSafe":`...), !d.Unsafe)
	}
	return append(b, '}')
}

func appendRange(b []byte, src *Source, s Span) []byte {
	b = appendPosition(append(b, `{"start":`...), src.Position(s.Start))
	b = appendPosition(append(b, `,"end":`...), src.Position(s.End))
	return append(b, '}')
}

func appendPosition(b []byte, p Position) []byte {
	b = strconv.AppendInt(append(b, `{"line":`...), int64(p.Line), 10)
	b = strconv.AppendInt(append(b, `,"column":`...), int64(p.Column), 10)
	b = strconv.AppendInt(append(b, `,"offset":`...), int64(p.Offset), 10)
	return append(b, '}')
}

// appendText writes a text in quotes. Nearly all of it is plain ASCII; the
// rest is left to encoding/json.
func appendText(b []byte, s string) []byte {
	from := len(b)
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20 || c > 0x7E || c == '#':
			return append(b[:from], encodeLine(s)...)
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

package diag

import (
	"bufio"
	"bytes"
	_ "embed" // the schema
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"unicode/utf16"
	"unicode/utf8"
)

// ReportSchema is the JSON Schema of what WriteJSON prints.
//
//go:embed report.schema.json
var ReportSchema []byte

// The JSON report, version 1. Offsets are bytes, columns code points.
type (
	jsonFile struct {
		Path        string           `json:"path"`
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
	}
	jsonDiagnostic struct {
		Rule     string        `json:"rule"`
		Severity string        `json:"severity"`
		Message  string        `json:"message"`
		Hint     string        `json:"hint"`
		Pointer  string        `json:"pointer"`
		Range    jsonRange     `json:"range"`
		Related  []jsonRelated `json:"related"`
		Fix      []jsonEdit    `json:"fix"`
		FixSafe  *bool         `json:"fixSafe,omitempty"`
	}
	jsonRange struct {
		Start Position `json:"start"`
		End   Position `json:"end"`
	}
	jsonRelated struct {
		Message string    `json:"message"`
		Range   jsonRange `json:"range"`
	}
	jsonEdit struct {
		Range jsonRange `json:"range"`
		Text  string    `json:"text"`
	}
	jsonSummary struct {
		Files    int `json:"files"`
		Apps     int `json:"apps"`
		Widgets  int `json:"widgets"`
		Errors   int `json:"errors"`
		Warnings int `json:"warnings"`
		Infos    int `json:"infos"`
	}
)

// WriteJSON prints a report as one JSON object; the shape is documented on
// ReportSchema and does not change within version 1.
//
// fixSafe stands beside every fix: without it nobody could tell an edit that
// is certain from one that guesses.
func WriteJSON(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	out.WriteString("{\"version\":1,\"files\":[")
	// A file a line: the report of a large catalogue never stands in memory
	// as a whole.
	for from := 0; from < len(r.Files); from += batch {
		files := r.Files[from:min(from+batch, len(r.Files))]
		for i, text := range encodeAll(files) {
			if from+i > 0 {
				out.WriteByte(',')
			}
			out.WriteByte('\n')
			out.Write(text)
		}
	}
	c := r.Counts()
	out.WriteString("\n],\"summary\":")
	out.Write(encodeLine(jsonSummary{len(r.Files), r.Apps, r.Widgets, c.Error, c.Warning, c.Info}))
	out.WriteString("}\n")
	return out.Flush()
}

func toFile(f File) jsonFile {
	jf := jsonFile{Path: f.Source.Path, Diagnostics: make([]jsonDiagnostic, 0, len(f.Diagnostics))}
	for _, d := range f.Diagnostics {
		jf.Diagnostics = append(jf.Diagnostics, toJSON(f.Source, d))
	}
	return jf
}

// batch is how many files are encoded at a time.
const batch = 256

// encodeAll encodes some files, on all processors.
func encodeAll(files []File) [][]byte {
	out := make([][]byte, len(files))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(files), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				out[i] = encodeLine(toFile(files[i]))
			}
		})
	}
	wg.Wait()
	return out
}

// encodeLine prints a value on one line, hidden characters escaped.
func encodeLine(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // plain texts and numbers
	}
	return escapeHidden(bytes.TrimRight(b.Bytes(), "\n"))
}

// writeJSON prints a document in which no character is hidden: a terminal
// obeys some that JSON allows to stand as they are.
func writeJSON(w io.Writer, doc any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(b.Bytes()))
	return err
}

// escapeHidden writes hidden characters beyond ASCII as \u escapes. They can
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
	if from == 0 {
		return text
	}
	return append(out, text[from:]...)
}

func toJSON(src *Source, d Diagnostic) jsonDiagnostic {
	out := jsonDiagnostic{
		Rule: d.Rule, Severity: d.Severity.String(), Message: d.Message, Hint: d.Hint, Pointer: d.Path,
		Range: rangeOf(src, d.Span), Related: []jsonRelated{}, Fix: []jsonEdit{},
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, jsonRelated{r.Message, rangeOf(src, r.Span)})
	}
	for _, e := range d.Fix {
		out.Fix = append(out.Fix, jsonEdit{rangeOf(src, e.Span), e.New})
	}
	if len(d.Fix) > 0 {
		safe := !d.Unsafe
		out.FixSafe = &safe
	}
	return out
}

func rangeOf(src *Source, s Span) jsonRange {
	return jsonRange{src.Position(s.Start), src.Position(s.End)}
}

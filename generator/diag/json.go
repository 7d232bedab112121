package diag

import (
	"encoding/json"
	"io"
)

// The JSON report, version 1. Offsets are bytes, columns code points.
type (
	jsonReport struct {
		Version int         `json:"version"`
		Files   []jsonFile  `json:"files"`
		Summary jsonSummary `json:"summary"`
	}
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
// the gallery's page about its data and does not change within version 1.
func WriteJSON(w io.Writer, r *Report) error {
	c := r.Counts()
	out := jsonReport{
		Version: 1,
		Files:   make([]jsonFile, 0, len(r.Files)),
		Summary: jsonSummary{len(r.Files), r.Apps, r.Widgets, c.Error, c.Warning, c.Info},
	}
	for _, f := range r.Files {
		jf := jsonFile{Path: f.Source.Path, Diagnostics: make([]jsonDiagnostic, 0, len(f.Diagnostics))}
		for _, d := range f.Diagnostics {
			jf.Diagnostics = append(jf.Diagnostics, toJSON(f.Source, d))
		}
		out.Files = append(out.Files, jf)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
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

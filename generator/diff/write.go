package diff

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// Side is one of the two definitions that are compared.
type Side struct {
	Name   string // what to call it: a path that can be clicked
	Source *diag.Source
	App    *appdef.App
}

// title names a side in a sentence: its app and version.
func (s *Side) title() string {
	return strings.TrimSpace(s.App.ID.Value + " " + s.App.Version.Value)
}

// Comparison is a result and what was compared.
type Comparison struct {
	Old, New *Side
	*Result
}

// words are the weights as people say them.
var words = [...]string{"may newly do", "breaking", "compatible", "cosmetic"}

// Words says a weight as people do: "may newly do".
func (w Weight) Words() string { return words[w] }

// Summary counts the changes in words.
func (c *Comparison) Summary() string {
	if len(c.Changes) == 0 {
		return "nothing changed"
	}
	var parts []string
	for _, w := range Weights {
		if n := c.Count(w); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, w.Words()))
		}
	}
	return strings.Join(parts, ", ")
}

// Asks says in a sentence what the changes ask of the version.
func (v *Verdict) Asks() string {
	switch {
	case v.Needs == None:
		return "no change asks for a new version"
	case len(v.Because) == 0:
		return fmt.Sprintf("the changes ask for a %s version", v.Needs)
	}
	return fmt.Sprintf("the changes ask for a %s version: %s", v.Needs, strings.Join(v.Because, "; "))
}

var weightColour = [...]string{Gain: "35", Breaking: "31", Compatible: "34", Cosmetic: "2"}

// WriteText prints a comparison for people:
//
//	content/app.json:22:3: may newly do: the widget "Phone" may hear the agent through the microphone [permission-gained]
//	    - autoplay *;
//	    + microphone *; autoplay *;
func WriteText(w io.Writer, c *Comparison, colour bool) error {
	out := bufio.NewWriter(w)
	paint := func(code, s string) string {
		if !colour {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	for i := range c.Changes {
		x := &c.Changes[i]
		fmt.Fprintf(out, "%s %s %s %s\n", paint("1", c.at(x)), paint(weightColour[x.Weight], x.Weight.Words()+":"),
			diag.Visible(x.Message), paint("2", "["+x.Kind+"]"))
		for _, side := range []struct {
			sign, code string
			p          Point
		}{{"-", "31", x.Old}, {"+", "32", x.New}} {
			if side.p.Set && (side.p.Value != "" || x.Old.Set && x.New.Set) {
				fmt.Fprintln(out, paint(side.code, strings.TrimRight("    "+side.sign+" "+diag.Visible(side.p.Value), " ")))
			}
		}
	}
	if len(c.Changes) > 0 {
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "%s %s\n", paint("1", "verdict:"), diag.Visible(c.Verdict.Asks()))
	if c.Verdict.Warning != "" {
		fmt.Fprintf(out, "%s %s\n", paint("33", "warning:"), diag.Visible(c.Verdict.Warning))
	}
	if c.Verdict.Advice != "" {
		fmt.Fprintf(out, "%s %s\n", paint("1", "note:"), diag.Visible(c.Verdict.Advice))
	}
	return out.Flush()
}

// at is where a change stands: in the new definition, or in the old one if
// the new has no such value.
func (c *Comparison) at(x *Change) string {
	side, p := c.New, x.New
	if !p.Set {
		side, p = c.Old, x.Old
	}
	pos := side.Source.Position(p.Span.Start)
	return fmt.Sprintf("%s:%d:%d:", beginning(diag.Visible(side.Name)), pos.Line, pos.Column)
}

// beginning makes a file name fit to begin a line: on CI a line that begins
// with :: or ##[ is a command.
func beginning(name string) string {
	if strings.HasPrefix(name, ":") || strings.HasPrefix(name, "#") {
		return "./" + name
	}
	return name
}

// The JSON comparison, version 1. Offsets are bytes, columns code points.
type (
	jsonDoc struct {
		Version int          `json:"version"`
		Old     jsonSide     `json:"old"`
		New     jsonSide     `json:"new"`
		Verdict jsonVerdict  `json:"verdict"`
		Changes []jsonChange `json:"changes"`
	}
	jsonSide struct {
		Path    string `json:"path"`
		App     string `json:"app"`
		Version string `json:"version"`
	}
	jsonVerdict struct {
		Needs   string   `json:"needs"`
		Because []string `json:"because"`
		Step    string   `json:"step"`
		Warning string   `json:"warning"`
		Advice  string   `json:"advice"`
	}
	jsonChange struct {
		Kind    string     `json:"kind"`
		Weight  string     `json:"weight"`
		Needs   string     `json:"needs"`
		Message string     `json:"message"`
		Old     *jsonPoint `json:"old"`
		New     *jsonPoint `json:"new"`
	}
	jsonPoint struct {
		Pointer string    `json:"pointer"`
		Value   string    `json:"value"`
		Range   jsonRange `json:"range"`
	}
	jsonRange struct {
		Start diag.Position `json:"start"`
		End   diag.Position `json:"end"`
	}
)

// WriteJSON prints a comparison as one JSON object. A side on which there is
// no such value is null.
func WriteJSON(w io.Writer, c *Comparison) error {
	doc := jsonDoc{
		Version: 1, Old: c.Old.json(), New: c.New.json(), Changes: []jsonChange{},
		Verdict: jsonVerdict{c.Verdict.Needs.String(), append([]string{}, c.Verdict.Because...), c.Verdict.Step, c.Verdict.Warning,
			c.Verdict.Advice},
	}
	for i := range c.Changes {
		x := &c.Changes[i]
		doc.Changes = append(doc.Changes, jsonChange{x.Kind, x.Weight.String(), x.Needs.String(), x.Message, c.Old.point(x.Old),
			c.New.point(x.New)})
	}
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

func (s *Side) json() jsonSide { return jsonSide{s.Name, s.App.ID.Value, s.App.Version.Value} }

func (s *Side) point(p Point) *jsonPoint {
	if !p.Set {
		return nil
	}
	return &jsonPoint{p.Path, p.Value, jsonRange{s.Source.Position(p.Span.Start), s.Source.Position(p.Span.End)}}
}

// escapeHidden writes hidden characters beyond ASCII as \u escapes: a
// terminal obeys some that JSON allows to stand as they are.
func escapeHidden(text []byte) []byte {
	var out []byte
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r >= 0x7F && diag.Hidden(r) {
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
		} else {
			out = append(out, text[i:i+n]...)
		}
		i += n
	}
	return out
}

// WriteMarkdown prints a comparison for a comment on a pull request. Text of
// a definition can neither make markup nor call people.
func WriteMarkdown(w io.Writer, c *Comparison) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "### %s → %s\n\n**%s.** %s.\n", plain(c.Old.title()), plain(c.New.title()), plain(c.Summary()),
		capital(plain(c.Verdict.Asks())))
	if c.Verdict.Warning != "" {
		fmt.Fprintf(out, "\n**Warning:** %s.\n", plain(c.Verdict.Warning))
	}
	if c.Verdict.Advice != "" {
		fmt.Fprintf(out, "\nNote: %s.\n", plain(c.Verdict.Advice))
	}
	last := Weight(255)
	for i := range c.Changes {
		x := &c.Changes[i]
		if x.Weight != last {
			fmt.Fprintf(out, "\n#### %s\n\n| Change | Before | After |\n|---|---|---|\n", capital(x.Weight.Words()))
			last = x.Weight
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", plain(x.Message), code(x.Old), code(x.New))
	}
	return out.Flush()
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// plain makes a text fit to stand in Markdown, also in a table.
func plain(s string) string {
	var b strings.Builder
	for _, r := range diag.Visible(s) {
		switch {
		case r == '@' || r == '#' || r == ':' || r == '<' || r == '>' || r == '&' || r == '|' || r == '/':
			fmt.Fprintf(&b, "&#%d;", r) // no mention, reference, link or tag begins with it
		case strings.ContainsRune("\\`*_[]~", r):
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "www.", "www&#46;")
}

// code shows a value as code in a cell of a table.
func code(p Point) string {
	switch {
	case !p.Set:
		return "–"
	case p.Value == "":
		return " "
	}
	v := plain(p.Value)
	return "<code>" + v + "</code>"
}

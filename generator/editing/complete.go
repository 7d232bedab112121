package editing

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// CompletionKind says what a completion inserts.
type CompletionKind uint8

// The kinds of completions.
const (
	KeyCompletion       CompletionKind = iota // a name with its value
	ValueCompletion                           // one of the values that there are
	ReferenceCompletion                       // a reference to a setting
	UnitCompletion                            // a unit of CSS
	SnippetCompletion                         // several lines to be filled in
)

// Completion is something that may be written at a place.
type Completion struct {
	Label, Detail string
	Documentation string      // Markdown
	Insert        string      // what takes the place of Replace; lines behind the first are indented by tabs, from that of Replace on
	Snippet       bool        // Insert is a snippet of the Language Server Protocol; see Plain
	Filter        string      // what the text in Replace is compared with while typing goes on
	Replace       diag.Span   // on one line, and holds the offset
	Also          []diag.Edit // to be made as well: the comma behind the value before
	Kind          CompletionKind
	Sort          string
	Deprecated    bool
}

// Complete lists what may be written at an offset, best first.
func Complete(d *Document, offset int) []Completion {
	offset = d.clamp(offset)
	c, ok := d.caret(offset)
	w := &writer{d: d, c: c}
	switch {
	case !ok && !d.Module && len(bytes.TrimSpace(d.Text)) == 0:
		return w.whole(offset)
	case !ok || c.slot == noSlot:
		return nil
	}
	w.text = d.tokenBefore(c)
	switch {
	case bytes.ContainsAny(d.Text[c.token.Start:offset], "\r\n"): // a template of a module; no editor replaces lines
		w.reference()
	case c.slot == nameSlot:
		w.names()
	default:
		w.values()
	}
	for i := range w.list {
		w.list[i].Sort = fmt.Sprintf("%06d", i)
		if c.behind >= 0 {
			w.list[i].Also = []diag.Edit{{Span: diag.Span{Start: c.behind, End: c.behind}, New: ","}}
		}
	}
	return w.list
}

// tokenBefore is what is typed before the caret, without its quote.
func (d *Document) tokenBefore(c caret) string {
	start := c.token.Start
	if c.quote != 0 {
		start++
	}
	if start > c.at {
		return ""
	}
	return d.shown(diag.Span{Start: start, End: c.at})
}

// writer gathers completions for one caret.
type writer struct {
	d    *Document
	c    caret
	text string // typed so far
	list []Completion
}

// mark is the quote that strings are written in.
func (d *Document) mark() string {
	if n := d.App.ID.Node; d.Module && n != nil && n.Span.Start < len(d.Text) && isQuote(d.Text[n.Span.Start]) {
		return string(d.Text[n.Span.Start])
	}
	if d.Module {
		return "'"
	}
	return `"`
}

// written writes a text as a string of the document.
func (w *writer) written(s string) string {
	q := jsontree.Quote(s)
	mark := w.d.mark()
	if w.c.quote != 0 && w.d.Module {
		mark = string(w.c.quote)
	}
	if mark == `"` {
		return q
	}
	q = strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
	q = strings.ReplaceAll(q, mark, `\`+mark)
	if mark == "`" {
		q = strings.ReplaceAll(q, "${", "\\${")
	}
	return mark + q + mark
}

// name writes a text as a name of the document.
func (w *writer) name(s string) string {
	if w.d.Module && w.c.quote == 0 && identifier.MatchString(s) {
		return s
	}
	return w.written(s)
}

// key is name for one in a snippet of several lines, where no quote was typed.
func (w *writer) key(s string) string {
	return (&writer{d: w.d}).name(s)
}

// around is the span of what is being typed. What follows it on the line is kept where
// it cannot belong to it: a quote that was just typed opens a string up to wherever the
// next quote stands.
func (w *writer) around() diag.Span {
	t := diag.Span{Start: w.c.token.Start, End: w.c.at}
	for t.End < w.c.token.End && nameByte(w.d.Text[t.End]) {
		t.End++
	}
	if w.c.quote != 0 && t.End < len(w.d.Text) && w.d.Text[t.End] == w.c.quote && t.End < w.c.token.End {
		t.End++
	}
	return t
}

func nameByte(c byte) bool {
	return c == '_' || c == '$' || c == '-' || c == '.' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// tail is the comma that what is inserted needs behind it.
func (w *writer) tail(end int) string {
	switch next, _ := w.d.next(end); next {
	case 0, ',', '}', ']', ':', ')', ';':
		return ""
	}
	return ","
}

// add adds a completion that takes the place of what is being typed.
func (w *writer) add(c Completion) {
	c.Replace, c.Filter = w.around(), cmp.Or(c.Filter, c.Label)
	if w.c.quote != 0 {
		c.Filter = string(w.c.quote) + c.Filter
	}
	w.list = append(w.list, c)
}

// member adds a name with its value, which is a snippet; without one where a colon
// follows already.
func (w *writer) member(c Completion, name, value string) {
	c.Insert = w.name(name)
	end := w.around().End
	if next, _ := w.d.next(end); next != ':' {
		c.Insert, c.Snippet = escapeSnippet(c.Insert)+": "+value+w.tail(end), true
	}
	c.Label, c.Filter = short(name), name
	w.add(c)
}

// names completes the name of a member.
func (w *writer) names() {
	path := w.c.path
	have := w.have()
	doc, ok := appdef.DocumentedAt(path...)
	if !ok {
		return
	}
	for _, key := range doc.Keys {
		if have[key] {
			continue
		}
		at := append(slices.Clone(path), key)
		of, _ := appdef.DocumentedAt(at...)
		w.member(Completion{
			Detail: keyDetail(of, slices.Contains(doc.Required, key)), Documentation: w.d.about(at), Kind: KeyCompletion, Deprecated: of.Deprecated,
		}, key, w.placeholder(of, at))
	}
	if doc.Named {
		w.chosen(have)
	}
}

// have tells which names the object has already, but for the one that is being typed.
func (w *writer) have() map[string]bool {
	have := map[string]bool{}
	for _, name := range w.c.names {
		have[name] = true
	}
	if n := w.d.container(w.c.open); n != nil {
		for _, m := range n.Members {
			if !holds(m.Name.Span, w.c.at) {
				have[m.Name.Text] = true
			}
		}
	}
	return have
}

func keyDetail(of appdef.Documented, required bool) string {
	detail := strings.Join(of.Types, " or ")
	switch {
	case of.Deprecated:
		return "legacy SDK"
	case required && detail != "":
		return detail + ", required"
	}
	return detail
}

// placeholder is the value of a new member, as a snippet.
func (w *writer) placeholder(of appdef.Documented, path []string) string {
	mark := w.d.mark()
	switch {
	case len(path) == 1 && path[0] == "settings":
		return "{\n\t" + w.key("default") + ": {\n\t\t$1\n\t}\n}"
	case len(path) == 1 && path[0] == "i18n":
		return "{\n\t" + w.key(appdef.DefaultLocale) + ": {\n\t\t$1\n\t}\n}"
	case strings.HasPrefix(of.Description, "https address"):
		return mark + "https://$1" + mark
	case len(path) == 1 && path[0] == "widgets":
		return "[\n\t" + indented(w.widget(1)) + "\n]"
	case len(of.Values) > 0:
		return mark + "${1|" + choices(of.Values) + "|}" + mark
	case len(of.Types) == 0:
		return "$1"
	case path[len(path)-1] == "defaultValue":
		return w.defaultValue(path)
	}
	switch of.Types[0] {
	case "string":
		if len(of.Examples) > 0 {
			return mark + "${1:" + escapeSnippet(of.Examples[0]) + "}" + mark
		}
		return mark + "$1" + mark
	case "boolean":
		return "${1|true,false|}"
	case "array":
		return "[$1]"
	case "object":
		return "{\n\t$1\n}"
	}
	return "$1"
}

// defaultValue is a value of the setting's type, if that is known.
func (w *writer) defaultValue(path []string) string {
	switch w.settingType(path) {
	case "number":
		return "${1:0}"
	case "boolean":
		return "${1|true,false|}"
	case "secret":
		return w.d.mark() + w.d.mark()
	}
	return w.d.mark() + "$1" + w.d.mark()
}

// settingType is the type of the setting in which a property stands.
func (w *writer) settingType(path []string) string {
	if len(path) == 4 && path[0] == "settings" {
		if s := w.d.App.Setting(path[1], path[2]); s != nil {
			return s.Type.Value
		}
	}
	return ""
}

// whole offers a definition to begin an empty file with.
func (w *writer) whole(offset int) []Completion {
	m := w.d.mark()
	line := func(key, value string) string { return "\n\t" + w.key(key) + ": " + m + value + m + "," }
	return []Completion{{
		Label: "a new definition", Detail: "app definition", Kind: SnippetCompletion, Snippet: true, Filter: "{",
		Insert: "{" + line("app", "${1:my_app}") + line("version", "1.0.0") + line("title", "${2:My App}") +
			"\n\t" + w.key("widgets") + ": [\n\t\t" + indented(indented(w.widget(3))) + "\n\t]\n}\n",
		Replace: diag.Span{Start: offset, End: offset},
	}}
}

// widget is a widget whose placeholders are numbered from first on.
func (w *writer) widget(first int) string {
	var lines []string
	for i, of := range [][3]string{
		{"name", "", "name"}, {"title", "", "Title"}, {"url", "https://", "host/path"}, {"icon", "https://", "host/icon.svg"},
		{"width", "", "25vw"}, {"height", "", "40vh"},
	} {
		lines = append(lines, fmt.Sprintf("\n\t%s: %s%s${%d:%s}%s", w.key(of[0]), w.d.mark(), of[1], first+i, of[2], w.d.mark()))
	}
	return "{" + strings.Join(lines, ",") + "\n}"
}

func (w *writer) setting() string {
	m := w.d.mark()
	return "{\n\t" + w.key("type") + ": " + m + "${2|" + choices(appdef.SettingTypes) + "|}" + m + ",\n\t" +
		w.key("defaultValue") + ": ${3:" + m + m + "}\n}"
}

func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n\t") }

// Package jsontree turns JSON text into a tree that knows where everything
// stood, and never gives up: Parse returns what it could read together with
// what was wrong.
//
// The walk: read.go reads a text once or twice; encoding.go looks whether it is
// text at all; parse.go is the state machine, one frame for each open bracket;
// scan.go steps over what stands between the tokens and reads words and
// numbers; text.go reads strings, lines.go finds the end of those with line
// breaks, and decode.go reads what is in them; expect.go says what a missing or
// surplus comma, colon, name or value means, recover.go the same of brackets,
// and word.go of words without quotes; report.go keeps the diagnostics.
package jsontree

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// Kind is the JSON type of a node.
type Kind uint8

// The kinds of node. Invalid marks a place where a value should stand and
// none could be read; rules never report such a node again.
const (
	Invalid Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// String returns the name of the kind as a message would say it: "an object",
// "a string", "null", ….
func (k Kind) String() string {
	return [...]string{"nothing readable", "null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// Node is one JSON value and its place.
type Node struct {
	Kind    Kind
	Open    bool      // of no JSON text: not all of it is known, or nothing where the kind is Invalid
	Span    diag.Span // from the first to after the last byte of the value, quotes and brackets included
	Text    string    // String: the decoded text, always valid UTF-8; Number, Bool: the text as written, mended if it was no JSON
	Items   []*Node   // Array
	Members []Member  // Object, in the order written; duplicates are kept
	escapes []escape  // String: where decoded and written offsets part
}

// Member is one name and value of an object.
type Member struct {
	Name  *Node // always a String (or an unquoted name that was recovered)
	Value *Node // never nil; Kind Invalid where nothing could be read
}

// escape says that size bytes of the decoded text, from text on, were written
// as the width bytes of the source from src on. Between two escapes decoded
// and written bytes are the same.
type escape struct {
	text, src   uint32
	size, width uint16
}

// Written says of a text of another notation than JSON that Size bytes of it,
// from Text on, were written as the Width bytes of the source from Source on.
type Written struct {
	Text, Source uint32
	Size, Width  uint16
}

// NewText makes the node of a text that stands in no JSON. Where written does
// not say otherwise, its bytes follow the first of the span, a quote.
func NewText(span diag.Span, text string, written []Written) *Node {
	n := &Node{Kind: String, Span: span, Text: text}
	for _, w := range written {
		n.escapes = append(n.escapes, escape{w.Text, w.Source, w.Size, w.Width})
	}
	return n
}

// Limits bounds what Parse reads. A zero field means the default.
type Limits struct {
	Depth  int // nesting of arrays and objects; default 200
	Values int // number of values; default 100,000
	Errors int // diagnostics kept; default 100, then one summary
}

func (l Limits) orDefault() Limits {
	if l.Depth <= 0 {
		l.Depth = 200
	}
	if l.Values <= 0 {
		l.Values = 100_000
	}
	if l.Errors <= 0 {
		l.Errors = 100
	}
	return l
}

// Get returns the value of the last member of that name, as JavaScript would,
// and nil where there is none. The case of the name counts.
func (n *Node) Get(name string) *Node {
	if m := n.Member(name); m != nil {
		return m.Value
	}
	return nil
}

// Elements returns the items of an array; none of anything else, and of nil.
func (n *Node) Elements() []*Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// Member returns the last member of that name, or nil.
func (n *Node) Member(name string) *Member {
	if n == nil {
		return nil
	}
	for i := len(n.Members) - 1; i >= 0; i-- {
		if n.Members[i].Name.Text == name {
			return &n.Members[i]
		}
	}
	return nil
}

// Find follows a JSON Pointer (RFC 6901) and returns nil where it leads
// nowhere. The empty pointer is the node itself.
func (n *Node) Find(pointer string) *Node {
	for n != nil && pointer != "" {
		rest, ok := strings.CutPrefix(pointer, "/")
		if !ok {
			return nil
		}
		token := rest
		pointer = ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			token, pointer = rest[:i], rest[i:]
		}
		n = n.child(unescape.Replace(token))
	}
	return n
}

func (n *Node) child(token string) *Node {
	if n.Kind != Array {
		return n.Get(token)
	}
	i, err := strconv.Atoi(token)
	if err != nil || i < 0 || i >= len(n.Items) || strconv.Itoa(i) != token {
		return nil
	}
	return n.Items[i]
}

var (
	unescape      = strings.NewReplacer("~1", "/", "~0", "~")
	escapePointer = strings.NewReplacer("~", "~0", "/", "~1")
)

// Pointer appends a token (a name, or the number of an element) to a JSON
// Pointer.
func Pointer(parent, token string) string {
	return parent + "/" + escapePointer.Replace(token)
}

// At returns where the bytes i to j of Text were written. An escape that is
// cut by i or j belongs to the span as a whole; for i == j the span is the
// empty one where something could be inserted. Offsets outside the text are
// clamped.
func (n *Node) At(i, j int) diag.Span {
	if n == nil {
		return diag.Span{}
	}
	i = max(0, min(i, len(n.Text)))
	j = max(i, min(j, len(n.Text)))
	start, _ := n.written(i, i+1)
	if i == j {
		return diag.Span{Start: start, End: start}
	}
	_, end := n.written(j, j)
	return diag.Span{Start: start, End: end}
}

// written maps a decoded offset to the source: as the start of something and
// as the end of something, which differ inside an escape. Only escapes that
// begin before the given bound count.
func (n *Node) written(at, before int) (start, end int) {
	k := sort.Search(len(n.escapes), func(k int) bool { return int(n.escapes[k].text) >= before }) - 1
	if k < 0 {
		at += n.Span.Start
		if n.Kind == String {
			at++
		}
		return min(at, n.Span.End), min(at, n.Span.End)
	}
	e := n.escapes[k]
	behind := at - int(e.text) - int(e.size)
	after := int(e.src) + int(e.width)
	if behind < 0 {
		return int(e.src), after
	}
	return after + behind, after + behind
}

// Quote writes a text as a JSON string. Unlike encoding/json it leaves the
// characters of HTML alone.
func Quote(s string) string {
	out := append(make([]byte, 0, len(s)+2), '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		out = appendQuoted(out, r)
		i += n
	}
	return string(append(out, '"'))
}

func appendQuoted(out []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	if i := strings.IndexRune("\"\\\b\f\n\r\t", r); i >= 0 && r != utf8.RuneError {
		return append(out, '\\', `"\bfnrt`[i])
	}
	if r < 0x20 {
		return append(out, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
	}
	return utf8.AppendRune(out, r)
}

package module

import (
	"fmt"
	"path"
	"strings"
	"unsafe"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// op says what an expression does.
type op uint8

const (
	opUnknown op = iota // cannot be known; text says why, if the source does not
	opUndefined
	opNull
	opBool     // text
	opNumber   // text
	opString   // text, written
	opTemplate // args: its texts and what is filled in
	opArray    // args
	opObject   // props
	opSpread   // args[0]
	opName     // text
	opMember   // args[0]; text is the name, or args[1] works it out
	opCall     // args[0] is called with the others
	opChain    // args with ops between them, of the same weight
	opPrefix   // text, args[0]
	opChoice   // args: condition, then, else
	opAssign   // args[0] becomes args[1]
	opFunction // of some kind
	opFault    // no expression, as was reported
)

// expr is an expression and its place.
type expr struct {
	op      op
	span    diag.Span
	text    string
	written []jsontree.Written
	args    []*expr
	ops     []string
	props   []property
	bare    bool // a text without quotes: a part of a template
	value   *value
	busy    bool // is being worked out: then it leads back to itself
}

// property is a member of an object literal, or what is spread into it.
type property struct {
	name  *expr // nil for a spread; an opString, or what works it out
	short bool  // { name }, or an object that is the one itself, and no copy
	value *expr
}

// binding is what a name stands for.
type binding struct {
	at      diag.Span
	init    *expr    // nil if that is not known
	path    []string // the members of init that lead to it, as in const { a } = init
	imports *importing
	changes []change
	varying bool              // given another value somewhere
	faults  []diag.Diagnostic // of its value; they count if that is asked for
	named   bool              // a constant with a name of its own, not taken apart
}

// change is a statement that changes what a name stands for.
type change struct {
	path  []string
	value *expr // nil if it is not known what becomes of it
	weak  bool  // only a value that holds others may have changed
	at    int   // where it is noted
	taken bool  // and it did, for all we know: it was given another name in other code
}

// importing is a name that another file gives its value.
type importing struct {
	from *expr  // the text that names the file
	name string // that the file exports; "default", "*" for all of them
	kind string // of import, as in with { type: "json" }; "" for a module
}

// file is a module that has been parsed.
type file struct {
	path    string
	text    []byte
	names   map[string]*binding
	order   []string // of names, as they stand
	exports map[string]*expr
	stars   []*expr         // files of which all exports are exported
	whole   *expr           // module.exports
	own     map[string]bool // names that were given to module.exports itself
	keys    map[string]bool
	skipped []diag.Span
	faults  []diag.Diagnostic
	sure    int
}

// parser makes a file of a text.
type parser struct {
	scanner
	file    *file
	types   bool // the text is TypeScript
	depth   int
	deepest int
	quiet   int // what is read may turn out to be something else, so that faults wait
	waiting []diag.Diagnostic
	most    int // faults that are kept
	tooDeep bool
	resumed bool // a bracket was taken for closed in front of a name

	definite bool      // the expression is a statement of its own
	mention  *mention  // of a name in code that is stepped over
	recent   []mention // those before it, as far as their brackets matter
	changes  map[string][]change
}

// newParser does not copy the text: names are parts of it, so that whoever keeps
// them can tell.
func newParser(name string, text []byte, depth, most int) *parser {
	f := &file{path: name, text: text, names: map[string]*binding{},
		exports: map[string]*expr{}, keys: map[string]bool{}, own: map[string]bool{}, sure: len(text)}
	p := &parser{file: f, deepest: depth, most: most, changes: map[string][]change{}}
	p.src = unsafe.String(unsafe.SliceData(text), len(text))
	switch strings.ToLower(path.Ext(name)) {
	case ".ts", ".mts", ".cts":
		p.types = true
	}
	p.scanner.open = func(span diag.Span, message, hint string) { p.fault(span, message, hint) }
	return p
}

// fault notes what is no JavaScript.
func (p *parser) fault(span diag.Span, message, hint string) *diag.Diagnostic {
	d := diag.Diagnostic{Rule: "module-syntax", Severity: diag.Error, Span: span, Message: message, Hint: hint, Syntax: true}
	list := &p.file.faults
	if p.quiet > 0 {
		list = &p.waiting
	} else {
		p.file.sure = min(p.file.sure, span.Start)
	}
	if len(*list) > p.most {
		return &d
	}
	*list = append(*list, d)
	return &(*list)[len(*list)-1]
}

// keep makes faults count that waited.
func (p *parser) keep(found []diag.Diagnostic) {
	for _, d := range found {
		if len(p.file.faults) <= p.most {
			p.file.faults = append(p.file.faults, d)
		}
		p.file.sure = min(p.file.sure, d.Span.Start)
	}
}

// expected reports that something else stands here.
func (p *parser) expected(what string) *diag.Diagnostic {
	return p.fault(p.here(), fmt.Sprintf("expected %s, found %s", what, p.found()), "")
}

// here is the span of the current token, of one character at the end.
func (p *parser) here() diag.Span { return p.tok.span }

func (p *parser) found() string {
	if p.tok.class == end {
		return "the end of the file"
	}
	return shown(p.src[p.tok.span.Start:p.tok.span.End])
}

// enter goes one level deeper; not ok if that is too deep.
func (p *parser) enter() bool {
	if p.depth++; p.depth <= p.deepest {
		return true
	}
	if !p.tooDeep {
		p.tooDeep = true
		d := p.fault(p.here(), fmt.Sprintf("expressions are nested more than %d levels deep; what lies deeper is not read", p.deepest),
			"flatten the definition or raise limits.depth")
		d.Rule, d.Syntax = "json-limits", false
	}
	return false
}

func (p *parser) leave() { p.depth-- }

// shown quotes source text for a message, on one line and shortened.
func shown(s string) string {
	if i := strings.IndexAny(s, "\n\r"); i >= 0 {
		s = strings.TrimRight(s[:i], " \t") + " …"
	}
	return fmt.Sprintf("%q", diag.Shorten(s, 60))
}

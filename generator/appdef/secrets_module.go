package appdef

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/module"
)

// ParseModule is Parse for a definition that is kept as a module. What other
// files bring into it is hidden in the tree alone: their texts are not shown.
func ParseModule(text []byte, opts module.Options) (*module.Reading, []Secret) {
	r := module.Read(text, opts)
	h := &hider{text: text, hidden: text, secrets: map[int]int{}, module: r}
	h.raw()
	h.inModule(r)
	first := r
	for round := 0; len(h.fresh) > 0; round++ {
		h.hide(r.Root)
		r = module.Read(h.hidden, opts)
		if round < hideRounds {
			h.inModule(r)
		}
	}
	h.inModule(r) // finds nothing new but in the nodes of this tree
	h.fresh = nil
	elsewhere := h.veil(r)
	if len(h.found) > 0 {
		h.blank(r.Root)
		h.locate(r.Root, "")
		r.Faults, r.Sure = h.faults(first.Faults, r.Faults), min(first.Sure, r.Sure)
	}
	return r, append(h.found, elsewhere...)
}

// inModule looks for secrets in what is exported, in constants, whatever they
// are used for, and in code.
func (h *hider) inModule(r *module.Reading) {
	h.module, h.veiled, h.named = r, map[*jsontree.Node]veiled{}, nil
	h.declared(r.Root)
	h.object(&jsontree.Node{Kind: jsontree.Object, Members: r.Names}, false)
	for _, root := range append([]*jsontree.Node{r.Root}, named(r)...) {
		h.decoded(root)
	}
	if slices.ContainsFunc(r.Faults, func(d diag.Diagnostic) bool { return d.Syntax }) {
		h.broken(string(h.text), r.Faults)
		return
	}
	if len(r.Code) > 0 {
		h.broken(alone(h.text, r.Code), []diag.Diagnostic{{Span: diag.Span{End: len(h.text)}}})
	}
}

func named(r *module.Reading) (nodes []*jsontree.Node) {
	for _, m := range r.Names {
		nodes = append(nodes, m.Value)
	}
	return nodes
}

// alone is a text in which all but some spans is white space.
func alone(text []byte, spans []diag.Span) string {
	out := []byte(strings.Repeat(" ", len(text)))
	for _, s := range spans {
		copy(out[s.Start:s.End], text[s.Start:s.End])
	}
	return string(out)
}

// decoded looks for credentials in texts that stand otherwise in the module:
// with escapes, put together, or in another file.
func (h *hider) decoded(root *jsontree.Node) {
	root.Walk(func(n *jsontree.Node, _ *jsontree.Trail) bool {
		if n.Kind != jsontree.String {
			return true
		}
		pieces := h.module.Pieces(n)
		foreign := h.foreign(n)
		if !foreign && pieces == nil && n.Span.End-n.Span.Start == len(n.Text)+2 {
			return true // raw has looked at it
		}
		for _, x := range recognise(n.Text) {
			switch {
			case foreign:
				h.cover(n, Secret{Looks: x.looks}, x.start, x.end)
			case pieces != nil:
				h.pieces(n, Secret{Looks: x.looks})
			default:
				h.add(Secret{Span: n.At(x.start, x.end), Looks: x.looks})
			}
		}
		return true
	})
}

// veiled is what is hidden of a value that comes from another file.
type veiled struct {
	secret Secret
	spans  []diag.Span // of its text; none for all of it
}

// cover notes what is to be hidden of a value that comes from another file.
func (h *hider) cover(n *jsontree.Node, s Secret, start, end int) {
	if start == end {
		return
	}
	v := h.veiled[n]
	v.secret = Secret{
		Span: n.Span, Looks: s.Looks, Named: s.Named || v.secret.Named, Setting: s.Setting || v.secret.Setting, Elsewhere: true,
	}
	v.spans = append(v.spans, diag.Span{Start: start, End: end})
	h.veiled[n] = v
}

// foreign tells whether a value of a module comes from another file.
func (h *hider) foreign(n *jsontree.Node) bool {
	if h.module == nil {
		return false
	}
	_, is := h.module.From(n)
	return is
}

// otherwise hides a value of a module that does not stand there as one literal.
// false for all others.
func (h *hider) otherwise(v *jsontree.Node, s Secret) bool {
	if h.module == nil {
		return false
	}
	switch foreign := h.foreign(v); {
	case v.Kind == jsontree.Invalid:
		if !foreign {
			for _, t := range module.Texts(h.text, v.Span) {
				s.Span = t
				h.add(s)
			}
			h.constants(string(h.text[v.Span.Start:v.Span.End]))
		}
	case foreign && v.Kind < jsontree.Array:
		h.cover(v, s, 0, len(v.Text))
	case h.module.Pieces(v) != nil:
		h.pieces(v, s)
	default:
		return false
	}
	return true
}

// constants hides the values of the constants that an expression names.
func (h *hider) constants(expression string) {
	if h.named == nil {
		h.named = map[string]*jsontree.Node{}
		for _, m := range h.module.Names {
			h.named[m.Name.Text] = m.Value
		}
	}
	between := func(r rune) bool { return r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	for _, word := range strings.FieldsFunc(expression, between) {
		if v := h.named[word]; v != nil {
			delete(h.named, word) // once is enough, and one may name the other
			h.value(v, true)
		}
	}
}

// pieces hides what a text was put together of.
func (h *hider) pieces(n *jsontree.Node, s Secret) {
	for _, p := range h.module.Pieces(n) {
		s.Span = p
		h.add(s)
	}
}

// veil hides in the tree what comes from other files, and lists it.
func (h *hider) veil(r *module.Reading) (list []Secret) {
	r.Root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		v, ok := h.veiled[n]
		if !ok {
			return true
		}
		text := []byte(n.Text)
		v.secret.Mark = maphash.Bytes(markSeed, text)
		for _, s := range v.spans {
			copy(text[s.Start:s.End], strings.Repeat("*", s.End-s.Start))
		}
		n.Text, v.secret.Path = string(text), at.Pointer()
		list = append(list, v.secret)
		return true
	})
	return list
}

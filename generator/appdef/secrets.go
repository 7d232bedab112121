package appdef

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/module"
)

// Secret is a value that nobody may see: what a setting of type secret holds,
// what is called by the name of a secret, or a text that looks like one.
type Secret struct {
	Span    diag.Span // in the source
	Path    string    // JSON Pointer of the value, or of what has the name in which it stands; "" outside of values
	Looks   string    // what it looks like: "a JSON Web Token"; "" where the type says it, or another rule reports it
	Setting bool      // stands where a secret says its value
	Named   bool      // a plain value that is called by the name of a secret
	// Elsewhere is set for what stands in another file, whose place is that of what brings it in.
	Elsewhere bool
	Mark      uint64 // equal for equal texts while the program runs; tells nothing of the text
}

var markSeed = maphash.MakeSeed()

// Parse reads a definition so that nobody behind it can tell its secrets:
// they are found first, hidden byte for byte, and the tree and the findings
// are those of the hidden text, in which all places are the same. The text
// itself must only be shown through the spans of the secrets, which come
// sorted and do not overlap.
func Parse(text []byte, limits jsontree.Limits) (jsontree.Reading, []Secret) {
	r := jsontree.Read(text, limits)
	h := &hider{text: text, hidden: text, secrets: map[int]int{}}
	h.raw()
	h.declared(r.Root)
	if faults := slices.DeleteFunc(slices.Clone(r.Faults), complete); len(faults) > 0 {
		h.broken(string(h.text), faults)
	}
	first := r
	for round := 0; len(h.fresh) > 0; round++ {
		h.hide(r.Root)
		r = jsontree.Read(h.hidden, limits)
		if round < hideRounds { // a secret may have kept the parser from seeing another
			h.declared(r.Root)
		}
	}
	if len(h.found) == 0 {
		return r, nil
	}
	h.blank(r.Root)
	h.locate(r.Root, "")
	r.Faults, r.Sure = h.faults(first.Faults, r.Faults), min(first.Sure, r.Sure)
	return r, h.found
}

// hideRounds bounds how often a text is looked at again.
const hideRounds = 4

// complete tells whether a fault leaves everything in the tree.
func complete(d diag.Diagnostic) bool {
	switch d.Rule {
	case "json-duplicate-name", "json-bom", "json-comment", "json-trailing-comma":
		return true
	case "json-missing-comma": // where it is certain that nothing but the comma is missing
		return d.Fixable(false)
	}
	return false
}

// hider gathers the secrets of one text.
type hider struct {
	text   []byte   // as written
	hidden []byte   // the same without secrets
	found  []Secret // sorted, without overlaps
	fresh  []Secret // to be hidden as well

	secrets map[int]int // objects that say of themselves that they are secret: start to end
	texts   []diag.Span // texts for people, where names mean nothing

	module *module.Reading // nil for JSON
	veiled map[*jsontree.Node]veiled
	named  map[string]*jsontree.Node // constants that are not hidden yet
}

// add notes a secret, unless it is hidden already.
func (h *hider) add(s Secret) {
	if s.Span.Start >= s.Span.End {
		return
	}
	if from, to := h.within(s.Span); from < to && h.found[from].Span.Start <= s.Span.Start && s.Span.End <= h.found[from].Span.End {
		return
	}
	s.Mark = maphash.Bytes(markSeed, h.text[s.Span.Start:s.Span.End])
	h.fresh = append(h.fresh, s)
}

// raw looks for credentials in the whole text, whatever they stand in: names,
// comments, and what the parser will not understand. Where escapes may hide
// one, it looks at the text without them as well.
func (h *hider) raw() {
	text := unsafe.String(unsafe.SliceData(h.text), len(h.text)) // nobody changes what is written
	for _, x := range recognise(text) {
		h.add(Secret{Span: diag.Span{Start: x.start, End: x.end}, Looks: x.looks})
	}
	if plain, at := unescaped(text); at != nil {
		for _, x := range recognise(plain) {
			h.add(Secret{Span: diag.Span{Start: int(at[x.start]), End: int(at[x.end])}, Looks: x.looks})
		}
	}
}

// hide blanks what was found in the text, so that its structure stays: quotes,
// brackets and line breaks are kept, a number becomes a number.
func (h *hider) hide(root *jsontree.Node) {
	h.found, h.fresh = append(h.found, h.fresh...), nil
	slices.SortStableFunc(h.found, func(a, b Secret) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return b.Span.End - a.Span.End
	})
	h.found = disjoint(h.found)
	bare := h.bare(root)
	h.hidden = slices.Clone(h.text)
	for i, s := range h.found {
		with := byte('*')
		if bare[i] {
			with = 'x'
			if c := h.text[s.Span.Start]; c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
				with = '1'
			}
		}
		for k := s.Span.Start; k < s.Span.End; k++ {
			if h.hidden[k] >= ' ' {
				h.hidden[k] = with
			}
		}
	}
}

// disjoint joins sorted secrets that overlap.
func disjoint(list []Secret) []Secret {
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && s.Span.Start < out[n-1].Span.End {
			o := &out[n-1]
			o.Span.End = max(o.Span.End, s.Span.End)
			o.Setting, o.Named, o.Mark = o.Setting || s.Setting, o.Named || s.Named, o.Mark*31+s.Mark
			if o.Setting && s.Looks == "" {
				o.Looks = ""
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// bare tells which secrets stand in words and numbers without quotes.
func (h *hider) bare(root *jsontree.Node) map[int]bool {
	bare := map[int]bool{}
	if h.module != nil { // code, comments and all
		for i := range h.found {
			bare[i] = true
		}
	}
	visit := func(n *jsontree.Node) {
		open, _ := quotes(h.text, n.Span)
		from, to := h.within(n.Span)
		for i := from; i < to; i++ {
			bare[i] = open == 0
		}
	}
	if h.module != nil {
		for _, root := range named(h.module) {
			h.scalars(root, visit)
		}
	}
	h.scalars(root, visit)
	return bare
}

// within finds the secrets that touch a span; the found ones are sorted.
func (h *hider) within(s diag.Span) (from, to int) {
	from, _ = slices.BinarySearchFunc(h.found, s.Start+1, func(x Secret, at int) int { return x.Span.End - at })
	to = from
	for to < len(h.found) && h.found[to].Span.Start < s.End {
		to++
	}
	return from, to
}

// scalars visits every name and every value that holds no others.
func (h *hider) scalars(n *jsontree.Node, visit func(*jsontree.Node)) {
	n.Walk(func(n *jsontree.Node, _ *jsontree.Trail) bool {
		for i := range n.Members {
			visit(n.Members[i].Name)
		}
		if n.Kind < jsontree.Array && n.Kind > jsontree.Null {
			visit(n)
		}
		return true
	})
}

// blank hides in the tree what had to stay readable for the parser: words and
// numbers. They are shown like any other secret.
func (h *hider) blank(root *jsontree.Node) {
	h.scalars(root, func(n *jsontree.Node) {
		if from, to := h.within(n.Span); from < to && h.found[from].Span.Start <= n.Span.Start && n.Span.End <= h.found[to-1].Span.End {
			n.Text = strings.Repeat("*", len(n.Text))
		}
	})
}

// locate gives every secret the pointer of what it stands in.
func (h *hider) locate(n *jsontree.Node, path string) {
	from, to := h.within(n.Span)
	for i := from; i < to; i++ {
		h.found[i].Path = path
	}
	if from == to && h.module == nil { // what a module has in a value may stand elsewhere
		return
	}
	for i, item := range n.Items {
		h.locate(item, jsontree.Pointer(path, itoa(i)))
	}
	for i := range n.Members {
		m := &n.Members[i]
		p := jsontree.Pointer(path, m.Name.Text)
		for k, to := h.within(m.Name.Span); k < to; k++ {
			h.found[k].Path = p
		}
		h.locate(m.Value, p)
	}
}

// faults returns the findings of the hidden text, and in their place those
// inside of secrets, which cannot be told by the hidden text, without a word
// of it.
func (h *hider) faults(first, hidden []diag.Diagnostic) []diag.Diagnostic {
	var spans []diag.Span
	for _, s := range h.found {
		spans = append(spans, s.Span)
	}
	touched := func(d *diag.Diagnostic) bool {
		from, to := h.within(diag.Span{Start: d.Span.Start, End: max(d.Span.End, d.Span.Start+1)})
		return from < to
	}
	hidden = slices.DeleteFunc(diag.Withhold(hidden, spans), func(d diag.Diagnostic) bool {
		return d.Rule == "json-duplicate-name" && touched(&d) // hidden names are alike
	})
	for _, d := range first {
		from, _ := h.within(d.Span)
		if !touched(&d) || slices.ContainsFunc(hidden, func(x diag.Diagnostic) bool { return x.Rule == d.Rule && x.Span == d.Span }) {
			continue
		}
		hidden = append(hidden, diag.Diagnostic{
			Rule: d.Rule, Severity: d.Severity, Span: d.Span, Path: h.found[min(from, len(h.found)-1)].Path,
			Message: "there is a fault inside of a secret, whose text is not shown",
			Hint:    "write it as JSON wants it, or better: take it out of the file",
		})
	}
	return diag.Sort(hidden)
}

// quotes returns how many bytes the quotes of a value take; 0 for a word or
// number without.
func quotes(text []byte, s diag.Span) (open, shut int) {
	const marks = "\"'`“”„‟«»‘’‚‛＂"
	if s.Start >= s.End {
		return 0, 0
	}
	r, n := utf8.DecodeRune(text[s.Start:s.End])
	if !strings.ContainsRune(marks, r) {
		return 0, 0
	}
	last, k := utf8.DecodeLastRune(text[s.Start+n : s.End])
	if k == 0 || !strings.ContainsRune(marks, last) || last < utf8.RuneSelf &&
		escaped(string(text[max(s.Start, s.End-64):s.End]), min(s.End-s.Start, 64)-1) {
		k = 0
	}
	return n, k
}

package appdef

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// permissionChecker finds out what the segments of a string mean, and what
// keeps browsers from seeing it the same way. One defect is one problem.
type permissionChecker struct {
	s    string
	out  *Permissions
	seen map[string]bool // features so far
}

const permissionHint = `write "<name> *", separated by semicolons: "camera *; microphone *"`

func (c *permissionChecker) text(s diag.Span) string { return c.s[s.Start:s.End] }

func (c *permissionChecker) add(code string, severity diag.Severity, span diag.Span, message, hint string) *Problem {
	if len(c.out.Problems) >= maxProblems {
		return &Problem{} // written to and dropped
	}
	c.out.Problems = append(c.out.Problems, Problem{Span: span, Severity: severity, Code: "permissions-" + code, Message: message, Hint: hint})
	return &c.out.Problems[len(c.out.Problems)-1]
}

// segment reads what stands between two semicolons.
func (c *permissionChecker) segment(seg diag.Span) {
	if c.foreign(seg) || c.header(seg) {
		return
	}
	pieces, edits := c.pieces(seg)
	edits = c.strayCommas(seg, pieces, edits)
	if len(edits) > 0 {
		w := words(c.s, seg)
		message := "permissions are separated by a space"
		if strings.Contains(c.text(seg), ",") {
			message = "a comma in permissions"
		}
		c.add("separator", diag.Error, diag.Span{Start: w[0].Start, End: last(w).End}, message,
			"write a semicolon between permissions; a browser reads all of this as one").Fix = edits
	}
	for _, w := range pieces {
		c.piece(w, len(edits) > 0)
	}
}

// strayCommas adds edits for commas before the first and after the last
// permission of a segment, which separate nothing.
func (c *permissionChecker) strayCommas(seg diag.Span, pieces [][]diag.Span, edits []diag.Edit) []diag.Edit {
	if len(pieces) == 0 {
		return []diag.Edit{{Span: seg}}
	}
	head := diag.Span{Start: seg.Start, End: pieces[0][0].Start}
	if i := strings.IndexByte(c.text(head), ','); i >= 0 {
		edits = slices.Insert(edits, 0, diag.Edit{Span: diag.Span{Start: head.Start + i, End: head.End}})
	}
	end := last(last(pieces)).End
	if i := strings.LastIndexByte(c.s[end:seg.End], ','); i >= 0 {
		edits = append(edits, diag.Edit{Span: diag.Span{Start: end, End: end + i + 1}})
	}
	return edits
}

func last[T any](list []T) T { return list[len(list)-1] }

// foreign reports characters that no permission has. What they were meant
// for cannot be told, so the names among them count and nothing else.
func (c *permissionChecker) foreign(seg diag.Span) bool {
	text := c.text(seg)
	i := strings.IndexFunc(text, func(r rune) bool {
		return strings.ContainsRune("\"<>\\`{}\uFFFD", r) || r < ' ' && r != '\t' || r >= 0x7f
	})
	if i < 0 {
		return false
	}
	r := []rune(text[i:min(len(text), i+4)])[0]
	at := diag.Span{Start: seg.Start + i, End: min(seg.Start+i+len(string(r)), seg.End)}
	w := words(c.s, seg)
	x := c.add("syntax", diag.Error, at, fmt.Sprintf("%q has no place in permissions", r), permissionHint)
	if name := strings.Trim(c.text(w[0]), `"`); isFeature(name) {
		c.directive(w, w[0], strings.ToLower(name))
	}
	if bare := strings.ReplaceAll(text, `"`, ""); r == '"' && slices.Contains([]string{"*", "'src'"}, afterName(bare)) {
		x.Fix = []diag.Edit{{Span: seg, New: keepSpace(text, bare)}}
	} else if r == '\n' || r == '\r' {
		x.Hint = "write the string on one line"
	}
	return true
}

// afterName returns what follows a supported name.
func afterName(s string) string {
	w := strings.Fields(s)
	if len(w) != 2 || !featureSet[w[0]] {
		return ""
	}
	return w[1]
}

// keepSpace gives bare the white space that text begins and ends with.
func keepSpace(text, bare string) string {
	lead := len(text) - len(strings.TrimLeft(text, " \t"))
	trail := len(strings.TrimRight(text, " \t"))
	return text[:lead] + strings.TrimSpace(bare) + text[trail:]
}

// header reports the syntax of the Permissions-Policy header:
// camera=(self), microphone=*.
func (c *permissionChecker) header(seg diag.Span) bool {
	text := c.text(seg)
	if !strings.Contains(text, "=") {
		return false
	}
	w := words(c.s, seg)
	span := diag.Span{Start: w[0].Start, End: last(w).End}
	x := c.add("syntax", diag.Error, span, "this is the syntax of an HTTP header", permissionHint)
	var mended []string
	exact := true
	for at := span.Start; at < span.End; {
		end := at + headerItem(c.s[at:span.End])
		item := diag.Span{Start: at, End: end}
		at = end + 1
		name, value, _ := strings.Cut(strings.TrimSpace(c.text(item)), "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if isFeature(name) {
			start := item.Start + strings.Index(strings.ToLower(c.text(item)), name)
			c.directive([]diag.Span{item}, diag.Span{Start: start, End: start + len(name)}, name)
		}
		exact = exact && featureSet[name] && value == "*"
		mended = append(mended, name+" *")
	}
	if exact {
		x.Fix = []diag.Edit{{Span: span, New: strings.Join(mended, "; ")}}
	}
	return true
}

// headerItem returns the length of the first item of a header: to the comma
// outside of parentheses.
func headerItem(s string) int {
	depth := 0
	for i := range len(s) {
		switch {
		case s[i] == '(':
			depth++
		case s[i] == ')':
			depth--
		case s[i] == ',' && depth <= 0:
			return i
		}
	}
	return len(s)
}

// pieces cuts a segment where another permission begins after a comma or a
// space, and returns the edits that put semicolons there. A permission
// without a value gets one on the way.
func (c *permissionChecker) pieces(seg diag.Span) (pieces [][]diag.Span, edits []diag.Edit) {
	var piece []diag.Span
	cut := func(gap diag.Span) {
		if len(piece) == 0 {
			return
		}
		edit := diag.Edit{Span: gap, New: "; "}
		if len(piece) == 1 && !hasValue(c.text(piece[0])) {
			edit.New = " *; "
		}
		pieces, edits, piece = append(pieces, piece), append(edits, edit), nil
	}
	for _, w := range words(c.s, seg) {
		for _, part := range splitComma(c.s, w) {
			if before := c.gap(piece, part); len(piece) > 0 && (strings.Contains(c.text(before), ",") || c.begins(part)) {
				cut(before)
			}
			piece = append(piece, part)
		}
	}
	if len(pieces) > 0 && len(piece) == 1 && !hasValue(c.text(piece[0])) {
		edits = append(edits, diag.Edit{Span: diag.Span{Start: piece[0].End, End: piece[0].End}, New: " *"})
	}
	if len(piece) > 0 {
		pieces = append(pieces, piece)
	}
	return pieces, edits
}

func hasValue(word string) bool {
	_, _, ok := glued(word)
	return ok
}

// gap is what stands between the piece so far and the next word.
func (c *permissionChecker) gap(piece []diag.Span, next diag.Span) diag.Span {
	if len(piece) == 0 {
		return next
	}
	return diag.Span{Start: last(piece).End, End: next.Start}
}

// begins tells whether a word names a permission, so that it cannot be a
// value.
func (c *permissionChecker) begins(w diag.Span) bool {
	name, _, _ := glued(c.text(w))
	return isFeature(name)
}

// splitComma cuts a word at its commas.
func splitComma(s string, w diag.Span) []diag.Span {
	var list []diag.Span
	start := w.Start
	for i := w.Start; i <= w.End; i++ {
		if i < w.End && s[i] != ',' {
			continue
		}
		if i > start {
			list = append(list, diag.Span{Start: start, End: i})
		}
		start = i + 1
	}
	return list
}

// directive records what was understood.
func (c *permissionChecker) directive(w []diag.Span, name diag.Span, feature string) *Directive {
	d := Directive{Span: diag.Span{Start: w[0].Start, End: last(w).End}, NameSpan: name, Name: c.text(name), Feature: feature}
	for _, v := range w[1:] {
		d.Values = append(d.Values, Value{c.text(v), v})
	}
	c.out.Directives = append(c.out.Directives, d)
	return &c.out.Directives[len(c.out.Directives)-1]
}

// piece judges one permission: its name, then its values.
func (c *permissionChecker) piece(w []diag.Span, separated bool) {
	word := c.text(w[0])
	name, value, isGlued := glued(word)
	span := diag.Span{Start: w[0].Start, End: w[0].Start + len(name)}
	colon := strings.TrimRight(name, ":")
	if strings.Trim(colon, "*'()") != colon || colon == "" {
		c.add("syntax", diag.Error, w[0], fmt.Sprintf("%q stands where the name of a permission should", brief(word)), permissionHint)
		return
	}
	span.End = span.Start + len(colon)
	d := c.directive(w, span, "")
	if isGlued {
		d.Values = slices.Insert(d.Values, 0, Value{value, diag.Span{Start: w[0].End - len(value), End: w[0].End}})
	}
	switch {
	case colon != name:
		after := diag.Span{Start: span.End, End: span.End + len(name) - len(colon)}
		new := ""
		if isGlued {
			new = " "
		}
		c.add("syntax", diag.Error, after, "a colon after the name of a permission", permissionHint).Fix = []diag.Edit{{Span: after, New: new}}
	case isGlued:
		at := diag.Span{Start: span.End, End: span.End}
		message := fmt.Sprintf("no space between %q and %q; a browser grants nothing for it", name, value)
		c.add("missing-space", diag.Error, w[0], message, fmt.Sprintf("write %q", name+" "+value)).Fix = []diag.Edit{{Span: at, New: " "}}
	}
	c.name(d)
	switch {
	case len(d.Values) > 0:
		c.values(d)
	case !separated && d.Feature != "" && slices.Contains(supported, d.Feature):
		at := diag.Span{Start: w[0].End, End: w[0].End}
		hint := fmt.Sprintf("the documented form is %q", d.Feature+" *")
		c.add("no-value", diag.Warning, span, fmt.Sprintf("%q has no value", colon), hint).Fix = []diag.Edit{{Span: at, New: " *"}}
	}
}

package module

import (
	"math"
	"path"
	"slices"
	"strings"
	"unicode"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// template puts a template together.
func (w *world) template(f *file, x *expr) *value {
	if len(x.args) == 1 {
		return &value{kind: jsontree.String, file: f, span: x.span, text: x.args[0].text, written: x.args[0].written, literal: true}
	}
	return w.concat(f, x, x.args, func(part *expr) diag.Span {
		if part.bare {
			return part.span
		}
		return diag.Span{Start: max(x.span.Start, part.span.Start-2), End: min(x.span.End, part.span.End+1)} // with ${ and }
	})
}

// concat puts a text together. Where a part is a literal of the text itself its
// places are exact, else the part stands for what it comes to.
func (w *world) concat(f *file, x *expr, parts []*expr, place1 func(*expr) diag.Span) *value {
	v := &value{kind: jsontree.String, file: f, span: x.span}
	var t text
	for _, part := range parts {
		p := w.eval(f, part)
		s, ok := asText(p)
		if !ok {
			return not(f, x.span, p)
		}
		if w.text += len(s) + len(p.pieces); w.text > mostText {
			return unknown(f, x.span, "it is longer than is put together")
		}
		v.pieces = append(v.pieces, p.letters(part.bare)...)
		if part.op != opString {
			span := place1(part)
			t.put(s, span.Start, span.End-span.Start)
			continue
		}
		from := part.span.Start
		if !part.bare {
			from++
		}
		t.anchor(from)
		for _, o := range p.written {
			o.Text += uint32(len(t.out))
			t.written = append(t.written, o)
		}
		t.out = append(t.out, s...)
	}
	v.text, v.written = string(t.out), t.written
	return v
}

// letters are the places of the letters of a text, without quotes.
func (v *value) letters(bare bool) []place {
	switch {
	case v.kind != jsontree.String:
		return nil
	case v.literal && bare:
		return []place{{v.file, v.span}}
	case v.literal:
		return []place{{v.file, diag.Span{Start: v.span.Start + 1, End: max(v.span.Start+1, v.span.End-1)}}}
	}
	return v.pieces
}

// asText is a value as JavaScript puts it into a text.
func asText(v *value) (string, bool) {
	switch {
	case v.undefined:
		return "undefined", true
	case v.kind == jsontree.Null:
		return "null", v.text == "" && v.literal
	case v.kind == jsontree.Number:
		n, ok := readNumber(strings.TrimPrefix(v.text, "-"))
		if strings.HasPrefix(v.text, "-") {
			n = -n
		}
		return numberText(n), ok
	}
	return v.text, v.kind == jsontree.String || v.kind == jsontree.Bool
}

// chain works out what has marks between its values.
func (w *world) chain(f *file, x *expr) *value {
	if first := w.eval(f, x.args[0]); slices.Contains([]string{"||", "??", "&&"}, x.ops[0]) {
		return w.logical(f, x, first)
	}
	texts, sums := false, true
	for i, a := range x.args {
		v := w.eval(f, a)
		if !v.known() {
			return not(f, x.span, v)
		}
		texts = texts || v.kind == jsontree.String
		sums = sums && (i == 0 || x.ops[i-1] == "+")
	}
	if texts && sums {
		if second := w.eval(f, x.args[1]); w.eval(f, x.args[0]).kind != jsontree.String && second.kind != jsontree.String {
			return unknown(f, x.span, "") // 1 + 2 + "px" adds first
		}
		return w.concat(f, x, x.args, func(part *expr) diag.Span { return part.span })
	}
	return w.arithmetic(f, x)
}

func (w *world) arithmetic(f *file, x *expr) *value {
	sum := 0.0
	for i, a := range x.args {
		n, ok := asNumber(w.eval(f, a))
		if !ok {
			return unknown(f, x.span, "")
		}
		switch {
		case i == 0:
			sum = n
		case x.ops[i-1] == "+":
			sum += n
		case x.ops[i-1] == "-":
			sum -= n
		case x.ops[i-1] == "*":
			sum *= n
		case x.ops[i-1] == "/":
			sum /= n
		default:
			return unknown(f, x.span, "")
		}
	}
	return numeric(f, x, sum)
}

func numeric(f *file, x *expr, n float64) *value {
	if math.IsInf(n, 0) || math.IsNaN(n) {
		return &value{kind: jsontree.Null, file: f, span: x.span}
	}
	return &value{kind: jsontree.Number, file: f, span: x.span, text: numberText(n)}
}

func asNumber(v *value) (float64, bool) {
	if v.kind != jsontree.Number {
		return 0, false
	}
	digits := strings.TrimPrefix(v.text, "-")
	n, ok := readNumber(digits)
	if digits != v.text {
		n = -n
	}
	return n, ok
}

// logical works out a || b, a ?? b and a && b, as far as the first one decides.
func (w *world) logical(f *file, x *expr, v *value) *value {
	for i, op := range x.ops {
		yes, ok := truth(v)
		if !ok {
			return not(f, x.span, v)
		}
		stop := op == "||" && yes || op == "&&" && !yes || op == "??" && v.kind != jsontree.Null
		if !stop {
			v = w.eval(f, x.args[i+1])
		}
	}
	return v
}

// truth tells whether JavaScript takes a value for true.
func truth(v *value) (yes, ok bool) {
	switch v.kind {
	case jsontree.Invalid:
		return false, false
	case jsontree.Null:
		return false, true
	case jsontree.Bool:
		return v.text == "true", true
	case jsontree.String:
		return v.text != "", true
	case jsontree.Number:
		n, ok := asNumber(v)
		return n != 0, ok
	}
	return true, true
}

func (w *world) prefix(f *file, x *expr) *value {
	v := w.eval(f, x.args[0])
	switch n, ok := asNumber(v); {
	case x.text == "-" && ok:
		out := numeric(f, x, -n)
		if out.literal = v.literal && x.args[0].op == opNumber; out.literal && v.text != "0" {
			out.text = "-" + v.text
		}
		return out
	case x.text == "+" && ok:
		return numeric(f, x, n)
	case x.text == "!":
		if yes, ok := truth(v); ok {
			return &value{kind: jsontree.Bool, file: f, span: x.span, text: map[bool]string{true: "false", false: "true"}[yes]}
		}
	case x.text == "void":
		return &value{kind: jsontree.Null, undefined: true, file: f, span: x.span}
	}
	return not(f, x.span, v)
}

func (w *world) choice(f *file, x *expr) *value {
	yes, ok := truth(w.eval(f, x.args[0]))
	switch {
	case !ok:
		return not(f, x.span, w.eval(f, x.args[0]))
	case yes:
		return w.eval(f, x.args[1])
	}
	return w.eval(f, x.args[2])
}

// call works out the calls that only put together what is known.
func (w *world) call(f *file, x *expr) *value {
	callee, args := x.args[0], x.args[1:]
	name, members, ok := named(callee)
	if ok && f.names[name] == nil {
		switch full := strings.Join(append([]string{name}, members...), "."); {
		case full == "require" && len(args) == 1:
			return w.required(f, args[0])
		case full == "Object.freeze" && len(args) == 1:
			v := *w.eval(f, args[0])
			v.frozen = true
			return &v
		case full == "Object.assign" && len(args) > 0:
			return w.assign(f, x, args)
		case full == "JSON.parse" && len(args) == 1:
			return w.parsed(f, x, w.eval(f, args[0]))
		}
	}
	if ok && w.isFrom(f, name, members, "readFileSync", "fs", "node:fs") {
		return w.readFile(f, x, args)
	}
	if callee.op == opMember && callee.text != "" {
		return w.method(f, x, w.eval(f, callee.args[0]), callee.text, args)
	}
	return unknown(f, x.span, "")
}

func (w *world) assign(f *file, x *expr, args []*expr) *value {
	v := &value{kind: jsontree.Object, file: f, span: x.span}
	m := members{value: v}
	for _, a := range args {
		if a.op == opSpread {
			m.doubt(gap{place: place{f, a.span}, why: ""})
			continue
		}
		w.spread(f, &m, a, w.later(f, a))
	}
	return v
}

// method works out lists that are joined, and texts that are trimmed.
func (w *world) method(f *file, x *expr, of *value, name string, args []*expr) *value {
	switch {
	case !of.known():
		return not(f, x.span, of)
	case name == "join" && of.kind == jsontree.Array && len(of.gaps) == 0 && len(args) < 2:
		between := ","
		if len(args) == 1 {
			sep := w.eval(f, args[0])
			if sep.kind != jsontree.String {
				return not(f, x.span, sep)
			}
			between = sep.text
		}
		return w.joined(f, x, of, between)
	case name == "trim" && of.kind == jsontree.String && len(args) == 0:
		trimmed := strings.TrimFunc(of.text, func(r rune) bool {
			return strings.ContainsRune("\t\n\r\v\f\u2028\u2029\ufeff", r) || unicode.Is(unicode.Zs, r)
		})
		return &value{kind: jsontree.String, file: f, span: x.span, text: trimmed, pieces: of.letters(false),
			written: whole(trimmed, x.span)}
	}
	return unknown(f, x.span, "")
}

// whole says that a text was written as all of an expression.
func whole(s string, span diag.Span) []jsontree.Written {
	var t text
	t.put(s, span.Start, span.End-span.Start)
	return t.written
}

func (w *world) joined(f *file, x *expr, of *value, between string) *value {
	v := &value{kind: jsontree.String, file: f, span: x.span}
	parts := make([]string, len(of.items))
	for i, it := range of.items {
		s, ok := asText(it.value)
		if !ok {
			return not(f, x.span, it.value)
		}
		if it.value.kind == jsontree.Null {
			s = ""
		}
		if w.text += len(s) + len(between); w.text > mostText {
			return unknown(f, x.span, "it is longer than is put together")
		}
		v.pieces = append(v.pieces, it.value.letters(false)...)
		parts[i] = s
	}
	v.text = strings.Join(parts, between)
	v.written = whole(v.text, x.span)
	return v
}

// isFrom tells whether a name, or a member of one, is a function of a package.
func (w *world) isFrom(f *file, name string, members []string, function string, packages ...string) bool {
	b := f.names[name]
	if b == nil || len(members) > 1 {
		return false
	}
	from, member := "", append(slices.Clone(members), "")[0]
	switch {
	case b.imports != nil:
		from = b.imports.from.text
		if len(members) == 0 {
			member = b.imports.name
		}
	case b.init != nil && b.init.op == opCall && len(b.init.args) == 2 && b.init.args[0].text == "require":
		from = b.init.args[1].text
		if len(members) == 0 && len(b.path) == 1 {
			member = b.path[0]
		}
	}
	return member == function && slices.Contains(packages, from)
}

// located works out the path of a file: __dirname with what is joined to it, or
// an address beside the module.
func (w *world) located(f *file, x *expr) (string, bool) {
	if x.op == opUnknown && len(x.args) == 1 && x.args[0].op == opCall { // new URL("./x", import.meta.url)
		c := x.args[0]
		if len(c.args) == 3 && c.args[0].text == "URL" {
			if meta, members, ok := named(c.args[2]); ok && meta == "import" && slices.Equal(members, []string{"meta", "url"}) {
				v := w.eval(f, c.args[1])
				return path.Join(path.Dir(f.path), v.text), v.kind == jsontree.String
			}
		}
		return "", false
	}
	if x.op == opName && x.text == "__dirname" || x.op == opMember && x.text == "dirname" {
		return path.Dir(f.path), true
	}
	if x.op != opCall {
		return "", false
	}
	name, members, ok := named(x.args[0])
	if !ok || !w.isFrom(f, name, members, "join", "path", "node:path") && !w.isFrom(f, name, members, "resolve", "path", "node:path") {
		return "", false
	}
	if len(x.args) < 2 {
		return "", false
	}
	at, ok := w.located(f, x.args[1])
	for _, part := range x.args[2:] {
		v := w.eval(f, part)
		at, ok = path.Join(at, v.text), ok && v.kind == jsontree.String
	}
	return at, ok
}

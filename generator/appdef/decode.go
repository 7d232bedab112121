package appdef

import (
	"fmt"
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Decode reads a definition out of a tree and reports what has the wrong
// shape. It always returns an App; where the tree holds no object, its Root
// is nil.
func Decode(root *jsontree.Node) (*App, []diag.Diagnostic) {
	d := &decoder{}
	a := &App{}
	if root.Kind != jsontree.Object {
		d.notObject(root)
		return a, d.list
	}
	path := ""
	if inner, name := wrapped(root); inner != nil {
		d.wrapped(root, inner, name)
		root, path = inner, jsontree.Pointer("", name)
	}
	a.Root, a.RootPath = root, path
	o := d.object(root, path, diag.Span{Start: root.Span.Start, End: root.Span.Start + 1}, "app-type")
	d.app(o, a)
	return a, d.list
}

// rootKeys are the keys by which a definition is told from other JSON.
var rootKeys = []string{"app", "version", "title", "widgets", "settings", "i18n", "kviews", "appDetails", "visibility", "iconUrl"}

// Resembles counts how many keys that only an app definition has stand at
// the top of the tree. Less than two, and no "app": something else.
func Resembles(root *jsontree.Node) (keys int, hasApp bool) {
	for _, k := range rootKeys {
		if root.Get(k) != nil {
			keys++
		}
	}
	return keys, root.Get("app") != nil
}

// wrapped recognises { "myApp": { "app": … } }, a common slip of exports.
func wrapped(root *jsontree.Node) (*jsontree.Node, string) {
	if len(root.Members) != 1 || root.Members[0].Value.Kind != jsontree.Object {
		return nil, ""
	}
	m := root.Members[0]
	if known[m.Name.Text] != 0 {
		return nil, ""
	}
	if n, hasApp := Resembles(m.Value); n < 2 || !hasApp {
		return nil, ""
	}
	return m.Value, m.Name.Text
}

type decoder struct{ list []diag.Diagnostic }

func (d *decoder) report(rule string, sev diag.Severity, span diag.Span, path, message, hint string, fix ...diag.Edit) {
	d.list = append(d.list, diag.Diagnostic{
		Rule: rule, Severity: sev, Span: span, Path: path, Message: message, Hint: hint, Fix: fix,
	})
}

func (d *decoder) notObject(root *jsontree.Node) {
	if root.Kind == jsontree.Invalid {
		return // the parser has said what is wrong
	}
	hint := "an app definition is one JSON object: { \"app\": …, \"version\": …, \"title\": … }"
	if root.Kind == jsontree.Array && len(root.Items) > 0 && root.Items[0].Get("app") != nil {
		hint = "put each of the definitions into a file of its own"
	}
	d.report("json-not-object", diag.Error, root.Span, "", fmt.Sprintf("expected an object, found %s", root.Kind), hint)
}

func (d *decoder) wrapped(root, inner *jsontree.Node, name string) {
	d.list = append(d.list, diag.Diagnostic{
		Rule: "json-wrapped", Severity: diag.Error, Span: root.Members[0].Name.Span, Path: jsontree.Pointer("", name),
		Message: fmt.Sprintf("the definition stands inside the key %q; the platform expects it at the top", name),
		Hint:    fmt.Sprintf("did you mean the object inside %q? Send that object alone", name),
		Fix: []diag.Edit{
			{Span: diag.Span{Start: root.Span.Start, End: inner.Span.Start}},
			{Span: diag.Span{Start: inner.Span.End, End: root.Span.End}},
		},
		Unsafe: true,
	})
}

// object is one JSON object while it is read: it knows which keys were asked
// for, so that the rest can be reported as unknown.
type object struct {
	d     *decoder
	node  *jsontree.Node
	path  string
	place diag.Span // where a missing key is reported
	rule  string    // the rule that a wrong type breaks
	asked []string
	few   [5]string // room for asked, as most objects are settings
}

func (d *decoder) object(n *jsontree.Node, path string, place diag.Span, rule string) *object {
	o := &object{d: d, node: n, path: path, place: place, rule: rule}
	o.asked = o.few[:0]
	return o
}

func (o *object) member(name string) *jsontree.Member {
	o.asked = append(o.asked, name)
	return o.node.Member(name)
}

// unknown returns the members that nobody asked for.
func (o *object) unknown() []Key {
	var keys []Key
	for _, m := range o.node.Members {
		if !slices.Contains(o.asked, m.Name.Text) {
			keys = append(keys, Key{Name{m.Name.Text, m.Name.Span}, jsontree.Pointer(o.path, m.Name.Text), m.Value})
		}
	}
	return keys
}

// field reads a member of whatever type.
func field[T any](o *object, name string) Field[T] {
	m := o.member(name)
	if m == nil {
		return Field[T]{Span: o.place, Path: o.path}
	}
	return Field[T]{
		Span: m.Value.Span, Key: m.Name.Span, Path: jsontree.Pointer(o.path, name), Node: m.Value,
		Present: true,
	}
}

// wrong reports a member of the wrong type, unless the parser has spoken.
func (o *object) wrong(name, want string, n *jsontree.Node, fix ...diag.Edit) {
	if n.Kind == jsontree.Invalid {
		return
	}
	hint := ""
	switch {
	case want == "a string" && n.Kind == jsontree.Number:
		hint = fmt.Sprintf("put quotes around it: %q", n.Text)
	case want == "a boolean" && n.Kind == jsontree.String:
		hint = "write true or false without quotes"
	case n.Kind == jsontree.Null:
		hint = "leave the key out if it has no value"
	}
	o.d.report(o.rule, diag.Error, n.Span, jsontree.Pointer(o.path, name),
		fmt.Sprintf("%q should be %s, found %s", name, want, n.Kind), hint, fix...)
}

func (o *object) text(name string) Field[string] {
	m := o.member(name)
	if m == nil {
		return Field[string]{Span: o.place, Path: o.path}
	}
	return o.textOf(*m)
}

// textOf reads a member that should be a string. Objects with names of the
// author's choosing are read member by member, so that a large one costs no
// search for each.
func (o *object) textOf(m jsontree.Member) Field[string] {
	f := Field[string]{
		Span: m.Value.Span, Key: m.Name.Span, Path: jsontree.Pointer(o.path, m.Name.Text), Node: m.Value,
		Present: true,
	}
	if m.Value.Kind == jsontree.String {
		f.Value, f.Set = m.Value.Text, true
	} else {
		o.wrong(m.Name.Text, "a string", m.Value)
	}
	return f
}

func (o *object) flag(name string) Field[bool] {
	f := field[bool](o, name)
	switch {
	case !f.Present:
	case f.Node.Kind == jsontree.Bool:
		f.Value, f.Set = f.Node.Text == "true", true
	case f.Node.Kind == jsontree.String && (f.Node.Text == "true" || f.Node.Text == "false"):
		f.Value = f.Node.Text == "true"
		o.wrong(name, "a boolean", f.Node, diag.Edit{Span: f.Span, New: f.Node.Text})
	default:
		o.wrong(name, "a boolean", f.Node)
	}
	return f
}

// size reads width or height: a CSS length, or a number of px.
func (o *object) size(name string) Field[string] {
	f := field[string](o, name)
	switch {
	case !f.Present:
	case f.Node.Kind == jsontree.String:
		f.Value, f.Set = f.Node.Text, true
	case f.Node.Kind == jsontree.Number:
		f.Value, f.Set = f.Node.Text+"px", true
	default:
		o.wrong(name, "a CSS length such as \"20vw\"", f.Node)
	}
	return f
}

// container returns the member if it has the kind asked for.
func (o *object) container(name string, kind jsontree.Kind) *jsontree.Member {
	m := o.member(name)
	if m == nil || m.Value.Kind == kind {
		return m
	}
	o.wrong(name, kind.String(), m.Value)
	return nil
}

// sub opens a member object; a missing one reads as empty.
func (o *object) sub(name string) *object {
	path := jsontree.Pointer(o.path, name)
	if m := o.container(name, jsontree.Object); m != nil {
		return o.d.object(m.Value, path, m.Name.Span, o.rule)
	}
	return o.d.object(&jsontree.Node{Kind: jsontree.Object, Span: o.place}, o.path, o.place, o.rule)
}

// texts reads an array of strings.
func (o *object) texts(name string) []Field[string] {
	m := o.container(name, jsontree.Array)
	if m == nil {
		return nil
	}
	var list []Field[string]
	path := jsontree.Pointer(o.path, name)
	for i, n := range m.Value.Items {
		p := fmt.Sprintf("%s/%d", path, i)
		if n.Kind == jsontree.String {
			list = append(list, Field[string]{Value: n.Text, Span: n.Span, Path: p, Set: true, Present: true, Node: n})
		} else if n.Kind != jsontree.Invalid {
			o.d.report(o.rule, diag.Error, n.Span, p, fmt.Sprintf("%s[%d] should be a string, found %s", name, i, n.Kind), "")
		}
	}
	return list
}

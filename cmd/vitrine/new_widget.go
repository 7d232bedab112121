package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// addWidget are the edits that add a widget to the text of a definition, of which
// root is the tree. Whatever they do not insert stays as it is. Members of JSON
// are members of a module, too, where what they are added to is written out.
func addWidget(text []byte, root *jsontree.Node, name string) ([]diag.Edit, error) {
	app := root.Get("app")
	if app == nil || app.Kind != jsontree.String {
		return nil, withHint(errors.New("it is no app definition"), `expected an object with "app"`)
	}
	t := typist{text: text, line: "\n", unit: "  "}
	t.learn(root)
	widget := newWidgetValue(root, app.Text, name)
	var edits []diag.Edit
	switch list := root.Get("widgets"); {
	case list == nil && writtenOut(text, root):
		edits = append(edits, t.append(root, "widgets", []any{widget}))
	case list == nil || list.Kind == jsontree.Invalid && list.Open || list.Kind == jsontree.Array && !writtenOut(text, list):
		return nil, withHint(errors.New("the list of widgets is not written out in this file"),
			"add to it where it is written: "+t.member("", widget, "", ""))
	case list.Kind != jsontree.Array:
		return nil, withHint(fmt.Errorf("widgets is %s; expected an array", list.Kind), "vitrine check says how to mend it")
	default:
		for _, w := range list.Items {
			if n := w.Get("name"); n != nil && n.Text == name {
				return nil, withHint(fmt.Errorf("the widget %q is there already", name), "choose another name")
			}
		}
		edits = append(edits, t.append(list, "", widget))
	}
	key := app.Text + ".widgets." + name + ".title"
	words := root.Get("i18n").Get("en_us")
	if words != nil && words.Kind == jsontree.Object && words.Get(key) == nil && writtenOut(text, words) {
		edits = append(edits, t.append(words, key, titleOf(name)))
	}
	return edits, nil
}

// writtenOut tells whether an object or a list stands in the text with all that
// is in it, as it always does in JSON.
func writtenOut(text []byte, n *jsontree.Node) bool {
	if n.Kind < jsontree.Array || text[n.Span.Start] != "[{"[n.Kind-jsontree.Array] {
		return false
	}
	at := n.Span.Start
	follows := func(s diag.Span) bool {
		ok := at <= s.Start && s.End <= n.Span.End
		at = s.End
		return ok
	}
	return !slices.ContainsFunc(n.Items, func(i *jsontree.Node) bool { return !follows(i.Span) }) &&
		!slices.ContainsFunc(n.Members, func(m jsontree.Member) bool { return !follows(m.Name.Span) || !follows(m.Value.Span) })
}

// field is a member of an object, in the order in which it is written.
type field struct {
	name  string
	value any // a text, a bool, fields or a list
}

func newWidgetValue(root *jsontree.Node, app, name string) []field {
	page, icon := "https://"+hostOf(strings.ToLower(notInNames.ReplaceAllString(strings.ToLower(app), "_")))+"/", ""
	if list := root.Get("widgets"); list != nil && len(list.Items) > 0 {
		first := list.Items[0]
		if o := originOfText(first.Get("url")); o != "" {
			page = o
		}
		icon = iconLike(first.Get("icon"), name)
	}
	if icon == "" {
		icon = page + "icons/" + name + ".svg"
	}
	return []field{
		{"name", name}, {"title", titleOf(name)}, {"url", page + name}, {"icon", icon},
		{"width", "25vw"}, {"height", "40vh"}, {"backgroundLoad", false},
	}
}

// originOfText is the origin of an address with a slash; "" where a setting or
// anything odd has a say in it.
func originOfText(n *jsontree.Node) string {
	if n == nil || n.Kind != jsontree.String {
		return ""
	}
	return plainOrigin.FindString(n.Text)
}

var plainOrigin = regexp.MustCompile(`^https://[a-z0-9.-]+(:[0-9]+)?/`)

// iconLike is an address beside that of another icon; "" where there is none.
func iconLike(n *jsontree.Node, name string) string {
	if originOfText(n) == "" {
		return ""
	}
	u, err := url.Parse(n.Text)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()[:strings.LastIndexByte(u.EscapedPath(), '/')+1] + name + ".svg"
}

// typist writes values as the text around them is written.
type typist struct {
	text []byte
	line string // what ends a line; "" where all stands on one
	unit string // of indentation
}

// learn looks how an object is written.
func (t *typist) learn(root *jsontree.Node) {
	if bytes.Contains(t.text, []byte("\r\n")) {
		t.line = "\r\n"
	}
	if len(root.Members) == 0 {
		return
	}
	first := root.Members[0].Name.Span.Start
	if !bytes.ContainsRune(t.text[root.Span.Start:first], '\n') {
		t.line, t.unit = "", ""
	} else if unit := strings.TrimPrefix(t.indent(first), t.indent(root.Span.Start)); unit != "" {
		t.unit = unit
	}
}

// indent is the white space that the line of an offset begins with.
func (t *typist) indent(at int) string {
	start := bytes.LastIndexByte(t.text[:at], '\n') + 1
	line := t.text[start:]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// append is the edit that adds a value to an array, or a member to an object.
func (t *typist) append(to *jsontree.Node, name string, value any) diag.Edit {
	var first, last diag.Span
	switch {
	case len(to.Items) > 0:
		first, last = to.Items[0].Span, to.Items[len(to.Items)-1].Span
	case len(to.Members) > 0:
		first, last = to.Members[0].Name.Span, to.Members[len(to.Members)-1].Value.Span
	default:
		indent := t.indent(to.Span.Start)
		inner := t.member(name, value, indent+t.unit, t.line)
		if t.line != "" {
			inner = t.line + indent + t.unit + inner + t.line + indent
		}
		return diag.Edit{Span: diag.Span{Start: to.Span.Start + 1, End: to.Span.End - 1}, New: inner}
	}
	at := diag.Span{Start: last.End, End: last.End}
	if !bytes.ContainsRune(t.text[to.Span.Start:first.Start], '\n') { // all in one line
		return diag.Edit{Span: at, New: ", " + t.member(name, value, "", "")}
	}
	indent := t.indent(first.Start)
	return diag.Edit{Span: at, New: "," + t.line + indent + t.member(name, value, indent, t.line)}
}

// member writes a value, with its name where it has one.
func (t *typist) member(name string, value any, indent, line string) string {
	written := t.value(value, indent, line)
	if name == "" {
		return written
	}
	return jsontree.Quote(name) + ": " + written
}

func (t *typist) value(value any, indent, line string) string {
	var parts []string
	open, end := "{", "}"
	switch v := value.(type) {
	case string:
		return jsontree.Quote(v)
	case bool:
		return fmt.Sprint(v)
	case []field:
		for _, f := range v {
			parts = append(parts, t.member(f.name, f.value, indent+t.unit, line))
		}
	case []any:
		open, end = "[", "]"
		for _, item := range v {
			parts = append(parts, t.value(item, indent+t.unit, line))
		}
	}
	if line == "" {
		return open + strings.Join(parts, ", ") + end
	}
	return open + line + indent + t.unit + strings.Join(parts, ","+line+indent+t.unit) + line + indent + end
}

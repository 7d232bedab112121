package appdef

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

func itoa(i int) string { return strconv.Itoa(i) }

// declared finds what the structure of a definition says to be secret: what
// belongs to a type that says secret or password, however it is spelt, and
// what is called by the name of a secret. Texts for people are left alone.
func (h *hider) declared(root *jsontree.Node) {
	for i := range root.Items {
		h.object(root.Items[i], true)
	}
	h.object(root, true)
}

// object looks at a value and everything in it. An outer one is an app or a
// list of them.
func (h *hider) object(n *jsontree.Node, outer bool) {
	outer = outer || n.Get("app") != nil
	secret := saysSecret(n)
	if secret {
		h.secrets[n.Span.Start] = n.Span.End
	}
	named := !secret && namesSecret(n)
	for i := range n.Members {
		name, v := n.Members[i].Name.Text, n.Members[i].Value
		switch {
		case v.Kind == jsontree.Invalid && v.Open && (secret && holdsValue(name) || SoundsSecret(name) || named && holdsValue(name)):
			h.otherwise(v, Secret{Setting: true, Named: !secret})
			continue
		case v.Kind == jsontree.Invalid || v.Kind == jsontree.Null:
			continue
		case outer && (name == "i18n" || name == "changelog"):
			h.texts = append(h.texts, v.Span) // raw has looked at them
			continue
		case name == "clientSecret" && !(v.Kind == jsontree.String && len(literal(v.Text)) == 0), secret &&
			(holdsValue(name) || !outer && !harmless[foldName(name)] && !saysType(name) && v.Kind != jsontree.Bool):
			h.value(v, true)
			continue
		case named && holdsValue(name):
			h.plain(v)
		case SoundsSecret(name):
			h.called(v)
		}
		h.object(v, false)
	}
	for _, item := range n.Items {
		h.object(item, false)
	}
}

// called hides the value of something with the name of a secret: a text, the
// texts of a list, or what an object has as its value.
func (h *hider) called(v *jsontree.Node) {
	h.plain(v)
	for _, item := range v.Items {
		h.plain(item)
	}
	for i := range v.Members {
		if holdsValue(v.Members[i].Name.Text) {
			h.plain(v.Members[i].Value)
		}
	}
}

// plain hides a text that is no placeholder, and a number of some length. What
// stands in braces is a reference and stays.
func (h *hider) plain(v *jsontree.Node) {
	switch {
	case v.Kind == jsontree.String && Placeholder(v.Text):
	case (v.Kind == jsontree.String && len(literal(v.Text)) > 0 || v.Kind == jsontree.Number && len(v.Text) >= 4) &&
		h.otherwise(v, Secret{Named: true, Setting: true}):
	case v.Kind == jsontree.Number && len(v.Text) >= 4:
		h.add(Secret{Span: v.Span, Named: true, Setting: true})
	case v.Kind == jsontree.String && !Placeholder(v.Text):
		open, shut := quotes(h.text, v.Span)
		at := v.Span.Start + open
		for _, p := range literal(string(h.text[at : v.Span.End-shut])) {
			h.add(Secret{Span: diag.Span{Start: at + p[0], End: at + p[1]}, Named: true, Setting: true})
		}
	}
}

// value hides a whole value, whatever its kind, but for quotes and brackets.
func (h *hider) value(v *jsontree.Node, setting bool) {
	span := v.Span
	switch {
	case h.otherwise(v, Secret{Setting: setting}):
		return
	case v.Kind == jsontree.String:
		open, shut := quotes(h.text, span)
		span.Start, span.End = span.Start+open, span.End-shut
	case v.Kind >= jsontree.Array:
		h.inside(v, setting)
		return
	}
	h.add(Secret{Span: span, Setting: setting})
}

// inside hides every name and value of a container.
func (h *hider) inside(v *jsontree.Node, setting bool) {
	for _, item := range v.Items {
		h.value(item, setting)
	}
	for i := range v.Members {
		if !h.foreign(v) { // else its name stands elsewhere, too
			h.value(v.Members[i].Name, setting)
		}
		h.value(v.Members[i].Value, setting)
	}
}

// foldName makes alike what people write alike: "defaultValue", "Default_Value".
func foldName(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c < 'a' || c > 'z' {
			return strings.ToLower(strings.Map(func(r rune) rune {
				if r == '_' || r == '-' || r == ' ' {
					return -1
				}
				return r
			}, name))
		}
	}
	return name
}

// harmless are the members of a secret that are shown, by their folded names.
var harmless = map[string]bool{
	"description": true, "displayname": true, "required": true, "hidden": true, "name": true, "id": true, "label": true, "title": true,
	"category": true, "order": true, "help": true, "helptext": true,
}

// holdsValue tells whether a member of that name holds a value, however the
// name is written.
func holdsValue(name string) bool {
	switch c := strings.TrimLeft(name, " _-"); {
	case len(c) < 3 || len(name) > longestName:
		return false
	case c[0]|0x20 == 'd', c[0]|0x20 == 'v':
		return isValueKey(foldName(name))
	}
	return false
}

func isValueKey(key string) bool {
	return strings.HasPrefix(key, "default") || key == "value" || key == "val" || key == "values"
}

// saysType tells whether a member of that name says of what type something is.
func saysType(name string) bool {
	if len(name) < 4 || len(name) > longestName {
		return false
	}
	switch name[len(name)-1] | 0x20 {
	case 'e', 't', 'd', ' ', '_' | 0x20, '-' | 0x20:
		return isTypeKey(foldName(name))
	}
	return false
}

func isTypeKey(key string) bool {
	return strings.HasSuffix(key, "type") || key == "format" || key == "kind"
}

// saysSecret tells whether an object has a type that says secret. Beside a
// value the name of the type does not matter: it may be misspelt.
func saysSecret(n *jsontree.Node) bool {
	value := slices.ContainsFunc(n.Members, func(m jsontree.Member) bool { return holdsValue(m.Name.Text) })
	return slices.ContainsFunc(n.Members, func(m jsontree.Member) bool {
		if name := m.Name.Text; !saysType(name) && (!value || m.Value.Kind != jsontree.String || holdsValue(name) ||
			harmless[foldName(name)] || SoundsSecret(name)) {
			return false
		}
		return meansSecret(m.Value) || slices.ContainsFunc(m.Value.Items, meansSecret)
	})
}

// meansSecret tells whether a type is that of a secret, or one that is told
// by another name or with a slip.
func meansSecret(t *jsontree.Node) bool {
	if t.Kind != jsontree.String || len(t.Text) > 32 {
		return false
	}
	word := foldName(strings.TrimSpace(t.Text))
	switch word {
	case "string", "number", "boolean", "object", "array":
		return false
	}
	if strings.Contains(word, "secret") || strings.Contains(word, "password") || strings.Contains(word, "credential") || word == "token" {
		return true
	}
	_, slips, ok := Closest(word, []string{"secret", "password"})
	return ok && slips <= 1
}

// namesSecret tells whether an object is called by the name of a secret, as
// headers and settings in lists are: {"name": "Authorization", "value": "…"}.
func namesSecret(n *jsontree.Node) bool {
	for i := range n.Members {
		switch n.Members[i].Name.Text {
		case "name", "key", "header", "id", "Name", "Key":
			if v := n.Members[i].Value; v.Kind == jsontree.String && SoundsSecret(v.Text) {
				return true
			}
		}
	}
	return false
}

// unescaped returns a text without the escapes that could hide a credential
// from recognise, and where each of its bytes, and its end, was written. at is
// nil where there is none.
func unescaped(s string) (plain string, at []uint32) {
	if !strings.Contains(s, `\u`) && !strings.Contains(s, `\/`) && !strings.Contains(s, `\\`) && strings.IndexByte(s, 0) < 0 {
		return "", nil
	}
	b := make([]byte, 0, len(s))
	at = make([]uint32, 0, len(s)+1)
	put := func(from int, r rune) {
		n := len(b)
		b = utf8.AppendRune(b, r)
		for range len(b) - n {
			at = append(at, uint32(from))
		}
	}
	for i := 0; i < len(s); {
		from := i
		switch {
		case s[i] == 0: // every other byte of UTF-16
			i++
			continue
		case s[i] != '\\' || i+1 == len(s):
			b, at = append(b, s[i]), append(at, uint32(i))
			i++
			continue
		case s[i+1] == 'u' && i+6 <= len(s):
			if c, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				put(from, rune(c))
				i += 6
				continue
			}
		}
		switch c := s[i+1]; c {
		case '/', '\\', '"', '\'':
			put(from, rune(c))
		default: // \n and the like end what stands before them
			put(from, ' ')
		}
		i += 2
	}
	return string(b), append(at, uint32(len(s)))
}

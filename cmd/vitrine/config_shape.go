package main

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"vitrine/generator/diag"
)

// shape compares a configuration with the fields of config, so that what is wrong
// is told with its place: of values in a map nobody knows where they stood.
type shape struct {
	file string
	text []byte
	seen map[visit]bool // what aliases lead to again and again is looked at once
}

type visit struct {
	node *yaml.Node
	typ  reflect.Type
}

// wrong is an error at the place of a node.
func (s *shape) wrong(n *yaml.Node, message, hint string) error {
	return withHint(fmt.Errorf("%s: %s", placeOf(s.file, s.text, n), message), hint)
}

// value compares one value with the type of the field that it is for.
func (s *shape) value(n *yaml.Node, typ reflect.Type, key string) error {
	at := n // an alias is told where it is used
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Tag == "!!null" || s.seen[visit{n, typ}] {
		return nil // what is set to nothing is as if it were left out
	}
	s.seen[visit{n, typ}] = true
	expected := ""
	switch typ.Kind() {
	case reflect.Struct:
		if n.Kind == yaml.MappingNode {
			return s.mapping(n, typ, key)
		}
		expected = "keys below it: " + strings.Join(names(typ), ", ")
	case reflect.Slice:
		switch one := n.Kind == yaml.ScalarNode && typ.Elem().Kind() == reflect.String; {
		case n.Kind == yaml.SequenceNode:
			return s.list(n, typ.Elem(), key)
		case one:
			return nil
		}
		expected = "a list"
	default:
		if expected = scalar(n, typ.Kind()); expected == "" {
			return nil
		}
	}
	subject := "the configuration"
	if key != "" {
		subject = key
	}
	return s.wrong(at, fmt.Sprintf("%s is %s; expected %s", subject, described(n), expected), howWritten(typ, key))
}

func (s *shape) list(n *yaml.Node, elem reflect.Type, key string) error {
	for i, entry := range n.Content {
		if err := s.value(entry, elem, fmt.Sprintf("%s[%d]", key, i)); err != nil {
			return err
		}
	}
	return nil
}

// mapping compares keys; letter case does not count.
func (s *shape) mapping(n *yaml.Node, typ reflect.Type, prefix string) error {
	before := map[string]bool{}
	for k := 0; k+1 < len(n.Content); k += 2 {
		name, value := n.Content[k], n.Content[k+1]
		if name.Tag == "!!merge" {
			for _, part := range merged(value) {
				if err := s.value(part, typ, prefix); err != nil {
					return err
				}
			}
			continue
		}
		full := strings.TrimPrefix(prefix+"."+name.Value, ".")
		field, known := fieldOf(typ, name.Value)
		switch low := strings.ToLower(name.Value); {
		case name.Kind != yaml.ScalarNode:
			return s.wrong(name, "a key is "+described(name)+"; expected a name", "known keys: "+strings.Join(names(typ), ", "))
		case !known:
			return s.unknown(name, typ, full)
		case before[low]:
			return s.wrong(name, fmt.Sprintf("%s stands here a second time", full), "keep one of them")
		default:
			before[low] = true
		}
		if err := s.value(value, field, full); err != nil {
			return err
		}
	}
	return nil
}

// merged are the mappings that << takes over.
func merged(value *yaml.Node) []*yaml.Node {
	if value.Kind == yaml.SequenceNode {
		return value.Content
	}
	return []*yaml.Node{value}
}

// unknown suggests a key of the same mapping, else one that is called so elsewhere.
func (s *shape) unknown(name *yaml.Node, typ reflect.Type, full string) error {
	known := names(typ)
	err := didYouMean(fmt.Errorf("%s: unknown key %q", placeOf(s.file, s.text, name), full), name.Value, known,
		"known keys: "+strings.Join(known, ", "))
	for _, k := range keys {
		group, last, nested := strings.Cut(k.name, ".")
		if nested && strings.EqualFold(last, name.Value) && !slices.Contains(known, last) {
			return withHint(err, fmt.Sprintf("%s stands below %s:", last, group))
		}
	}
	return err
}

// names are the keys of a struct, those of the structs that are squashed in it as well.
func names(typ reflect.Type) (list []string) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		switch name, option, _ := strings.Cut(f.Tag.Get("mapstructure"), ","); {
		case option == "squash":
			list = append(list, names(f.Type)...)
		case name != "":
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// fieldOf returns the type of the field for a key; "site.title" is one of a field of a field.
func fieldOf(typ reflect.Type, key string) (reflect.Type, bool) {
	first, rest, nested := strings.Cut(key, ".")
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("mapstructure"), ",")
		if option == "squash" {
			if found, ok := fieldOf(f.Type, key); ok {
				return found, true
			}
		}
		if name == "" || !strings.EqualFold(name, first) {
			continue
		}
		if !nested {
			return f.Type, true
		}
		if f.Type.Kind() == reflect.Struct {
			return fieldOf(f.Type, rest)
		}
	}
	return nil, false
}

// scalar says what was expected of a value that is another; "" if it is fine. Any
// plain value is a text, as a title may be 2026.
func scalar(n *yaml.Node, kind reflect.Kind) (expected string) {
	switch plain := n.Kind == yaml.ScalarNode; kind {
	case reflect.Bool:
		if _, err := strconv.ParseBool(n.Value); !plain || err != nil {
			return "true or false"
		}
	case reflect.Int, reflect.Int64:
		var number int64
		if _, err := strconv.ParseInt(n.Value, 0, 64); !plain || err != nil && (n.ShortTag() != "!!int" || n.Decode(&number) != nil) {
			return "a whole number"
		}
	default:
		if !plain {
			return "a text"
		}
	}
	return ""
}

// described says what a value is.
func described(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("%q", diag.Shorten(n.Value, 60))
}

// howWritten says how a value of a type is written.
func howWritten(typ reflect.Type, key string) string {
	name := key[strings.LastIndex(key, ".")+1:]
	switch typ.Kind() {
	case reflect.Struct:
		first := names(typ)[0]
		if strings.HasSuffix(key, "]") {
			return fmt.Sprintf("write for example - %s: …", first)
		}
		return fmt.Sprintf("write each on a line of its own, for example %s: …", first)
	case reflect.Slice:
		return "begin each entry with \"- \", or write " + name + ": []"
	case reflect.Bool:
		return "write " + name + ": true"
	case reflect.Int, reflect.Int64:
		if k, ok := findKey(key); ok {
			return fmt.Sprintf("the default is %v", k.initial)
		}
	}
	return "write it on the same line, in quotes if it has a \": \" or \"#\""
}

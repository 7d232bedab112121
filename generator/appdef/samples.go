package appdef

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v3"

	"vitrine/generator/diag"
)

// MaxSamples bounds samples.yaml, in bytes.
const MaxSamples = 64 << 10

// SampleSet is a named set of values to preview an app's widgets with.
type SampleSet struct {
	Name        string
	Description string
	Values      []SampleValue
	Context     json.RawMessage // what a Cards SDK page is told, as JSON; nil for the preview's own
	Responses   []Response      // what a Cards SDK page gets when it asks
}

// SampleValue is the value of one setting in a sample set.
type SampleValue struct {
	Category, Name, Value string
	Span                  diag.Span // in samples.yaml
}

// Value returns the value that the set gives a setting.
func (s *SampleSet) Value(category, name string) (string, bool) {
	for _, v := range s.Values {
		if v.Name == name && (v.Category == category || v.Category == "") {
			return v.Value, true
		}
	}
	return "", false
}

// Samples reads samples.yaml, a list of sets:
//
//	# what previews are filled in with
//	- name: Acme EU
//	  settings:
//	    - {category: default, name: storeName, value: acme-eu}
//	  context: {customer: {id: "5f3"}}
//	  responses:
//	    - {method: GET, url: /v1/customers/current, status: 200, body: {name: Mira}}
//
// What cannot be read is reported and left out; the rest counts. Values of the
// settings whose names are in secret, and all else that looks like one, are
// hidden byte for byte in what is returned; where they stand in the text is
// told, sorted and without overlaps.
func Samples(text []byte, secret []string) ([]SampleSet, []diag.Diagnostic, []diag.Span) {
	r := &sampleReader{src: diag.NewSource("", text), next: map[*yaml.Node]*yaml.Node{}}
	sets := r.read(text, secret)
	return sets, r.list, diag.Disjoint(r.secrets)
}

func (r *sampleReader) read(text []byte, secret []string) []SampleSet {
	if len(text) > MaxSamples {
		r.report(diag.Span{}, fmt.Sprintf("the file has %d bytes; at most %d are read", len(text), MaxSamples), "")
		return nil
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil {
		f := FaultOfYAML(text)
		// Which part of it is a secret cannot be told, so none is shown.
		r.secrets = []diag.Span{{Start: 0, End: len(text)}}
		r.report(diag.Span{Start: f.At, End: f.At}, "the file is not YAML: "+f.What,
			cmp.Or(f.Hint, "samples.yaml is a list: - name: … and settings: […]"))
		return nil
	}
	r.hide(&doc, secret)
	return r.sets(&doc)
}

type sampleReader struct {
	src     *diag.Source
	list    []diag.Diagnostic
	next    map[*yaml.Node]*yaml.Node // the scalar behind a scalar
	secrets []diag.Span
	last    struct{ line, column, at int } // where span was last
}

func (r *sampleReader) report(span diag.Span, message, hint string) {
	r.list = append(r.list, diag.Diagnostic{Rule: "sample-syntax", Span: span, Message: message, Hint: hint})
}

// span finds the bytes of a scalar; YAML tells only where it begins.
func (r *sampleReader) span(n *yaml.Node) diag.Span {
	line := r.src.LineSpan(n.Line)
	at, col := line.Start, 1
	if r.last.line == n.Line && r.last.column <= n.Column { // a long line is not walked again and again
		at, col = r.last.at, r.last.column
	}
	for ; col < n.Column && at < line.End; col++ {
		_, size := utf8.DecodeRune(r.src.Text[at:line.End])
		at += size
	}
	r.last.line, r.last.column, r.last.at = n.Line, col, at
	return diag.Span{Start: at, End: min(at+max(1, len(n.Value)), line.End)}
}

func (r *sampleReader) sets(doc *yaml.Node) []SampleSet {
	if len(doc.Content) == 0 {
		return nil
	}
	list := doc.Content[0]
	if list.Kind != yaml.SequenceNode {
		r.report(r.span(list), "expected a list of sample sets", "begin each set with \"- name: …\"")
		return nil
	}
	var sets []SampleSet
	for i, n := range list.Content {
		if n.Kind != yaml.MappingNode {
			r.report(r.span(n), fmt.Sprintf("sample set %d should have a name and settings", i+1), "")
			continue
		}
		sets = append(sets, r.set(n, i))
	}
	return sets
}

func (r *sampleReader) set(n *yaml.Node, i int) SampleSet {
	s := SampleSet{Name: "Sample " + strconv.Itoa(i+1)}
	r.twice(n)
	for k := 0; k+1 < len(n.Content); k += 2 {
		key, val := n.Content[k], n.Content[k+1]
		switch key.Value {
		case "name":
			s.Name = r.scalar(val)
		case "description":
			s.Description = r.scalar(val)
		case "settings":
			s.Values = r.values(val)
		case "context":
			s.Context = r.context(val)
		case "responses":
			s.Responses = r.responses(val)
		default:
			r.unknown(key, "name", "description", "settings", "context", "responses")
		}
	}
	return s
}

func (r *sampleReader) unknown(key *yaml.Node, keys ...string) {
	hint := fmt.Sprintf("known keys: %q", keys)
	if best, _, ok := Closest(key.Value, keys); ok {
		hint = fmt.Sprintf("did you mean %q?", best)
	}
	r.report(r.span(key), fmt.Sprintf("unknown key %q", key.Value), hint)
}

// twice reports the keys of a mapping that stand in it before: the last one counts.
func (r *sampleReader) twice(n *yaml.Node) {
	for _, key := range RepeatedKeys(n) {
		r.report(r.span(key), fmt.Sprintf("the key %q stands here a second time", key.Value), "keep one of them")
	}
}

func (r *sampleReader) values(n *yaml.Node) []SampleValue {
	if n.Kind != yaml.SequenceNode {
		r.report(r.span(n), "settings should be a list", "write - {category: default, name: storeName, value: acme}")
		return nil
	}
	var list []SampleValue
	for _, item := range n.Content {
		if item.Kind != yaml.MappingNode {
			r.report(r.span(item), "a setting should have a category, a name and a value", "")
			continue
		}
		if v, ok := r.value(item); ok {
			list = append(list, v)
		}
	}
	return list
}

func (r *sampleReader) value(n *yaml.Node) (SampleValue, bool) {
	v, named := SampleValue{Span: r.span(n)}, false
	r.twice(n)
	for k := 0; k+1 < len(n.Content); k += 2 {
		key, val := n.Content[k], n.Content[k+1]
		switch key.Value {
		case "category":
			v.Category = r.scalar(val)
		case "name":
			v.Name, v.Span, named = r.scalar(val), r.span(val), true
		case "value":
			v.Value = r.scalar(val)
		default:
			r.unknown(key, "category", "name", "value")
		}
	}
	if !named {
		r.report(v.Span, "a setting without a name", "")
	}
	return v, named
}

// scalar returns a value as written: 007 stays 007. Aliases are not followed.
func (r *sampleReader) scalar(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.report(r.span(n), "expected a plain value", "write text, a number, true or false")
		return ""
	}
	if n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

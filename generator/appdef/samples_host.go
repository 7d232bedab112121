package appdef

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v3"
)

// Response is a recorded answer to what a page asks its host through the
// Cards SDK.
type Response struct {
	Method string // upper case; "GET" where none is given
	URL    string // as the page writes it; a final * stands for any rest
	Status int    // 200 where none is given
	Body   json.RawMessage
}

// maxNestedSample bounds how deep context and body may nest.
const maxNestedSample = 32

// responses reads a list of recorded answers:
//
//   - {method: GET, url: /v1/customers/current, status: 200, body: {name: Mira}}
func (r *sampleReader) responses(n *yaml.Node) []Response {
	if n.Kind != yaml.SequenceNode {
		r.report(r.span(n), "responses should be a list", "write - {method: GET, url: /v1/customers/current, body: {…}}")
		return nil
	}
	var list []Response
	for _, item := range n.Content {
		if item.Kind != yaml.MappingNode {
			r.report(r.span(item), "a response should have a method, a url and a body", "")
			continue
		}
		if v, ok := r.response(item); ok {
			list = append(list, v)
		}
	}
	return list
}

func (r *sampleReader) response(n *yaml.Node) (Response, bool) {
	v := Response{Method: "GET", Status: 200, Body: json.RawMessage("null")}
	for k := 0; k+1 < len(n.Content); k += 2 {
		key, val := n.Content[k], n.Content[k+1]
		switch key.Value {
		case "method":
			v.Method = strings.ToUpper(r.scalar(val))
		case "url":
			v.URL = r.scalar(val)
		case "status":
			text := r.scalar(val)
			status, err := strconv.Atoi(text)
			if err != nil || status < 100 || status > 599 {
				r.report(r.span(val), fmt.Sprintf("%q is no status", brief(text)), "a status is a number from 100 to 599")
				continue
			}
			v.Status = status
		case "body":
			v.Body = r.json(val)
		default:
			r.unknown(key, "method", "url", "status", "body")
		}
	}
	if v.URL == "" {
		r.report(r.span(n), "a response without a url", "write the url as the page asks for it")
	}
	return v, v.URL != ""
}

// context reads what a Cards SDK page is told of its surroundings.
func (r *sampleReader) context(n *yaml.Node) json.RawMessage {
	if n.Kind != yaml.MappingNode {
		r.report(r.span(n), "context should be a mapping", "write context: {customer: {id: …}}")
		return nil
	}
	return r.json(n)
}

// json writes a YAML value as JSON in the order written.
func (r *sampleReader) json(n *yaml.Node) json.RawMessage {
	var b bytes.Buffer
	r.writeJSON(&b, n, 0)
	return b.Bytes()
}

func (r *sampleReader) writeJSON(b *bytes.Buffer, n *yaml.Node, depth int) {
	switch {
	case depth > maxNestedSample:
		r.report(r.span(n), fmt.Sprintf("nested more than %d deep", maxNestedSample), "")
		b.WriteString("null")
	case n.Kind == yaml.MappingNode:
		b.WriteByte('{')
		for k := 0; k+1 < len(n.Content); k += 2 {
			if k > 0 {
				b.WriteByte(',')
			}
			writeText(b, n.Content[k].Value)
			b.WriteByte(':')
			r.writeJSON(b, n.Content[k+1], depth+1)
		}
		b.WriteByte('}')
	case n.Kind == yaml.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			r.writeJSON(b, item, depth+1)
		}
		b.WriteByte(']')
	case n.Kind == yaml.ScalarNode:
		writeScalar(b, n)
	default: // an alias could make a small file enormous
		r.report(r.span(n), "expected a value", "aliases are not followed; write the value out")
		b.WriteString("null")
	}
}

// writeScalar keeps what JSON can hold; anything else becomes text.
func writeScalar(b *bytes.Buffer, n *yaml.Node) {
	switch n.ShortTag() {
	case "!!null":
		b.WriteString("null")
		return
	case "!!bool":
		var v bool
		if n.Decode(&v) == nil {
			b.WriteString(strconv.FormatBool(v))
			return
		}
	case "!!int", "!!float":
		if json.Valid([]byte(n.Value)) { // as written: a number of thirty digits is not rounded
			b.WriteString(n.Value)
			return
		}
		var v int64
		if n.Decode(&v) == nil { // as YAML alone writes it: 0x1F, 1_000
			b.WriteString(strconv.FormatInt(v, 10))
			return
		}
		var f float64
		if n.Decode(&f) == nil && !math.IsInf(f, 0) && !math.IsNaN(f) {
			if text, err := json.Marshal(f); err == nil {
				b.Write(text)
				return
			}
		}
	}
	writeText(b, n.Value)
}

func writeText(b *bytes.Buffer, s string) {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	b.Write(text)
}

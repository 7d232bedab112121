package diag_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vitrine/generator/diag"
)

var (
	sarifSchema = sync.OnceValue(func() *jsonschema.Schema {
		text, err := os.ReadFile("testdata/schema/sarif-2.1.0-rtm.5.json")
		if err != nil {
			panic(err)
		}
		return compile("sarif.json", text)
	})
	reportSchema = sync.OnceValue(func() *jsonschema.Schema { return compile("report.json", diag.ReportSchema) })
	ownColours   = regexp.MustCompile("\x1b\\[[0-9]*m")
)

func compile(name string, text []byte) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		panic(err)
	}
	return c.MustCompile(name)
}

// valid holds a document to its format and to being harmless.
func valid(t *testing.T, name string, doc []byte) {
	t.Helper()
	if name == "colour.txt" {
		doc = ownColours.ReplaceAll(doc, nil)
	}
	for i, r := range string(doc) {
		if r != '\n' && diag.Hidden(r) || r == utf8.RuneError && !bytes.HasPrefix(doc[i:], []byte("\uFFFD")) {
			t.Fatalf("%s: hidden character %U at %d in %q", name, r, i, doc)
		}
	}
	for line := range strings.Lines(string(doc)) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") != (name == "github") {
			t.Fatalf("%s: the line %q is, or is not, a command", name, line)
		}
		if strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
			t.Fatalf("%s: a runner finds a command in %q", name, line)
		}
	}
	switch name {
	case "json":
		conforms(t, reportSchema(), doc)
	case "sarif":
		conforms(t, sarifSchema(), doc)
	case "junit.xml":
		wellFormed(t, doc)
	}
}

func conforms(t *testing.T, schema *jsonschema.Schema, doc []byte) {
	t.Helper()
	if !json.Valid(doc) {
		t.Fatalf("no JSON: %s", doc)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
}

func wellFormed(t *testing.T, doc []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(doc))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, doc)
		}
	}
}

// FuzzWriters: any bytes as messages, paths and source give valid documents
// in every format.
func FuzzWriters(f *testing.F) {
	f.Add("a.json", []byte("{\n}"), "message", "hint", "/p", 1, 2, uint8(0))
	f.Add("::add-mask::x", []byte("\x1b]8;;\x07\r\n\u202e\x85"), "\n::error::", "%0A", "/a~1b", -5, 99, uint8(1))
	f.Add("##[group]", []byte("\xff\xfe\x00"), "\xc2\x9b31m", "\u2028]]>", "", 2, 1, uint8(2))
	for _, r := range " \t\u00a0\u1680\u2003\u2028\u202f\u205f\u3000\ufeff\u200b\u0085" {
		space := string(r)
		f.Add(space+"::stop-commands::x.json", []byte(space+"::x\n"+space+"##[x]"),
			space+"::error::", space+"##vso[task.x]", space+"::x", 0, 1, uint8(4))
	}
	f.Add("\r\n::x", []byte("\xEF\xBB\xBF宽\t"), "\ufffe\uffff", "\x00", "\x7f", 3, 4, uint8(3))
	f.Fuzz(func(t *testing.T, path string, text []byte, message, hint, pointer string, start, end int, kind uint8) {
		span := diag.Span{Start: start, End: end}
		src := diag.NewSource(path, text)
		src.Secret = []diag.Span{{Start: end, End: end + 3}}
		d := diag.Diagnostic{
			Rule: "app-id", Severity: diag.Severity(kind % 3), Span: span, Path: "/" + strings.ReplaceAll(pointer, "\n", ""),
			Message: message, Hint: hint, Unsafe: kind > 127, Related: []diag.Related{{Span: span, Message: hint}},
			Fix: []diag.Edit{{Span: span, New: message}},
		}
		file := diag.File{Source: src, Diagnostics: []diag.Diagnostic{d, d}, App: pointer}
		r := &diag.Report{Dir: strings.Repeat("x", int(kind/4)%2), Files: []diag.File{file}}
		for name := range formats {
			valid(t, name, written(t, name, r))
		}
		for line := range strings.Lines(diag.Diff(path, string(text), string(text)+"\n"+message)) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") {
				t.Fatalf("the line %q of the difference is a command", line)
			}
		}
	})
}

package diag

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The JUnit report: a suite for each file, a test case for each finding, and
// one that passes for a file without any.
type (
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit prints a report as JUnit XML. Errors and warnings are failures;
// infos are test cases that pass and say something.
func WriteJUnit(w io.Writer, r *Report) error {
	tests, failures := 0, 0
	for _, list := range r.Found() {
		c := Count(list)
		tests += max(1, len(list))
		failures += c.Error + c.Warning
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	all := xml.StartElement{Name: xml.Name{Local: "testsuites"}, Attr: []xml.Attr{
		attribute("name", "vitrine"), attribute("tests", strconv.Itoa(tests)), attribute("failures", strconv.Itoa(failures)),
		attribute("errors", "0"),
	}}
	if err := enc.EncodeToken(all); err != nil {
		return err
	}
	for f := range r.Each() {
		if err := enc.EncodeElement(r.suite(f), xml.StartElement{Name: xml.Name{Local: "testsuite"}}); err != nil {
			return err
		}
	}
	if err := errors.Join(enc.EncodeToken(all.End()), enc.Close()); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func attribute(name, value string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: name}, Value: value}
}

func (r *Report) suite(f *File) junitSuite {
	name := Visible(r.name(f.Source))
	s := junitSuite{Name: name}
	for _, d := range f.Diagnostics {
		p := f.Source.Position(d.Span.Start)
		c := junitCase{Name: fmt.Sprintf("%s at %d:%d", d.Rule, p.Line, p.Column), Class: name, File: name, Line: p.Line}
		text := r.junitText(name, f.Source, d, p)
		if d.Severity == Info {
			c.Out = text
		} else {
			s.Failures++
			c.Failure = &junitFailure{Message: Visible(d.Message), Type: d.Rule, Text: text}
		}
		s.Cases = append(s.Cases, c)
	}
	if len(s.Cases) == 0 {
		s.Cases = []junitCase{{Name: "no findings", Class: name, File: name}}
	}
	s.Tests = len(s.Cases)
	return s
}

func (r *Report) junitText(name string, src *Source, d Diagnostic, p Position) string {
	lines := []string{fmt.Sprintf("%s:%d:%d: %s: %s [%s]", name, p.Line, p.Column, d.Severity, Visible(d.Message), d.Rule)}
	lines = append(lines, r.remarks(src, d)...)
	return strings.Join(append(lines, r.see(d.Rule)...), "\n")
}

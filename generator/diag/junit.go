package diag

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The JUnit report: a suite for each file, a test case for each finding, and
// one that passes for a file without any.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
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
	all := junitSuites{Name: "vitrine"}
	for _, f := range r.Files {
		s := r.suite(f)
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Suites = append(all.Suites, s)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (r *Report) suite(f File) junitSuite {
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

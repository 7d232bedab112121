// Package diag holds what the two wings of Vitrine share: the place, the
// rule and the finding.
//
// A Span counts bytes and never lines; lines and columns are worked out by
// Source when something is printed. A Diagnostic knows neither its file nor
// the time, so it can be remembered together with the text that it is about.
// A Report binds diagnostics to files, and the writers (text, JSON, SARIF,
// GitHub annotations, JUnit) print it. Fix applies what findings propose.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how bad a finding is. The zero value is Error.
type Severity uint8

// The severities, worst first.
const (
	Error   Severity = iota // refused by the platform, does not work, or unsafe
	Warning                 // probably wrong
	Info                    // advice
)

// String returns "error", "warning" or "info".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "info"
}

// Span is a half-open range of bytes in one source text.
type Span struct{ Start, End int }

// Rule is what anyone must know of a rule. The linter half (how it is
// checked) is rules.Rule.
type Rule struct {
	Name     string   // kebab-case, family first: "widget-missing-url"
	Severity Severity // before configuration
	Summary  string   // one sentence, lower case, no full stop
	Why      string   // Markdown: the reason, and how to mend it
	Badge    string   // the family of checks that its findings count for: "url"
	Answers  []string // ids of the marketplace's requirements that it tells about
	Syntax   bool     // what breaks it is not JSON
	Source   string   // where the rule comes from: "platform", "web standard", "advice", …
	Example  Example  // what Bad and Good are
	Bad      string   // what breaks this rule and no other
	Good     string   // the same, mended
}

// Example says what the examples of a rule are; "" for definitions.
type Example string

// What examples may be besides definitions.
const (
	ExampleIcon    Example = "icon"    // the file of an icon
	ExampleAnswer  Example = "answer"  // what the address of a widget answers: an HTTP response, after others that redirect to it
	ExampleFiles   Example = "files"   // files of the content directory, each after a line with its name: "-- app.json --"
	ExampleListing Example = "listing" // names of files in the content directory; "a -> b" is a link
	ExampleConfig  Example = "config"  // config.yaml
)

// String is what an example is, in words, as a title; "" for a definition.
func (e Example) String() string {
	return map[Example]string{
		ExampleIcon: "The file of the icon", ExampleAnswer: "What the address answers", ExampleFiles: "Files of the content directory",
		ExampleListing: "Names in the content directory", ExampleConfig: "In config.yaml",
	}[e]
}

// Edit replaces the bytes of Span by New.
type Edit struct {
	Span Span
	New  string
}

// Related names a second place that explains a finding.
type Related struct {
	Span    Span
	Message string
}

// Diagnostic is one finding about one source text. It knows no file name.
type Diagnostic struct {
	Rule     string
	Severity Severity
	Span     Span   // the exact characters; for a missing key, where it should stand
	Path     string // JSON Pointer of the value; for a missing key, its parent's
	Message  string // lower case, no full stop, user text quoted
	Hint     string // what was expected, how to mend it
	Related  []Related
	Fix      []Edit // non-overlapping, in order; empty when only a person can mend it
	Unsafe   bool   // the fix guesses: applied only by --fix --unsafe
	Missing  string // the key that is missing; "" for other findings

	// What the rule says of itself: see Rule.
	Badge   string
	Answers []string
	Syntax  bool
}

// Place is where a person has to write: where the fix puts what the text lacks,
// such as a comma at the end of a line; else where the finding begins, which for
// the comma is the next line, where a reader stumbles.
func (d *Diagnostic) Place() Span {
	if d.Syntax && len(d.Fix) == 1 && d.Fix[0].Span.Start == d.Fix[0].Span.End {
		return d.Fix[0].Span
	}
	return d.Span
}

// Sort orders diagnostics by place, then rule, then message, and drops
// exact repetitions.
func Sort(list []Diagnostic) []Diagnostic {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		if a.Span.Start != b.Span.Start { // as nearly always
			return a.Span.Start - b.Span.Start
		}
		return cmp.Or(a.Span.End-b.Span.End, cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(list, func(a, b Diagnostic) bool {
		return a.Span == b.Span && a.Rule == b.Rule && a.Message == b.Message
	})
}

// Counts tells how many findings there are of each severity.
type Counts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// Count counts the diagnostics by severity.
func Count(list []Diagnostic) Counts {
	var c Counts
	for _, d := range list {
		c.Add(d.Severity)
	}
	return c
}

// Add counts one more finding.
func (c *Counts) Add(s Severity) {
	switch s {
	case Error:
		c.Error++
	case Warning:
		c.Warning++
	default:
		c.Info++
	}
}

// Plus returns the sum of both.
func (c Counts) Plus(d Counts) Counts {
	return Counts{c.Error + d.Error, c.Warning + d.Warning, c.Info + d.Info}
}

// Minus returns the counts without others that are in them.
func (c Counts) Minus(d Counts) Counts {
	return Counts{c.Error - d.Error, c.Warning - d.Warning, c.Info - d.Info}
}

// Sum counts all of them.
func (c Counts) Sum() int { return c.Error + c.Warning + c.Info }

// Beyond returns what is left when the n most severe findings are taken.
func (c Counts) Beyond(n int) Counts {
	for _, count := range []*int{&c.Error, &c.Warning, &c.Info} {
		taken := min(n, *count)
		*count -= taken
		n -= taken
	}
	return c
}

// More says how many findings are left out of a list: "2 more errors, 1
// warning and 3 notes", worst first; "" if there are none.
func (c Counts) More() string {
	var parts []string
	more := "more "
	for s, n := range []int{Error: c.Error, Warning: c.Warning, Info: c.Info} {
		if n == 0 {
			continue
		}
		plural := "s"
		if n == 1 {
			plural = ""
		}
		parts = append(parts, fmt.Sprintf("%d %s%s%s", n, more, [...]string{"error", "warning", "note"}[s], plural))
		more = ""
	}
	if last := len(parts) - 1; last > 0 {
		return strings.Join(parts[:last], ", ") + " and " + parts[last]
	}
	return strings.Join(parts, "")
}

// Status returns the overall state that the counts amount to: "fail" with an
// error, "warn" with a warning, else "pass".
func (c Counts) Status() string {
	switch {
	case c.Error > 0:
		return "fail"
	case c.Warning > 0:
		return "warn"
	}
	return "pass"
}

package appdef

import (
	"fmt"
	"regexp"
	"strings"

	"vitrine/generator/diag"
)

// Reference is a place in a string where a setting is filled in:
//
//	{{{settings.default.storeName}}}   three braces, category and name
//	{{settings.storeName}}             the older form, looked up by name
//
// Only syntax is judged here. Whether the app has such a setting is the
// business of the rules.
type Reference struct {
	Span           diag.Span // with the braces
	PathSpan       diag.Span // without braces and the spaces inside
	Category, Name string    // Category is "" in the older form; both are where the path is no setting's
	Braces         int       // 2 or 3
	Root           string    // "settings", or what stands in its place
}

// References finds the references of a string in one pass. A place that
// looks like one and is broken is a problem of code reference-syntax and not
// in the list, nor is one in single braces, of code reference-single-brace; a path that cannot be a setting's is in the list and a
// problem of code reference-unknown-setting.
func References(s string) ([]Reference, []Problem) {
	r := refReader{s: s, runs: braceRuns(s)}
	for len(r.runs) > 0 {
		r.runs = r.runs[r.step():]
	}
	return r.refs, r.problems
}

// Substitute replaces every reference by value(i), the i-th of refs.
func Substitute(s string, refs []Reference, value func(i int) string) string {
	var b strings.Builder
	at := 0
	for i, r := range refs {
		b.WriteString(s[at:r.Span.Start])
		b.WriteString(value(i))
		at = r.Span.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// braceRun is a run of equal braces.
type braceRun struct {
	at, n int
	open  bool
}

func (r braceRun) end() int { return r.at + r.n }

func braceRuns(s string) []braceRun {
	var runs []braceRun
	for i := 0; i < len(s); i++ {
		if s[i] != '{' && s[i] != '}' {
			continue
		}
		start := i
		for i+1 < len(s) && s[i+1] == s[start] {
			i++
		}
		runs = append(runs, braceRun{start, i + 1 - start, s[start] == '{'})
	}
	return runs
}

type refReader struct {
	s        string
	runs     []braceRun // from the one that is looked at
	lone     int        // single braces that are open and no reference
	refs     []Reference
	problems []Problem
}

func (r *refReader) broken(start, end int, message, hint string) {
	r.problems = append(r.problems, Problem{Span: diag.Span{Start: start, End: end}, Code: "reference-syntax", Message: message, Hint: hint})
}

const refHint = "a reference is written {{{settings.<category>.<name>}}}"

// step reads what begins at the first run and returns how many runs that
// took.
func (r *refReader) step() int {
	open := r.runs[0]
	switch {
	case !open.open && open.n <= r.lone:
		r.lone -= open.n
		return 1 // closes single braces, as in JSON
	case !open.open && open.n > 1:
		r.broken(open.at, open.end(), fmt.Sprintf("%q closes nothing", r.s[open.at:open.end()]), refHint)
		return 1
	case !open.open:
		return 1 // a single brace is a character like any other
	case len(r.runs) > 1 && !r.runs[1].open:
		return r.pair(open, r.runs[1])
	case open.n == 1:
		r.lone++
		return 1
	}
	if n := r.nested(); n > 0 {
		r.broken(open.at, r.runs[n-1].end(), "a reference inside a reference", "references cannot be nested; "+refHint)
		return n
	}
	end := r.pathEnd(open.end())
	r.broken(open.at, end, fmt.Sprintf("%q is not closed", brief(r.s[open.at:end])), "close it with as many braces as it is opened with")
	return 1
}

// pair reads braces that open and close.
func (r *refReader) pair(open, shut braceRun) int {
	inner := r.s[open.end():shut.at]
	path := strings.Trim(inner, " \t")
	start := open.end() + strings.Index(inner, path)
	fail := func(message, hint string) int {
		r.broken(open.at, shut.end(), message, hint)
		return 2
	}
	switch {
	case open.n == 1 && !loneBraces.MatchString(path):
		r.lone++
		return 1
	case open.n == 1:
		r.problems = append(r.problems, Problem{
			Span: diag.Span{Start: open.at, End: shut.end()}, Severity: diag.Warning, Code: "reference-single-brace",
			Message: "one brace does not make a reference", Hint: "write " + braced(path),
		})
		return 2
	case strings.ContainsAny(inner, "\r\n"):
		return fail("a line break inside a reference", refHint)
	case open.n > 3:
		return fail(fmt.Sprintf("%d braces; a reference has two or three", open.n), "write "+braced(path))
	case open.n != shut.n:
		return fail(fmt.Sprintf("the reference opens with %d braces and closes with %d", open.n, shut.n), "write "+braced(path))
	case path == "":
		return fail("the reference is empty", refHint)
	case !pathExpr.MatchString(path):
		return fail(pathTrouble(path), refHint+"; helpers and other words are not supported")
	}
	ref := Reference{Span: diag.Span{Start: open.at, End: shut.end()}, PathSpan: diag.Span{Start: start, End: start + len(path)},
		Braces: open.n}
	r.settle(&ref, path)
	r.refs = append(r.refs, ref)
	return 2
}

// loneBraces is what single braces hold when a reference is meant: JSON and
// URI templates use single braces too.
var loneBraces = regexp.MustCompile(`(?i)^settings?\.`)

// pathExpr is a path as Handlebars and Mustache read it: names joined by
// single points.
var pathExpr = regexp.MustCompile("^" + pathName + `(\.` + pathName + ")*$")

const pathName = "[^\\s!\"#%&'()*+,./;<=>@\\[\\\\\\]^`{|}~\\x00-\\x1f]+"

var nameExpr = regexp.MustCompile("^" + pathName + "$")

// Nameable tells whether a reference can name a category or a setting.
func Nameable(name string) bool { return nameExpr.MatchString(name) }

// braced shows how a path should be written, if it is one.
func braced(path string) string {
	if !pathExpr.MatchString(path) {
		return "{{{settings.<category>.<name>}}}"
	}
	return "{{{" + brief(path) + "}}}"
}

func pathTrouble(path string) string {
	switch {
	case strings.ContainsAny(path[:1], "#/^>!&~@*"):
		return fmt.Sprintf("%q is a template tag, not a reference", brief(path))
	case strings.ContainsAny(path, " \t"):
		return fmt.Sprintf("%q is a helper or has a space in it", brief(path))
	case strings.Trim(path, ".") != path || strings.Contains(path, ".."):
		return fmt.Sprintf("%q has a name missing beside a point", brief(path))
	}
	return fmt.Sprintf("%q is not a path of names", brief(path))
}

// nested returns how many runs a reference inside a reference takes, or 0
// when the first is merely not closed: {{a{{b}}}} and {{a{{b}}c}}.
func (r *refReader) nested() int {
	if len(r.runs) < 3 || !r.runs[1].open || r.runs[2].open {
		return 0
	}
	outer, inner, shut := r.runs[0], r.runs[1], r.runs[2]
	n := 3
	if shut.n < outer.n+inner.n {
		if len(r.runs) < 4 || r.runs[3].open || r.runs[3].n < 2 {
			return 0
		}
		n = 4
	}
	if strings.ContainsAny(r.s[outer.at:r.runs[n-1].at], "\r\n") {
		return 0
	}
	return n
}

// pathEnd guesses where a reference without an end was meant to end.
func (r *refReader) pathEnd(start int) int {
	rest := r.s[start:]
	body := strings.TrimLeft(rest, " \t")
	if i := strings.IndexAny(body, " \t\r\n/?&#=\"'<>{}"); i >= 0 {
		body = body[:i]
	}
	return start + strings.Index(rest, body) + len(body)
}

const ownSettings = "a widget can read only its own app's settings"

// settle takes a path apart, and reports one that cannot be a setting's.
func (r *refReader) settle(ref *Reference, path string) {
	names := strings.Split(path, ".")
	ref.Root = names[0]
	if ref.Root != "settings" {
		r.foreign(ref, path)
		return
	}
	switch len(names) {
	case 1:
		r.unknown(ref.PathSpan, fmt.Sprintf("%q names no setting", path), refHint)
	case 2:
		ref.Name = names[1]
	case 3:
		ref.Category, ref.Name = names[1], names[2]
	default:
		r.unknown(ref.PathSpan, fmt.Sprintf("%q has %d names; a setting has a category and a name", brief(path), len(names)), refHint)
	}
}

func (r *refReader) unknown(span diag.Span, message, hint string) *Problem {
	r.problems = append(r.problems, Problem{Span: span, Code: "reference-unknown-setting", Message: message, Hint: hint})
	return &r.problems[len(r.problems)-1]
}

// foreign explains a path that does not begin with settings.
func (r *refReader) foreign(ref *Reference, path string) {
	root := diag.Span{Start: ref.PathSpan.Start, End: ref.PathSpan.Start + len(ref.Root)}
	_, distance, typo := Closest(ref.Root, []string{"settings"})
	switch {
	case typo:
		x := r.unknown(root, fmt.Sprintf("unknown word %q at the beginning of a reference", ref.Root), either([]string{"settings"}))
		if distance <= 1 {
			x.Fix = []diag.Edit{{Span: root, New: "settings"}}
		}
	case ref.Root == path:
		r.unknown(ref.PathSpan, fmt.Sprintf("%q is no settings reference; %s", brief(path), ownSettings),
			"write {{{settings.<category>."+brief(path)+"}}} if a setting is meant")
	default:
		r.unknown(ref.PathSpan, fmt.Sprintf("%q is not a setting of this app; %s", brief(path), ownSettings), refHint)
	}
}

// brief cuts foreign text for a message, at most 40 bytes of it.
func brief(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	end := most
	for end > 0 && s[end]&0xC0 == 0x80 {
		end--
	}
	return s[:end] + "…"
}

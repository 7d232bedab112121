package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteGitHub prints a report as workflow commands, which GitHub turns into
// annotations on the files of a pull request:
//
//	::error file=content/app.json,line=22,col=1,…,title=json-unclosed::message
//
// GitHub shows ten annotations of a kind for each step, so errors come first.
// Every line begins with our own command: a file name or message can neither
// end a line nor begin one.
func WriteGitHub(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	for _, severity := range []Severity{Error, Warning, Info} {
		for f, list := range r.Found() {
			src := f.Source
			for i := range list {
				if list[i].Severity != severity {
					continue
				}
				if f.Kept != nil && src == f.Source { // the first of them
					src = f.Kept.source(f.Source.Path)
				}
				b.WriteString(r.annotation(src, list[i]))
			}
		}
	}
	return b.Flush()
}

// githubCommands are the names that GitHub has for our severities.
var githubCommands = [...]string{Error: "error", Warning: "warning", Info: "notice"}

func (r *Report) annotation(src *Source, d Diagnostic) string {
	start, end := src.Position(d.Span.Start), src.Position(d.Span.End)
	place := fmt.Sprintf("line=%d,col=%d", start.Line, start.Column)
	if end.Line == start.Line { // GitHub refuses columns on a range of lines
		place += fmt.Sprintf(",endLine=%d,endColumn=%d", end.Line, max(end.Column, start.Column))
	} else {
		place = fmt.Sprintf("line=%d,endLine=%d", start.Line, end.Line)
	}
	lines := append([]string{Visible(d.Message)}, r.remarks(src, d)...)
	lines = append(lines, r.see(d.Rule)...)
	return fmt.Sprintf("::%s file=%s,%s,title=%s::%s\n", githubCommands[d.Severity],
		githubProperty(r.name(src)), place, githubProperty(d.Rule), githubData(strings.Join(lines, "\n")))
}

// remarks are the lines that follow a message where a format has no place of
// its own for them: related places and the hint.
func (r *Report) remarks(src *Source, d Diagnostic) []string {
	var lines []string
	for _, x := range d.Related {
		p := src.Position(x.Span.Start)
		lines = append(lines, fmt.Sprintf("note: %s (line %d, column %d)", Visible(x.Message), p.Line, p.Column))
	}
	if d.Hint != "" {
		lines = append(lines, "hint: "+Visible(d.Hint))
	}
	return lines
}

// see is the line that names the page of a rule, if there is one.
func (r *Report) see(rule string) []string {
	if page := r.docs(rule); page != "" {
		return []string{"see " + Visible(page)}
	}
	return nil
}

var (
	githubDataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubPropertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func githubData(s string) string     { return githubDataEscapes.Replace(s) }
func githubProperty(s string) string { return githubPropertyEscapes.Replace(Visible(s)) }

package diag

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"
)

// sarifMost is how many results GitHub keeps of one run. It drops the rest
// without a word, so the least severe are left out here, and told.
const sarifMost = 5000

// sarifSnippet is how many bytes of the source a result repeats.
const sarifSnippet = 400

// sarifLevels are the names that SARIF has for our severities.
var sarifLevels = [...]string{Error: "error", Warning: "warning", Info: "note"}

// WriteSARIF prints a report as SARIF 2.1.0, a result a line. Paths are relative to the
// content directory, whose own place is in originalUriBaseIds; what lies
// outside of the directory in which the check was run has a file:// address.
func WriteSARIF(w io.Writer, r *Report) error {
	s := &sarifWriter{report: r, index: map[string]int{}, seen: map[string]int{}, listers: map[int]*lister{}}
	head := sarifHead{
		Tool:        sarifTool{sarifDriver{Name: "vitrine", Version: r.Version, Rules: s.rules()}},
		Invocations: []sarifInvocation{{Successful: true}},
		BaseIDs:     s.bases(),
		ColumnKind:  "unicodeCodePoints",
	}
	c := r.Counts()
	if more := c.Error + c.Warning + c.Info - sarifMost; more > 0 {
		head.Invocations[0].Notifications = []sarifNotification{{Level: "warning", Message: sarifText{
			Text: fmt.Sprintf("%d more findings are not listed: a run holds at most %d; the least severe were left out", more, sarifMost)}}}
	}
	out := bufio.NewWriter(w)
	out.WriteString(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[`)
	out.Write(bytes.TrimSuffix(encodeIndented(head), []byte("\n}")))
	out.WriteString(",\n  \"results\": [")
	at, file := -1, File{}
	for i, d := range listed(r) {
		if at >= 0 {
			out.WriteByte(',')
		}
		if at != i {
			at, file = i, r.Files[i].with(nil)
		}
		out.WriteByte('\n')
		out.Write(encodeLine(s.result(i, &file, *d)))
	}
	if at >= 0 {
		out.WriteByte('\n')
	}
	out.WriteString("]}]}\n")
	return out.Flush()
}

type sarifWriter struct {
	report  *Report
	index   map[string]int  // rules by name
	seen    map[string]int  // fingerprints given
	listers map[int]*lister // by index of the file
}

func (s *sarifWriter) rules() []sarifRule {
	list := []sarifRule{}
	for i, r := range s.report.Rules {
		s.index[r.Name] = i
		family, _, _ := strings.Cut(r.Name, "-")
		list = append(list, sarifRule{
			ID: r.Name, Short: sarifText{Text: r.Summary}, Full: sarifText{Text: r.Why},
			HelpURI: s.report.docs(r.Name), Help: r.help(),
			Default: sarifDefault{sarifLevels[r.Severity]}, Properties: sarifProperties{[]string{family}},
		})
	}
	return list
}

// help is a rule's documentation. Some examples are large on purpose; these
// are left out.
func (r *Rule) help() sarifText {
	text := r.Why + "\n\nSource: " + r.Source
	md := text
	lang, what := "json", ""
	if r.Example != "" {
		lang, what = "", " ("+r.Example.String()+")"
	}
	for _, x := range []struct{ title, body string }{{"Breaks the rule" + what, r.Bad}, {"Keeps it" + what, r.Good}} {
		if x.body != "" && len(x.body) < 2000 && !strings.Contains(x.body, "```") {
			md += fmt.Sprintf("\n\n%s:\n\n```%s\n%s\n```", x.title, lang, strings.TrimRight(x.body, "\n"))
		}
	}
	return sarifText{Text: text, Markdown: md}
}

// contentBase names the content directory in uriBaseId.
const contentBase = "CONTENT"

func (s *sarifWriter) bases() map[string]sarifArtifact {
	dir := s.report.Dir
	if dir == "" || dir == "." {
		return map[string]sarifArtifact{contentBase: {Description: &sarifText{Text: "where vitrine check was run"}}}
	}
	content := sarifArtifact{URI: uriPath(dir) + "/", BaseID: "ROOT"}
	if away := s.report.away(dir); away != "" {
		content = sarifArtifact{URI: fileURI(away) + "/"}
	}
	return map[string]sarifArtifact{
		contentBase: content,
		"ROOT":      {Description: &sarifText{Text: "where vitrine check was run"}},
	}
}

// fileURI writes an absolute path as an address.
func fileURI(p string) string {
	if !strings.HasPrefix(p, "/") { // C:/
		return "file:///" + p[:2] + uriPath(p[2:])
	}
	return "file://" + uriPath(p)
}

// uriPath writes a path as a relative reference.
func uriPath(p string) string {
	parts := strings.Split(p, "/")
	for i := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(parts[i]), ":", "%3A")
	}
	return strings.Join(parts, "/")
}

// Listed tells which files of a report WriteSARIF looks into: the texts of the
// others need not be read.
func Listed(r *Report) []bool {
	list := make([]bool, len(r.Files))
	for i := range listed(r) {
		list[i] = true
	}
	return list
}

// listed yields the findings that SARIF holds, with the index of their file; where
// there are too many, the most severe ones, and these first.
func listed(r *Report) iter.Seq2[int, *Diagnostic] {
	c, n := r.Counts(), 0
	some := func(yield func(int, *Diagnostic) bool, wanted func(Severity) bool) bool {
		i := -1
		for _, list := range r.Found() {
			i++
			for k := range list {
				if !wanted(list[k].Severity) {
					continue
				}
				if n++; n > sarifMost || !yield(i, &list[k]) {
					return false
				}
			}
		}
		return true
	}
	return func(yield func(int, *Diagnostic) bool) {
		if c.Error+c.Warning+c.Info <= sarifMost {
			some(yield, func(Severity) bool { return true })
			return
		}
		for _, only := range []Severity{Error, Warning, Info} {
			if !some(yield, func(s Severity) bool { return s == only }) {
				return
			}
		}
	}
}

func (s *sarifWriter) result(i int, f *File, d Diagnostic) sarifResult {
	at := s.artifact(f.Source)
	l := s.listers[i]
	if l == nil {
		l = new(lister)
		s.listers[i] = l
	}
	fix, instead := l.fix(&d)
	d.Hint = withWord(d.Hint, instead)
	lines := append([]string{d.Message}, s.report.remarks(f.Source, d)...)
	out := sarifResult{
		RuleID: d.Rule, Level: sarifLevels[d.Severity], Message: sarifText{Text: strings.Join(lines, "\n")},
		Locations: []sarifLocation{{
			Physical: sarifPhysical{at, regionOf(f.Source, d.Span, true)}, Logical: []sarifLogical{{d.pointer()}},
		}},
		Fingerprints: map[string]string{"ruleAndPointer/v1": s.fingerprint(f, d)},
	}
	if i, ok := s.index[d.Rule]; ok {
		out.RuleIndex = &i
	}
	for i, x := range d.Related {
		out.Related = append(out.Related, sarifLocation{
			ID: i + 1, Physical: sarifPhysical{at, regionOf(f.Source, x.Span, true)}, Message: &sarifText{Text: x.Message},
		})
	}
	if len(fix) > 0 {
		out.Fixes = []sarifFix{fixOf(f.Source, at, d)}
	}
	return out
}

// fingerprint tells a finding from others through time: it is made from what
// stays the same when the file is formatted anew or moved. Findings that are
// alike are numbered.
func (s *sarifWriter) fingerprint(f *File, d Diagnostic) string {
	owner := "app " + f.App
	if f.App == "" {
		owner = "file " + f.Source.Path
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{d.Rule, d.Path, owner}, "\x00")))
	key := hex.EncodeToString(sum[:16])
	s.seen[key]++
	return fmt.Sprintf("%s:%d", key, s.seen[key])
}

func (s *sarifWriter) artifact(src *Source) sarifArtifact {
	if away := s.report.away(src.Path); away != "" {
		return sarifArtifact{URI: fileURI(away)}
	}
	return sarifArtifact{URI: uriPath(src.Path), BaseID: contentBase}
}

func regionOf(src *Source, sp Span, snippet bool) sarifRegion {
	start, end := src.Position(sp.Start), src.Position(max(sp.Start, sp.End))
	r := sarifRegion{
		StartLine: start.Line, StartColumn: start.Column, EndLine: end.Line, EndColumn: end.Column,
		ByteOffset: start.Offset, ByteLength: end.Offset - start.Offset,
	}
	if snippet && r.ByteLength > 0 && r.ByteLength <= sarifSnippet {
		r.Snippet = &sarifText{Text: string(src.Masked(sp))}
	}
	return r
}

func fixOf(src *Source, at sarifArtifact, d Diagnostic) sarifFix {
	what := cmp.Or(d.Hint, d.Message)
	if d.Unsafe {
		what += " (a guess: vitrine check --fix --unsafe)"
	}
	change := sarifChange{Artifact: at}
	for _, e := range d.Fix {
		r := sarifReplacement{Deleted: regionOf(src, e.Span, false)}
		if e.New != "" {
			r.Inserted = &sarifText{Text: e.New}
		}
		change.Replacements = append(change.Replacements, r)
	}
	return sarifFix{Description: sarifText{Text: what}, Changes: []sarifChange{change}}
}

// Package reviews reads the decisions on an app's versions that people commit
// beside the content: reviews/<app>.yaml.
package reviews

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v3"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// Folder is where the files stand in the content directory.
const Folder = "reviews"

// Bounds of a file.
const (
	MaxSize   = 64 << 10 // bytes
	noteMost  = 20000    // bytes of a note
	fieldMost = 200      // bytes of any other text
	checkMost = 50       // points that were looked at
)

// Decision is what was decided about one version of an app.
type Decision struct {
	Version string   `json:"version,omitempty"`
	Verdict string   `json:"verdict,omitempty"` // "ok", "work" or "reject", as in browsers; "" for a note alone
	Note    string   `json:"note,omitempty"`    // as written, secrets hidden
	Author  string   `json:"author,omitempty"`  // "" where nobody is named
	Date    string   `json:"date,omitempty"`    // "2026-04-01"; "" for none
	Digest  string   `json:"digest,omitempty"`  // of the definition that it is about; see diff.Digest. "" where that is not said
	Checked []string `json:"checked,omitempty"` // the points for a person that were looked at
}

// File is what a file holds. It is never changed.
type File struct {
	Path     string
	Text     string // "" where a decision cannot be added to it: it is no list at the start of lines, or holds a secret
	Raw      []byte // the text as it is, where there are findings: their lines are shown
	Findings []diag.Diagnostic
	Secrets  []diag.Span // in the text
	list     []Decision
}

// Of returns the decision about a version; nil for none. The last one holds,
// so that decisions are only ever added.
func (f *File) Of(version string) *Decision {
	if f == nil {
		return nil
	}
	for i := len(f.list) - 1; i >= 0; i-- {
		if f.list[i].Version == version {
			return &f.list[i]
		}
	}
	return nil
}

// words are the decisions, as they are written.
var words = map[string]string{"approved": "ok", "needs work": "work", "rejected": "reject"}

// keys are the fields of a decision.
var keys = []string{"version", "decision", "author", "date", "digest", "note", "checked"}

// Read reads the text of a file, a list of decisions:
//
//   - version: 1.2.0
//     decision: needs work
//     author: Mira
//     date: 2026-04-01
//     digest: 0123456789abcdef
//     note: The camera is not explained.
//     checked: [tested, date]
//
// What cannot be read is a finding of the rule "review-syntax", and left out;
// the rest counts.
func Read(path string, text []byte) *File {
	r := &reader{File: File{Path: path, Secrets: appdef.CredentialSpans(text)}, src: diag.NewSource("", text)}
	switch {
	case len(text) > MaxSize:
		r.report(diag.Span{}, fmt.Sprintf("the file is larger than %d bytes", MaxSize), "keep the last decision about each version")
	case !utf8.Valid(text):
		r.report(diag.Span{}, "the file is not UTF-8", "save it as UTF-8")
	default:
		r.read(text)
	}
	if len(r.Findings) > 0 {
		r.Raw = text
	} else if len(r.Secrets) == 0 && r.open {
		r.Text = string(text)
	}
	return &r.File
}

type reader struct {
	File
	src  *diag.Source
	open bool // one more can be written behind the last
}

func (r *reader) report(span diag.Span, message, hint string) {
	r.Findings = append(r.Findings, diag.Diagnostic{Rule: "review-syntax", Span: span, Message: appdef.Conceal(message), Hint: hint})
}

func (r *reader) read(text []byte) {
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil {
		f := appdef.FaultOfYAML(text)
		r.report(diag.Span{Start: f.At, End: r.src.LineSpan(r.src.Position(f.At).Line).End}, "the file is not YAML: "+f.What,
			cmp.Or(f.Hint, "it is a list: - version: … and decision: approved"))
		return
	}
	if len(doc.Content) == 0 {
		return
	}
	list := doc.Content[0]
	if list.Kind != yaml.SequenceNode {
		r.report(r.span(list), "expected a list of decisions", "begin each with \"- version: …\"")
		return
	}
	// Behind a document's end, or in a list that is set in, one more would be something else.
	r.open = list.Style&yaml.FlowStyle == 0 && list.Column == 1 && !bytes.Contains(text, []byte("\n...")) &&
		!bytes.Contains(text, []byte("\n---"))
	for i, n := range list.Content {
		if n.Kind != yaml.MappingNode {
			r.report(r.span(n), fmt.Sprintf("decision %d should have a version and a decision", i+1), "write - version: 1.0.0")
			continue
		}
		if d, ok := r.decision(n); ok {
			r.list = append(r.list, d)
		}
	}
}

// span finds the bytes of a scalar; YAML tells only where it begins.
func (r *reader) span(n *yaml.Node) diag.Span {
	line := r.src.LineSpan(n.Line)
	at := line.Start
	for col := 1; col < n.Column && at < line.End; col++ {
		_, size := utf8.DecodeRune(r.src.Text[at:line.End])
		at += size
	}
	return diag.Span{Start: at, End: min(at+max(1, len(n.Value)), line.End)}
}

func (r *reader) decision(n *yaml.Node) (Decision, bool) {
	var d Decision
	for _, key := range appdef.RepeatedKeys(n) {
		r.report(r.span(key), fmt.Sprintf("the key %q stands here a second time", diag.Shorten(key.Value, fieldMost)), "keep one of them")
	}
	for k := 0; k+1 < len(n.Content); k += 2 {
		key, val := n.Content[k], n.Content[k+1]
		switch key.Value {
		case "version":
			d.Version = r.text(val, fieldMost)
		case "decision":
			d.Verdict = r.verdict(val)
		case "author":
			d.Author = r.text(val, fieldMost)
		case "date":
			d.Date = r.date(val)
		case "digest":
			d.Digest = r.digest(val)
		case "note":
			d.Note = r.text(val, noteMost)
		case "checked":
			d.Checked = r.checked(val)
		default:
			hint := fmt.Sprintf("known keys: %q", keys)
			if best, _, ok := appdef.Closest(key.Value, keys); ok {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			r.report(r.span(key), fmt.Sprintf("unknown key %q", diag.Shorten(key.Value, fieldMost)), hint)
		}
	}
	if d.Version == "" {
		r.report(r.span(n), "a decision without a version", "write which version it is about: version: 1.0.0")
	}
	return d, d.Version != ""
}

func (r *reader) verdict(n *yaml.Node) string {
	said := r.text(n, fieldMost)
	verdict, ok := words[said]
	if !ok && said != "" {
		hint := "write approved, needs work or rejected"
		if best, _, near := appdef.Closest(said, []string{"approved", "needs work", "rejected"}); near {
			hint = fmt.Sprintf("did you mean %q?", best)
		}
		r.report(r.span(n), fmt.Sprintf("unknown decision %q", said), hint)
	}
	return verdict
}

// digestForm is how diff.Digest writes one.
var digestForm = regexp.MustCompile("^[0-9a-f]{32}$")

// digest returns the digest of a definition, which looks like a password and is none.
func (r *reader) digest(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || !digestForm.MatchString(n.Value) {
		return r.text(n, fieldMost)
	}
	at := r.span(n)
	at.End += len(`""`)
	r.Secrets = slices.DeleteFunc(r.Secrets, func(s diag.Span) bool { return at.Start <= s.Start && s.End <= at.End })
	return n.Value
}

func (r *reader) date(n *yaml.Node) string {
	said := r.text(n, fieldMost)
	if _, err := time.Parse(time.DateOnly, said); err != nil && said != "" {
		r.report(r.span(n), fmt.Sprintf("%q is no date", said), "write year, month and day: 2026-04-01")
		return ""
	}
	return said
}

func (r *reader) checked(n *yaml.Node) []string {
	if n.Kind != yaml.SequenceNode {
		r.report(r.span(n), "checked should be a list", "write checked: [tested, date]")
		return nil
	}
	var list []string
	for _, item := range n.Content[:min(len(n.Content), checkMost)] {
		if name := r.text(item, fieldMost); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// text returns a value as it is written, at most so many bytes. Aliases are
// not followed.
func (r *reader) text(n *yaml.Node, most int) string {
	if n.Kind != yaml.ScalarNode {
		r.report(r.span(n), "expected a plain value", "write text")
		return ""
	}
	if n.Tag == "!!null" {
		return ""
	}
	return diag.Shorten(appdef.Conceal(n.Value), most)
}

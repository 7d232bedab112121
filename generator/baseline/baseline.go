// Package baseline keeps which findings are known, so that a check tells of new
// ones alone. A finding is known by its file, its rule, the JSON Pointer of the
// value and what it says, and not by its line: edits elsewhere in the file do not
// make it another. Equal ones are counted.
package baseline

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"

	"vitrine/generator/diag"
)

// version is that of the format.
const version = 1

// Entry is what is known of equal findings.
type Entry struct {
	File  string `json:"file"`  // with slashes, from the directory of the baseline
	Rule  string `json:"rule"`  // its name
	Path  string `json:"path"`  // JSON Pointer of the value; "" for the whole file, and where it is not JSON
	Says  string `json:"says"`  // digest of the message
	Count int    `json:"count"` // how many there are
}

// id is the entry without its count.
func (e Entry) id() Entry {
	e.Count = 0
	return e
}

// Baseline is a set of known findings.
type Baseline struct{ entries []Entry } // sorted, each id once

// Of returns the baseline of all findings of a report; name says what a file is called in it.
func Of(r *diag.Report, name func(*diag.Source) string) *Baseline {
	counts := map[Entry]int{}
	for f, list := range r.Found() {
		file := name(f.Source)
		for i := range list {
			counts[entryOf(file, &list[i])]++
		}
	}
	b := &Baseline{}
	for e, n := range counts {
		e.Count = n
		b.entries = append(b.entries, e)
	}
	b.sort()
	return b
}

func (b *Baseline) sort() {
	slices.SortFunc(b.entries, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Path, y.Path), cmp.Compare(x.Says, y.Says))
	})
}

// Plus returns the baseline with those entries of another that keep takes.
func (b *Baseline) Plus(other *Baseline, keep func(Entry) bool) *Baseline {
	sum := &Baseline{slices.Clone(b.entries)}
	for _, e := range other.entries {
		if keep(e) {
			sum.entries = append(sum.entries, e)
		}
	}
	sum.join()
	return sum
}

// Len is how many findings are known.
func (b *Baseline) Len() (n int) {
	for _, e := range b.entries {
		n += e.Count
	}
	return n
}

// places are what messages say of other places in the text; edits elsewhere move them.
var places = regexp.MustCompile(`\b(line|offset) \d+`)

func entryOf(file string, d *diag.Diagnostic) Entry {
	sum := sha256.Sum256(places.ReplaceAll([]byte(d.Message), []byte("$1")))
	return Entry{File: file, Rule: d.Rule, Path: d.Path, Says: hex.EncodeToString(sum[:6])}
}

// Filter returns the report with those findings only that are not known, how many are
// left out, and what is known and was not found. Of equal findings, those that stand
// first are the known ones. The report itself is not changed.
func (b *Baseline) Filter(r *diag.Report, name func(*diag.Source) string) (fresh *diag.Report, known int, gone []Entry) {
	left := map[Entry]int{}
	for _, e := range b.entries {
		left[e.id()] = e.Count
	}
	out := *r
	out.Files = make([]diag.File, 0, len(r.Files))
	for f, list := range r.Found() {
		file, rest := name(f.Source), make([]diag.Diagnostic, 0, len(list))
		for i := range list {
			if id := entryOf(file, &list[i]); left[id] > 0 {
				left[id]--
				known++
				continue
			}
			rest = append(rest, list[i])
		}
		out.Files = append(out.Files, with(*f, rest))
	}
	for _, e := range b.entries {
		if e.Count = left[e.id()]; e.Count > 0 {
			gone = append(gone, e)
		}
	}
	return &out, known, gone
}

// with returns a file with other findings.
func with(f diag.File, list []diag.Diagnostic) diag.File {
	if f.Kept == nil {
		f.Diagnostics = list
		return f
	}
	kept := *f.Kept
	kept.Findings = diag.Pack(list)
	f.Kept = &kept
	return f
}

// Text is the baseline as a file: JSON, sorted, an entry a line, so that branches merge.
func (b *Baseline) Text() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	out.WriteString("{\n  \"" + versionKey + "\": 1,\n  \"findings\": [")
	for i, e := range b.entries {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		if err := enc.Encode(e); err != nil {
			panic(err) // texts and a number
		}
		out.Truncate(out.Len() - 1)
	}
	out.WriteString("\n  ]\n}\n")
	return out.Bytes()
}

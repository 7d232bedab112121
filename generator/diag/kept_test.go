package diag_test

import (
	"bytes"
	"io"
	"sync/atomic"
	"testing"

	"vitrine/generator/diag"
)

// TestKept: files that are at hand only while they are looked at are written as
// those that are always, each of them read once, and no two at a time.
func TestKept(t *testing.T) {
	text := bytes.Repeat([]byte("{ \"secret\": 1 },\n"), 60)
	secret := []diag.Span{{Start: 3, End: 9}}
	whole, kept := &diag.Report{Dir: "content"}, &diag.Report{Dir: "content"}
	var reads atomic.Int32
	for _, name := range []string{"a.json", "b.json", "clean.json"} {
		list := manyFindings(24)
		if name == "clean.json" {
			list = nil
		}
		src := diag.NewSource(name, text)
		src.Secret = secret
		whole.Files = append(whole.Files, diag.File{Source: src, Diagnostics: list, Name: name})
		kept.Files = append(kept.Files, diag.File{Source: &diag.Source{Path: name}, Name: name, Kept: &diag.Kept{
			Findings: diag.Pack(list), Secret: secret, Text: func() ([]byte, error) { reads.Add(1); return text, nil }}})
	}
	if whole.Counts() != kept.Counts() || reads.Load() > 0 {
		t.Errorf("counted %+v, want %+v; %d texts were read for it", kept.Counts(), whole.Counts(), reads.Load())
	}
	for name, write := range map[string]func(io.Writer, *diag.Report) error{
		"text":   func(w io.Writer, r *diag.Report) error { return diag.WriteText(w, r, true) },
		"github": diag.WriteGitHub, "junit": diag.WriteJUnit, "json": diag.WriteJSON, "csv": diag.WriteCSV, "sarif": diag.WriteSARIF,
	} {
		var want, got bytes.Buffer
		reads.Store(0)
		if err := write(&want, whole); err != nil {
			t.Error(err)
		}
		if err := write(&got, kept); err != nil || got.String() != want.String() || want.Len() == 0 {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got.String(), want.String())
		}
		if most := map[string]int{"github": 6, "sarif": 9}[name]; int(reads.Load()) > max(3, most) { // of these, once for each severity
			t.Errorf("%s: %d texts were read, at most %d wanted", name, reads.Load(), max(3, most))
		}
	}
}

package editing_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/diag"
	"vitrine/generator/editing"
	"vitrine/generator/jsontree"
)

// mark is where the cursor stands in a text of testdata.
const mark = "⟦⟧"

// document reads a text of testdata, and tells where its mark stood.
func document(t testing.TB, name string, text []byte, samples *editing.SampleFile) (d *editing.Document, offset int) {
	t.Helper()
	before, after, found := bytes.Cut(text, []byte(mark))
	if !found {
		before, after = text, nil
	}
	d = editing.NewDocument(name, append(bytes.Clone(before), after...), jsontree.Limits{})
	d.Module = strings.HasSuffix(name, ".js") // what JSON and JavaScript have in common is read alike
	if samples != nil {
		d.AddSamples(samples)
	}
	return d, len(before)
}

// answers are what is asked of the texts in testdata. The name of a file with an answer
// begins with that of one of these functions; what follows is what else is asked for.
var answers = map[string]func(t *testing.T, d *editing.Document, offset int, rest string) string{
	"complete": func(_ *testing.T, d *editing.Document, offset int, _ string) string {
		var b strings.Builder
		for _, c := range editing.Complete(d, offset) {
			fmt.Fprintf(&b, "%s%s\n", c.Label, suffix(" — ", c.Detail))
		}
		return b.String()
	},
	"choose": func(t *testing.T, d *editing.Document, offset int, label string) string {
		for _, c := range editing.Complete(d, offset) {
			if c.Label == label {
				return string(diag.Apply(d.Text, append(c.Also, diag.Edit{Span: c.Replace, New: d.Plain(&c)})))
			}
		}
		t.Errorf("nothing is called %q", label)
		return ""
	},
	"snippet": func(_ *testing.T, d *editing.Document, offset int, label string) string {
		for _, c := range editing.Complete(d, offset) {
			if c.Label == label {
				return c.Insert + "\n"
			}
		}
		return ""
	},
	"hover": func(_ *testing.T, d *editing.Document, offset int, _ string) string {
		h, ok := editing.HoverAt(d, offset)
		if !ok {
			return "nothing\n"
		}
		return string(d.Text[h.Span.Start:h.Span.End]) + "\n\n" + h.Markdown + "\n"
	},
	"definition": func(_ *testing.T, d *editing.Document, offset int, _ string) string {
		return placed(d, editing.Definition(d, offset))
	},
	"references": func(_ *testing.T, d *editing.Document, offset int, rest string) string {
		return placed(d, editing.References(d, offset, rest == "with declaration"))
	},
	"rename": func(_ *testing.T, d *editing.Document, offset int, name string) string {
		r, err := editing.Rename(d, offset, name, nil)
		if err != nil {
			return err.Error() + "\n"
		}
		return changed(d, r.Edits)
	},
	"symbols": func(_ *testing.T, d *editing.Document, _ int, _ string) string {
		return outline(d, editing.Symbols(d), "")
	},
	"links": func(_ *testing.T, d *editing.Document, _ int, _ string) string {
		var b strings.Builder
		for _, l := range editing.Links(d) {
			fmt.Fprintf(&b, "%s -> %s%s\n", d.Text[l.Span.Start:l.Span.End], l.Target, suffix(" — ", l.Tooltip))
		}
		return b.String()
	},
	"hints": func(_ *testing.T, d *editing.Document, _ int, _ string) string {
		var b strings.Builder
		for _, h := range editing.Hints(d, diag.Span{End: len(d.Text)}) {
			line := d.Text[bytes.LastIndexByte(d.Text[:h.Offset], '\n')+1 : h.Offset]
			fmt.Fprintf(&b, "%s «%s» %s\n", bytes.TrimSpace(line), h.Label, h.Tooltip)
		}
		return b.String()
	},
	"lenses": func(_ *testing.T, d *editing.Document, _ int, _ string) string {
		var b strings.Builder
		for _, l := range editing.Lenses(d) {
			fmt.Fprintf(&b, "%d at %s\n", l.Widget, position(d.Text, l.Span.Start))
		}
		return b.String()
	},
	"folds": func(_ *testing.T, d *editing.Document, _ int, _ string) string {
		var b strings.Builder
		for _, s := range editing.Folds(d) {
			fmt.Fprintf(&b, "%s to %s\n", position(d.Text, s.Start), position(d.Text, s.End))
		}
		return b.String()
	},
}

func suffix(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func position(text []byte, at int) string {
	p := diag.NewSource("", text).Position(at)
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// placed lists places with what stands there.
func placed(d *editing.Document, places []editing.Place) string {
	var b strings.Builder
	for _, p := range places {
		text := d.Text
		if p.Path != d.Path {
			text = d.Samples.Text
		}
		fmt.Fprintf(&b, "%s:%s %s\n", p.Path, position(text, p.Span.Start), text[p.Span.Start:p.Span.End])
	}
	return b.String()
}

// changed is what edits make of a definition, and of its samples if they change.
func changed(d *editing.Document, edits []editing.Edit) string {
	var own, samples []diag.Edit
	for _, e := range edits {
		if e.Path == d.Path {
			own = append(own, diag.Edit{Span: e.Span, New: e.New})
		} else {
			samples = append(samples, diag.Edit{Span: e.Span, New: e.New})
		}
	}
	out := string(diag.Apply(d.Text, own))
	if len(samples) > 0 {
		out += "samples.yaml:\n" + string(diag.Apply(d.Samples.Text, samples))
	}
	return out
}

func outline(d *editing.Document, list []editing.Symbol, indent string) string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "%s%s%s (%s)\n", indent, s.Name, suffix(" — ", s.Detail), d.Text[s.Selection.Start:s.Selection.End])
		b.WriteString(outline(d, s.Children, indent+"  "))
	}
	return b.String()
}

// pathOf is where a text of testdata is said to stand.
func pathOf(name string) string {
	if strings.HasPrefix(name, "module") {
		return "acme/index.js"
	}
	return "acme/app.json"
}

// TestAnswers asks about the texts of testdata. In each file stand texts with the mark
// ⟦⟧ for the cursor, and behind each of them the answers that are expected of it. A
// samples.yaml belongs to all texts behind it.
func TestAnswers(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var samples *editing.SampleFile
		var text txtar.File
		for _, f := range archive.Files {
			verb, rest, _ := strings.Cut(f.Name, " ")
			ask := answers[verb]
			switch {
			case f.Name == "samples.yaml":
				samples = &editing.SampleFile{Path: "acme/samples.yaml", Text: f.Data}
			case ask == nil:
				text = f
			default:
				d, offset := document(t, pathOf(text.Name), text.Data, samples)
				if got := ask(t, d, offset, rest); got != string(f.Data) {
					t.Errorf("%s: %s: %s:\n%s\nwant\n%s", filepath.Base(file), text.Name, f.Name, got, f.Data)
				}
			}
		}
	}
}

package editing_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/editing"
	"vitrine/generator/jsontree"
	"vitrine/generator/rules"
)

// demo reads the definitions of the demo with their samples.
func demo(t testing.TB) (list []*editing.Document) {
	t.Helper()
	files, _ := filepath.Glob("../../content/apps/*/app.json")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := editing.NewDocument("acme/app.json", text, jsontree.Limits{})
		if samples, err := os.ReadFile(filepath.Join(filepath.Dir(file), "samples.yaml")); err == nil {
			d.AddSamples(&editing.SampleFile{Path: "acme/samples.yaml", Text: samples})
		}
		list = append(list, d)
	}
	if len(list) < 8 {
		t.Fatalf("only %d definitions", len(list))
	}
	return list
}

// apply makes edits of a definition and its samples.
func apply(d *editing.Document, edits []editing.Edit) *editing.Document {
	var own, samples []diag.Edit
	for _, e := range edits {
		if e.Path == d.Path {
			own = append(own, diag.Edit{Span: e.Span, New: e.New})
		} else {
			samples = append(samples, diag.Edit{Span: e.Span, New: e.New})
		}
	}
	out := editing.NewDocument(d.Path, diag.Apply(d.Text, own), jsontree.Limits{})
	if d.Samples != nil {
		out.AddSamples(&editing.SampleFile{Path: d.Samples.Path, Text: diag.Apply(d.Samples.Text, samples)})
	}
	return out
}

// findings are what rules say of a definition and its samples, without names: rule and
// line of each.
func findings(d *editing.Document) []string {
	reading, secrets := appdef.Parse(d.Text, jsontree.Limits{})
	app, shape := appdef.Decode(reading.Root)
	app.Text, app.Secrets = reading.Text, secrets
	var list []string
	add := func(text []byte, found []diag.Diagnostic) {
		src := diag.NewSource("", text)
		for _, x := range found {
			list = append(list, fmt.Sprintf("%s:%d", x.Rule, src.Position(x.Span.Start).Line))
		}
	}
	add(d.Text, rules.Check(append(reading.Faults, shape...), app, secrets, rules.Around{}))
	if d.Samples != nil {
		sets, found, _ := appdef.Samples(d.Samples.Text, app.SecretSettings())
		add(d.Samples.Text, append(found, rules.CheckSamples(app, sets)...))
	}
	slices.Sort(list)
	return list
}

// TestRenameKeeps: after something was renamed the same is found as before, every place
// that meant it still does, and the old name gives the same bytes back.
func TestRenameKeeps(t *testing.T) {
	renamed := 0
	for _, d := range demo(t) {
		before := findings(d)
		for at := range declared(d) {
			_, name, ok := editing.Renamable(d, at)
			if !ok {
				t.Errorf("%s: what is declared at %d cannot be renamed", d.App.ID.Value, at)
				continue
			}
			r, err := editing.Rename(d, at, "x_"+name, nil)
			if err != nil {
				t.Errorf("%s: %s: %v", d.App.ID.Value, name, err)
				continue
			}
			renamed++
			after := apply(d, r.Edits)
			if now := findings(after); !slices.Equal(before, now) {
				t.Errorf("%s: %s: found\n%s\nbefore\n%s", d.App.ID.Value, name, strings.Join(now, "\n"), strings.Join(before, "\n"))
			}
			there := moved(d, at, r.Edits)
			if was, is := editing.References(d, at, true), editing.References(after, there, true); len(was) != len(is) || len(was) != len(r.Edits) {
				t.Errorf("%s: %s: stands in %d places, then in %d; %d edits", d.App.ID.Value, name, len(was), len(is), len(r.Edits))
			}
			back, err := editing.Rename(after, there, name, nil)
			if err != nil {
				t.Errorf("%s: %s: back: %v", d.App.ID.Value, name, err)
				continue
			}
			again := apply(after, back.Edits)
			if !bytes.Equal(again.Text, d.Text) || d.Samples != nil && !bytes.Equal(again.Samples.Text, d.Samples.Text) {
				t.Errorf("%s: %s: back and forth leaves a difference", d.App.ID.Value, name)
			}
		}
	}
	if renamed < 60 {
		t.Errorf("only %d things were renamed", renamed)
	}
}

// moved is where an offset is after edits that stand before it.
func moved(d *editing.Document, at int, edits []editing.Edit) int {
	by := 0
	for _, e := range edits {
		if e.Path == d.Path && e.Span.End < at {
			by += len(e.New) - (e.Span.End - e.Span.Start)
		}
	}
	return at + by
}

// declared lists where settings, categories and widgets are declared.
func declared(d *editing.Document) map[int]bool {
	list := map[int]bool{}
	for _, c := range d.App.Settings {
		list[c.Span.Start+1] = true
		for _, s := range c.Settings {
			list[s.Name.Span.Start+1] = true
		}
	}
	for _, w := range d.App.Widgets {
		if w.Name.Set {
			list[w.Name.Span.Start+1] = true
		}
	}
	return list
}

// TestRenameOlder: other versions are told apart, as far as they have the same and the
// new name is free there.
func TestRenameOlder(t *testing.T) {
	version := func(path, settings string) *editing.Document {
		text := `{ "app": "acme", "settings": { "default": { ` + settings + ` } } }`
		return editing.NewDocument(path, []byte(text), jsontree.Limits{})
	}
	now := version("acme/app.json", `"store": { "type": "string" }`)
	older := []*editing.Document{
		version("acme/versions/1.json", `"store": { "type": "string" }, "shop": { "type": "string" }`),
		version("acme/versions/2.json", `"region": { "type": "string" }, "store": { "type": "string" }`),
		version("acme/versions/3.json", `"region": { "type": "string" }`),
	}
	at := bytes.Index(now.Text, []byte("store"))
	r, err := editing.Rename(now, at, "shop", older)
	if err != nil || len(r.Edits) != 1 || len(r.Older) != 1 || r.Older[0].Path != older[1].Path {
		t.Fatalf("%+v %v", r, err)
	}
	if got := string(diag.Apply(older[1].Text, []diag.Edit{{Span: r.Older[0].Span, New: r.Older[0].New}})); !strings.Contains(got, `"shop": {`) {
		t.Error(got)
	}
}

package diff_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
	"vitrine/generator/internal/growth"
	"vitrine/generator/jsontree"
)

var update = flag.Bool("update", false, "rewrite what the cases compare with")

// side reads a definition as the generator does.
func side(name string, text []byte) *diff.Side {
	reading, secrets := appdef.Parse(text, jsontree.Limits{})
	app, _ := appdef.Decode(reading.Root)
	app.Secrets = secrets
	return &diff.Side{Name: name, Source: diag.NewSource(name, text), App: app}
}

func compare(t *testing.T, ar *txtar.Archive) *diff.Comparison {
	t.Helper()
	texts := map[string][]byte{}
	for _, f := range ar.Files {
		texts[f.Name] = f.Data
	}
	c := &diff.Comparison{Old: side("old.json", texts["old.json"]), New: side("new.json", texts["new.json"])}
	c.Result = diff.Compare(c.Old.App, c.New.App)
	return c
}

// TestCases compares the definitions of testdata and what is printed of them,
// as text and as Markdown.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			c := compare(t, ar)
			var text, markdown bytes.Buffer
			if err := diff.WriteText(&text, c, false); err != nil {
				t.Fatal(err)
			}
			if err := diff.WriteMarkdown(&markdown, c); err != nil {
				t.Fatal(err)
			}
			got := text.String() + "\n" + markdown.String()
			if strings.Contains(got, "hunter2-old") || strings.Contains(got, "hunter2-new") || strings.Contains(got, "hunter2-plain") || strings.Contains(got, "hunter2\n") {
				t.Errorf("a secret is shown:\n%s", got)
			}
			want := &ar.Files[len(ar.Files)-1]
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
			back := diff.Compare(c.New.App, c.Old.App)
			if (len(back.Changes) == 0) != (len(c.Changes) == 0) {
				t.Errorf("%d changes one way, %d the other", len(c.Changes), len(back.Changes))
			}
		})
	}
}

// TestJSON: the document can be read, names both places, and hides nothing.
func TestJSON(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := diff.WriteJSON(&b, compare(t, ar)); err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc([]rune(b.String()), func(r rune) bool { return r != '\n' && diag.Hidden(r) }); i >= 0 {
		t.Errorf("a hidden character at %d", i)
	}
	var doc struct {
		Version int
		Verdict struct{ Needs, Step string }
		Changes []struct {
			Kind, Weight string
			Old, New     *struct{ Pointer, Value string }
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	first := doc.Changes[0]
	if doc.Version != 1 || doc.Verdict.Needs != "major" || doc.Verdict.Step != "major" || first.Kind != "host-added" ||
		first.Weight != "may-newly-do" || first.Old != nil || first.New.Pointer != "/widgets/0/url" || first.New.Value != "evil.test" {
		t.Errorf("got %s", b.String())
	}
}

// TestVerdict: what the step between two versions is, and whether it is
// enough for a widget that is gone (major), new (minor), renamed in its title
// (patch), or for nothing.
func TestVerdict(t *testing.T) {
	app := func(version, widgets string) *appdef.App {
		return side("x", []byte(`{ "app": "acme", "version": "`+version+`", "title": "Acme", "widgets": [`+widgets+`] }`)).App
	}
	a, b, a2 := `{"name":"a","title":"A"}`, `{"name":"b"}`, `{"name":"a","title":"A2"}`
	for _, c := range []struct {
		from, before, to, after string
		needs                   diff.Level
		step                    string
		warns, advises          bool
	}{
		{"1.0.0", a, "1.0.0", a, diff.None, "same", false, false},
		{"1.0.0", a, "1.0.0", a2, diff.Patch, "same", true, false},
		{"1.0.0", a, "1.0.1", a2, diff.Patch, "patch", false, false},
		{"1.0.0", a, "1.1.0", a2, diff.Patch, "minor", false, true},
		{"1.0.0", a, "1.0.1", a + "," + b, diff.Minor, "patch", true, false},
		{"1.0.0", a, "1.1.0", a + "," + b, diff.Minor, "minor", false, false},
		{"1.0.0", a, "1.1.0", "", diff.Major, "minor", true, false},
		{"1.0.0", a, "2.0.0", "", diff.Major, "major", false, false},
		{"0.1.0", a, "0.1.1", "", diff.Major, "patch", false, true},
		{"1.1.0-beta.1", a, "1.1.0", "", diff.Major, "pre-release", false, false},
		{"1.0.0", a, "2.0.0-beta.1", "", diff.Major, "major", false, false},
		{"1.1.0", a, "1.0.0", a2, diff.Patch, "lower", true, false},
		{"one", a, "1.0.0", a2, diff.Patch, "unknown", false, true},
		{"1.0.0", a, "1.0.1", a, diff.None, "patch", false, true},
	} {
		v := diff.Compare(app(c.from, c.before), app(c.to, c.after)).Verdict
		if v.Needs != c.needs || v.Step != c.step || (v.Warning != "") != c.warns || (v.Advice != "") != c.advises {
			t.Errorf("%s to %s: %+v", c.from, c.to, v)
		}
	}
}

// TestDigest: equal for what means the same, and different for what does not.
func TestDigest(t *testing.T) {
	digest := func(text string) string { return diff.Digest(side("x", []byte(text)).App) }
	a := digest(`{ "app": "acme", "title": "é", "n": [1, {"x": null}] }`)
	if b := digest(`{"n":[1,{"x":null}],"title":"\u00e9","app":"acme"}`); a != b || len(a) != 32 {
		t.Errorf("%q and %q", a, b)
	}
	for _, other := range []string{
		`{ "app": "acme", "title": "é", "n": [1, {"x": false}] }`, `{ "app": "acme", "title": "é", "n": ["1", {"x": null}] }`,
		`{ "app": "acme", "title": "é", "n": [{"x": null}, 1] }`, `{ "app": "acme", "title": "é" }`,
	} {
		if digest(other) == a {
			t.Errorf("%s has the same digest", other)
		}
	}
	one := digest(`{ "app": "acme", "settings": { "default": { "k": { "type": "secret", "defaultValue": "aaaa" } } } }`)
	two := digest(`{ "app": "acme", "settings": { "default": { "k": { "type": "secret", "defaultValue": "bbbb" } } } }`)
	if one != two {
		t.Error("a digest depends on a secret")
	}
	if got := digest(`[]`); got != "" {
		t.Errorf("no object: %q", got)
	}
}

// TestAnything compares every definition of the demo with every other, as it
// is and cut off at many places: nothing panics, nothing differs from itself,
// and what can be seen changes when the sides are exchanged.
func TestAnything(t *testing.T) {
	var texts [][]byte
	err := filepath.WalkDir("../../content/apps", func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".json") {
			text, err := os.ReadFile(path)
			texts = append(texts, text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []*diff.Side
	for i, text := range texts {
		for n := range 4 {
			all = append(all, side("x", text[:len(text)*(4-n)/4]))
		}
		if i%3 == 0 {
			all = append(all, side("x", append(append([]byte{}, text...), text...)))
		}
	}
	all = append(all, side("x", nil), side("x", []byte(`{"settings":{"a":{"b":{"type":"string","defaultValue":"1"},"b":{"type":"number"}}},
		"i18n":{"en_us":{"k":"1","k":"2"},"en_us":{"k":"3"}},"changelog":{"1":"a","1":"b"},"widgets":[{"odd":1,"odd":2},{"odd":1,"name":"a"},{"name":"a","url":"{{"}],"kviews":[1,{"name":"a"},{"name":"a","x":1}]}`)))
	for _, a := range all {
		if r := diff.Compare(a.App, a.App); len(r.Changes) != 0 {
			t.Errorf("differs from itself: %+v", r.Changes[0])
		}
		for _, b := range all {
			c := &diff.Comparison{Old: a, New: b, Result: diff.Compare(a.App, b.App)}
			for _, write := range []func() error{
				func() error { return diff.WriteText(&bytes.Buffer{}, c, true) },
				func() error { return diff.WriteJSON(&bytes.Buffer{}, c) },
				func() error { return diff.WriteMarkdown(&bytes.Buffer{}, c) },
			} {
				if err := write(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestLinear: names are not looked for among all the others, one after the
// other.
func TestLinear(t *testing.T) {
	const most = 64 * 320
	growth.Linear(t, "names", most, func(n int) {
		var old, now, url strings.Builder
		for i := range n {
			fmt.Fprintf(&old, `"a%d":{"type":"string","description":"d"},`, i)
			fmt.Fprintf(&now, `"b%d":{"type":"string","description":"d"},`, i)
			fmt.Fprintf(&url, `{{{settings.default.a%d}}}&`, i)
		}
		text := `{"app":"acme","version":"1.0.0","title":"A","widgets":[{"name":"w","url":"https://a.test/?%s"}],"tags":[%s"x"],"settings":{"default":{%s"z":{}}}}`
		tags := strings.Repeat(`"t",`, n)
		a := side("x", fmt.Appendf(nil, text, url.String(), tags, old.String()))
		b := side("x", fmt.Appendf(nil, text, strings.ReplaceAll(url.String(), ".a", ".b"), tags, now.String()))
		if got := len(diff.Compare(a.App, b.App).Changes); got < n || n == most && got < 4*n { // few are told as renamed
			t.Errorf("%d changes of %d names", got, n)
		}
	})
}

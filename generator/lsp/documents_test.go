package lsp_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/lsp"
	"vitrine/generator/rules"
)

// here is a range of one line.
func here(line, from, to int) string {
	return fmt.Sprintf(`{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}}`, line, from, line, to)
}

// TestUnsaved: what is written in the editor counts, and not what is on the disk.
func TestUnsaved(t *testing.T) {
	s := begin(t, map[string]string{"app.json": sound}, options(t), `{}`)
	s.open("app.json", 7, sound)
	good := s.told("app.json", 7)
	s.change("app.json", 8, here(1, 9, 22), `"not an id"`)
	if got := s.told("app.json", 8); !slices.Contains(got, "1:13-1:14 error app-id") {
		t.Errorf("after a change of the id: %v", got)
	}
	s.change("app.json", 9, here(1, 9, 20), `"acme_orders"`)
	if got := s.told("app.json", 9); !slices.Equal(got, good) {
		t.Errorf("after the change back: %v, before it %v", got, good)
	}
	s.change("app.json", 10, "", "")
	if got := s.told("app.json", 10); !slices.Equal(got, []string{"0:0-0:0 error json-empty"}) {
		t.Errorf("of nothing: %v", got)
	}
	s.notify("textDocument/didClose", `{"textDocument":{"uri":`+quote(s.uri("app.json"))+`}}`)
	s.eventually("app.json", good...)
}

// TestNeverSaved: a definition counts before there is a file.
func TestNeverSaved(t *testing.T) {
	s := begin(t, nil, options(t), `{}`)
	s.open("apps/new/app.json", 1, "")
	if got := s.told("apps/new/app.json", 1); !slices.Equal(got, []string{"0:0-0:0 error json-empty"}) {
		t.Errorf("in a new folder: %v", got)
	}
	s.notify("textDocument/didOpen", `{"textDocument":{"uri":"untitled:Untitled-1","languageId":"json","version":1,"text":"{]"}}`)
	s.await("Untitled-1", func() bool { return len(s.found["untitled:Untitled-1"].Diagnostics) > 0 })
	s.notify("textDocument/didClose", `{"textDocument":{"uri":"untitled:Untitled-1"}}`)
	s.await("Untitled-1", func() bool { return len(s.found["untitled:Untitled-1"].Diagnostics) == 0 })
}

// TestColumns: one place, in the three units in which editors count.
func TestColumns(t *testing.T) {
	text := "\uFEFF{\r\n" + `"app": "a", "title": "👍é", "version": "x"` + "\r\n}\r\n"
	for offers, want := range map[string]string{
		``:                          "1:39-1:42",
		`"utf-32"`:                  "1:38-1:41",
		`"utf-8","utf-16"`:          "1:42-1:45",
		`"utf-7","utf-16"`:          "1:39-1:42",
		`"utf-32","utf-16","utf-8"`: "1:38-1:41",
	} {
		capabilities := `{}`
		if offers != "" {
			capabilities = `{"general":{"positionEncodings":[` + offers + `]}}`
		}
		s := begin(t, nil, options(t), capabilities)
		s.open("app.json", 1, text)
		if got := s.told("app.json", 1); !slices.Contains(got, want+" error app-version") {
			t.Errorf("%s: %v, want the version at %s", offers, got, want)
		}
	}
}

// TestOrder: changes are made in the order in which they come, whatever their versions
// are called, and many at once are one look or a few.
func TestOrder(t *testing.T) {
	s := begin(t, nil, options(t), `{}`)
	s.open("app.json", 5, "")
	s.change("app.json", 3, here(0, 0, 0), "{")
	s.change("app.json", 4, here(0, 1, 1), "}")
	got := s.told("app.json", 4)
	if slices.ContainsFunc(got, func(f string) bool { return strings.Contains(f, "json-") }) {
		t.Errorf("%v", got)
	}
	before := s.found["app.json"].times
	begun := time.Now()
	for i := range 500 {
		s.change("app.json", 10+i, here(0, 1, 1), " ")
	}
	s.told("app.json", 509)
	most := 3 + int(time.Since(begun)/(30*time.Millisecond))
	if n := s.found["app.json"].times - before; n > most {
		t.Errorf("500 changes were told %d times, want at most %d", n, most)
	}
}

// TestClosed: definitions that are not open are followed on the disk.
func TestClosed(t *testing.T) {
	s := begin(t, map[string]string{
		"a/app.json": "", "b/app.json": sound, ".gitignore": "old/\n", "old/app.json": "", "node_modules/x/app.json": "",
	}, options(t), `{}`)
	s.eventually("a/app.json", "0:0-0:0 error json-empty")
	s.save("b/app.json", "")
	s.eventually("b/app.json", "0:0-0:0 error json-empty")
	s.save("b/app.json", strings.Replace(sound, "acme_orders", "not an id", 1))
	s.await("b/app.json", func() bool {
		return slices.Contains(s.found["b/app.json"].list(), "1:13-1:14 error app-id")
	})
	s.mu.Lock()
	_, ignored := s.found["old/app.json"]
	_, foreign := s.found["node_modules/x/app.json"]
	s.mu.Unlock()
	if ignored || foreign {
		t.Error("files that are ignored were told of")
	}
	s.open("old/app.json", 1, "{]") // whoever opens it wants it read, as with check FILE
	if got := s.told("old/app.json", 1); len(got) == 0 {
		t.Error("an ignored file that is open was not looked at")
	}
}

// TestSeveral: rules over several definitions see those that are open as they are in
// the editor, and the others on the disk.
func TestSeveral(t *testing.T) {
	s := begin(t, map[string]string{"a/app.json": sound, "b/app.json": strings.Replace(sound, "acme_orders", "acme_billing", 1)}, options(t), `{}`)
	s.open("b/app.json", 1, strings.Replace(sound, "acme_orders", "acme_billing", 1))
	s.told("b/app.json", 1)
	s.change("b/app.json", 2, here(1, 10, 22), "acme_orders")
	duplicate := func(name string) func() bool {
		return func() bool {
			return slices.ContainsFunc(s.found[name].list(), func(f string) bool { return strings.Contains(f, "gallery-duplicate-app") })
		}
	}
	s.await("the open one", duplicate("b/app.json"))
	s.await("the other one", duplicate("a/app.json"))
}

// TestBeside: files beside a definition count as well, in the editor and on the disk.
func TestBeside(t *testing.T) {
	s := begin(t, map[string]string{"a/app.json": sound}, options(t), `{}`)
	s.open("a/app.json", 1, sound)
	s.told("a/app.json", 1)
	s.notify("textDocument/didOpen", `{"textDocument":{"uri":`+quote(s.uri("a/samples.yaml"))+`,"languageId":"yaml","version":1,"text":"sets: [\n"}}`)
	s.await("samples", func() bool {
		return slices.ContainsFunc(s.found["a/samples.yaml"].list(), func(f string) bool { return strings.Contains(f, "sample-syntax") })
	})
	s.notify("textDocument/didClose", `{"textDocument":{"uri":`+quote(s.uri("a/samples.yaml"))+`}}`)
	s.eventually("a/samples.yaml")
}

// TestOutside: a document that lies in no folder is checked by itself.
func TestOutside(t *testing.T) {
	s := begin(t, nil, options(t), `{}`)
	other := t.TempDir()
	uri := "file://" + other + "/app.json"
	s.notify("textDocument/didOpen", `{"textDocument":{"uri":`+quote(uri)+`,"languageId":"json","version":1,"text":""}}`)
	s.await(uri, func() bool { return slices.Equal(s.found[uri].list(), []string{"0:0-0:0 error json-empty"}) })
	s.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[{"uri":`+quote("file://"+other)+`,"name":"b"}],"removed":[]}}`)
	s.notify("textDocument/didChange", `{"textDocument":{"uri":`+quote(uri)+`,"version":2},"contentChanges":[{"text":"[]"}]}`)
	s.await(uri, func() bool {
		v := s.found[uri].Version
		return v != nil && *v == 2 && len(s.found[uri].Diagnostics) > 0
	})
	s.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[],"removed":[{"uri":`+quote("file://"+other)+`,"name":"b"}]}}`)
	s.notify("textDocument/didClose", `{"textDocument":{"uri":`+quote(uri)+`}}`)
	s.await(uri, func() bool { return len(s.found[uri].Diagnostics) == 0 })
}

// TestConfiguration: when it is saved it is read again; a broken one is told, and the
// last good one stays.
func TestConfiguration(t *testing.T) {
	opts := options(t)
	open := opts.Open
	opts.Open = func(folder string) (*lsp.Root, error) {
		root, err := open(folder)
		if err == nil {
			err = readLevels(root)
		}
		return root, err
	}
	s := begin(t, map[string]string{"app.json": sound}, opts, `{}`)
	const weighed = "5:2-5:15 error widget-empty-array"
	s.eventually("app.json", "5:13-5:15 info widget-empty-array")
	s.save("config.yaml", "error")
	s.eventually("app.json", strings.Replace(weighed, "5:2", "5:13", 1))
	s.save("config.yaml", "broken")
	s.await("the message", func() bool { return slices.Contains(s.messages, "vitrine: the configuration is broken") })
	s.eventually("app.json", strings.Replace(weighed, "5:2", "5:13", 1))
	s.open("app.json", 1, sound+" ") // a document that is open is looked at by the new one as well
	s.told("app.json", 1)
	s.save("config.yaml", "off")
	s.eventually("app.json")
	s.change("app.json", 2, "", "")
	s.eventually("app.json", "0:0-0:0 error json-empty")
}

// TestReplaced: another directory may come in the place of the one that is followed, as
// with a checkout, and it may be gone for a while.
func TestReplaced(t *testing.T) {
	opts := options(t)
	open := opts.Open
	opts.Open = func(folder string) (*lsp.Root, error) {
		root, err := open(folder)
		root.Content = filepath.Join(folder, "content")
		return root, err
	}
	s := begin(t, map[string]string{"content/a/app.json": "", "content/b/app.json": sound}, opts, `{}`)
	s.eventually("content/a/app.json", "0:0-0:0 error json-empty")
	s.open("content/b/app.json", 1, "[")
	s.told("content/b/app.json", 1)
	if err := os.Rename(filepath.Join(s.dir, "content"), filepath.Join(s.dir, "old")); err != nil {
		t.Fatal(err)
	}
	s.save("content/c/app.json", "")
	s.eventually("content/c/app.json", "0:0-0:0 error json-empty")
	s.eventually("content/a/app.json")
	s.change("content/b/app.json", 2, "", "") // it is still open, and in no file
	if got := s.told("content/b/app.json", 2); !slices.Equal(got, []string{"0:0-0:0 error json-empty"}) {
		t.Errorf("%v", got)
	}
}

// TestAbout: what an editor is told of a finding besides its place.
func TestAbout(t *testing.T) {
	opts := options(t)
	open := opts.Open
	opts.Open = func(folder string) (*lsp.Root, error) {
		root, err := open(folder)
		root.Options.Site.BaseURL = "https://acme.example/gallery/"
		return root, err
	}
	text := `{"app": "a", "app": "b", "settings": {"default": {"token\u202e": {"type": "string"}}}}`
	for _, capabilities := range []string{`{}`, `{"textDocument":{"publishDiagnostics":{"relatedInformation":true}}}`} {
		s := begin(t, nil, opts, capabilities)
		s.open("app.json", 1, text)
		s.told("app.json", 1)
		var rules []string
		for _, d := range s.found["app.json"].Diagnostics {
			rules = append(rules, d.Code)
			if d.Source != "vitrine" || d.CodeDescription.Href != "https://acme.example/gallery/rules/"+d.Code+".html" || strings.Contains(d.Message, "\u202e") {
				t.Errorf("%+v", d)
			}
			if d.Code == "json-duplicate-name" && len(d.Related) != strings.Count(capabilities, "related") {
				t.Errorf("with %s there are %d related places", capabilities, len(d.Related))
			}
			if unused := d.Code == "reference-unused-setting"; unused != (len(d.Tags) == 1 && d.Tags[0] == 1) {
				t.Errorf("%s has the tags %v", d.Code, d.Tags)
			}
		}
		for _, rule := range []string{"json-duplicate-name", "reference-unused-setting"} {
			if !slices.Contains(rules, rule) {
				t.Errorf("%s is not among %v", rule, rules)
			}
		}
	}
}

// TestHuge: large files, and files of one line, are looked at as others are.
func TestHuge(t *testing.T) {
	s := begin(t, nil, options(t), `{}`)
	line := `{"app": "a", "notes": "` + strings.Repeat("👍", 1<<20) + `", "version": 1}`
	s.open("app.json", 1, line)
	if got := s.told("app.json", 1); !slices.Contains(got, fmt.Sprintf("0:%d-0:%d error app-type", 37+2<<20-2<<20+2*(1<<20), 38+2*(1<<20))) {
		t.Logf("%v", got)
	}
	s.change("app.json", 2, here(0, 0, 1<<30), strings.Repeat("[", 9<<20))
	if got := s.told("app.json", 2); !slices.Contains(got, "0:0-0:0 error json-limits") {
		t.Errorf("beyond the limit: %v", got)
	}
}

// readLevels weighs a rule as a configuration says that has one word.
func readLevels(root *lsp.Root) error {
	root.Text = []byte(readFile(root.Config))
	switch word := string(root.Text); word {
	case "error":
		root.Options.Levels = rules.Levels{Changes: []rules.Change{{Rule: "widget-empty-array", Severity: diag.Error}}}
	case "off":
		root.Options.Levels = rules.Levels{Changes: []rules.Change{{Rule: "widget-empty-array", Off: true}}}
	case "broken":
		return fmt.Errorf("the configuration is %s", word)
	}
	return nil
}

var _ gallery.Options

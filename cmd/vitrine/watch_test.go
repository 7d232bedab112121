package main

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// startWatch runs vitrine check --watch until the test ends.
func startWatch(t *testing.T, args ...string) *terminal {
	t.Helper()
	screen := &terminal{}
	e := &env{out: screen, err: screen}
	root := rootCommand(e)
	root.SetArgs(append([]string{"check", "--watch"}, args...))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil || e.exit != exitClean {
			t.Errorf("check --watch: %v, exit code %d", err, e.exit)
		}
	})
	return screen
}

var clock = regexp.MustCompile(`---- \d\d:\d\d:\d\d ----`)

// shows waits until exactly that was printed since it was asked last; times are "in 1ms".
func (t *terminal) shows(of *testing.T, want string) {
	of.Helper()
	said := ""
	for deadline := time.Now().Add(slow); said != want; time.Sleep(10 * time.Millisecond) {
		said += clock.ReplaceAllString(t.take(), "---- now ----")
		if !strings.HasPrefix(want, said) || time.Now().After(deadline) {
			of.Fatalf("it says\n%s\nwant\n%s", said, want)
		}
	}
}

// sound is a definition in which nothing is found.
func sound(app string) string {
	return strings.Replace(definitionOf(app, "Orders"), "/nowhere", "https://acme.test/w", 1)
}

// TestWatch: a check that goes on prints what a check prints, and then of each save what concerns it.
func TestWatch(t *testing.T) {
	a := newAuthor(t)
	a.dir = "content"
	a.save("acme", sound("acme"))
	a.save("other", sound("other"))
	comma := strings.Replace(sound("acme"), `"1.0.0",`, `"1.0.0"`, 1)
	const found = `content/apps/acme/app.json:4:3: error: expected a comma before "title" [json-missing-comma]
    4 |   "title": "Orders app",
      |   ^^^^^^^
hint: put one at the end of line 3

`
	twice := func(file, other string) string {
		return "content/apps/" + file + `/app.json:3:14: error: version "1.0.0" of the app "acme" is also defined in "apps/` + other + `/app.json" [gallery-duplicate-app]
    3 |   "version": "1.0.0",
      |              ^^^^^^^
hint: remove one of the files, or raise its version

`
	}
	screen := startWatch(t)
	screen.shows(t, `checked 2 apps with 2 widgets in 2 files of content: 0 errors, 0 warnings, 0 infos
watching for changes; press Ctrl+C to stop
`)
	for _, step := range []struct {
		does string
		do   func()
		says string
	}{
		{"a mistake", func() { a.save("acme", comma) }, found + "content/apps/acme/app.json: checked again in 1ms: 1 error\n"},
		{"another file", func() { a.save("other", sound("other")+" ") }, "content/apps/other/app.json: checked again in 1ms: nothing wrong; elsewhere 1 error\n"},
		{"the same mistake once more", func() { a.save("acme", comma+" ") }, found + "content/apps/acme/app.json: checked again in 1ms: 1 error\n"},
		{"mended", func() { a.save("acme", sound("acme")) }, "content/apps/acme/app.json: checked again in 1ms: all mended\n"},
		{"what concerns a file that was not saved", func() { a.save("other", sound("acme")) },
			twice("acme", "other") + twice("other", "acme") + "2 files: checked again in 1ms: 2 errors\n"},
		{"gone", func() { os.Remove("content/apps/other/app.json") },
			"content/apps/other/app.json: is gone\ncontent/apps/acme/app.json: checked again in 1ms: all mended\n"},
		{"a file beside it", func() { save(t, "content/apps/acme/samples.yaml", "- name: [\n") },
			`content/apps/acme/samples.yaml:1:9: error: the file is not YAML: expected a value [sample-syntax]
    1 | *********
      |         ^
hint: samples.yaml is a list: - name: … and settings: […]

2 files: checked again in 1ms: 1 error
`},
		{"no definition", func() { save(t, "content/package.json", `{"name": "acme"}`) },
			"content/package.json: is no app definition\n1 file: checked again in 1ms: nothing wrong; elsewhere 1 error\n"},
	} {
		t.Log(step.does)
		step.do()
		screen.shows(t, "\n---- now ----\n"+step.says)
	}
}

// TestWatchPlaces: what is named is watched alone, be it in the content directory or not; a file
// with what stands beside it.
func TestWatchPlaces(t *testing.T) {
	a := newAuthor(t)
	a.dir = "content"
	a.save("acme", sound("acme"))
	a.save("other", sound("other"))
	save(t, "elsewhere/one.json", sound("one"))
	save(t, "elsewhere/two.json", sound("two"))
	screen := startWatch(t, "--poll", "content/apps/acme", "elsewhere/one.json")
	screen.shows(t, "checked 2 apps with 2 widgets in 2 files: 0 errors, 0 warnings, 0 infos\nwatching for changes; press Ctrl+C to stop\n")
	comma := func(app string) string { return strings.Replace(sound(app), `"1.0.0",`, `"1.0.0"`, 1) }
	tells := func(file string) {
		t.Helper()
		screen.shows(t, "\n---- now ----\n"+file+`:4:3: error: expected a comma before "title" [json-missing-comma]
    4 |   "title": "Orders app",
      |   ^^^^^^^
hint: put one at the end of line 3

`+file+": checked again in 1ms: 1 error\n")
	}
	mended := func(file string) {
		t.Helper()
		screen.shows(t, "\n---- now ----\n"+file+": checked again in 1ms: all mended\n")
	}
	save(t, "elsewhere/two.json", comma("two"))
	a.save("other", comma("other"))
	save(t, "elsewhere/one.json", comma("one"))
	tells("elsewhere/one.json")
	save(t, "elsewhere/one.json", sound("one"))
	mended("elsewhere/one.json")
	a.save("acme", comma("acme"))
	tells("content/apps/acme/app.json")
	must(t, os.Rename("elsewhere", "away"))
	screen.shows(t, "vitrine: \"elsewhere\" is not there; waiting for it\n")
	save(t, "away/one.json", comma("one"))
	must(t, os.Rename("away", "elsewhere"))
	screen.shows(t, "")
	said := screen.says(t, "; elsewhere 1 error\n")
	if !strings.Contains(said, "elsewhere/one.json:4:3: error") {
		t.Errorf("the folder is back, and it says\n%s", said)
	}
}

// TestWatchConfig: the configuration is followed, for which rules hold and for what is checked. While it
// is broken, that is told once, and the last one holds.
func TestWatchConfig(t *testing.T) {
	a := newAuthor(t)
	a.dir = "content"
	a.save("acme", strings.Replace(sound("acme"), `"url"`, `"urll": "", "url"`, 1))
	const warned = `content/apps/acme/app.json:6:39: warning: unknown property "urll" of a widget [widget-unknown-key]
    6 |     { "name": "w", "title": "Orders", "urll": "", "url": "https://acme.test/w", "icon": "https://acme.te…
      |                                       ^^^^^^
hint: did you mean "url"?

`
	screen := startWatch(t)
	screen.says(t, warned, "watching for changes; press Ctrl+C to stop\n")
	a.config("rules:\n  disable: [widget-unknown-key]\n")
	const again = "vitrine: configuration changed: everything was checked again\n"
	screen.shows(t, "\n---- now ----\n"+again+"content/apps/acme/app.json: checked again in 1ms: all mended\n")
	a.config("rules:\n  disabel: [widget-unknown-key]\n")
	screen.shows(t, "vitrine: config.yaml:2:3: unknown key \"rules.disabel\" (did you mean \"disable\"?); what was configured before holds\n")
	a.save("acme", sound("acme"))
	screen.shows(t, "\n---- now ----\ncontent/apps/acme/app.json: checked again in 1ms: nothing wrong\n")
	a.config("check:\n  format: json\n")
	screen.shows(t, "vitrine: --watch cannot be used together with config.yaml:2:3: check.format (what goes on is text, for people: --format text); "+
		"what was configured before holds\n")
	a.config("")
	screen.shows(t, "\n---- now ----\n"+again+"nothing differs\n")
	save(t, "other/apps/acme/app.json", strings.Replace(sound("acme"), `"1.0.0",`, `"1.0.0"`, 1))
	a.config("content: other\n")
	screen.says(t, again, "other/apps/acme/app.json:4:3: error: expected a comma", "other/apps/acme/app.json: checked again in 1ms: 1 error\n")
}

// TestWatchNothing: who begins with an empty directory is told so, and what comes is checked.
func TestWatchNothing(t *testing.T) {
	a := newAuthor(t)
	a.dir = "content"
	must(t, os.Mkdir("content", 0o755))
	screen := startWatch(t)
	screen.says(t, "vitrine: note: there is no app definition in \"content\" (a definition is a JSON file", "; waiting for one\n", "to stop\n")
	a.save("acme", sound("acme"))
	screen.shows(t, "\n---- now ----\ncontent/apps/acme/app.json: checked again in 1ms: nothing wrong\n")
}

// TestWatchModule: of a module, what it is made of is watched as well, also where the module is looked at by itself.
func TestWatchModule(t *testing.T) {
	for name, args := range map[string][]string{"a folder": {"src"}, "by itself": {"src/acme.js"}} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			const widget = `{"name": "w", "title": "W", "url": "https://acme.test/w", "icon": "https://acme.test/i.svg"}`
			module := `module.exports = { app: "acme", version: "1.0.0", title: "Acme", widgets: [require("./parts/one.json")] };` + "\n"
			save(t, "src/parts/one.json", widget)
			save(t, "src/acme.js", module)
			screen := startWatch(t, args...)
			screen.says(t, "checked 1 app with 1 widget in 1 file", "to stop\n")
			const again = "\nsrc/acme.js: checked again in 1ms: "
			save(t, "src/parts/one.json", strings.Replace(widget, "https:", "http:", 1))
			said := screen.says(t, "src/acme.js:1:", "[url-scheme]\n", again+"1 error\n")
			if strings.Contains(said, "no app definition") {
				t.Errorf("it says\n%s", said)
			}
			save(t, "src/parts/one.json", widget)
			screen.says(t, again+"all mended\n")
			save(t, "src/acme.js", strings.Replace(module, "one", "two", 1))
			screen.says(t, "[module-import]\n", again+"1 error")
			save(t, "src/parts/two.json", widget) // which nobody watched before
			screen.says(t, again+"all mended\n")
		})
	}
}

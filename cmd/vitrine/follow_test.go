package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vitrine/generator"
	"vitrine/generator/live"
)

// get asks a server for a page, without what serve adds to it.
func get(t *testing.T, address string) []byte {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	data = regexp.MustCompile(`<script src="[^"]*_vitrine/reload.js" defer data-version="[^"]*"( data-token="[^"]*")?></script>`).ReplaceAll(data, nil)
	return bytes.ReplaceAll(data, []byte("connect-src &#39;self&#39;"), []byte("connect-src &#39;none&#39;"))
}

// until waits for something that another goroutine brings about.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(slow); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// likeFresh waits until every page that is served is that of a fresh build.
func likeFresh(t *testing.T, address string, args ...string) {
	t.Helper()
	fresh := freshSession(t, args...)
	defer fresh.Close()
	differs := ""
	defer func() {
		if differs != "" {
			t.Errorf("%s differs from that of a fresh build", differs)
		}
	}()
	until(t, "the served pages become those of a fresh build", func() bool {
		for _, path := range fresh.Snapshot().Plan().Paths() {
			if strings.HasPrefix(path, "rules/") || strings.HasPrefix(path, "assets/") {
				continue
			}
			want, _, err := fresh.Snapshot().Page(path)
			if err != nil {
				t.Fatal(err)
			}
			if differs = path; !bytes.Equal(get(t, address+path), want) {
				return false
			}
		}
		differs = ""
		return true
	})
}

// freshSession looks at everything as a program does that has just begun.
func freshSession(t *testing.T, args ...string) *generator.Session {
	t.Helper()
	e := &env{out: io.Discard, err: io.Discard}
	cmd, _, err := rootCommand(e).Find([]string{"build"})
	must(t, err)
	must(t, cmd.ParseFlags(args))
	c, err := e.load(cmd)
	must(t, err)
	fresh, err := c.session(forServe, nil)
	must(t, err)
	return fresh
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestServeReplacedContent: after the content directory was replaced, made
// anew, or gone for a while, what is served is what a fresh build makes of it,
// and later saves are seen.
func TestServeReplacedContent(t *testing.T) {
	a := newAuthor(t)
	a.dir = filepath.Join(a.dir, "content")
	a.save("acme", definitionOf("acme", "Orders"))
	a.save("other", definitionOf("other", "Returns"))
	address := startServe(t, "--content", a.dir)
	copied := func(title string) string {
		next := a.dir + "-" + title
		if err := os.CopyFS(next, os.DirFS(a.dir)); err != nil {
			t.Fatal(err)
		}
		author{t, next}.save("acme", definitionOf("acme", title))
		return next
	}
	do := func(list ...error) {
		t.Helper()
		for _, err := range list {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, swap := range []struct {
		name string
		do   func()
	}{
		{"moved away and copied back", func() {
			next := copied("one")
			do(os.Rename(a.dir, a.dir+"-old1"), os.Rename(next, a.dir))
		}},
		{"removed and made anew", func() {
			next := copied("two")
			do(os.RemoveAll(a.dir), os.Rename(next, a.dir))
		}},
		{"gone for a while", func() {
			do(os.Rename(a.dir, a.dir+"-away"))
			until(t, "the last good page is served while the directory is gone", func() bool {
				time.Sleep(300 * time.Millisecond)
				return bytes.Contains(get(t, address+"apps/acme/w.html"), []byte("two"))
			})
			do(os.Rename(a.dir+"-away", a.dir))
		}},
		{"empty, and filled again", func() {
			next := copied("three")
			do(os.RemoveAll(a.dir), os.Mkdir(a.dir, 0o755))
			likeFresh(t, address, "--content", a.dir)
			do(os.Remove(a.dir), os.Rename(next, a.dir))
		}},
	} {
		swap.do()
		likeFresh(t, address, "--content", a.dir)
		a.save("other", definitionOf("other", "After "+swap.name))
		likeFresh(t, address, "--content", a.dir)
		if page := get(t, address+"apps/other/w.html"); !bytes.Contains(page, []byte("After "+swap.name)) {
			t.Errorf("%s: a save afterwards is not shown", swap.name)
		}
	}
}

// TestServeIgnored: what .gitignore files name is not shown, and a change of
// one is seen, in the content directory and above.
func TestServeIgnored(t *testing.T) {
	newAuthor(t) // in an empty directory of its own
	a := author{t, "content"}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(os.Mkdir(".git", 0o755))
	a.save("acme", definitionOf("acme", "Orders"))
	a.save("other", definitionOf("other", "Returns"))
	do(os.WriteFile(".gitignore", []byte("content/apps/other/\n"), 0o644))
	address := startServe(t, "--content", a.dir)
	shown := func(app string) bool {
		return bytes.Contains(get(t, address+"gallery.json"), []byte(`"apps/`+app+`.html"`))
	}
	if !shown("acme") || shown("other") {
		t.Error("an ignored definition is shown")
	}
	for _, step := range []struct {
		file, text  string
		acme, other bool
	}{
		{".gitignore", "", true, true},
		{"content/apps/.gitignore", "acme\n", false, true},
		{".gitignore", "/content/apps/other\n", false, false},
		{"content/apps/.gitignore", "!other\n", true, true},
	} {
		do(os.WriteFile(step.file, []byte(step.text), 0o644))
		until(t, fmt.Sprintf("%s with %q", step.file, step.text), func() bool {
			return shown("acme") == step.acme && shown("other") == step.other
		})
	}
}

// TestServeRestartsGiveBack: a restart does not hold on to the content
// directory of the one before.
func TestServeRestartsGiveBack(t *testing.T) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("only Linux tells which files are open")
	}
	a := newAuthor(t)
	address := ""
	for i := range 6 {
		if err := os.WriteFile("config.yaml", fmt.Appendf(nil, "site:\n  title: Title %d\n", i), 0o644); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			address = startServe(t, "--content", a.dir)
		}
		until(t, "the configuration is followed", func() bool { return bytes.Contains(get(t, address), fmt.Appendf(nil, "Title %d", i)) })
	}
	until(t, "the directories of earlier runs are given back", func() bool {
		open := 0
		list, _ := os.ReadDir("/proc/self/fd")
		for _, e := range list {
			if to, _ := os.Readlink("/proc/self/fd/" + e.Name()); to == a.dir {
				open++
			}
		}
		return open <= 1
	})
}

// TestServeTroubleEnds: once what was wrong is mended, the browsers are told
// so, whatever it was.
func TestServeTroubleEnds(t *testing.T) {
	a := newAuthor(t)
	config := func(text string) {
		if err := os.WriteFile("config.yaml", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	config("site:\n  title: First\n")
	address := startServe(t, "--content", a.dir)
	events := eventsOf(t, address)
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() { config("site:\n  titel: Second\n") }, "site.titel"},
		{func() { config("site:\n  title: Second\n") }, `"problems":[]`},
		{func() { os.Rename(a.dir, a.dir+"-away") }, "is not there"},
		{func() { os.Rename(a.dir+"-away", a.dir) }, `"problems":[]`},
	} {
		step.do()
		for {
			select {
			case line := <-events:
				if strings.Contains(line, step.want) {
					break
				}
				continue
			case <-time.After(slow):
				t.Fatalf("the browsers were not told %q", step.want)
			}
			break
		}
	}
}

// eventsOf reads what browsers are told.
func eventsOf(t *testing.T, address string) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"_vitrine/events?age=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	lines := make(chan string, 100)
	go func() {
		defer answer.Body.Close()
		for r := bufio.NewScanner(answer.Body); r.Scan(); {
			if strings.HasPrefix(r.Text(), "data: ") {
				lines <- r.Text()
			}
		}
	}()
	return lines
}

// TestServeLateConfig: a configuration that changes after it was read and
// before it is watched is read again.
func TestServeLateConfig(t *testing.T) {
	a := newAuthor(t)
	e := &env{out: io.Discard, err: io.Discard}
	cmd, _, err := rootCommand(e).Find([]string{"serve"})
	if err == nil {
		err = cmd.ParseFlags([]string{"--content", a.dir})
	}
	if err == nil {
		err = os.WriteFile("config.yaml", nil, 0o644) // as an editor leaves it for a moment
	}
	if err != nil {
		t.Fatal(err)
	}
	c, err := e.load(cmd)
	if err != nil {
		t.Fatal(err)
	}
	session, err := c.session(forServe, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &preview{env: e, cmd: cmd, config: c, session: session, troubles: map[string]string{}, since: map[string]time.Time{}}
	defer func() { p.session.Close() }()
	p.server = live.NewServer(live.ServerOptions{Page: p.page})
	for text, want := range map[string]string{"site:\n  title: Late\n": "", "site:\n  titel: Late\n": `config.yaml:2:3: unknown key "site.titel" (did you mean "title"?)`} {
		if err := os.WriteFile("config.yaml", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		upToDate(p, beginWatch(p)).Close()
		if got := p.troubles[ofSetup]; want == "" && (got != "" || p.config.Site.Title != "Late") || !strings.Contains(got, want) {
			t.Errorf("%q: title %q, trouble %q", text, p.config.Site.Title, got)
		}
	}
}

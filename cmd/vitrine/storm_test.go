//go:build linux

package main

import (
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// turmoil changes a content directory at random, as people, editors, checkouts
// and deploys do. Errors do not matter: what is there is there.
type turmoil struct {
	r       *rand.Rand
	dir     string // the content directory
	aside   string // beside it: what is moved out, and may come back
	config  string
	outside string // a file that no link may lead to
	did     []string
	n       int
}

// Where definitions, and what belongs to them, come and go. Some are the same
// but for case, some lie in each other's way.
var (
	stormDefinitions = []string{
		"apps/a/app.json", "apps/a/versions/1.json", "apps/a/versions/2.json", "apps/b/app.json", "apps/B/app.json", "apps/b/x.JSON",
		"flat.json", "apps/c/d/e/deep.json", "apps/c.json", "reviews/acme.json",
	}
	stormBesides = []string{
		"apps/a/README.md", "apps/b/README.md", "apps/a/samples.yaml", "apps/b/samples.yaml", "apps/a/icons/a.svg", "icons/a.svg", "apps/b/shot.svg",
		"reviews/acme.yaml", "reviews/beta.yaml", "reviews/nobody.yaml", ".gitignore", "apps/a/.gitignore", "widgets/local.html", "widgets/local.js",
	}
	stormFolders = []string{"apps", "apps/a", "apps/a/versions", "apps/b", "apps/B", "apps/c", "apps/c/d", "reviews", "icons", "widgets", "apps/new"}
)

func (s *turmoil) one(of []string) string  { return of[s.r.IntN(len(of))] }
func (s *turmoil) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// text is what a file may hold, by its name.
func (s *turmoil) text(name string) string {
	s.n++
	switch {
	case s.r.IntN(12) == 0:
		return ""
	case strings.HasSuffix(strings.ToLower(name), ".json"):
		icon := s.one([]string{"icons/a.svg", "https://cdn.test/a.svg", "shot.svg"})
		text := fmt.Sprintf(`{ "app": %q, "version": "%d.%d.0%s", "title": "Title %d", "iconUrl": %q, "description": "# Says\n\n%d",
  "screenshots": ["shot.svg"], "widgets": [ { "name": "w%d", "title": "W", "url": %q, "icon": %q } ],
  "settings": { "default": { "s": { "type": "string", "defaultValue": "" } } } }`,
			s.one([]string{"acme", "acme", "Acme", "beta", "con", "a/b", ""}), s.r.IntN(2), s.r.IntN(3), s.one([]string{"", "", "-rc"}), s.n, icon, s.n,
			s.r.IntN(3), s.one([]string{"https://acme.test/{{{settings.default.s}}}", "https://cdn.test/local.html"}), icon)
		if s.r.IntN(6) == 0 { // as an author types
			text = text[:s.r.IntN(len(text))]
		}
		return text
	case strings.HasSuffix(name, ".gitignore"):
		return s.one([]string{"*.svg\n", "/b/\nversions/\n", "*.json\n!app.json\n", "apps/b\n", "# nothing\n"})
	case strings.HasPrefix(name, "reviews/"):
		return fmt.Sprintf("- version: %d.%d.0\n  %s: rejected\n  note: says %d\n", s.r.IntN(2), s.r.IntN(3), s.one([]string{"decision", "decison"}), s.n)
	case strings.HasSuffix(name, ".yaml"):
		return fmt.Sprintf("- name: S%d\n  settings: [{category: default, name: s, value: v}]\n", s.n)
	case strings.HasSuffix(name, ".svg"):
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 %d"><circle r="%d"/></svg>`, 127+s.r.IntN(4), s.n)
	}
	return fmt.Sprintf("# Hello %d\n", s.n)
}

// stormSteps are what a storm is made of. Each says what it did.
var stormSteps = []func(s *turmoil) string{
	func(s *turmoil) string { // as a program writes a file
		name := s.one(stormDefinitions)
		return fmt.Sprint("write ", name, s.write(name, s.text(name)))
	},
	func(s *turmoil) string { return s.save(s.one(stormDefinitions)) },
	func(s *turmoil) string { return s.save(s.one(stormBesides)) },
	func(s *turmoil) string { // slowly, so that half of it may be seen
		name := s.one(stormDefinitions)
		text := s.text(name)
		half := text[:s.r.IntN(len(text)+1)]
		err := s.write(name, half)
		s.wait()
		return fmt.Sprintf("write %d of %d bytes of %s, then all %v%v", len(half), len(text), name, err, s.write(name, text))
	},
	func(s *turmoil) string {
		name := s.one(append(stormDefinitions, stormBesides...))
		return fmt.Sprint("delete ", name, os.Remove(s.path(name)))
	},
	func(s *turmoil) string {
		name := s.one(stormFolders)
		return fmt.Sprint("delete folder ", name, os.RemoveAll(s.path(name)))
	},
	func(s *turmoil) string { // case changes are among these
		from, to := s.one(stormDefinitions), s.one(stormDefinitions)
		os.MkdirAll(filepath.Dir(s.path(to)), 0o755)
		return fmt.Sprint("move ", from, " to ", to, os.Rename(s.path(from), s.path(to)))
	},
	func(s *turmoil) string {
		from, to := s.one(stormFolders), s.one(stormFolders)
		return fmt.Sprint("move folder ", from, " to ", to, os.Rename(s.path(from), s.path(to)))
	},
	func(s *turmoil) string {
		name, to := s.one(stormFolders), filepath.Join(s.aside, "out")
		if _, err := os.Stat(to); err == nil {
			return fmt.Sprint("move back in as ", name, os.Rename(to, s.path(name)))
		}
		return fmt.Sprint("move out folder ", name, os.Rename(s.path(name), to))
	},
	func(s *turmoil) string { // a deploy
		next, old := filepath.Join(s.aside, fmt.Sprint("next", s.n)), filepath.Join(s.aside, fmt.Sprint("old", s.n))
		s.n++
		err := os.CopyFS(next, os.DirFS(s.dir))
		if err == nil {
			err = os.Rename(s.dir, old)
		}
		return fmt.Sprint("swap the content directory for a copy", err, os.Rename(next, s.dir))
	},
	func(s *turmoil) string { // the checkout of a branch without it
		gone := filepath.Join(s.aside, "gone")
		err := os.Rename(s.dir, gone)
		s.wait()
		return fmt.Sprint("content directory away and back", err, os.Rename(gone, s.dir))
	},
	func(s *turmoil) string {
		name := s.one(stormFolders)
		err := os.RemoveAll(s.path(name))
		return fmt.Sprint("a file in place of folder ", name, err, s.write(name, "a file\n"))
	},
	func(s *turmoil) string {
		name := s.one(stormDefinitions)
		os.Remove(s.path(name))
		return fmt.Sprint("a folder in place of ", name, os.MkdirAll(s.path(name), 0o755))
	},
	func(s *turmoil) string {
		name := s.one(append(stormDefinitions, "apps/a/README.md", "reviews/acme.yaml", "apps/linked"))
		to := s.one([]string{"app.json", "../../flat.json", "../b", "nowhere", filepath.Base(name), s.outside, s.path("flat.json")})
		os.Remove(s.path(name))
		return fmt.Sprint("link ", name, " to ", to, os.Symlink(to, s.path(name)))
	},
	func(s *turmoil) string {
		name := s.one(append(stormFolders, append(stormDefinitions, stormBesides...)...))
		info, err := os.Lstat(s.path(name))
		if err != nil || info.Mode()&fs.ModeSymlink != 0 {
			return ""
		}
		err = os.Chmod(s.path(name), 0)
		s.wait()
		return fmt.Sprint("forbid and allow ", name, err, os.Chmod(s.path(name), info.Mode().Perm()))
	},
}

// configuration is a good one.
func (s *turmoil) configuration() string {
	return fmt.Sprintf("site:\n  title: Title %d\npreviews:\n  - from: https://cdn.test/\n    to: widgets/\n", s.n)
}

func (s *turmoil) write(name, text string) error {
	os.MkdirAll(filepath.Dir(s.path(name)), 0o755)
	return os.WriteFile(s.path(name), []byte(text), 0o644)
}

// save saves as most editors do.
func (s *turmoil) save(name string) string {
	tmp := s.path(name) + "~"
	os.MkdirAll(filepath.Dir(tmp), 0o755)
	err := os.WriteFile(tmp, []byte(s.text(name)), 0o644)
	if err == nil {
		err = os.Rename(tmp, s.path(name))
	}
	if err != nil {
		os.Remove(tmp)
	}
	return fmt.Sprint("save ", name, err)
}

// wait is a moment in which something may be seen, or not.
func (s *turmoil) wait() { time.Sleep(time.Duration(s.r.IntN(80)) * time.Millisecond) }

// reconfigure makes the program begin anew, unless the configuration is wrong.
func (s *turmoil) reconfigure() string {
	text := s.one([]string{"", "sites:\n", s.configuration(), "rules:\n  widget-missing-icon: \"off\"\n"})
	return fmt.Sprintf("configure %q%v", text, os.WriteFile(s.config, []byte(text), 0o644))
}

func (s *turmoil) step() {
	if did := stormSteps[s.r.IntN(len(stormSteps))](s); did != "" {
		s.did = append(s.did, did)
	}
	if s.r.IntN(3) == 0 {
		s.wait()
	}
}

// TestServeStorm makes random changes while the program serves, as somebody who
// may not read everything. When they end, each page is that of a fresh build of
// what is there. With VITRINE_LONG=1 it makes many more, which takes minutes.
func TestServeStorm(t *testing.T) {
	seeds, rounds, steps := uint64(2), 2, 25
	if os.Getenv("VITRINE_LONG") != "" {
		seeds, rounds, steps = 12, 6, 60
	}
	program := newSomeone(t)
	for _, way := range []string{"events", "poll"} {
		for seed := range seeds {
			t.Run(fmt.Sprint(way, seed), func(t *testing.T) {
				t.Parallel()
				s := newStorm(t, seed)
				args := []string{"--content", s.dir, "--config", s.config}
				address := serves(t, program.command(append([]string{"serve", "--addr", "127.0.0.1:0", fmt.Sprint("--poll=", way == "poll")}, args...)...))
				known := map[string]bool{}
				for range rounds {
					for step := range steps {
						switch step {
						case steps / 4:
							s.did = append(s.did, s.reconfigure())
						case steps / 3: // a good one; the changes after it are not found by beginning anew
							must(t, os.WriteFile(s.config, []byte(s.configuration()), 0o644))
						}
						s.step()
						if answer, err := http.Get(address + "apps/acme.html"); err != nil || answer.StatusCode >= 500 {
							t.Fatal(answer, err)
						} else {
							io.Copy(io.Discard, answer.Body)
							answer.Body.Close()
						}
					}
					s.did = append(s.did, "and looked at the pages")
					likeFresh(t, address, args...)
					s.gone(t, address, known)
				}
			})
		}
	}
}

func newStorm(t *testing.T, seed uint64) *turmoil {
	parent := openDir(t)
	s := &turmoil{
		r: rand.New(rand.NewPCG(seed, 3)), dir: filepath.Join(parent, "content"), aside: filepath.Join(parent, "aside"),
		config: filepath.Join(parent, "config.yaml"), outside: filepath.Join(parent, "outside.json"),
	}
	must(t, os.MkdirAll(s.aside, 0o755))
	must(t, os.WriteFile(s.outside, []byte(definitionOf("outside", "Outside")), 0o644))
	must(t, os.WriteFile(s.config, []byte(s.configuration()), 0o644))
	for range 2 {
		for _, name := range append(stormDefinitions[:6:6], stormBesides...) {
			must(t, s.write(name, s.text(name)))
		}
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d:\n%s", seed, strings.Join(s.did, "\n"))
		}
	})
	return s
}

// gone looks whether pages that were there and are not are not found.
func (s *turmoil) gone(t *testing.T, address string, known map[string]bool) {
	t.Helper()
	fresh := freshSession(t, "--content", s.dir, "--config", s.config)
	defer fresh.Close()
	now := map[string]bool{}
	for _, p := range fresh.Snapshot().Plan().Paths() {
		known[p], now[p] = true, true
	}
	for p := range known {
		if now[p] {
			continue
		}
		until(t, p+", which is gone, is not found", func() bool { // no other page may have changed with it
			answer, err := http.Get(address + p)
			must(t, err)
			answer.Body.Close()
			return answer.StatusCode == http.StatusNotFound
		})
	}
}

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"vitrine/bench/hugo"
	"vitrine/bench/made"
)

// before is the CPU time of checking the corpus in the first version that was
// measured, as a share of what Hugo took beside it: 8.1 s to 53.4 s at 10,000 apps.
// A fifth of it is the target.
const before = 8.1 / 53.4

// command is a program that runs in the work folder, where no configuration is.
func (b *bench) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = b.work
	return cmd
}

// builds measures builds and checks, one after the other, several times.
func (b *bench) builds(t *table, corpus string) error {
	t.measured = map[string]*figures{}
	site := func(name string) string { return filepath.Join(b.memory, name) }
	cache, list, project := filepath.Join(b.work, "cache"), filepath.Join(b.work, "list"), filepath.Join(b.work, "hugo")
	defer func() {
		for _, dir := range []string{site("cold"), site("warm"), site("floor"), site("hugo"), cache, project} {
			os.RemoveAll(dir)
		}
	}()
	if b.hugo != "" {
		if err := hugo.Project(corpus, project); err != nil {
			return err
		}
	}
	cold := []string{"build", "--no-cache", "--content", corpus, "--output", site("cold")}
	warm := []string{"build", "--cache", cache, "--content", corpus, "--output", site("warm")}
	for _, args := range [][]string{cold, warm} { // what is warm needs a build before, and the floor something to imitate
		if out, err := b.command(b.vitrine, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("build: %w\n%s", err, out)
		}
	}
	if out, err := b.command(b.floor, "-list", list, "-like", site("cold")).CombinedOutput(); err != nil {
		return fmt.Errorf("floor: %w\n%s", err, out)
	}
	if err := t.weigh(site("cold")); err != nil {
		return err
	}
	for run := range b.runs {
		say("%d apps: run %d of %d", t.n, run+1, b.runs)
		os.RemoveAll(site("cold"))
		os.RemoveAll(site("floor"))
		os.RemoveAll(site("hugo"))
		steps := []struct {
			name string
			cmd  *exec.Cmd
		}{
			{"cold", b.command(b.vitrine, cold...)},
			{"floor", b.command(b.floor, "-list", list, "-to", site("floor"))},
			{"hugo", b.command(b.hugo, "--quiet", "--source", project, "--destination", site("hugo"))},
			{"check", b.command(b.vitrine, "check", "--content", corpus, "--format", "json")},
			{"warm", b.command(b.vitrine, warm...)},
			{"edited", b.command(b.vitrine, warm...)},
		}
		for _, s := range steps {
			if s.name == "hugo" && b.hugo == "" {
				continue
			}
			if s.name == "edited" {
				if err := edit(corpus, 7, fmt.Sprintf("Run %d ", run)); err != nil {
					return err
				}
			}
			if err := t.measure(s.name, s.cmd); err != nil {
				return err
			}
		}
	}
	t.judgeBuilds()
	return edit(corpus, 7, "")
}

// judgeBuilds compares builds with their targets.
func (t *table) judgeBuilds() {
	cold, floor, hugo := t.measured["cold"], t.measured["floor"], t.measured["hugo"]
	warm, edited, check := t.measured["warm"], t.measured["edited"], t.measured["check"]
	if hugo == nil {
		t.lacks("cold build, faster than Hugo", "no Hugo")
		t.lacks("check, CPU to Hugo's", "no Hugo")
	} else {
		t.gain("cold build, faster than Hugo", hugo.wall()/cold.wall(), 8)
		t.row("check, CPU to Hugo's", check.cpu()/hugo.cpu(), "times", before/5)
	}
	t.row("cold build, to the floor", cold.wall()/floor.wall(), "times", 4)
	t.row("cold build, peak memory", cold.peak(), "MB", 400)
	t.row("warm build, to the cold one", warm.wall()/cold.wall(), "times", .25)
	t.row("after one edit, to the warm one", edited.wall()/warm.wall(), "times", 1.1)
	t.row("warm and after one edit, peak memory", max(warm.peak(), edited.peak()), "MB", 250)
	t.row("check, peak memory", check.peak(), "MB", 200)
}

// weigh counts the files and bytes of a site.
func (t *table) weigh(site string) error {
	t.files, t.bytes = 0, 0
	return filepath.WalkDir(site, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			t.files, t.bytes = t.files+1, t.bytes+info.Size()
		}
		return err
	})
}

// edit saves the definition of an app with words put in front of its title; ""
// saves it as it was made.
func edit(corpus string, app int, words string) error {
	a := made.Make(app)
	return os.WriteFile(filepath.Join(corpus, a.ID, "app.json"), titled(a, words), 0o644)
}

func titled(a *made.App, words string) []byte {
	const at = `"title": "`
	return bytes.Replace(a.Definition, []byte(at), []byte(at+words), 1)
}

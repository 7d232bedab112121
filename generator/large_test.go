package generator_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/bench/made"
	"vitrine/generator"
	"vitrine/generator/gallery"
)

// crowd is many invented apps in memory, which are edited at random.
type crowd struct {
	*memoryDir
	apps []*made.App
}

func newCrowd(apps int) *crowd {
	l := &crowd{memoryDir: &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1e9, 0)}}
	for i := range apps {
		l.apps = append(l.apps, made.Make(i))
		l.restore(l.apps[i])
	}
	return l
}

func (l *crowd) restore(a *made.App) {
	l.write(a.ID+"/app.json", string(a.Definition))
	l.write(a.ID+"/README.md", string(a.Readme))
	for k, icon := range a.Icons {
		l.write(fmt.Sprintf("%s/icons/w%d.svg", a.ID, k), string(icon))
	}
}

// change edits an app at random and returns the names that a watcher would tell.
func (l *crowd) change(r *rand.Rand) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.apps[r.IntN(len(l.apps))]
	main, version := a.ID+"/app.json", a.ID+"/next.json"
	text := a.Definition
	switch name := ""; r.IntN(10) {
	case 0:
		delete(l.files, main)
	case 1:
		delete(l.files, version)
		return []string{version}
	case 2: // the author is typing
		l.write(main, string(text[:r.IntN(len(text))]))
	case 3, 4:
		l.write(main, string(bytes.ReplaceAll(text, []byte(a.Title), []byte(fmt.Sprintf("Title %d", r.IntN(99))))))
	case 5:
		l.write(version, string(bytes.Replace(text, []byte(`"version": "`), []byte(fmt.Sprintf(`"version": "%d`, 1+r.IntN(9))), 1)))
		return []string{version}
	case 6:
		name = a.ID + "/README.md"
		l.write(name, fmt.Sprintf("# Read %d\n", r.IntN(9)))
	case 7:
		name = a.ID + "/samples.yaml"
		l.write(name, fmt.Sprintf("- name: S\n  settings: [{category: default, name: %s, value: v%d}]\n", a.Keys[0], r.IntN(9)))
	case 8:
		name = "reviews/" + a.ID + ".yaml"
		l.write(name, fmt.Sprintf("- version: %d.0.0\n  decision: approved\n", r.IntN(3)))
	default:
		l.restore(a)
		return []string{a.ID}
	}
	return []string{main, a.ID + "/README.md", a.ID + "/samples.yaml", "reviews/" + a.ID + ".yaml"}
}

// TestLargeEqualsClean edits a large gallery at random: what is served, and what
// is built with what the build before has kept, is what a fresh build makes.
// With VITRINE_APPS=1000 it makes three hundred edits of so many apps, which takes minutes.
func TestLargeEqualsClean(t *testing.T) {
	apps, rounds := 25, 2
	if n, err := strconv.Atoi(os.Getenv("VITRINE_APPS")); err == nil {
		apps, rounds = n, 20
	}
	const edits = 15
	r := rand.New(rand.NewPCG(1, uint64(apps)))
	files := newCrowd(apps)
	kept := newBuilder(t, files)
	served := generator.Open(files, theme(t), gallery.Options{Site: kept.opts.Site}, nil)
	if _, err := served.Refresh(); err != nil {
		t.Fatal(err)
	}
	for round := range rounds {
		for range edits {
			if _, err := served.RefreshFiles(files.change(r)); err != nil {
				t.Fatal(err)
			}
		}
		kept.build(t)
		clean := kept.clean(t)
		if diff := differ(t, kept.site(t), clean); diff != "" {
			t.Fatalf("%d apps, round %d, built: %s", apps, round, diff)
		}
		fresh := generator.Open(files, theme(t), gallery.Options{Site: kept.opts.Site}, nil)
		if _, err := fresh.Refresh(); err != nil {
			t.Fatal(err)
		}
		if diff := differ(t, whole(t, served), whole(t, fresh)); diff != "" {
			t.Fatalf("%d apps, round %d, served: %s", apps, round, diff)
		}
	}
}

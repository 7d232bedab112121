package shots_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/gallery"
	"vitrine/generator/shots"
	"vitrine/generator/site"
)

func widget(key, digest, reason string) gallery.ScreenshotSubject {
	return gallery.ScreenshotSubject{ScreenshotSubject: site.ScreenshotSubject{Key: key, Reason: reason}, Widget: key, File: "acme/" + key, Digest: digest}
}

func entry(key, digest string) gallery.ScreenshotFiles {
	at := "acme/" + key
	return gallery.ScreenshotFiles{Key: key, Local: digest, Light: at + ".light.webp", Dark: at + ".dark.webp", Social: at + ".jpg"}
}

// directoryOf has the pictures of some entries, the list of them, and a file
// that is not ours.
func directoryOf(t *testing.T, entries ...gallery.ScreenshotFiles) string {
	t.Helper()
	dir := t.TempDir()
	list, err := json.Marshal(gallery.ScreenshotList{Version: 1, Screenshots: entries})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"shots.json": list, "acme/mine.webp": nil}
	for i := range entries {
		for _, p := range entries[i].Files() {
			files[p] = nil
		}
	}
	for name, data := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var errServed = errors.New("the gallery was served")

// options are those of a run that must not get as far as taking anything.
func options(dir string, told *[]string) shots.Options {
	return shots.Options{
		Dir:   dir,
		Serve: func() (string, func(), error) { return "", nil, errServed },
		Tell: func(w gallery.ScreenshotSubject, what shots.Outcome, why string) {
			*told = append(*told, fmt.Sprintf("%s %s: %s", w.Widget, what, why))
		},
	}
}

// TestKept: what looks as it did is kept without a browser, what is no longer
// listed goes, and what the list never named stays.
func TestKept(t *testing.T) {
	dir := directoryOf(t, entry("same", "page"), entry("gone", ""), entry("refused", ""))
	var told []string
	widgets := []gallery.ScreenshotSubject{widget("same", "page", ""), widget("same", "page", ""), widget("refused", "", "not contacted")}
	got, err := shots.Run(t.Context(), widgets, options(dir, &told))
	if err != nil || got.Taken != 0 || got.Kept != 1 || got.LeftOut != 1 || got.Failed != 0 || len(got.Stale) > 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if want := []string{"refused left out: not contacted"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	left, err := fs.Glob(os.DirFS(dir), "*/*")
	want := []string{"acme/mine.webp", "acme/same.dark.webp", "acme/same.jpg", "acme/same.light.webp"}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("there are %q, want %q, %v", left, want, err)
	}
	list, err := gallery.ReadScreenshots(os.DirFS(dir))
	if err != nil || len(list.Screenshots) != 1 || list.Screenshots[0].Key != "same" {
		t.Errorf("listed are %+v, %v", list, err)
	}
}

// TestTakenAgain: each of these needs a browser, so the gallery is served.
func TestTakenAgain(t *testing.T) {
	for name, change := range map[string]func(dir string, o *shots.Options) gallery.ScreenshotSubject{
		"another look":       func(string, *shots.Options) gallery.ScreenshotSubject { return widget("new", "page", "") },
		"another local page": func(string, *shots.Options) gallery.ScreenshotSubject { return widget("same", "edited", "") },
		"all are asked for": func(_ string, o *shots.Options) gallery.ScreenshotSubject {
			o.All = true
			return widget("same", "page", "")
		},
		"a picture is missing": func(dir string, _ *shots.Options) gallery.ScreenshotSubject {
			if err := os.Remove(filepath.Join(dir, "acme/same.jpg")); err != nil {
				t.Fatal(err)
			}
			return widget("same", "page", "")
		},
	} {
		dir := directoryOf(t, entry("same", "page"))
		o := options(dir, new([]string))
		if _, err := shots.Run(t.Context(), []gallery.ScreenshotSubject{change(dir, &o)}, o); !errors.Is(err, errServed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNothingToList: a directory that never had screenshots gets no list.
func TestNothingToList(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shots")
	if _, err := shots.Run(t.Context(), nil, options(dir, new([]string))); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory was made: %v", err)
	}
}

// TestDamagedList: pictures that nobody can tell from others are not touched.
func TestDamagedList(t *testing.T) {
	dir := directoryOf(t, entry("same", ""))
	if err := os.WriteFile(filepath.Join(dir, "shots.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	var list shots.ListError
	if _, err := shots.Run(t.Context(), nil, options(dir, new([]string))); !errors.As(err, &list) || !strings.Contains(err.Error(), dir) {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "acme/same.jpg")); err != nil {
		t.Error(err)
	}
}

// TestFindBrowser: a name that leads nowhere is said, and so is a path without any.
func TestFindBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := shots.FindBrowser("netscape"); err == nil || err.Error() != `there is no browser "netscape"` {
		t.Errorf("the error is %v", err)
	}
	if _, err := shots.FindBrowser(""); !errors.Is(err, shots.ErrNoBrowser) {
		t.Errorf("the error is %v", err)
	}
}

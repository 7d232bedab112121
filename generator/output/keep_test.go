package output

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestKeep: a file that nobody changed since it was written need not be written
// again; one that was changed, copied with other bytes or removed must be.
func TestKeep(t *testing.T) {
	for name, c := range map[string]struct {
		change func(t *testing.T, file string)
		kept   bool
	}{
		"as it was left": {func(*testing.T, string) {}, true},
		"other bytes": {func(t *testing.T, file string) {
			check(t, os.WriteFile(file, []byte("HELLO"), 0o644))
		}, false},
		"longer": {func(t *testing.T, file string) { check(t, os.WriteFile(file, []byte("hello, world"), 0o644)) }, false},
		"copied": {func(t *testing.T, file string) {
			check(t, os.Remove(file))
			check(t, os.WriteFile(file, []byte("hello"), 0o644))
			check(t, os.Chtimes(file, time.Time{}, time.Unix(1e9, 0)))
		}, true},
		"gone":   {func(t *testing.T, file string) { check(t, os.Remove(file)) }, false},
		"a link": {func(t *testing.T, file string) { check(t, os.Remove(file)); check(t, os.Symlink("other.html", file)) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			w, err := Open(dir, Options{})
			check(t, err)
			check(t, w.Write("a.html", []byte("hello")))
			check(t, w.Write("other.html", []byte("hello")))
			_, err = w.Commit()
			check(t, err)
			left, ok := w.Left("a.html")
			if !ok || left.Size != 5 {
				t.Fatalf("the file was left as %+v, %v", left, ok)
			}
			c.change(t, filepath.Join(dir, "a.html"))
			w, err = Open(dir, Options{})
			if name == "a link" { // the directory is not ours any more
				if err == nil {
					t.Error("a link was taken for our file")
				}
				return
			}
			check(t, err)
			if got := w.Keep("a.html", left); got != c.kept {
				t.Errorf("kept: %v", got)
			}
			if !c.kept {
				check(t, w.Write("a.html", []byte("hello")))
			}
			check(t, w.Write("other.html", []byte("hello")))
			stats, err := w.Commit()
			check(t, err)
			if data, err := os.ReadFile(filepath.Join(dir, "a.html")); string(data) != "hello" || c.kept && stats.Written != 0 {
				t.Errorf("it holds %q, %v; %+v", data, err, stats)
			}
		})
	}
}

// TestKeepUnknown: nothing is kept that no manifest lists, or twice.
func TestKeepUnknown(t *testing.T) {
	w, err := Open(filepath.Join(t.TempDir(), "out"), Options{})
	check(t, err)
	if w.Keep("a.html", Left{Sum: "ab", Size: 1}) || w.Keep("a.html", Left{}) {
		t.Error("a file that is not there was kept")
	}
	check(t, w.Abort())
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

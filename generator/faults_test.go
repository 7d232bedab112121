package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/memo"
	"vitrine/generator/output"
	"vitrine/generator/site"
)

// faulty is a directory of which one question fails, or all from one on.
type faulty struct {
	fs.FS
	mu    sync.Mutex
	n     int // of the question that fails; < 0 for none
	on    bool
	cause error
	asked int
	hit   []string // what failed
}

// fail counts a question, and tells whether it is the one.
func (f *faulty) fail(op, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.asked
	f.asked++
	if f.n < 0 || n != f.n && (!f.on || n < f.n) {
		return nil
	}
	f.hit = append(f.hit, name)
	return &fs.PathError{Op: op, Path: name, Err: f.cause}
}

// arm lets question n fail; < 0 none.
func (f *faulty) arm(n int, on bool, cause error) {
	f.n, f.on, f.cause, f.asked, f.hit = n, on, cause, 0, nil
}

func (f *faulty) Open(name string) (fs.File, error) {
	if err := f.fail("open", name); err != nil {
		return nil, err
	}
	file, err := f.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return &faultyFile{file, f, name}, nil
}

func (f *faulty) Stat(name string) (fs.FileInfo, error) {
	if err := f.fail("stat", name); err != nil {
		return nil, err
	}
	return fs.Stat(f.FS, name)
}

func (f *faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.fail("readdir", name); err != nil {
		return nil, err
	}
	list, err := fs.ReadDir(f.FS, name)
	for i, e := range list {
		list[i] = faultyEntry{e, f, filepath.ToSlash(filepath.Join(name, e.Name()))}
	}
	return list, err
}

type faultyEntry struct {
	fs.DirEntry
	f    *faulty
	name string
}

func (e faultyEntry) Info() (fs.FileInfo, error) {
	if err := e.f.fail("lstat", e.name); err != nil {
		return nil, err
	}
	return e.DirEntry.Info()
}

type faultyFile struct {
	fs.File
	f    *faulty
	name string
}

func (f *faultyFile) Stat() (fs.FileInfo, error) {
	if err := f.f.fail("fstat", f.name); err != nil {
		return nil, err
	}
	return f.File.Stat()
}

func (f *faultyFile) Read(p []byte) (int, error) {
	if err := f.f.fail("read", f.name); err != nil {
		return 0, err
	}
	return f.File.Read(p)
}

// faultsIn is a content directory with a file of each kind, as it was and as it
// is once it has been edited.
func faultsIn() (old, now *memoryDir) {
	text := func(app, version, title string) string {
		return fmt.Sprintf(`{ "app": %q, "version": %q, "title": %q, "iconUrl": "icon.svg", "screenshots": ["shot.png"],
  "widgets": [ { "name": "w", "title": "W", "url": "https://acme.test/", "icon": "icon.svg" } ],
  "settings": { "default": { "s": { "type": "string", "defaultValue": "x" } } } }`, app, version, title)
	}
	fill := func(title string) *memoryDir {
		c := &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1e9, 0)}
		c.write(".gitignore", "private.json\n")
		c.write("private.json", text("private", "1.0.0", "Nobody's business"))
		for _, app := range []string{"a", "b"} {
			c.write("apps/"+app+"/app.json", text(app, "1.1.0", title))
			c.write("apps/"+app+"/versions/1.json", text(app, "1.0.0", "Old"))
		}
		c.write("apps/a/README.md", "# "+title)
		c.write("apps/a/samples.yaml", "- name: "+title+"\n  settings: [{category: default, name: s, value: v}]\n")
		c.write("apps/a/icon.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><title>`+title+`</title></svg>`)
		c.write("apps/a/shot.png", onePixel)
		c.write("apps/b/.gitignore", "drafts/\n")
		c.write("apps/b/drafts/x.json", text("draft", "1.0.0", "Nobody's business"))
		c.write("reviews/a.yaml", "- version: 1.1.0\n  decision: approved\n  note: "+title+"\n")
		c.write("icons/page.html", "<p>"+title) // a local page; see newBuilder
		return c
	}
	now = fill("Now")
	now.clock = now.clock.Add(time.Hour)
	for name, file := range now.files {
		now.write(name, string(file.Data))
	}
	return fill("Old"), now
}

// onePixel is a PNG.
const onePixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\xdac\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"

// faultyBuild is what a build came to.
type faultyBuild struct {
	err        error
	unreadable []gallery.Unreadable
	site       map[string][]byte
}

// buildOver builds over what stands there, as the command does.
func (b *builder) buildOver(t *testing.T) (o faultyBuild) {
	t.Helper()
	s := generator.Open(b.content, theme(t), b.opts, memo.Open(b.cache, "this program"))
	w, err := output.Open(b.out, output.Options{})
	must(t, err)
	_, o.err = s.Refresh()
	if o.err == nil {
		o.err = s.Apply(func(now *gallery.Snapshot) (*gallery.Snapshot, error) {
			o.unreadable = gallery.ListUnreadable(now)
			next, _, err := gallery.Keep(now, w.Earlier)
			return next, err
		})
	}
	if o.err == nil {
		_, o.err = s.Build(t.Context(), w, b.out)
		o.unreadable = append(o.unreadable, gallery.ListMissed(s.Snapshot())...)
	}
	if o.err == nil {
		_, err := w.Commit()
		must(t, err)
		must(t, s.Remember(w, b.out))
	}
	must(t, w.Abort())
	o.site = b.site(t)
	return o
}

// atLength has tests of what may go wrong try every point, with VITRINE_LONG=1.
func atLength() bool { return os.Getenv("VITRINE_LONG") != "" }

// points are the questions that are to fail of so many: all of them, or some.
func points(of, some int) []int {
	step := max(1, of/some)
	if atLength() {
		step = 1
	}
	var list []int
	for n := 0; n < of; n += step {
		list = append(list, n)
	}
	return list
}

// TestBuildFaults fails at each question that a build asks of the content
// directory. It ends with the old site and an error, or with the new one, or
// it tells what could not be read, and no page is gone; then the next build
// makes the new site.
func TestBuildFaults(t *testing.T) {
	old, now := faultsIn()
	for i, cause := range []error{syscall.EIO, syscall.EACCES, syscall.EMFILE} {
		for k, way := range []string{"once", "from then on", "once, without kept results"} {
			if !atLength() && i != k {
				continue
			}
			t.Run(cause.Error()+" "+way, func(t *testing.T) {
				t.Parallel()
				first := newBuilder(t, old)
				before := first.buildOver(t)
				must(t, before.err)
				content := &faulty{FS: now, n: -1}
				prepare := func() *builder {
					b := newBuilder(t, content)
					must(t, os.CopyFS(b.out, os.DirFS(first.out)))
					if !strings.Contains(way, "without") {
						must(t, os.CopyFS(filepath.Dir(b.cache), os.DirFS(filepath.Dir(first.cache))))
					}
					return b
				}
				want := prepare().buildOver(t)
				must(t, want.err)
				for _, n := range points(content.asked, 12) {
					b := prepare()
					content.arm(n, way == "from then on", cause)
					got := b.buildOver(t)
					hit := slices.Clone(content.hit)
					at := fmt.Sprintf("question %d, of %.200q", n, hit)
					content.arm(-1, false, nil)
					got.judge(t, at, hit, before.site, want.site)
					after := b.buildOver(t)
					must(t, after.err)
					if diff := differ(t, after.site, want.site); diff != "" || len(after.unreadable) > 0 {
						t.Errorf("%s: the build after it: %v %s", at, after.unreadable, diff)
					}
				}
			})
		}
	}
}

// judge holds a build in which something failed to what was promised.
func (o *faultyBuild) judge(t *testing.T, at string, hit []string, before, want map[string][]byte) {
	t.Helper()
	for p, data := range o.site {
		if bytes.Contains(data, []byte("Nobody's business")) {
			t.Errorf("%s: %s shows what is ignored", at, p)
		}
	}
	switch {
	case len(hit) == 0:
		t.Errorf("%s: nothing failed", at)
	case o.err != nil:
		if diff := differ(t, o.site, before); diff != "" {
			t.Errorf("%s: %v, and not the old site: %s", at, o.err, diff)
		}
		if !slices.ContainsFunc(hit, func(name string) bool { return strings.Contains(o.err.Error(), name) }) {
			t.Errorf("%s: the error does not tell of which file: %v", at, o.err)
		}
	case len(o.unreadable) == 0:
		if diff := differ(t, o.site, want); diff != "" {
			t.Errorf("%s: no word about it, and not the new site: %s", at, diff)
		}
	default:
		for p := range want {
			// What could not be read is not there: a picture, or the text of decisions for its page.
			if before[p] != nil && o.site[p] == nil && !strings.HasPrefix(p, "pictures/") && path.Base(p) != "decisions.js" {
				t.Errorf("%s: %s is gone", at, p)
			}
		}
		for _, u := range o.unreadable {
			if !slices.ContainsFunc(hit, func(name string) bool { return name == u.Path || filepath.Dir(name) == u.Path }) {
				t.Errorf("%s: it tells of %q", at, u.Path)
			}
		}
	}
}

// TestStillsFaults fails at each question that is asked of the directory of
// screenshots: a gallery without some that are there is not shown.
func TestStillsFaults(t *testing.T) {
	files := fstest.MapFS{"acme/app.json": {Data: []byte(sitting), ModTime: time.Unix(1e9, 0)}}
	shots := &faulty{n: -1, FS: fstest.MapFS{}}
	opts := gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}, Screenshots: shots}
	first := generator.Open(files, theme(t), opts, nil)
	_, err := first.Refresh()
	must(t, err)
	shots.FS = taken(first, time.Unix(1e9, 0))
	shots.arm(-1, false, nil)
	_, err = first.Refresh()
	must(t, err)
	want := whole(t, first)
	for n := range shots.asked {
		shots.arm(n, false, syscall.EIO)
		s := generator.Open(files, theme(t), opts, nil)
		_, err := s.Refresh()
		hit := shots.hit
		shots.arm(-1, false, nil)
		if len(hit) == 1 && (err == nil || !strings.Contains(err.Error(), hit[0])) {
			t.Errorf("%q cannot be read, and the error is %v", hit, err)
		}
		_, err = s.Refresh()
		must(t, err)
		if diff := differ(t, whole(t, s), want); diff != "" {
			t.Errorf("once %q can be read again: %s", hit, diff)
		}
	}
}

// TestServeFaults fails at each question that is asked after an edit. No page is
// gone, and the next look makes of it what a fresh one does.
func TestServeFaults(t *testing.T) {
	old, now := faultsIn()
	opts := newBuilder(t, old).opts
	fresh := generator.Open(now, theme(t), opts, nil)
	_, err := fresh.Refresh()
	must(t, err)
	want := whole(t, fresh)
	for _, cause := range []error{syscall.EIO, syscall.EMFILE} {
		for _, on := range []bool{false, true} {
			t.Run(fmt.Sprint(cause, on), func(t *testing.T) {
				t.Parallel()
				content := &faulty{n: -1}
				serve := func(n int) (s *generator.Session, before string) {
					content.FS = old
					s = generator.Open(content, theme(t), opts, nil)
					_, err := s.Refresh()
					must(t, err)
					before = strings.ReplaceAll(shown(s), "apps/a/decisions.js\n", "") // which a page with the text of decisions has
					content.FS = now
					content.arm(n, on, cause)
					s.Refresh() // which may fail
					return s, before
				}
				serve(-1)
				for _, n := range points(content.asked, 12) {
					s, before := serve(n)
					at := fmt.Sprintf("question %d, of %.200q", n, content.hit)
					content.arm(-1, false, nil)
					if after := strings.ReplaceAll(shown(s), "apps/a/decisions.js\n", ""); after != before {
						t.Errorf("%s: pages before\n%s\nafter\n%s", at, before, after)
					}
					_, err := s.Refresh()
					must(t, err)
					if diff := differ(t, whole(t, s), want); diff != "" || len(gallery.ListUnreadable(s.Snapshot()))+len(gallery.ListMissed(s.Snapshot())) > 0 {
						t.Errorf("%s: the look after it: %s", at, diff)
					}
				}
			})
		}
	}
}

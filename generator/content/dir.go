package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"vitrine/generator/ignore"
)

// Dir opens a directory as a file system that cannot be left: a link that
// leads out of it is not followed, and opening a pipe or a device does not
// wait. The caller closes it.
func Dir(name string) (*DirFS, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("open directory %q: %w", name, err)
	}
	return &DirFS{name: name, root: root}, nil
}

// DirFS is a directory on disk as an fs.FS; see Dir. It may be used by
// several goroutines.
type DirFS struct {
	name string // as it was given

	mu   sync.RWMutex // held for reading while the handle is used, so that nobody closes it
	root *os.Root
}

// Close gives the directory back.
func (d *DirFS) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.root.Close()
}

// Reopen opens the directory again if its path leads to another one by now,
// and tells whether it does: a checkout or a deploy may have put another in its
// place. The handle that is kept holds on to the old one, so that its number
// cannot be given to a new one. An error means that nothing can be opened
// there; then the old directory stays, which may still be readable.
func (d *DirFS) Reopen() (another bool, err error) {
	there, err := os.Stat(d.name)
	if err != nil {
		return false, fmt.Errorf("open directory %q again: %w", d.name, err)
	}
	d.mu.RLock()
	have, err := d.root.Stat(".")
	d.mu.RUnlock()
	if err == nil && os.SameFile(have, there) {
		return false, nil
	}
	fresh, err := os.OpenRoot(d.name)
	if err != nil {
		return false, fmt.Errorf("open directory %q again: %w", d.name, err)
	}
	d.mu.Lock()
	old := d.root
	d.root = fresh
	d.mu.Unlock()
	return true, old.Close()
}

// Open opens a file or directory. Reading from anything but a regular file
// or a directory is refused.
func (d *DirFS) Open(name string) (fs.File, error) {
	f, _, err := d.open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (d *DirFS) open(name string) (*os.File, fs.FileInfo, error) {
	f, err := d.file(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = fmt.Errorf("open %q: %w", name, ErrNotRegular)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// ReadDir lists a directory by name.
func (d *DirFS) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := d.file(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}

func (d *DirFS) file(name string) (*os.File, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.root.OpenFile(path.Clean(name), os.O_RDONLY|openNonblock, 0)
}

// Stat describes a file, following links that stay inside.
func (d *DirFS) Stat(name string) (fs.FileInfo, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.root.Stat(path.Clean(name))
}

// Lstat describes a file itself; a link is not followed.
func (d *DirFS) Lstat(name string) (fs.FileInfo, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.root.Lstat(path.Clean(name))
}

// ReadLink returns where a link leads.
func (d *DirFS) ReadLink(name string) (string, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.root.Readlink(path.Clean(name))
}

// What a file can be wrong by, besides what the system says.
var (
	ErrNotRegular = errors.New("not a regular file") // a pipe, a socket, a device
	ErrTooLarge   = errors.New("file is too large")  // larger than the limit of ReadFile
)

// ReadFile reads at most limit bytes of a file; a larger one is ErrTooLarge. It
// does not trust the size that the directory tells: a file may grow while it
// is read.
func ReadFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, info, err := opened(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > limit {
		return nil, ErrTooLarge
	}
	buf := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > limit {
			return nil, ErrTooLarge
		}
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// opened opens a file and describes it. On disk that is one question less:
// a check reads some ten thousand files.
func opened(fsys fs.FS, name string) (fs.File, fs.FileInfo, error) {
	if d, ok := fsys.(*DirFS); ok {
		return d.open(name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// Only shows one file of a directory, whatever .gitignore files say of it, and
// what may belong to it: files that are no definitions. With "." it shows
// everything.
func Only(fsys fs.FS, name string) fs.FS {
	if name == "." {
		return fsys
	}
	return only{fsys, name}
}

// Alone tells whether a directory shows one file of it, as Only makes it.
func Alone(fsys fs.FS) bool {
	_, alone := fsys.(only)
	return alone
}

type only struct {
	fs.FS
	name string
}

// ReadDir leaves the other definitions and all folders out.
func (o only) ReadDir(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, dir)
	if err != nil || dir != "." {
		return entries, err
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.Name() != o.name && (e.IsDir() || !Beside(e.Name(), o.name))
	}), nil
}

// Beside tells whether a file of the folder is seen where Only shows one: that
// one, and what is no definition.
func Beside(name, only string) bool {
	return name == only || name != ignore.Name && !Module(name) && !strings.Contains(strings.ToLower(name), ".json")
}

// Reopen is that of the directory, if it has one.
func (o only) Reopen() (another bool, err error) {
	if dir, ok := o.FS.(interface{ Reopen() (bool, error) }); ok {
		return dir.Reopen()
	}
	return false, nil
}

// Close closes the directory, if it can be closed.
func (o only) Close() error {
	if dir, ok := o.FS.(io.Closer); ok {
		return dir.Close()
	}
	return nil
}

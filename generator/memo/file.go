package memo

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The file of a store: a line, a digest of everything that follows, an index,
// and segments of some results each, which are read when one of them is asked
// for and taken over as they are by the next run. After one change of a
// gallery of ten thousand apps nearly all of it is copied.
const (
	family = "vitrine kept results "
	magic  = family + "2\n"
)

// segment is some results of a table: gob of a list, in the order of the keys.
type segment struct {
	keys []Key
	data []byte   // what is new
	from *os.File // or where it stands
	at   int64
	size int
}

// bytes returns the gob of a segment.
func (s *segment) bytes() ([]byte, error) {
	if s.from == nil {
		return s.data, nil
	}
	data := make([]byte, s.size)
	_, err := s.from.ReadAt(data, s.at)
	return data, err
}

// index is what a file says of its segments, in the order in which they stand.
type index struct {
	Salt   string
	Tables []tableIndex
}

type tableIndex struct {
	Name  string
	Keys  [][]byte // of each segment, one key after the other
	Sizes []int    // of each segment, in bytes
}

// load returns the segments of each table of a file; nil for a file that is
// missing, damaged or foreign. The file stays open for them.
func load(file, salt string) map[string][]segment {
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	tables, err := loadFrom(f, salt)
	if err != nil || len(tables) == 0 {
		f.Close()
		return nil
	}
	return tables
}

var errForeign = errors.New("no file of results")

// loadFrom believes nothing of a file before its digest is right.
func loadFrom(f *os.File, salt string) (map[string][]segment, error) {
	begin := make([]byte, len(magic)+sha256.Size)
	if _, err := io.ReadFull(f, begin); err != nil || !bytes.HasPrefix(begin, []byte(magic)) {
		return nil, errForeign
	}
	sum := sha256.New()
	_, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, make([]byte, 1<<20))
	if err != nil || !bytes.Equal(sum.Sum(nil), begin[len(magic):]) {
		return nil, errForeign
	}
	if _, err := f.Seek(int64(len(begin)), io.SeekStart); err != nil {
		return nil, err
	}
	read := &counter{Reader: f}
	body := bufio.NewReader(read)
	var x index
	if err := gob.NewDecoder(body).Decode(&x); err != nil || x.Salt != salt {
		return nil, errForeign
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	at := int64(len(begin)) + read.n - int64(body.Buffered())
	tables := map[string][]segment{}
	for _, t := range x.Tables {
		if len(t.Keys) != len(t.Sizes) {
			return nil, errForeign
		}
		for i, keys := range t.Keys {
			if size := int64(t.Sizes[i]); len(keys)%len(Key{}) != 0 || size < 0 || size > info.Size()-at {
				return nil, errForeign // a digest keeps a file from being damaged, not from being made
			}
			s := segment{from: f, at: at, size: t.Sizes[i]}
			for k := range slices.Chunk(keys, len(Key{})) {
				s.keys = append(s.keys, Key(k))
			}
			at += int64(s.size)
			tables[t.Name] = append(tables[t.Name], s)
		}
	}
	return tables, nil
}

// counter counts the bytes that are read.
type counter struct {
	io.Reader
	n int64
}

// Read reads and counts.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// save replaces a file, in one step. Only its owner can read it: it holds what
// definitions say.
func save(file, salt string, tables map[string][]segment) (err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), newPrefix(file)+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if err = errors.Join(saveTo(f, salt, tables), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

// newPrefix begins the names of files that are on their way to become another.
func newPrefix(file string) string { return ".new-" + filepath.Base(file) + "-" }

func saveTo(f *os.File, salt string, tables map[string][]segment) error {
	x := index{Salt: salt}
	for name, list := range tables {
		t := tableIndex{Name: name}
		for i := range list {
			var keys []byte
			for _, k := range list[i].keys {
				keys = append(keys, k[:]...)
			}
			t.Keys, t.Sizes = append(t.Keys, keys), append(t.Sizes, list[i].length())
		}
		x.Tables = append(x.Tables, t)
	}
	if _, err := f.WriteString(magic + strings.Repeat("\x00", sha256.Size)); err != nil {
		return err
	}
	sum := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<20)
	if err := gob.NewEncoder(w).Encode(x); err != nil {
		return err
	}
	for _, t := range x.Tables {
		for i := range tables[t.Name] {
			data, err := tables[t.Name][i].bytes()
			if err != nil {
				return err
			}
			if _, err := w.Write(data); err != nil {
				return err
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := f.WriteAt(sum.Sum(nil), int64(len(magic)))
	return err
}

func (s *segment) length() int {
	if s.from == nil {
		return len(s.data)
	}
	return s.size
}

// isStore tells whether a file is one of ours, of this or an earlier version.
func isStore(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	begin := make([]byte, len(family))
	_, err = io.ReadFull(f, begin)
	return err == nil && string(begin) == family
}

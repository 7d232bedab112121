package output

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
)

// Left is how a build left a file.
type Left struct {
	Sum   string // SHA-256 of its bytes, in hexadecimal digits
	Size  int64  // bytes
	Mtime int64  // ns since 1970
	Inode uint64 // 0 where the system has none
}

// Keep adds a file to the site as an earlier build left it, without its bytes,
// and tells whether it can: only where nobody changed it since. A file whose time
// or place on the disk is another, as after a copy, is read to see.
func (w *Writer) Keep(path string, left Left) bool {
	if left.Sum == "" || !w.before.ours[path] || w.before.listed[path] != left.Sum {
		return false
	}
	info, err := os.Lstat(w.local(path))
	if err != nil || !info.Mode().IsRegular() || info.Size() != left.Size {
		return false
	}
	sum, err := hex.DecodeString(left.Sum)
	if err != nil {
		return false
	}
	if !left.is(info) {
		if have, err := sumOf(w.local(path)); err != nil || have != [len(have)]byte(sum) {
			return false
		}
	}
	if w.claim(path) != nil {
		return false // Write will say why
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files[path] = entry{sum: [32]byte(sum)}
	return true
}

func (l Left) is(info fs.FileInfo) bool {
	return info.Size() == l.Size && info.ModTime().UnixNano() == l.Mtime && inode(info) == l.Inode
}

// Left returns how Commit left a file of the site; ok is false where it is not
// there.
func (w *Writer) Left(path string) (left Left, ok bool) {
	e, ok := w.files[path]
	if !ok || e.kept {
		return Left{}, false
	}
	info, err := os.Lstat(w.local(path))
	if err != nil {
		return Left{}, false
	}
	return Left{hex.EncodeToString(e.sum[:]), info.Size(), info.ModTime().UnixNano(), inode(info)}, true
}

// sumOf reads a file and returns its digest.
func sumOf(file string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(file)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

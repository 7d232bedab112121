package content

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"vitrine/generator/memo"
)

// ErrChanged is wrapped by the error of a file that is not what it was when
// the directory was looked at.
var ErrChanged = errors.New("the file was changed meanwhile")

// Text is what a file held when the directory was looked at. Where that is
// known without reading the file, it is read when somebody asks for it.
type Text struct {
	Path   string
	Digest memo.Key // of the bytes
	data   []byte   // nil if it was not read
	there  bool     // data is known
}

// TextOf is a text that was read.
func TextOf(path string, data []byte) *Text { return &Text{path, memo.Of(data), data, true} }

// KnownText is a text that need not be read to know what it comes to.
func KnownText(path string, digest memo.Key) *Text { return &Text{Path: path, Digest: digest} }

// Bytes returns the text, of at most limit bytes. It is an error if it has to
// be read and is another one by now; see ErrChanged. On nil it is empty.
func (t *Text) Bytes(content fs.FS, limit int64) ([]byte, error) {
	if t == nil || t.there {
		return t.atHand(), nil
	}
	data, err := ReadFile(content, t.Path, limit)
	if err == nil && memo.Of(data) != t.Digest {
		err = fmt.Errorf("read %q: %w", t.Path, ErrChanged)
	}
	return data, err
}

// Is tells whether two texts are the same file with the same contents; nil
// stands for none.
func (t *Text) Is(other *Text) bool {
	if t == nil || other == nil {
		return t == other
	}
	return t.Path == other.Path && t.Digest == other.Digest
}

// atHand returns the text if it was read.
func (t *Text) atHand() []byte {
	if t == nil {
		return nil
	}
	return t.data
}

// settle is how long a file must have been left alone before it was read, so
// that a later change shows in its stamp: the clocks of file systems tick
// coarsely, FAT's every two seconds.
const settle = int64(2 * time.Second)

// Settled tells whether a file of this stamp that was read at a time, in ns
// since 1970, still is what was read then.
func (s Stamp) Settled(read int64) bool { return max(s.Mtime, s.Changed)+settle < read }

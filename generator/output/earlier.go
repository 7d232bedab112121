package output

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
)

// Earlier returns a file of the build that is in place, for a build that takes
// it over. It is false for what that build did not write, and for what was
// changed since.
func (w *Writer) Earlier(path string) ([]byte, bool) {
	if !w.before.ours[path] {
		return nil, false
	}
	data, err := os.ReadFile(w.local(path))
	if err != nil {
		return nil, false
	}
	sum := sha256.Sum256(data)
	return data, hex.EncodeToString(sum[:]) == w.before.listed[path]
}

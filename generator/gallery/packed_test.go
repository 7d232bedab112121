package gallery

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
)

// TestPacked: pieces that are packed by themselves make one gzip file, of which
// readers verify sum and size.
func TestPacked(t *testing.T) {
	for _, pieces := range [][]string{nil, {""}, {"a"}, {"one", "two", ""}, {string(bytes.Repeat([]byte("abc"), 1e5)), "end", string(make([]byte, 70_000))}} {
		var want []byte
		var list []packed
		for _, p := range pieces {
			want, list = append(want, p...), append(list, pack([]byte(p)))
		}
		file := bytes.NewReader(gzipped(list))
		r, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		r.Multistream(false)
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, want) || file.Len() > 0 {
			t.Errorf("%d pieces: %d bytes instead of %d, %d behind the end, %v", len(pieces), len(got), len(want), file.Len(), err)
		}
	}
}

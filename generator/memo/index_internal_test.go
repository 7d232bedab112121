package memo

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"os"
	"path/filepath"
	"testing"
)

// TestIndexLies: a file that was not written by a store, but has a digest that is right, holds nothing, whatever its index
// says.
func TestIndexLies(t *testing.T) {
	key := NewHash("test").Sum()
	for name, x := range map[string]tableIndex{
		"no sizes":      {Keys: [][]byte{key[:]}},
		"half a key":    {Keys: [][]byte{key[:5]}, Sizes: []int{1}},
		"a size of all": {Keys: [][]byte{key[:]}, Sizes: []int{1 << 60}},
		"below zero":    {Keys: [][]byte{key[:]}, Sizes: []int{-1}},
		"before itself": {Keys: [][]byte{key[:], key[:]}, Sizes: []int{-1 << 40, 4}},
		"nothing there": {Keys: [][]byte{key[:]}, Sizes: []int{100}},
		"twice":         {Keys: [][]byte{key[:], key[:]}, Sizes: []int{0, 0}},
		"none":          {},
	} {
		var body bytes.Buffer
		x.Name = "table"
		if err := gob.NewEncoder(&body).Encode(index{Salt: "salt", Tables: []tableIndex{x}}); err != nil {
			t.Fatal(err)
		}
		file, sum := filepath.Join(t.TempDir(), "results"), sha256.Sum256(body.Bytes())
		if err := os.WriteFile(file, append(append([]byte(magic), sum[:]...), body.Bytes()...), 0o600); err != nil {
			t.Fatal(err)
		}
		s := Open(file, "salt")
		table := NewTable[string](s, "table")
		if _, ok := table.Get(key); ok {
			t.Errorf("%s: it is found", name)
		}
		table.Put(key, "new")
		if err := s.Save(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

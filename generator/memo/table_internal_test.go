package memo

import (
	"errors"
	"path/filepath"
	"testing"
)

// TestSegments: after one change nearly all of a store's file is taken over as
// it is, and what is not asked for is not read.
func TestSegments(t *testing.T) {
	type value struct{ N int }
	file := filepath.Join(t.TempDir(), "results")
	key := func(n int) Key { return NewHash("test").Int(n).Sum() }
	const all = 10 * segmentMost
	first := Open(file, "salt")
	table := NewTable[value](first, "table")
	for n := range all {
		table.Put(key(n), value{n})
	}
	if err := first.Save(); err != nil {
		t.Fatal(err)
	}

	second := Open(file, "salt")
	table = NewTable[value](second, "table")
	table.Get(key(0))
	if len(table.slots) != segmentMost || len(table.file) != all-segmentMost {
		t.Errorf("%d results were read for one, %d are left", len(table.slots), len(table.file))
	}
	for n := range all - 1 { // and nobody asks for the last
		if v, ok := table.Get(key(n)); !ok || v.N != n {
			t.Fatal(n, v, ok)
		}
	}
	table.Put(key(0), value{-1})
	table.Put(key(all), value{all})
	list, err := table.segments()
	again := 0
	for _, s := range list {
		if s.from == nil {
			again += len(s.keys)
		}
	}
	if err != nil || again == 0 || again > 2*segmentMost {
		t.Error(again, "results are written anew for three changes,", err)
	}
	if err := errors.Join(second.Save(), second.Save()); err != nil {
		t.Fatal(err)
	}

	table = NewTable[value](Open(file, "salt"), "table")
	for n, want := range map[int]int{0: -1, 1: 1, all - 2: all - 2, all: all} {
		if v, ok := table.Get(key(n)); !ok || v.N != want {
			t.Error(n, v, ok)
		}
	}
	if _, ok := table.Get(key(all - 1)); ok {
		t.Error("what nobody asked for is still there")
	}
}

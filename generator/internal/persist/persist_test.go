package persist_test

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"vitrine/generator/internal/persist"
)

// TestMap: a map that came about by random edits holds what a plain one holds,
// the maps before it stay as they were, and what differs between two is found.
func TestMap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	m, plain := (*persist.Map[int])(nil), map[string]int{}
	for step := range 400 {
		before, was := m, maps.Clone(plain)
		e := m.Edit()
		for range r.IntN(1 + step%7*20) {
			key := strconv.Itoa(r.IntN(600))
			if r.IntN(3) == 0 {
				e.Delete(key)
				delete(plain, key)
			} else {
				e.Set(key, step)
				plain[key] = step
			}
			v, ok := e.Get(key)
			if want, there := plain[key]; ok != there || v != want {
				t.Fatalf("step %d: %s is %d, %v", step, key, v, ok)
			}
		}
		m = e.Map()
		for what, pair := range map[string]struct {
			got  *persist.Map[int]
			want map[string]int
		}{"the map": {m, plain}, "the map before": {before, was}} {
			if got := maps.Collect(pair.got.All()); !maps.Equal(got, pair.want) || pair.got.Len() != len(pair.want) {
				t.Fatalf("step %d: %s holds %v, want %v", step, what, got, pair.want)
			}
		}
		apart := slices.Sorted(persist.Apart(before, m))
		if len(slices.Compact(slices.Clone(apart))) != len(apart) {
			t.Fatalf("step %d: a key was told twice", step)
		}
		for key := range plain {
			if v, had := was[key]; !had || v != plain[key] {
				if _, told := slices.BinarySearch(apart, key); !told {
					t.Fatalf("step %d: nobody was told of %s", step, key)
				}
			}
			delete(was, key)
		}
		for key := range was {
			if _, told := slices.BinarySearch(apart, key); !told {
				t.Fatalf("step %d: nobody was told that %s is gone", step, key)
			}
		}
	}
}

// TestApartIsSmall: what differs after one edit is sought nowhere else.
func TestApartIsSmall(t *testing.T) {
	e := (*persist.Map[int])(nil).Edit()
	for i := range 10_000 {
		e.Set(strconv.Itoa(i), i)
	}
	m := e.Map()
	e = m.Edit()
	e.Set("77", -1)
	if n := len(slices.Collect(persist.Apart(m, e.Map()))); n > 100 {
		t.Errorf("one key differs, and %d are looked at", n)
	}
}

// TestPatch: a list that is patched is the one that is sorted anew.
func TestPatch(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var list []int
	for range 500 {
		var without, with []int
		kept := map[int]bool{}
		for _, v := range list {
			if kept[v] = r.IntN(4) > 0; !kept[v] {
				without = append(without, v)
			}
		}
		for range r.IntN(9) {
			if v := r.IntN(100); !kept[v] {
				kept[v] = true
				with = append(with, v)
			}
		}
		r.Shuffle(len(without), func(i, j int) { without[i], without[j] = without[j], without[i] })
		maps.DeleteFunc(kept, func(_ int, stays bool) bool { return !stays })
		list = persist.Patch(list, without, with, cmp.Compare)
		if want := slices.Sorted(maps.Keys(kept)); !slices.Equal(list, want) {
			t.Fatalf("got %v, want %v", list, want)
		}
	}
}

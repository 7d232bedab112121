package memo_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vitrine/generator/memo"
)

// result is what a computation comes to in these tests.
type result struct{ Text string }

var one, two = memo.NewHash("test").Int(1).Sum(), memo.NewHash("test").Int(2).Sum()

// saved is the file of a store that remembers one result.
func saved(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "folder", "results")
	s := memo.Open(file, "salt")
	memo.NewTable[result](s, "table").Put(one, result{"computed"})
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	return file
}

func finds(file, salt string) bool {
	v, ok := memo.NewTable[result](memo.Open(file, salt), "table").Get(one)
	return ok && v.Text == "computed"
}

// TestStoreKeeps: another run finds what was saved, and a third what the second
// has used, so that the file does not grow for ever.
func TestStoreKeeps(t *testing.T) {
	file := saved(t)
	second := memo.Open(file, "salt")
	table := memo.NewTable[result](second, "table")
	if v, ok := table.Get(one); !ok || v.Text != "computed" {
		t.Fatal("the second run does not find it:", v, ok)
	}
	table.Put(two, result{"another"})
	if err := second.Save(); err != nil {
		t.Fatal(err)
	}
	third := memo.Open(file, "salt")
	memo.NewTable[result](third, "table").Get(two) // and nobody asks for the first
	if err := third.Save(); err != nil {
		t.Fatal(err)
	}
	if finds(file, "salt") {
		t.Error("what nobody asked for is still there")
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Error("others may read it:", info.Mode(), err)
	}
}

// TestStoreDistrusts: a file that is damaged, of another program or of another
// kind gives nothing, and no error.
func TestStoreDistrusts(t *testing.T) {
	good, err := os.ReadFile(saved(t))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "results")
	for n := range good { // one byte is another
		bad := bytes.Clone(good)
		bad[n] ^= 1
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if finds(file, "salt") {
			t.Fatalf("byte %d is another, and it was believed", n)
		}
	}
	for name, bad := range map[string][]byte{"empty": {}, "cut off": good[:len(good)-1], "of another tool": []byte("#!/bin/sh\n")} {
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if finds(file, "salt") {
			t.Errorf("a file that is %s was believed", name)
		}
	}
	if err := os.WriteFile(file, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if finds(file, "another program") || !finds(file, "salt") {
		t.Error("the salt is not looked at")
	}
	if finds(t.TempDir(), "salt") {
		t.Error("a folder was believed")
	}
}

// TestStoreCannotSave: where nothing can be written the error says so, and what
// is there stays.
func TestStoreCannotSave(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a file", "results")
	if err := os.WriteFile(filepath.Dir(file), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := memo.Open(file, "salt")
	memo.NewTable[result](s, "table").Put(one, result{"computed"})
	if s.Save() == nil {
		t.Error("a file stands where the folder would be, and it was saved")
	}
	if data, err := os.ReadFile(filepath.Dir(file)); string(data) != "in the way" {
		t.Error(err)
	}
}

// TestStoreSweeps: a file that no run has used for long goes, whoever else's
// files stand beside it.
func TestStoreSweeps(t *testing.T) {
	file := saved(t)
	folder := filepath.Dir(file)
	long := time.Now().Add(-60 * 24 * time.Hour)
	for name, text := range map[string]string{"old": "", "another": "not ours"} {
		data := []byte(text)
		if text == "" {
			data, _ = os.ReadFile(file)
		}
		if err := errors.Join(os.WriteFile(filepath.Join(folder, name), data, 0o600), os.Chtimes(filepath.Join(folder, name), long, long)); err != nil {
			t.Fatal(err)
		}
	}
	s := memo.Open(file, "salt")
	memo.NewTable[result](s, "table").Get(one)
	if err := errors.Join(os.Chtimes(file, long, long), s.Save()); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(folder)
	if err != nil || len(list) != 2 || list[0].Name() != "another" || !finds(file, "salt") {
		t.Error("there are", list, err)
	}
}

// TestStoreKilled: what a run has left that was killed while it saved, however
// little, is gone after the next, though nothing new is to be saved.
func TestStoreKilled(t *testing.T) {
	file := saved(t)
	folder := filepath.Dir(file)
	for name, text := range map[string]string{".new-results-1": "", ".new-results-2": "vitrine kept", ".new-others-3": "of another store"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := memo.Open(file, "salt")
	memo.NewTable[result](s, "table").Get(one)
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadDir(folder)
	if err != nil || len(list) != 2 || list[0].Name() != ".new-others-3" || !finds(file, "salt") {
		t.Error("there are", list, err)
	}
}

// TestTurns: what nobody asks for is forgotten after some rounds, and what is
// asked for is not.
func TestTurns(t *testing.T) {
	s := memo.New()
	table := memo.NewTable[result](s, "table")
	table.Put(one, result{"used"})
	table.Put(two, result{"not used"})
	for range 20 {
		s.Turn()
		if _, ok := table.Get(one); !ok {
			t.Fatal("what is used was forgotten")
		}
	}
	if _, ok := table.Get(two); ok {
		t.Error("what nobody used is still there")
	}
}

// TestHashBorders: inputs are told apart by their borders, their order and the
// kind of the computation.
func TestHashBorders(t *testing.T) {
	keys := map[memo.Key]string{}
	for name, k := range map[string]memo.Key{
		"ab, c":   memo.NewHash("k").String("ab").String("c").Sum(),
		"a, bc":   memo.NewHash("k").String("a").String("bc").Sum(),
		"c, ab":   memo.NewHash("k").String("c").String("ab").Sum(),
		"abc":     memo.NewHash("k").String("abc").Sum(),
		"list":    memo.NewHash("k").Strings("ab", "c").Sum(),
		"another": memo.NewHash("l").String("ab").String("c").Sum(),
		"yes":     memo.NewHash("k").Bool(true).Sum(),
		"no":      memo.NewHash("k").Bool(false).Sum(),
	} {
		if was, known := keys[k]; known {
			t.Errorf("%s and %s have the same key", was, name)
		}
		keys[k] = name
	}
	if memo.NewTable[result](memo.New(), "t"); (memo.Key{}).Known() {
		t.Error("the zero key stands for something")
	}
}

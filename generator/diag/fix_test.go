package diag_test

import (
	"strings"
	"testing"

	"vitrine/generator/diag"
)

func edit(start, end int, text string) diag.Edit {
	return diag.Edit{Span: diag.Span{Start: start, End: end}, New: text}
}

// TestFix: what does not overlap is applied, and everything else stays.
func TestFix(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		unsafe           bool
		fixes            [][]diag.Edit
		applied          int
	}{
		{"two places", "abcdef", "aBcdEf", false, [][]diag.Edit{{edit(1, 2, "B")}, {edit(4, 5, "E")}}, 2},
		{"any order", "abcdef", "aBcdEf", false, [][]diag.Edit{{edit(4, 5, "E")}, {edit(1, 2, "B")}}, 2},
		{"overlap waits", "abcdef", "aXef", false, [][]diag.Edit{{edit(1, 4, "X")}, {edit(3, 5, "Y")}}, 1},
		{"same insertion once", "ab", "a,b", false, [][]diag.Edit{{edit(1, 1, ",")}, {edit(1, 1, ",")}}, 1},
		{"touching removals", "abcd", "d", false, [][]diag.Edit{{edit(0, 1, "")}, {edit(1, 3, "")}}, 2},
		{"both edits or none", "abcdef", "Xbcdef", false, [][]diag.Edit{{edit(0, 1, "X")}, {edit(0, 1, "Y"), edit(5, 6, "Z")}}, 1},
		{"no change", "abc", "abc", false, [][]diag.Edit{{edit(1, 2, "b")}}, 0},
		{"outside", "abc", "abc", false, [][]diag.Edit{{edit(2, 9, "x")}, {edit(-1, 0, "x")}, {edit(2, 1, "x")}}, 0},
		{"bytes stay", "\xff\x00\r\nb\r", "\xff\x00\r\nB\r", false, [][]diag.Edit{{edit(4, 5, "B")}}, 1},
	} {
		var list []diag.Diagnostic
		for _, f := range c.fixes {
			list = append(list, diag.Diagnostic{Fix: f})
		}
		got, n := diag.Fix([]byte(c.text), list, c.unsafe)
		if string(got) != c.want || n != c.applied {
			t.Errorf("%s: got %q, %d; want %q, %d", c.name, got, n, c.want, c.applied)
		}
	}
}

func TestFixUnsafe(t *testing.T) {
	list := []diag.Diagnostic{{Fix: []diag.Edit{edit(0, 1, "x")}, Unsafe: true}}
	if got, n := diag.Fix([]byte("a"), list, false); string(got) != "a" || n != 0 {
		t.Errorf("a guess was applied: %q", got)
	}
	if got, n := diag.Fix([]byte("a"), list, true); string(got) != "x" || n != 1 {
		t.Errorf("the guess was not applied: %q", got)
	}
}

// TestWithhold: no fix prints a secret or writes what hides it into the file;
// all others stay.
func TestWithhold(t *testing.T) {
	secrets := []diag.Span{{Start: 10, End: 20}, {Start: 30, End: 34}}
	for _, c := range []struct {
		name string
		fix  []diag.Edit
		kept bool
	}{
		{"quotes around it", []diag.Edit{edit(9, 21, `"**********"`)}, false},
		{"inside", []diag.Edit{edit(12, 13, "*")}, false},
		{"an insertion inside", []diag.Edit{edit(12, 12, ",")}, false},
		{"made elsewhere of hidden text", []diag.Edit{edit(0, 0, "****")}, false},
		{"one of two", []diag.Edit{edit(1, 2, "x"), edit(31, 32, "x")}, false},
		{"in front of it", []diag.Edit{edit(9, 10, `"`)}, true},
		{"behind it", []diag.Edit{edit(20, 20, ",")}, true},
		{"a removal", []diag.Edit{edit(5, 25, "")}, true},
		{"one asterisk", []diag.Edit{edit(1, 2, "camera *")}, true},
	} {
		list := diag.Withhold([]diag.Diagnostic{{Fix: c.fix, Unsafe: true}}, secrets)
		if kept := len(list[0].Fix) > 0; kept != c.kept || list[0].Unsafe != c.kept {
			t.Errorf("%s: the fix is kept: %v", c.name, kept)
		}
	}
}

func TestDiff(t *testing.T) {
	got := diag.Diff("apps/a\x1b.json", "{\r\n\t\"a\": 1,\r\n\x1b}\r\n", "{\r\n\t\"a\": 1\r\n\x1b}\r\n")
	want := "--- a/apps/a\\u{1B}.json\n+++ b/apps/a\\u{1B}.json\n@@ -1,3 +1,3 @@\n {\r\n-\t\"a\": 1,\r\n+\t\"a\": 1\r\n \\u{1B}}\r\n"
	if got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	before := strings.Repeat("x\n", 5) + "a\nx\nb\n" + strings.Repeat("x\n", 20) + "c\n" + strings.Repeat("x\n", 20) + "d"
	got = diag.Diff("n", before, strings.NewReplacer("a\n", "", "b", "B\nB", "c\n", "C\nC\n", "d", "D").Replace(before))
	for _, header := range []string{"@@ -3,9 +3,9 @@\n", "@@ -26,7 +26,8 @@\n", "@@ -47,4 +48,4 @@\n"} {
		if !strings.Contains(got, header) {
			t.Errorf("no hunk %q in\n%s", header, got)
		}
	}
	got = diag.Diff("n", " ::stop-commands::x\n\t::y\n a::b\n##[z]\n-\n", " ::stop-commands::x\n\t::y\n a::b\n##[z]\n+\n")
	for line := range strings.Lines(got) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") {
			t.Errorf("the line %q is a command", line)
		}
	}
	if !strings.Contains(got, "  a::b\n") {
		t.Errorf("more than commands was changed in %s", got)
	}
	if got := diag.Diff("a", "x", "x"); got != "" {
		t.Errorf("no difference, but %q", got)
	}
}

// FuzzFix: a fix keeps what its edits do not name.
func FuzzFix(f *testing.F) {
	f.Add([]byte("{\"a\": 1,}"), 7, 8, "", 3, 3, "x")
	f.Fuzz(func(t *testing.T, text []byte, a, b int, x string, c, d int, y string) {
		list := []diag.Diagnostic{{Fix: []diag.Edit{edit(a, b, x)}}, {Fix: []diag.Edit{edit(c, d, y)}}}
		got, n := diag.Fix(text, list, true)
		if n == 0 && string(got) != string(text) {
			t.Fatalf("nothing applied, but %q became %q", text, got)
		}
		if n == 2 && len(got) != len(text)+len(x)-(b-a)+len(y)-(d-c) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

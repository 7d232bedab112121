package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrine/generator/trace"
)

// writeTimings prints where the time and the bytes of a run went: the stages
// one after the other, then what went on in them at the same time, then the
// kinds of files, the largest first.
func writeTimings(to io.Writer, t *trace.Trace, took time.Duration) error {
	var table strings.Builder
	print := func(name, spent, files, bytes string) {
		line := fmt.Sprintf("%-34s%14s%11s%16s", name, spent, files, bytes)
		table.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	rows := t.Rows()
	section := func(title string, sort trace.Sort) {
		if !slices.ContainsFunc(rows, func(r trace.Row) bool { return r.Sort == sort }) {
			return
		}
		print(title, "time", "files", "bytes")
		for _, r := range rows {
			if r.Sort == sort {
				print("  "+r.Name, spell(r.Spent, sort), number(r.Files), number(int(r.Bytes)))
			}
		}
	}
	section("stages, one after the other", trace.Stage)
	print("  all", spell(took, trace.Stage), "", "")
	section("within them, on all processors", trace.Part)
	slices.SortStableFunc(rows, func(a, b trace.Row) int { return cmp.Compare(b.Bytes, a.Bytes) })
	section("files made, on all processors", trace.Made)
	section("files kept from the build before", trace.Kept)
	files, bytes := t.Site()
	print("site", "", number(files), number(int(bytes)))
	_, err := fmt.Fprintf(to, "%speak memory: %s with %s\n", table.String(), inBytes(peakMemory()), count(runtime.GOMAXPROCS(0), "processor"))
	return err
}

// spell says a time in milliseconds; nothing for what is kept, which takes none.
func spell(d time.Duration, sort trace.Sort) string {
	if sort == trace.Kept {
		return ""
	}
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

// number groups the digits of a number in threes; nothing for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// inBytes says a size in units of 1000: "812 B", "4.2 kB", "251 MB".
func inBytes(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	size, unit := float64(n)/1000, 0
	for size >= 999.5 && unit < 3 {
		size, unit = size/1000, unit+1
	}
	digits := 1
	if size >= 99.95 {
		digits = 0
	}
	return strconv.FormatFloat(size, 'f', digits, 64) + " " + []string{"kB", "MB", "GB", "TB"}[unit]
}

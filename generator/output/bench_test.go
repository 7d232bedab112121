package output

import (
	"bytes"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// BenchmarkLargeSite writes a site of 31,000 files, then the same again, then
// with one file changed: go test -run '^$' -bench LargeSite -benchtime 1x.
func BenchmarkLargeSite(b *testing.B) {
	for range b.N {
		dir := filepath.Join(b.TempDir(), "public")
		for step, changed := range []int{0, 0, 1} {
			start := time.Now()
			stats := writeLarge(b, dir, 31_000, changed)
			b.ReportMetric(float64(time.Since(start).Milliseconds()), fmt.Sprintf("ms-step%d", step+1))
			b.Logf("step %d: %v in %v", step+1, stats, time.Since(start))
		}
	}
}

func writeLarge(b *testing.B, dir string, n, changed int) Stats {
	b.Helper()
	w, err := Open(dir, Options{Tool: "bench", Log: func(s string) { b.Log(s) }})
	if err != nil {
		b.Fatal(err)
	}
	defer w.Abort()
	var group sync.WaitGroup
	for part := range 2 {
		group.Go(func() {
			for i := part; i < n; i += 2 {
				data := bytes.Repeat([]byte(fmt.Sprintf("page %d\n", i)), 800)
				if i < changed {
					data = append(data, "changed"...)
				}
				if err := w.Write(fmt.Sprintf("apps/app%d/w%d.html", i/3, i), data); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	stats, err := w.Commit()
	if err != nil {
		b.Fatal(err)
	}
	return stats
}

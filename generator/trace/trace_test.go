package trace_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"vitrine/generator/trace"
)

// TestTrace: stages follow each other, pieces are counted from any goroutine,
// and rows add up.
func TestTrace(t *testing.T) {
	tr := trace.New()
	if name, _, _ := tr.Now(); name != "" {
		t.Errorf("before any stage: %q", name)
	}
	tr.Begin("check", 8)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { tr.Done(); tr.Add(trace.Made, "read", time.Millisecond, 1, 10) })
	}
	all.Wait()
	if name, done, total := tr.Now(); name != "check" || done != 8 || total != 8 {
		t.Errorf("in the stage: %q %d of %d", name, done, total)
	}
	tr.Begin("", 0)
	tr.Add(trace.Kept, "read", 0, 2, 20)
	want := []trace.Row{{Sort: trace.Made, Name: "read", Spent: 8 * time.Millisecond, Files: 8, Bytes: 80}, {Name: "check", Files: 8},
		{Sort: trace.Kept, Name: "read", Files: 2, Bytes: 20}}
	rows := tr.Rows()
	if len(rows) != 3 || rows[1].Spent <= 0 {
		t.Fatalf("rows: %+v", rows)
	}
	rows[1].Spent = 0
	if !slices.Equal(rows, want) {
		t.Errorf("rows: %+v, want %+v", rows, want)
	}
	if files, bytes := tr.Site(); files != 10 || bytes != 100 {
		t.Errorf("%d files, %d bytes", files, bytes)
	}
}

// TestNone: nobody need ask whether there is a trace.
func TestNone(t *testing.T) {
	var none *trace.Trace
	ran := false
	none.Begin("a", 1)
	none.Done()
	none.Time("a", func() { ran = true })
	if name, _, _ := none.Now(); name != "" || !ran || none.Rows() != nil {
		t.Error("a nil trace heard something")
	}
}

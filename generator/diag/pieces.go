package diag

import (
	"bufio"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
)

// Pieces is a format that is written some files at a time, so that the report
// of a large gallery never stands in memory as a whole, and what is as it was
// need not be written again.
type Pieces struct {
	Head  func() []byte
	Files func(b []byte, files []File, first bool) []byte // appends some files; first tells whether others stand before them
	Tail  func(r *Report) []byte                          // texts are not looked at
}

// batch is how many files are written at a time.
const batch = 32

// write writes a report, on all processors.
func (p *Pieces) write(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	out.Write(p.Head())
	several := batch * runtime.GOMAXPROCS(0)
	for from := 0; from < len(r.Files); from += several {
		for _, text := range p.encode(r.Files[from:min(from+several, len(r.Files))], from == 0) {
			out.Write(text)
		}
	}
	out.Write(p.Tail(r))
	return out.Flush()
}

// encode writes some batches of files.
func (p *Pieces) encode(files []File, first bool) [][]byte {
	out := make([][]byte, (len(files)+batch-1)/batch)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range len(out) {
		wg.Go(func() {
			i := int(next.Add(1)) - 1
			out[i] = p.Files(nil, loaded(files[i*batch:min((i+1)*batch, len(files))]), first && i == 0)
		})
	}
	wg.Wait()
	return out
}

// loaded returns files with their findings and texts.
func loaded(files []File) []File {
	out := make([]File, len(files))
	for i := range files {
		if out[i] = files[i]; files[i].Kept != nil {
			out[i] = files[i].with(files[i].Kept.Findings.List())
		}
	}
	return out
}

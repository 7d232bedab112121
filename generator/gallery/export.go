package gallery

import (
	"bytes"
	"hash/fnv"
	"sync"

	"vitrine/generator/diag"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/memo"
)

// portion is some files of the report that stand one after the other. After a
// save all portions but one are as they were, wherever a file came or went: the
// names of files decide where one ends.
type portion struct {
	lines   []line // of the ledger; none for what belongs to no definition
	first   bool
	key     memo.Key // of what the report says of them
	written func() (exported, error)
}

// Bounds of a portion, in findings.
const (
	portionLeast = 1000
	portionMost  = 8000
)

// exported is a portion as the exports hold it, for other tools. They are packed:
// at a thousand apps they are thirty times as large as all that pages say of
// findings.
type exported struct{ JSON, CSV packed }

// exporter makes the report in portions, and what other tools read.
type exporter struct{ *Snapshot }

// divide makes portions of the report.
func (s exporter) divide() []portion {
	var out []portion
	add := func(lines []line, key memo.Key) {
		p := portion{lines: lines, first: len(out) == 0, key: key}
		p.written = sync.OnceValues(func() (exported, error) { return s.export(p) })
		out = append(out, p)
	}
	list := s.ledger.lines
	begin := func() *memo.Hash { return memo.NewHash("portion").Bool(s.Options.Verbose) } // which decides what is listed
	from, files, n, h := 0, 0, 0, begin()
	for i := range list {
		h.Key(list[i].verdict)
		files, n = files+int(list[i].files), n+int(list[i].findings+list[i].files)
		if i+1 < len(list) && n < portionMost && (n < portionLeast || !ends(list[i].path)) {
			continue
		}
		if files > 0 { // not only files that are no definitions
			add(list[from:i+1], h.Sum())
		}
		from, files, n, h = i+1, 0, 0, begin()
	}
	if more := s.rest(); len(more.list) > 0 {
		add(nil, more.key)
	}
	return out
}

// verdicts are the files of a portion.
func (s exporter) verdicts(p portion) []verdict {
	if len(p.lines) == 0 {
		return s.rest().list
	}
	var list []verdict
	used := make([]bool, len(s.Options.Levels.Ignores))
	for i := range p.lines {
		list = append(list, reports(s).verdicts(s.Layout.Entry(p.lines[i].path), used)...)
	}
	return list
}

// ends tells of one name in 16 that a portion ends behind it.
func ends(name string) bool {
	h := fnv.New32a()
	h.Write([]byte(name))
	return h.Sum32()%16 == 0
}

// read reads the files of a portion.
func (s exporter) read(p portion) ([]diag.File, error) {
	list := s.verdicts(p)
	files := make([]diag.File, len(list))
	for i := range list {
		var err error
		if files[i], err = list[i].read(); err != nil {
			return files, err
		}
	}
	return files, nil
}

// export returns a portion as it is remembered, or made anew.
func (s exporter) export(p portion) (exported, error) {
	key := memo.NewHash("export").Key(p.key).Bool(p.first).Sum()
	if known, ok := s.exports.Get(key); ok {
		return known, nil
	}
	files, err := s.read(p)
	if err != nil {
		return exported{}, err
	}
	x := exported{JSON: pack(diag.JSON.Files(nil, files, p.first)), CSV: pack(diag.CSV.Files(nil, files, p.first))}
	s.exports.Put(key, x)
	return x, nil
}

// whole puts an export together.
func (s exporter) whole(format *diag.Pieces, of func(exported) packed) ([]byte, error) {
	portions := s.portions()
	pieces, errs := make([]packed, len(portions)), make([]error, len(portions))
	parallel.Each(len(portions), func(i int) {
		var x exported
		x, errs[i] = portions[i].written()
		pieces[i] = of(x)
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	all := append([]packed{pack(format.Head())}, pieces...)
	return gzipped(append(all, pack(format.Tail(s.Outline(""))))), nil
}

func (s exporter) json() ([]byte, error) {
	return s.whole(&diag.JSON, func(x exported) packed { return x.JSON })
}

func (s exporter) csv() ([]byte, error) {
	return s.whole(&diag.CSV, func(x exported) packed { return x.CSV })
}

// sarif reads no other files than those of which it holds findings.
func (s exporter) sarif() ([]byte, error) {
	r := s.Outline("")
	wanted, errs := diag.Listed(r), make([]error, len(r.Files))
	parallel.Each(len(r.Files), func(i int) {
		if wanted[i] {
			r.Files[i], errs[i] = s.judge().list[i].read()
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := diag.WriteSARIF(&b, r); err != nil {
		return nil, err
	}
	return gzipped([]packed{pack(b.Bytes())}), nil
}

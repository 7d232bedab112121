package site

import "slices"

// Matrix is what each version of an app may do: who accepted an old one sees
// what came since, whichever it was.
type Matrix struct {
	Versions []Link // the newest first
	Rows     []MatrixRow
}

// MatrixRow is one thing that an app may do, and which versions may.
type MatrixRow struct {
	Kind string // as of May
	Text string
	Item string // the host that is loaded; "" for other kinds
	Has  []bool // of Versions
}

// What a matrix shows at most.
const (
	matrixVersions = 10
	matrixRows     = 24
)

// matrixOf compares what the versions of an app may do; nil where there is one
// version, or nothing to compare. Links begin at the page.
func matrixOf(versions []*Summary, page string) *Matrix {
	versions = versions[:min(len(versions), matrixVersions)]
	if len(versions) < 2 {
		return nil
	}
	m := &Matrix{}
	at := map[string]int{}
	for v, sum := range versions {
		text := sum.Version
		if text == "" {
			text = "no version"
		}
		m.Versions = append(m.Versions, Link{text, To(page, sum.Page)})
		for _, a := range abilities {
			for i := range sum.Widgets {
				m.mark(at, v, len(versions), a.kind, a.text, sum.Widgets[i].can())
			}
		}
	}
	if len(m.Rows) == 0 {
		return nil
	}
	m.sort()
	return m
}

// sort puts what weighs most first, as sentences do.
func (m *Matrix) sort() {
	rank := func(kind string) int {
		return slices.IndexFunc(abilities, func(a ability) bool { return a.kind == kind })
	}
	slices.SortStableFunc(m.Rows, func(a, b MatrixRow) int { return rank(a.Kind) - rank(b.Kind) })
}

// mark notes that a version may do something.
func (m *Matrix) mark(at map[string]int, version, versions int, kind, text string, can map[string][]string) {
	items, ok := can[kind]
	if !ok || kind == "send" || kind == "inert" {
		return
	}
	if kind != "load" {
		items = []string{""}
	}
	for _, item := range items {
		row, known := at[kind+" "+item]
		if !known {
			if len(m.Rows) == matrixRows {
				return
			}
			row = len(m.Rows)
			at[kind+" "+item] = row
			m.Rows = append(m.Rows, MatrixRow{Kind: kind, Text: text, Item: item, Has: make([]bool, versions)})
		}
		m.Rows[row].Has[version] = true
	}
}

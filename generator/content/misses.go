package content

import (
	"maps"
	"sync"
)

// Misses are the files beside definitions that are there, and could not be read
// when they were looked at: the zero value is none. It may be used by several
// goroutines.
type Misses struct {
	mu  sync.Mutex
	why map[string]string
}

// Note takes note of what came of reading a file: err, if it is trouble that may
// pass (see Lost). That another reader of the file has more luck changes nothing:
// the first is without it.
func (m *Misses) Note(p string, err error) {
	why := Lost(err)
	if why == "" {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.why == nil {
		m.why = map[string]string{}
	}
	m.why[p] = why
}

// All returns the reasons by path; the map is the caller's.
func (m *Misses) All() map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.why)
}

// Try takes out the files that can be read by now, or cannot for another
// reason, and returns their paths: whoever needs them reads them again.
func (m *Misses) Try(reads func(p string) (why string)) (again []string) {
	for p, why := range m.All() {
		if reads(p) != why {
			m.mu.Lock()
			delete(m.why, p)
			m.mu.Unlock()
			again = append(again, p)
		}
	}
	return again
}

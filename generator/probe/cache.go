package probe

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Bounds of the file that answers are remembered in, in bytes.
const (
	maxCache = 64 << 20
	maxKept  = 24 << 20 // of all answers together, before they are written as JSON
)

// memory is the file.
type memory struct {
	Version int          `json:"version"`
	Answers []remembered `json:"answers"`
}

type remembered struct {
	*Answer
	Kept bool `json:"kept,omitempty"`
}

const memoryVersion = 1

// DefaultCache is the file that answers are remembered in unless another is
// named; "" where the machine has no place for such files.
func DefaultCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "vitrine", "probe.json")
}

// load reads what is remembered. A file that cannot be read is as good as
// none: everything is asked again.
func (a *Asker) load() {
	if a.Cache == "" {
		return
	}
	f, err := os.Open(a.Cache)
	if err != nil {
		return
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxCache))
	var m memory
	if err != nil || json.Unmarshal(data, &m) != nil || m.Version != memoryVersion {
		return
	}
	for _, r := range m.Answers {
		if r.Answer != nil && a.lasts(r.Answer) {
			r.kept, r.loaded = r.Kept, true
			a.known[r.URL] = r.Answer
		}
	}
}

// lasts tells whether an answer may still be used. One from the future was
// given by a clock that is not to be trusted.
func (a *Asker) lasts(x *Answer) bool {
	age, limit := time.Since(x.Asked), a.MaxAge
	if x.Fault != nil || x.Status >= 400 {
		limit = a.FaultAge
	}
	return age >= -time.Minute && age < limit
}

// recall returns what is remembered of an address, or nil.
func (a *Asker) recall(q Question) *Answer {
	a.mu.Lock()
	defer a.mu.Unlock()
	x := a.known[q.URL]
	if x == nil || x.Open != a.AllowPrivate || q.Body && !x.kept {
		return nil
	}
	if x.loaded {
		a.tally.Cached++
		x.loaded = false
	}
	return x
}

func (a *Asker) remember(x *Answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known[x.URL] = x
}

// Save writes what is known into the file, all or nothing.
func (a *Asker) Save() error {
	a.start()
	if a.Cache == "" {
		return nil
	}
	data, err := json.Marshal(a.memory())
	if err != nil {
		return fmt.Errorf("remember answers: %w", err)
	}
	dir := filepath.Dir(a.Cache)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("remember answers: %w", err)
	}
	f, err := os.CreateTemp(dir, ".probe-*") // readable by nobody else
	if err != nil {
		return fmt.Errorf("remember answers: %w", err)
	}
	_, err = f.Write(data)
	err = cmp.Or(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), a.Cache)
	}
	if err != nil {
		os.Remove(f.Name()) // the first error is the one to tell
		return fmt.Errorf("remember answers: %w", err)
	}
	return nil
}

// memory gathers what goes into the file, the newest answers first where
// there is not room for all bodies.
func (a *Asker) memory() memory {
	a.mu.Lock()
	defer a.mu.Unlock()
	m := memory{Version: memoryVersion, Answers: []remembered{}}
	for _, x := range a.known {
		if a.lasts(x) && !(x.Fault != nil && x.Fault.Kind == NotPublic) { // costs nothing to find out again
			m.Answers = append(m.Answers, remembered{x, x.kept})
		}
	}
	slices.SortFunc(m.Answers, func(x, y remembered) int { return cmp.Or(y.Asked.Compare(x.Asked), cmp.Compare(x.URL, y.URL)) })
	room := maxKept
	m.Answers = slices.DeleteFunc(m.Answers, func(r remembered) bool {
		room -= r.size()
		return room < 0
	})
	return m
}

// size is about what an answer takes.
func (a *Answer) size() int {
	n := 512 + len(a.URL) + len(a.Body)
	for _, list := range [][]string{a.Hops, a.Policies, a.Options} {
		for _, s := range list {
			n += len(s)
		}
	}
	return n
}

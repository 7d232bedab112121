package live

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrine/generator/diag"
)

const (
	eventsPath = "_vitrine/events"
	scriptPath = "_vitrine/reload.js"

	maxStreams = 1024 // each takes about 40 kB
	maxHistory = 256  // changes that a page which was away can be told of
	maxMissed  = 500  // paths that it is told of; beyond, it is told that all may differ
	heartbeat  = 20 * time.Second
)

// Problem is something that keeps the site from being what its sources say:
// a definition that cannot be read, a broken theme, a bad setting. It is
// shown over the last good page.
type Problem struct {
	File    string   `json:"file,omitempty"`
	Line    int      `json:"line,omitempty"`   // 1-based; 0 is unknown
	Column  int      `json:"column,omitempty"` // 1-based, in characters
	Rule    string   `json:"rule,omitempty"`
	Message string   `json:"message"`
	Hint    string   `json:"hint,omitempty"`
	Pages   []string `json:"pages,omitempty"` // where it is shown, as paths in the site; empty: on every page
	Excerpt          // of the file, around what is meant

	Edit  string `json:"edit,omitempty"`  // an address that opens the place in an editor
	Since int64  `json:"since,omitempty"` // pages that were asked for before show an older state; in milliseconds
}

// Excerpt is the line that a problem is about, in three parts, and lines
// around it.
type Excerpt struct {
	Above  []diag.Line `json:"above,omitempty"`
	Before string      `json:"before,omitempty"` // the line, up to what is meant
	Marked string      `json:"marked,omitempty"` // what is meant; "" where something is missing
	After  string      `json:"after,omitempty"`  // the rest of the line
	Caret  string      `json:"caret,omitempty"`  // what stands under the line and points at it
	Below  []diag.Line `json:"below,omitempty"`
}

// String is the problem as the command line would print it.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ":")
		if p.Line > 0 {
			fmt.Fprintf(&b, "%d:%d:", p.Line, max(1, p.Column))
		}
		b.WriteByte(' ')
	}
	b.WriteString(p.Message)
	if p.Rule != "" {
		b.WriteString(" [" + p.Rule + "]")
	}
	if line := p.Before + p.Marked + p.After; line != "" {
		b.WriteString("\n  " + line)
		if p.Caret != "" {
			b.WriteString("\n  " + p.Caret)
		}
	}
	if p.Hint != "" {
		b.WriteString("\nhint: " + p.Hint)
	}
	return b.String()
}

// Changed tells the browsers that pages differ from what they show: those at
// these paths in the site, those that use a file at these paths, or all.
func (s *Server) Changed(paths []string, all bool) {
	if len(paths) > 0 || all {
		s.feed.changed(paths, all, time.Now())
	}
}

// Problems tells the browsers what is wrong now; an empty list, that nothing
// is any more. A page that connects later is told too.
func (s *Server) Problems(list []Problem) { s.feed.setProblems(list) }

// feed is what browsers are told. Each has a channel; one that does not keep
// up is dropped, and comes back by itself.
type feed struct {
	session string // another one after a restart

	mu       sync.Mutex
	build    int
	history  []change // the last ones, oldest first
	problems []Problem
	told     []byte // problems as they are told, for all streams at once; nil if they must be encoded
	streams  map[chan []byte]bool
}

type change struct {
	Build int      `json:"build"`
	Paths []string `json:"paths"`
	All   bool     `json:"all"`
	at    time.Time
}

func newFeed() *feed { return &feed{session: rand.Text(), streams: map[chan []byte]bool{}} }

func (f *feed) changed(paths []string, all bool, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.build++
	f.told = nil // it names the build
	c := change{f.build, append([]string{}, paths...), all, now}
	if len(f.history) == maxHistory {
		f.history = slices.Delete(f.history, 0, 1)
	}
	f.history = append(f.history, c)
	f.broadcast(event("change", c))
}

func (f *feed) setProblems(list []Problem) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(list) == 0 && len(f.problems) == 0 || reflect.DeepEqual(list, f.problems) {
		return
	}
	f.problems, f.told = slices.Clone(list), nil
	f.broadcast(f.problemsEvent())
}

// problemsEvent is encoded once: a thousand streams that do not read hold one
// message, not a thousand.
func (f *feed) problemsEvent() []byte {
	if f.told == nil {
		f.told = f.encodeProblems()
	}
	return f.told
}

func (f *feed) encodeProblems() []byte {
	text, files := make([]string, 0, len(f.problems)), []string{}
	for _, p := range f.problems {
		text = append(text, p.String())
		if p.File != "" {
			files = append(files, p.File)
		}
	}
	slices.Sort(files)
	return event("problems", struct {
		Build    int       `json:"build"`
		Text     string    `json:"text"`
		Files    []string  `json:"files"`
		Problems []Problem `json:"problems"`
	}{f.build, strings.Join(text, "\n\n"), slices.Compact(files), append([]Problem{}, f.problems...)})
}

// broadcast must be called with the lock held.
func (f *feed) broadcast(message []byte) {
	for c := range f.streams {
		select {
		case c <- message:
		default:
			delete(f.streams, c)
			close(c)
		}
	}
}

// subscribe opens a stream: it begins with where we are, what the page missed
// and what is wrong. It returns nil if there are too many.
func (f *feed) subscribe(missed func(change) bool, restarted bool) chan []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.streams) >= maxStreams {
		return nil
	}
	c := make(chan []byte, 16)
	f.streams[c] = true
	c <- event("hello", struct {
		Build   int    `json:"build"`
		Session string `json:"session"`
		Wrong   int    `json:"wrong"` // problems that are told next
		Now     int64  `json:"now"`   // by this machine's clock, in milliseconds
	}{f.build, f.session, len(f.problems), time.Now().UnixMilli()})
	if m := f.missed(missed); restarted || len(m.Paths) > 0 || m.All {
		m.All = m.All || restarted
		c <- event("change", m)
	}
	if len(f.problems) > 0 {
		c <- f.problemsEvent()
	}
	return c
}

// missed puts together what a page was not told. If the history does not go
// back far enough, that may be anything.
func (f *feed) missed(missed func(change) bool) change {
	sum := change{Build: f.build, Paths: []string{}}
	for i, c := range f.history {
		if missed(c) {
			sum.Paths = append(sum.Paths, c.Paths...)
			sum.All = sum.All || c.All || i == 0 && c.Build > 1
		}
	}
	slices.Sort(sum.Paths)
	if sum.Paths = slices.Compact(sum.Paths); len(sum.Paths) > maxMissed {
		sum.Paths, sum.All = []string{}, true
	}
	return sum
}

func (f *feed) unsubscribe(c chan []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.streams[c] {
		delete(f.streams, c)
		close(c)
	}
}

// event encodes a server-sent event. JSON has no line breaks of its own.
func event(name string, data any) []byte {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // strings, numbers and lists can always be encoded
	}
	return fmt.Appendf(nil, "event: %s\ndata: %s\n\n", name, text)
}

// stream answers with events until the browser or the server goes away. A
// page that was told before says what it last heard; one that is new says how
// long ago it was asked for, so that nothing between is lost.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if r.Method == http.MethodHead {
		h.Set("Content-Type", "text/event-stream; charset=utf-8")
		return
	}
	query := r.URL.Query()
	since, err := strconv.Atoi(query.Get("build"))
	age, _ := strconv.Atoi(query.Get("age"))
	opened := time.Now().Add(-time.Duration(min(max(age, 0), 1e9)) * time.Millisecond)
	missed := func(c change) bool { return c.Build > since }
	if err != nil {
		missed = func(c change) bool { return c.at.After(opened) }
	}
	session := query.Get("session")
	messages := s.feed.subscribe(missed, session != "" && session != s.feed.session)
	if messages == nil {
		h.Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	defer s.feed.unsubscribe(messages)
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	s.pump(w, r, messages)
}

// pump writes messages as they come, and something now and then, by which a
// connection that is gone is noticed.
func (s *Server) pump(w http.ResponseWriter, r *http.Request, messages <-chan []byte) {
	control := http.NewResponseController(w)
	control.SetReadDeadline(time.Time{})
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	message := []byte("retry: 1000\n\n")
	for {
		control.SetWriteDeadline(time.Now().Add(10 * time.Second))
		if _, err := w.Write(message); err != nil {
			return
		}
		if control.Flush() != nil {
			return
		}
		var ok bool
		select {
		case message, ok = <-messages:
			if !ok {
				return
			}
		case <-beat.C:
			message = []byte(":\n\n")
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

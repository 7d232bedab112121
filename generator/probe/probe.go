// Package probe asks the network what only the network can tell: whether an
// address answers, and who may put the answer into a frame.
//
// An Asker takes questions and gives an Answer for each address: plain facts,
// no judgement. Answers are remembered in a file, so that a repeated check
// asks nothing. Frame is pure: it works out, from the headers of an answer,
// what a browser will do.
//
// The addresses come from files that nobody vouches for, so the package keeps
// to itself where it goes: https only, public addresses only (looked at when
// the connection is made, after the name was resolved), few redirects, each
// of which is looked at again, no cookies, no referrer, no proxy, and bounds
// on time and size. A proxy would hide from us where a connection leads.
package probe

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Question is an address to ask.
type Question struct {
	URL  string
	Body bool // the body is wanted, not only the headers
}

// Answer is what an address said, or why it said nothing.
type Answer struct {
	URL     string    `json:"url"`             // as asked
	Fault   *Fault    `json:"fault,omitempty"` // nil where there is an answer
	Hops    []string  `json:"hops,omitempty"`  // where it was sent on to, in turn; the last is where it ended
	Status  int       `json:"status,omitempty"`
	Type    string    `json:"type,omitempty"` // the Content-Type, or what the first bytes look like
	File    bool      `json:"file,omitempty"` // sent as an attachment, to be saved
	Framing           // what it says about frames
	Body    []byte    `json:"body,omitempty"` // at most MaxBody bytes, if wanted
	Whole   bool      `json:"whole,omitempty"`
	Asked   time.Time `json:"asked"`
	Open    bool      `json:"open,omitempty"` // asked with AllowPrivate

	kept   bool // Body was wanted; a body may be empty
	loaded bool // from the file, and not counted yet
}

// Final is where the answer came from.
func (a *Answer) Final() string {
	if n := len(a.Hops); n > 0 {
		return a.Hops[n-1]
	}
	return a.URL
}

// Bounds of asking.
const (
	MaxBody      = 1 << 20 // bytes that are read of an answer
	MaxRedirects = 5
	maxHeader    = 64 << 10
	sniffed      = 512 // bytes that tell a type where none is given
	workers      = 8   // requests at a time, over all hosts
)

// Asker asks. Fill in its fields before the first question; the zero value
// asks public addresses and remembers nothing.
type Asker struct {
	AllowPrivate bool          // ask this machine and private networks as well
	Cache        string        // file that answers are remembered in; "" for none
	Fresh        bool          // ask again what the file remembers
	Timeout      time.Duration // of one request; default 10 s
	MaxAge       time.Duration // of a remembered answer; default 24 h
	FaultAge     time.Duration // of a remembered failure; default 10 min

	once      sync.Once
	transport *http.Transport
	mu        sync.Mutex
	known     map[string]*Answer       // by address
	hosts     map[string]chan struct{} // held while a host is asked
	tally     Tally
}

// Tally counts what was done.
type Tally struct {
	Asked  int // addresses that were asked now
	Cached int // addresses that the file remembered
	Lost   int // of those asked, the ones to whose host there was no way
}

// Tally returns the counts so far.
func (a *Asker) Tally() Tally {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.tally
}

func (a *Asker) count(x *Answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tally.Asked++
	if x.Fault != nil && x.Fault.Kind.noWay() {
		a.tally.Lost++
	}
}

func (a *Asker) start() {
	a.once.Do(func() {
		for _, d := range []struct {
			field *time.Duration
			value time.Duration
		}{{&a.Timeout, 10 * time.Second}, {&a.MaxAge, 24 * time.Hour}, {&a.FaultAge, 10 * time.Minute}} {
			if *d.field <= 0 {
				*d.field = d.value
			}
		}
		if a.transport == nil {
			a.transport = &http.Transport{}
		}
		a.secure(a.transport)
		a.known, a.hosts = map[string]*Answer{}, map[string]chan struct{}{}
		if !a.Fresh {
			a.load()
		}
	})
}

// Ask answers every question, by address. The same address is asked once,
// and a host gets one request at a time. The only error is that of ctx; the
// answers are then not complete.
func (a *Asker) Ask(ctx context.Context, questions []Question) (map[string]*Answer, error) {
	a.start()
	defer a.transport.CloseIdleConnections()
	answers := map[string]*Answer{}
	var groups [][]Question // by host
	index := map[string]int{}
	for _, q := range distinct(questions) {
		if known := a.recall(q); known != nil {
			answers[q.URL] = known
			continue
		}
		host := hostOf(q.URL)
		if _, ok := index[host]; !ok {
			index[host] = len(groups)
			groups = append(groups, nil)
		}
		groups[index[host]] = append(groups[index[host]], q)
	}
	found := make([][]*Answer, len(groups))
	parallel(len(groups), func(i int) { found[i] = a.askHost(ctx, groups[i]) })
	for _, list := range found {
		for _, answer := range list {
			answers[answer.URL] = answer
		}
	}
	return answers, ctx.Err()
}

// distinct names each address once.
func distinct(questions []Question) []Question {
	var list []Question
	index := map[string]int{}
	for _, q := range questions {
		if i, ok := index[q.URL]; ok {
			list[i].Body = list[i].Body || q.Body
			continue
		}
		index[q.URL] = len(list)
		list = append(list, q)
	}
	return list
}

// askHost asks the addresses of one host in turn. If the host itself cannot
// be reached, the others would only wait for the same answer.
func (a *Asker) askHost(ctx context.Context, list []Question) []*Answer {
	var out []*Answer
	dead := map[string]*Answer{} // by scheme, host and port
	for _, q := range list {
		if ctx.Err() != nil {
			return out
		}
		origin := originOf(q.URL)
		answer := &Answer{URL: q.URL}
		if d := dead[origin]; d != nil {
			answer.Fault, answer.Asked, answer.Open = d.Fault, d.Asked, d.Open
		} else {
			answer = a.ask(ctx, q)
			a.count(answer)
			if answer.Fault != nil && len(answer.Hops) == 0 && answer.Fault.Kind.ofHost() {
				dead[origin] = answer
			}
		}
		if ctx.Err() != nil {
			return out // what was interrupted says nothing
		}
		a.remember(answer)
		out = append(out, answer)
	}
	return out
}

// hold waits until no other request to the host is under way.
func (a *Asker) hold(ctx context.Context, host string) (release func(), err error) {
	a.mu.Lock()
	turn := a.hosts[host]
	if turn == nil {
		turn = make(chan struct{}, 1)
		a.hosts[host] = turn
	}
	a.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// parallel calls f for 0 to n-1, a few at a time.
func parallel(n int, f func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, workers) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// originOf returns scheme, host and port as browsers write them, or "".
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	scheme, host := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname())
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && !slices.Contains(defaultPorts[scheme], port) {
		host += ":" + port
	}
	return scheme + "://" + host
}

// defaultPorts are the ports that an origin leaves out.
var defaultPorts = map[string][]string{"https": {"443"}, "http": {"80"}}

// Package lsp is the language server: it speaks the Language Server Protocol with one
// editor, over pipes. What it says of definitions comes from where check has it, a
// generator.Session, which looks at a content directory with the editor's unsaved
// texts laid over its files.
//
// Server reads messages one by one. Notifications are carried out in that order;
// requests take hold of the text that they were made for, and are answered beside
// each other. An engine follows one content directory, or one file that lies in none,
// and publishes what it finds. Places are bytes everywhere but in text.go.
package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/render"
)

// Root is what a folder of the editor is configured to be.
type Root struct {
	Content string // absolute path of the content directory
	Config  string // absolute path of the configuration, whether it is there or not; "" for none
	Text    []byte // what it holds
	Options gallery.Options
	Theme   *render.Theme
	Poll    bool // the system tells nothing of changes
}

// Options is what the server asks of the world, besides the pipes.
type Options struct {
	Version string
	Log     func(string) // for people who look for what goes wrong

	// Open reads the configuration of a folder; of "" the one that holds in none.
	Open func(folder string) (*Root, error)
	// Ignore proposes edits of a configuration that have a finding of a file ignored.
	// open is what an editor holds of it; nil where it is to be read.
	Ignore func(config string, open []byte, d *diag.Diagnostic, path string) (text []byte, there bool, edits []diag.Edit, err error)
	// Page is the address of a definition's page, or of one of its widgets, where a
	// server shows the folder's gallery at this moment. widget is -1 for the app's.
	Page func(ctx context.Context, folder, path string, widget int) (address string, ok bool)
	// Gone is closed when the process of that id has ended.
	Gone func(ctx context.Context, pid int) <-chan struct{}
}

// Serve speaks with an editor until that says goodbye or is gone, and returns the
// exit code that the protocol asks for.
func Serve(ctx context.Context, in io.Reader, out io.Writer, opts Options) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &server{
		opts: opts, ctx: ctx, end: make(chan int, 1),
		docs: map[string]*document{}, owners: map[string]*engine{}, told: map[string]*engine{},
	}
	s.conn = jsonrpc2.NewConn(newStream(in, out, opts.Log), jsonrpc2.WithCodec(codec{}))
	s.client = protocol.ClientDispatcher(s.conn)
	s.conn.Go(ctx, s.cancellable(s.handle(protocol.ServerHandler(s, jsonrpc2.MethodNotFoundHandler))))
	defer s.closeEngines()
	select {
	case code := <-s.end:
		return code
	case <-s.conn.Done(): // the editor is gone
		if s.is(down) {
			return 0
		}
		return 1
	case <-ctx.Done():
		return 1
	}
}

// phase is how far the conversation is.
type phase int

const (
	fresh phase = iota // nothing but initialize is answered
	ready
	down // nothing but exit is
)

type server struct {
	protocol.UnimplementedServer
	opts   Options
	ctx    context.Context // of the conversation
	conn   jsonrpc2.Conn
	client protocol.Client
	end    chan int // the exit code

	// Of who reads messages.
	spelling map[uri.URI]uri.URI
	folders  []string // to be looked at

	mu      sync.Mutex
	phase   phase
	editor  editor
	docs    map[string]*document // that are open, by key
	owners  map[string]*engine   // of these
	engines []*engine
	told    map[string]*engine // who published findings of a file last, by path
	warned  map[string]bool    // what was said already
	ended   bool               // nothing is begun any more
}

func (s *server) is(p phase) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phase == p
}

// handle stands around the library's dispatch, which would end the conversation at
// the first notification that fails, and at the first bug.
func (s *server) handle(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		call, method := req.IsCall(), req.Method()
		defer func() {
			if p := recover(); p != nil {
				s.bug(p, debug.Stack())
				result, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, fmt.Sprintf("this is a bug: %v", p))
			}
			if !call && err != nil {
				s.opts.Log(fmt.Sprintf("%q: %v", cut(method), err))
				result, err = nil, nil
			}
		}()
		switch s.mu.Lock(); {
		case s.phase == fresh && method != protocol.MethodInitialize && method != protocol.MethodExit:
			err = jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the first request is initialize")
		case s.phase == ready && method == protocol.MethodInitialize:
			err = jsonrpc2.NewError(jsonrpc2.InvalidRequest, "initialize was asked before")
		case s.phase == down && method != protocol.MethodExit:
			err = jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server was shut down")
		}
		s.mu.Unlock()
		if err != nil {
			return nil, err
		}
		s.begin()
		if method == protocol.MethodTextDocumentDidOpen {
			s.noteSpelling(req.Params())
		}
		return next(ctx, req)
	}
}

// noteSpelling remembers how the editor writes the address of a document: there are
// several ways, of which the library makes one, and some editors compare addresses
// letter by letter.
func (s *server) noteSpelling(params []byte) {
	var p struct{ TextDocument struct{ URI string } }
	if json.Unmarshal(params, &p) != nil {
		return
	}
	if u, err := uri.Parse(p.TextDocument.URI); err == nil {
		s.spelling = map[uri.URI]uri.URI{u: uri.URI(p.TextDocument.URI)}
	}
}

// spelled is that address; it is asked when the document is opened.
func (s *server) spelled(u uri.URI) uri.URI {
	if as, ok := s.spelling[u]; ok {
		return as
	}
	return u
}

// cancellable has $/cancelRequest end the request that it names. The library's own
// way derives a context from the request's, which it uses again for the next request
// while that may still be asked whether it has ended.
func (s *server) cancellable(next jsonrpc2.Handler) jsonrpc2.Handler {
	var mu sync.Mutex
	running := map[jsonrpc2.ID]context.CancelFunc{}
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		if req.Method() == protocol.MethodCancelRequest {
			if id, ok := canceledID(req.Params()); ok {
				mu.Lock()
				if cancel := running[id]; cancel != nil {
					cancel()
				}
				mu.Unlock()
			}
			return nil, nil
		}
		own, cancel := context.WithCancel(s.ctx)
		defer cancel()
		if id := req.ID(); req.IsCall() {
			mu.Lock()
			running[id] = cancel
			mu.Unlock()
			defer func() {
				mu.Lock()
				delete(running, id)
				mu.Unlock()
			}()
		}
		return next(requestContext{own, ctx}, req)
	}
}

// requestContext ends when the request is cancelled, and knows what jsonrpc2.Async
// looks for.
type requestContext struct {
	context.Context
	request context.Context
}

// Value returns what one of both knows.
func (c requestContext) Value(key any) any {
	if v := c.Context.Value(key); v != nil {
		return v
	}
	return c.request.Value(key)
}

func canceledID(params []byte) (id jsonrpc2.ID, ok bool) {
	var p protocol.CancelParams
	if protocol.Unmarshal(params, &p) != nil {
		return id, false
	}
	switch n := p.ID.(type) {
	case protocol.Integer:
		return jsonrpc2.NewNumberID(int64(n)), true
	case protocol.String:
		return jsonrpc2.NewStringID(string(n)), true
	}
	return id, false
}

// Shutdown is the editor's goodbye, which Exit follows.
func (s *server) Shutdown(context.Context) error {
	s.mu.Lock()
	s.phase = down
	s.mu.Unlock()
	return nil
}

// Exit ends the server.
func (s *server) Exit(context.Context) error {
	code := 1
	if s.is(down) {
		code = 0
	}
	select {
	case s.end <- code:
	default: // it ends already
	}
	return nil
}

// say shows people a message, each once.
func (s *server) say(kind protocol.MessageType, message string) {
	s.mu.Lock()
	known := s.warned[message]
	if s.warned == nil {
		s.warned = map[string]bool{}
	}
	s.warned[message] = true
	s.mu.Unlock()
	if !known {
		s.tell(kind, message)
	}
}

// tell shows people a message.
func (s *server) tell(kind protocol.MessageType, message string) {
	s.opts.Log(message)
	if err := s.client.ShowMessage(s.ctx, &protocol.ShowMessageParams{Type: kind, Message: "vitrine: " + diag.Visible(message)}); err != nil {
		s.opts.Log(err.Error())
	}
}

// bug tells of one: the editor goes on, and whoever mends it needs the stack.
func (s *server) bug(p any, stack []byte) {
	s.opts.Log(fmt.Sprintf("this is a bug: %v", p))
	for line := range lines(stack) {
		s.opts.Log(line)
	}
	s.say(protocol.MessageTypeError, fmt.Sprintf("this is a bug: %v (please report it as an issue of Vitrine's repository, "+
		"with what the log of the language server shows, where that is not private)", p))
}

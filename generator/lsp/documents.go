package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"vitrine/generator/content"
)

// document is one version of what is open in the editor. It is never changed: a
// request goes on with the one that it was made for.
type document struct {
	uri      uri.URI // as the editor writes it
	path     string  // absolute; "" for what is in no file yet
	language protocol.LanguageKind
	version  int32
	*text
	read *reading // what a request made of it; shared by all that are about this version
}

// pathOf is the path of a file; "" for what is none.
func pathOf(u uri.URI) string {
	if !u.IsFile() {
		return ""
	}
	return filepath.Clean(u.FsPath())
}

// keyOf names a document whatever way the editor writes its address.
func keyOf(u uri.URI) string {
	if path := pathOf(u); path != "" {
		return path
	}
	if one, err := uri.Parse(string(u)); err == nil {
		u = one
	}
	return string(u)
}

// DidOpen takes note of a document.
func (s *server) DidOpen(_ context.Context, p *protocol.DidOpenTextDocumentParams) error {
	d := &document{
		uri: s.spelled(p.TextDocument.URI), path: pathOf(p.TextDocument.URI), language: p.TextDocument.LanguageID,
		version: p.TextDocument.Version, text: newText([]byte(p.TextDocument.Text), s.units()), read: &reading{},
	}
	s.put(d)
	return nil
}

// DidChange makes the changes of an editor, in the order in which they come: its
// versions are names. Of a document that is not open there is nothing to change.
func (s *server) DidChange(_ context.Context, p *protocol.DidChangeTextDocumentParams) error {
	s.mu.Lock()
	d := s.docs[keyOf(p.TextDocument.URI)]
	s.mu.Unlock()
	if d == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	if p.TextDocument.Version <= d.version {
		s.opts.Log(fmt.Sprintf("%s: version %d came after version %d", p.TextDocument.URI, p.TextDocument.Version, d.version))
	}
	next := *d
	next.version, next.read = p.TextDocument.Version, &reading{}
	for _, c := range p.ContentChanges {
		next.text = next.changed(c)
	}
	s.put(&next)
	return nil
}

// DidSave has a configuration read again, and what stands beside a document alone
// looked at.
func (s *server) DidSave(_ context.Context, p *protocol.DidSaveTextDocumentParams) error {
	path := pathOf(p.TextDocument.URI)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.engines {
		e.saved(path)
	}
	if e := s.owners[keyOf(p.TextDocument.URI)]; e != nil && e.alone != "" {
		e.lookAtAll()
	}
	return nil
}

// DidChangeWatchedFiles hears of files from editors that watch some by themselves.
func (s *server) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range p.Changes {
		for _, e := range s.engines {
			e.saved(pathOf(c.URI))
			e.touch(pathOf(c.URI))
		}
	}
	return nil
}

// DidClose gives a file back to the disk.
func (s *server) DidClose(_ context.Context, p *protocol.DidCloseTextDocumentParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := keyOf(p.TextDocument.URI)
	owner := s.owners[key]
	delete(s.docs, key)
	delete(s.owners, key)
	if owner != nil {
		s.release(owner, key)
	}
	return nil
}

// put takes a version of a document in.
func (s *server) put(d *document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.docs[keyOf(d.uri)] = d
	s.assign(d)
}

// assign gives a document to the engine that is to look at it, and takes it from
// the one that was; s.mu is held. Of what is no definition and lies in no content
// directory nothing is said.
func (s *server) assign(d *document) {
	if s.ended {
		return
	}
	key := keyOf(d.uri)
	old, now := s.owners[key], s.engineFor(d)
	if now == nil && old != nil && old.alone == key {
		now = old
	}
	if now == nil && isDefinition(d) {
		now = s.engineAlone(d)
	}
	if old != nil && old != now {
		s.release(old, key)
	}
	if delete(s.owners, key); now != nil {
		s.owners[key] = now
		now.put(key, d)
	}
}

// release takes a document from an engine; one for it alone ends.
func (s *server) release(e *engine, key string) {
	if e.alone != "" {
		go e.close()
		return
	}
	e.put(key, nil)
}

// engineFor is the engine of the innermost folder in whose content directory a
// document lies, and in which it is not ignored.
func (s *server) engineFor(d *document) (best *engine) {
	for _, e := range s.engines {
		if d.path != "" && e.takes(d.path) && (best == nil || len(e.place()) > len(best.place())) {
			best = e
		}
	}
	return best
}

// isDefinition tells whether a document by itself may be one.
func isDefinition(d *document) bool {
	if d.path == "" {
		return d.language == "json" || d.language == "jsonc"
	}
	return strings.HasSuffix(strings.ToLower(d.path), ".json") || content.Module(d.path)
}

func (s *server) units() protocol.PositionEncodingKind {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.editor.units
}

// asked is what a request is about: the text that it was made for.
type asked struct {
	*document
	engine *engine
	editor editor
	rel    string // the path in the content directory
}

// ask begins a request: it takes hold of the document, and lets the next message be
// read. ok is false for a document of which nothing is known.
func (s *server) ask(ctx context.Context, u uri.URI) (q *asked, ok bool) {
	s.mu.Lock()
	key := keyOf(u)
	d, e := s.docs[key], s.owners[key]
	q = &asked{document: d, engine: e, editor: s.editor}
	s.mu.Unlock()
	jsonrpc2.Async(ctx)
	if d == nil || e == nil {
		return nil, false
	}
	q.rel = e.rel(key)
	return q, true
}

package lsp

import (
	"time"

	"go.lsp.dev/uri"
)

// addFolder begins to follow a folder of the editor.
func (s *server) addFolder(path string) {
	e := s.newEngine(path, "")
	s.mu.Lock()
	s.engines = append(s.engines, e)
	s.mu.Unlock()
	go e.run()
	s.reassign()
}

// removeFolder ends that.
func (s *server) removeFolder(path string) {
	s.mu.Lock()
	var gone []*engine
	kept := s.engines[:0:0]
	for _, e := range s.engines {
		if e.folder == path {
			gone = append(gone, e)
		} else {
			kept = append(kept, e)
		}
	}
	s.engines = kept
	s.mu.Unlock()
	s.reassign()
	for _, e := range gone {
		go func() {
			e.close()
			for _, other := range kept { // what was told of may be theirs now
				other.lookAtAll()
			}
		}()
	}
}

// reassign gives all open documents to the engines that are to look at them.
func (s *server) reassign() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.docs {
		s.assign(d)
	}
}

// engineAlone begins to look at a document by itself, as it is configured in the
// folder that it lies in; s.mu is held.
func (s *server) engineAlone(d *document) *engine {
	folder := ""
	for _, e := range s.engines {
		if _, ok := within(e.folder, d.path); ok && d.path != "" && len(e.folder) > len(folder) {
			folder = e.folder
		}
	}
	e := s.newEngine(folder, keyOf(d.uri))
	if e.view == nil {
		return nil
	}
	go e.run()
	return e
}

// patience is how long the end of a conversation waits for looks that are under way.
const patience = time.Second

// closeEngines ends all of them when the conversation is over. What they would still
// say is of no use to anybody.
func (s *server) closeEngines() {
	s.mu.Lock()
	list := s.engines
	for _, e := range s.owners {
		if e.alone != "" {
			list = append(list, e)
		}
	}
	s.ended, s.engines, s.owners = true, nil, nil
	s.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, e := range list {
			e.close()
		}
	}()
	select {
	case <-done:
	case <-time.After(patience):
	}
}

// uriOf is how the editor writes the address of a file, if it has it open.
func (s *server) uriOf(path string) (u uri.URI, version *int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.docs[path]; d != nil {
		return d.uri, ptr(d.version)
	}
	return uri.File(path), nil
}

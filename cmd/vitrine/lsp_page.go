package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator/site"
)

// pages knows which pages "vitrine serve" shows of the folders of an editor.
type pages struct {
	env *env
	cmd *cobra.Command

	mu     sync.Mutex
	served map[string]served // by folder
}

// served is what a server said last.
type served struct {
	at      time.Time
	address string
	gallery galleryPages
}

// galleryPages is what a gallery.json tells of pages.
type galleryPages struct {
	Version int
	Apps    []struct {
		Page, Source string
		Widgets      []struct{ Page string }
	}
}

const (
	servedFor  = 2 * time.Second // how long an answer is believed
	servedWait = 500 * time.Millisecond
	servedMost = 64 << 20 // bytes of a gallery.json
)

// page returns the address of a definition's page, or of one of its widgets, if it is
// served at this moment.
func (p *pages) page(ctx context.Context, folder, path string, widget int) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.served[folder]
	if time.Since(s.at) > servedFor {
		if s = p.ask(ctx, folder); p.served == nil {
			p.served = map[string]served{}
		}
		s.at = time.Now()
		p.served[folder] = s
	}
	for _, app := range s.gallery.Apps {
		switch {
		case app.Source != path:
		case widget < 0:
			return s.address + app.Page, true
		case widget < len(app.Widgets):
			return s.address + app.Widgets[widget].Page, true
		}
	}
	return "", false
}

// ask asks the address at which serve listens by the folder's configuration, if that is
// on this machine: a folder that was just opened must not say whom to ask. What answers
// there and is no gallery has no pages.
func (p *pages) ask(ctx context.Context, folder string) (s served) {
	c, _, err := p.env.loadFolder(p.cmd, folder)
	if err != nil {
		return s
	}
	host, ok := onThisMachine(c.Serve.Addr)
	if !ok {
		return s
	}
	_, base := site.BasePath(c.BaseURL)
	s.address = "http://" + host + base
	ctx, stop := context.WithTimeout(ctx, servedWait)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address+"gallery.json", nil)
	if err != nil {
		return s
	}
	client := http.Client{
		Transport:     &http.Transport{Proxy: nil, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(req)
	if err != nil {
		return s
	}
	defer answer.Body.Close()
	var g galleryPages
	if json.NewDecoder(io.LimitReader(answer.Body, servedMost)).Decode(&g) == nil && answer.StatusCode == http.StatusOK && g.Version == 1 {
		s.gallery = g
	}
	return s
}

// onThisMachine returns host and port at which a server that listens to an address is
// asked; not ok for one that may be elsewhere.
func onThisMachine(addr string) (host string, ok bool) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || port == "0" {
		return "", false
	}
	switch ip := net.ParseIP(host); {
	case host == "" || ip != nil && ip.IsUnspecified():
		host = "127.0.0.1"
	case host != "localhost" && (ip == nil || !ip.IsLoopback()):
		return "", false
	}
	return net.JoinHostPort(host, port), true
}

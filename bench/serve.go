package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"vitrine/bench/made"
)

// The events of serve, and how its pages are called.
const (
	eventsPath = "_vitrine/events"
	patience   = 2 * time.Minute // for what never comes
)

// server is a Vitrine that serves a corpus.
type server struct {
	cmd     *exec.Cmd
	address string
	corpus  string
	told    chan time.Time // when a browser was told that pages changed
	stream  io.Closer
}

func (b *bench) serve(corpus string, more ...string) (*server, error) {
	s := &server{corpus: corpus, told: make(chan time.Time, 4096)}
	args := append([]string{"serve", "--content", corpus, "--addr", "127.0.0.1:0", "--open=false"}, more...)
	s.cmd = b.command(b.vitrine, args...)
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	s.address = strings.TrimSpace(line)
	if err == nil {
		err = s.listen()
	}
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("serve: %w", err)
	}
	return s, nil
}

// listen notes when the browser is told of changes.
func (s *server) listen() error {
	answer, err := http.Get(s.address + eventsPath)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("events: %s", answer.Status)
	}
	s.stream = answer.Body
	go func() {
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			if lines.Text() == "event: change" {
				s.told <- time.Now()
			}
		}
	}()
	return nil
}

func (s *server) stop() {
	if s.stream != nil {
		s.stream.Close()
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// shows tells whether the page of an app has a word.
func (s *server) shows(a *made.App, word string) bool {
	answer, err := http.Get(s.address + "apps/" + a.ID + ".html")
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return err == nil && bytes.Contains(text, []byte(word))
}

// calm waits until nothing was told for a while, and counts what was.
func (s *server) calm(quiet time.Duration) (told int) {
	for {
		select {
		case <-s.told:
			told++
		case <-time.After(quiet):
			return told
		}
	}
}

// saves measures how long it takes from the end of a save until the page has
// it, and until the browser is told, in ms: medians.
func (s *server) saves(times int) (page, told float64, err error) {
	app := sound(5)
	path := filepath.Join(s.corpus, app.ID, "app.json")
	defer os.WriteFile(path, app.Definition, 0o644)
	var pages, tolds []float64
	for i := range times {
		s.calm(400*time.Millisecond + time.Duration(i*137%300)*time.Millisecond)
		word := fmt.Sprintf("rev%dx%d", time.Now().UnixNano()%1e9, i)
		if err := os.WriteFile(path, titled(app, word+" "), 0o644); err != nil {
			return 0, 0, err
		}
		saved := time.Now()
		for !s.shows(app, word) {
			if time.Since(saved) > patience {
				return 0, 0, errors.New("a save never reached the page")
			}
			time.Sleep(2 * time.Millisecond)
		}
		pages = append(pages, milliseconds(time.Since(saved)))
		select {
		case at := <-s.told:
			tolds = append(tolds, milliseconds(at.Sub(saved)))
		case <-time.After(patience):
			return 0, 0, errors.New("a save was never told")
		}
	}
	return median(pages), median(tolds), nil
}

// storm saves many files as fast as it can. It returns how often the site was
// rebuilt, and after how many seconds from the last save all was right.
func (s *server) storm(files int) (rebuilds int, right float64, err error) {
	word := fmt.Sprintf("storm%d", time.Now().UnixNano()%1e9)
	s.calm(2 * time.Second)
	var watched []*made.App
	for i := range files {
		a := made.Make(i)
		if i%max(1, files/20) == 0 && a.Defect != "json" || i == files-1 {
			watched = append(watched, a)
		}
		if err := os.WriteFile(filepath.Join(s.corpus, a.ID, "app.json"), titled(a, word+" "), 0o644); err != nil {
			return 0, 0, err
		}
	}
	last := time.Now()
	for _, a := range watched {
		for !s.shows(a, word) {
			if time.Since(last) > patience {
				return 0, 0, fmt.Errorf("%s never showed what was saved", a.ID)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	right = time.Since(last).Seconds()
	rebuilds = s.calm(2 * time.Second)
	for i := range files {
		if err := edit(s.corpus, i, ""); err != nil {
			return 0, 0, err
		}
	}
	s.calm(2 * time.Second)
	return rebuilds, right, nil
}

// sound is the first app from a number on that has no defect.
func sound(i int) *made.App {
	for made.Make(i).Defect != "" {
		i++
	}
	return made.Make(i)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// serves measures serve at 100 apps and at n.
func (b *bench) serves(t *table, small, corpus string) error {
	say("%d apps: serve", t.n)
	s, err := b.serve(small)
	if err != nil {
		return err
	}
	page, told, err := s.saves(b.saves)
	s.stop()
	if err != nil {
		return err
	}
	if s, err = b.serve(corpus); err != nil {
		return err
	}
	defer s.stop()
	s.calm(3 * time.Second)
	if cpu, memory, err := s.idle(5 * time.Second); err != nil {
		t.lacks("serve, idle", err.Error())
	} else {
		t.row("serve, idle, of a processor", 100*cpu, "%", 1)
		t.row("serve, memory", memory, "MB", 300)
	}
	pageN, toldN, err := s.saves(b.saves)
	if err != nil {
		return err
	}
	t.row("save to page, to that at 100 apps", pageN/page, "times", 1.2)
	t.row("save to browser told, to that at 100 apps", toldN/told, "times", 1.2)
	t.row("save to page", pageN, "ms", 50)
	t.row("save to browser told", toldN, "ms", 50)
	files := min(2000, t.n)
	rebuilds, right, err := s.storm(files)
	if err != nil {
		return err
	}
	t.row(fmt.Sprintf("%d files at once, rebuilds", files), float64(rebuilds), "", 2)
	t.row(fmt.Sprintf("%d files at once, right after the last", files), right, "s", 1)
	return b.polled(t, corpus)
}

// polled measures a serve that has no events to go by.
func (b *bench) polled(t *table, corpus string) error {
	const name = "save to page, polling"
	help, err := b.command(b.vitrine, "serve", "--help").CombinedOutput()
	if err != nil || !bytes.Contains(help, []byte("--poll")) {
		t.lacks(name, "serve has no --poll")
		return nil
	}
	s, err := b.serve(corpus, "--poll")
	if err != nil {
		return err
	}
	defer s.stop()
	page, _, err := s.saves(min(b.saves, 5))
	t.row(name, page/1000, "s", 1.5)
	return err
}

package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"vitrine/generator/trace"
)

// What takes less than progressAfter shows no progress: it would only flicker.
const (
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
	progressRoom  = 72 // columns that the line may take; narrower terminals show nothing, as it would wrap
)

// progressLine shows on a terminal how far a trace is, in one line that is gone
// before anything else is printed. It stands in for the terminal meanwhile.
type progressLine struct {
	to    io.Writer
	trace *trace.Trace

	mu    sync.Mutex
	bar   *progressbar.ProgressBar // nil while nothing is shown
	stage string                   // what it shows
}

// showProgress shows how far a trace is while a command works, where somebody
// looks at a terminal. What stop is called after, or what is said meanwhile,
// finds the line empty.
func (e *env) showProgress(t *trace.Trace) (stop func()) {
	to, ok := e.err.(*os.File)
	if !ok || !redrawn(to) {
		return func() {}
	}
	p := &progressLine{to: to, trace: t}
	e.err = p
	end := p.run(progressAfter)
	return func() {
		end()
		e.err = to
	}
}

// redrawn tells whether a line of a file can be drawn over.
func redrawn(f *os.File) bool {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" || !term.IsTerminal(int(f.Fd())) {
		return false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return err == nil && width >= progressRoom
}

// run draws again and again, after a while, until end is called, which may be
// done more than once.
func (p *progressLine) run(after time.Duration) (end func()) {
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		next := time.NewTimer(after)
		defer next.Stop()
		for {
			select {
			case <-quit:
				return
			case <-next.C:
				p.draw()
				next.Reset(progressEvery)
			}
		}
	}()
	return sync.OnceFunc(func() {
		close(quit)
		<-ended
		p.mu.Lock()
		defer p.mu.Unlock()
		p.clear()
	})
}

// draw shows the state of the trace.
func (p *progressLine) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	stage, done, total := p.trace.Now()
	if stage == "" || stage != p.stage {
		p.clear()
	}
	if stage == "" {
		return
	}
	if p.bar == nil {
		p.bar, p.stage = newBar(p.to, stage, total), stage
	}
	_ = p.bar.Set(min(done, max(total-1, 0))) // a bar that is full takes nothing any more; nothing depends on its being drawn
}

func newBar(to io.Writer, stage string, total int) *progressbar.ProgressBar {
	options := []progressbar.Option{
		progressbar.OptionSetWriter(to), progressbar.OptionSetDescription(stage), progressbar.OptionSetWidth(16),
		// No time: a stage is first shown when much of it is done, which would promise too much.
		progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionUseANSICodes(true), progressbar.OptionSetSpinnerChangeInterval(0), // nothing draws by itself
		progressbar.OptionSetTheme(progressbar.Theme{Saucer: "█", SaucerPadding: "░"}), progressbar.OptionShowCount(),
	}
	if total == 0 {
		total = -1 // nobody knows how many there are
		options = append(options, progressbar.OptionSpinnerType(14))
	}
	return progressbar.NewOptions(total, options...)
}

// clear takes the line away.
func (p *progressLine) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.bar, p.stage = nil, ""
}

// Write prints something else, on a line of its own.
func (p *progressLine) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return p.to.Write(data)
}

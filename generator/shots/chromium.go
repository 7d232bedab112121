package shots

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// This file is the only one of the program that knows chromedp.

// What a screenshot shows of the reference screen, and how large it is.
const (
	screenWidth, screenHeight = 1440, 900
	cardWidth                 = 720.
	socialWidth, socialHeight = 1200., 630.
	patience                  = time.Minute            // for one page, on a machine that is busy as well
	settling                  = 700 * time.Millisecond // a page that was loaded goes on drawing for a while
)

var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// ErrNoBrowser says that no program was named and none was found.
var ErrNoBrowser = errors.New("screenshots need Chromium, and there is none on the path")

// StartError says that a browser is there and does not start.
type StartError struct{ error }

// Unwrap returns what the browser says.
func (e StartError) Unwrap() error { return e.error }

// FindBrowser returns the path of the program named, or of the first that
// there is when name is empty.
func FindBrowser(name string) (string, error) {
	names := browserNames
	if name != "" {
		names = []string{name}
	}
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path, nil
		}
	}
	if name != "" {
		return "", fmt.Errorf("there is no browser %q", name)
	}
	return "", ErrNoBrowser
}

// chromium is a running browser that takes screenshots.
type chromium struct {
	ctx   context.Context
	close context.CancelFunc
}

// startChromium starts a browser with an empty profile, which goes away with
// it. Of chromedp's usual flags, those that loosen what pages may do are not
// set.
func startChromium(ctx context.Context, program string, noSandbox bool) (*chromium, error) {
	opts := []chromedp.ExecAllocatorOption{
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.ExecPath(program),
	}
	for _, flag := range []string{
		"deny-permission-prompts", "disable-extensions", "disable-sync", "disable-background-networking", "disable-component-update",
		"disable-default-apps", "disable-breakpad", "metrics-recording-only", "mute-audio", "hide-scrollbars", "disable-dev-shm-usage",
	} {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	// Both values are set: chromedp leaves the sandbox out by itself for root,
	// and pages of others must not run without it unless whoever runs this says so.
	opts = append(opts, chromedp.Flag("no-sandbox", noSandbox), chromedp.Flag("force-color-profile", "srgb"))
	alloc, cancel := chromedp.NewExecAllocator(ctx, opts...)
	tab, _ := chromedp.NewContext(alloc)
	err := chromedp.Do(tab, chromedp.Navigate("about:blank"))
	if err == nil {
		deny := browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}
		_, err = chromedp.CallBrowser(tab, browser.SetDownloadBehavior, deny)
	}
	if err != nil {
		cancel()
		// A browser that dies prints several lines; an error is one.
		return nil, StartError{fmt.Errorf("start %q: %s", program, strings.Join(strings.Fields(err.Error()), " "))}
	}
	return &chromium{tab, cancel}, nil
}

// screenshot opens a widget's page and returns its pictures, in the order of
// gallery.ScreenshotFiles.Files: light, dark, and light for previews of links.
func (c *chromium) screenshot(url string) (pictures [3][]byte, err error) {
	err = c.open(url, "light", func(ctx context.Context) error {
		if pictures[0], err = capture(ctx, card); err != nil {
			return err
		}
		pictures[2], err = capture(ctx, social)
		return err
	})
	if err == nil {
		err = c.open(url, "dark", func(ctx context.Context) error {
			pictures[1], err = capture(ctx, card)
			return err
		})
	}
	return pictures, err
}

// open loads a page in a tab of its own, with storage of its own, and calls
// ready when the widget is shown.
func (c *chromium) open(url, scheme string, ready func(context.Context) error) error {
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext())
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	watch, err := openWatch(ctx)
	if err != nil {
		return err
	}
	prefer := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, prefer); err != nil {
		return fmt.Errorf("set the colour scheme: %w", err)
	}
	// The window is larger than the screen, so that the screen has its full size.
	err = chromedp.Do(ctx, chromedp.EmulateViewport(1880, 1200), chromedp.Navigate(url+"?view=full"))
	for err == nil {
		var life string
		life, err = chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("[data-life]")?.dataset.life || ""`))
		if wrong := watch.wrong(); wrong != "" {
			return errors.New(wrong)
		}
		if life == "alive" || life == "loaded" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err == nil {
		select {
		case <-ctx.Done():
		case <-time.After(settling):
		}
		if wrong := watch.wrong(); wrong != "" {
			return errors.New(wrong)
		}
		err = ready(ctx)
	}
	if errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
		return fmt.Errorf("the page did not come within %s", patience)
	}
	return err
}

// crop is a part of the agent's screen, as wide as that, and what is made of it.
type crop struct {
	y, height, scale float64
	format           page.CaptureScreenshotFormat
	quality          int64
}

var (
	card = crop{0, screenHeight, cardWidth / screenWidth, page.CaptureScreenshotFormatWebp, 80}
	// Widgets stand at the lower edge, so what is too high for a preview is cut above.
	social = crop{
		screenHeight - socialHeight*screenWidth/socialWidth, socialHeight * screenWidth / socialWidth, socialWidth / screenWidth,
		page.CaptureScreenshotFormatJpeg, 82,
	}
)

const findScreen = `(() => {
  const f = document.querySelector(".stage-fit > iframe");
  f.style.borderRadius = "0";
  const r = f.getBoundingClientRect();
  return [r.x, r.y, r.width, r.height];
})()`

// capture takes a part of the agent's screen as a picture.
func capture(ctx context.Context, c crop) ([]byte, error) {
	at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](findScreen))
	if err != nil {
		return nil, fmt.Errorf("find the screen: %w", err)
	}
	if at[2] != screenWidth || at[3] != screenHeight {
		return nil, fmt.Errorf("the screen is %v × %v px, want %d × %d", at[2], at[3], screenWidth, screenHeight)
	}
	clip := &page.Viewport{X: at[0], Y: at[1] + c.y, Width: screenWidth, Height: c.height, Scale: c.scale}
	params := page.CaptureScreenshotParams{Format: c.format, Quality: &c.quality, Clip: clip}
	got, err := chromedp.Call(ctx, page.CaptureScreenshot, params)
	if err != nil {
		return nil, fmt.Errorf("take the picture: %w", err)
	}
	return got.Data, nil
}

// watch hears whether the widget's frame got no page. The gallery's scripts
// cannot tell that of a frame from another host; whoever runs the browser can.
type watch struct {
	mu      sync.Mutex
	parents map[cdp.FrameID]cdp.FrameID
	pages   map[network.RequestID]bool // what is to fill the widget's frame
	reason  string
}

// openWatch follows a tab from now on.
func openWatch(ctx context.Context) (*watch, error) {
	w := &watch{parents: map[cdp.FrameID]cdp.FrameID{}, pages: map[network.RequestID]bool{}}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	return w, nil
}

// widget tells whether a frame is the widget's: it stands in the screen, which
// stands in the page. Frames within it are the widget's own business.
func (w *watch) widget(f cdp.FrameID) bool {
	screen, ok := w.parents[f]
	if !ok {
		return false
	}
	top, ok := w.parents[screen]
	_, deeper := w.parents[top]
	return ok && !deeper
}

func (w *watch) hear(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := ev.(type) {
	case *page.EventFrameAttached:
		w.parents[e.FrameID] = e.ParentFrameID
	case *network.EventRequestWillBeSent:
		if e.Type == network.ResourceTypeDocument && w.widget(e.FrameID) {
			w.pages[e.RequestID] = true
		}
	case *network.EventResponseReceived:
		if w.pages[e.RequestID] && e.Response.Status >= 400 {
			w.note(fmt.Sprintf("the page answers %d", e.Response.Status))
		}
	case *network.EventLoadingFailed:
		if w.pages[e.RequestID] && !e.Canceled {
			w.note("the page does not come: " + cmp.Or(string(e.BlockedReason), strings.TrimPrefix(e.ErrorText, "net::")))
		}
	}
}

func (w *watch) note(reason string) { w.reason = cmp.Or(w.reason, reason) }

func (w *watch) wrong() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason
}

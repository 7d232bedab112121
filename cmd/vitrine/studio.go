package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
	"vitrine/generator/gallery"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// This file is the only one of the program that knows chromedp.

// What a still shows of the reference screen, and how large it is.
const (
	screenWidth, screenHeight = 1440, 900
	stillWidth                = 720.
	socialWidth, socialHeight = 1200., 630.
	patience                  = 15 * time.Second       // for one picture
	calm                      = 700 * time.Millisecond // a page that was loaded goes on drawing for a while
)

var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// findBrowser returns the program named, or the first that there is.
func findBrowser(name string) (string, error) {
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
	return "", withHint(errors.New("stills need Chromium, and there is none on the path"),
		"install the package chromium (Debian, Ubuntu: sudo apt-get install chromium) or Chrome, or name the program with --browser")
}

// studio is a browser that takes pictures.
type studio struct {
	ctx   context.Context
	close context.CancelFunc
}

// openStudio starts a browser with an empty profile, which goes away with it.
// Of chromedp's usual flags, those that loosen what pages may do are not set.
func openStudio(ctx context.Context, program string, noSandbox bool) (*studio, error) {
	opts := []chromedp.ExecAllocatorOption{chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.ExecPath(program)}
	for _, flag := range []string{
		"deny-permission-prompts", "disable-extensions", "disable-sync", "disable-background-networking", "disable-component-update",
		"disable-default-apps", "disable-breakpad", "metrics-recording-only", "mute-audio", "hide-scrollbars", "disable-dev-shm-usage",
	} {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	// Said in so many words: chromedp leaves the sandbox out by itself for root.
	opts = append(opts, chromedp.Flag("no-sandbox", noSandbox), chromedp.Flag("force-color-profile", "srgb"))
	alloc, cancel := chromedp.NewExecAllocator(ctx, opts...)
	tab, _ := chromedp.NewContext(alloc)
	err := chromedp.Do(tab, chromedp.Navigate("about:blank"))
	if err == nil {
		_, err = chromedp.CallBrowser(tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny})
	}
	if err != nil {
		cancel()
		err = fmt.Errorf("start %q: %w", program, flat(err))
		if os.Geteuid() == 0 && !noSandbox {
			err = withHint(err, "Chromium does not run as root with its sandbox: run as another user, or give --no-sandbox")
		}
		return nil, err
	}
	return &studio{tab, cancel}, nil
}

// take opens a widget's page and returns its pictures: light, dark, and light
// for previews of links.
func (s *studio) take(url string) (pictures [3][]byte, err error) {
	for i, scheme := range []string{"light", "dark"} {
		if err = s.sit(url, scheme, func(ctx context.Context) error {
			if pictures[i], err = capture(ctx, 0, screenHeight, stillWidth/screenWidth, page.CaptureScreenshotFormatWebp, 80); err != nil || i > 0 {
				return err
			}
			// Widgets stand at the lower edge: what is too much is cut above.
			high := socialHeight * screenWidth / socialWidth
			pictures[2], err = capture(ctx, screenHeight-high, high, socialWidth/screenWidth, page.CaptureScreenshotFormatJpeg, 82)
			return err
		}); err != nil {
			return pictures, err
		}
	}
	return pictures, nil
}

// sit loads a page in a tab of its own, with storage of its own, and calls
// shoot when the widget stands.
func (s *studio) sit(url, scheme string, shoot func(context.Context) error) error {
	ctx, cancel := chromedp.NewContext(s.ctx, chromedp.WithNewBrowserContext())
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	watch, err := openWatch(ctx)
	if err != nil {
		return err
	}
	prefer := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
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
		case <-time.After(calm):
		}
		if wrong := watch.wrong(); wrong != "" {
			return errors.New(wrong)
		}
		err = shoot(ctx)
	}
	if errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
		return fmt.Errorf("the page did not come within %s", patience)
	}
	return err
}

// capture takes a part of the agent's screen, from y on, as a picture.
func capture(ctx context.Context, y, height, scale float64, format page.CaptureScreenshotFormat, quality int64) ([]byte, error) {
	at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](
		`(() => { const f = document.querySelector(".stage-fit > iframe"); f.style.borderRadius = "0"; const r = f.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })()`))
	if err != nil {
		return nil, fmt.Errorf("find the screen: %w", err)
	}
	if at[2] != screenWidth || at[3] != screenHeight {
		return nil, fmt.Errorf("the screen is %v × %v px, want %d × %d", at[2], at[3], screenWidth, screenHeight)
	}
	clip := &page.Viewport{X: at[0], Y: at[1] + y, Width: screenWidth, Height: height, Scale: scale}
	got, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: format, Quality: &quality, Clip: clip})
	if err != nil {
		return nil, fmt.Errorf("take the picture: %w", err)
	}
	return got.Data, nil
}

// watch hears whether a frame got no page. A gallery cannot tell; a browser's
// owner can.
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

func sortStills(list []gallery.StillFile) {
	slices.SortFunc(list, func(a, b gallery.StillFile) int { return cmp.Compare(a.Light, b.Light) })
}

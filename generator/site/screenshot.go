package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// WidgetScreenshot is a widget on the agent's screen, taken with "vitrine
// shots"; a Screenshot is one that the definition brings for its listing. The
// paths are of files of the site; there are all three or none.
type WidgetScreenshot struct {
	Light, Dark string // 720 × 450 px
	Social      string // 1200 × 630 px, for previews of links
}

// ScreenshotSubject is a widget as whoever takes its screenshot needs to know it.
type ScreenshotSubject struct {
	Key    string // stands for what the definition and its first sample make of the picture
	Frame  string // what the frame loads; a path in the site when Local
	Local  bool
	Reason string // why there can be no screenshot; "" when there can
}

// SubjectOf tells what a screenshot of the i-th widget would show.
func SubjectOf(d *Definition, s *Settings, i int) ScreenshotSubject {
	p := d.preview(s, i)
	first := p.Sets[0]
	subject := ScreenshotSubject{Key: p.screenshotKey(d, i), Frame: first.Frame, Local: first.Local}
	switch _, note := consent("auto", first); {
	case p.Reason != "":
		subject.Reason = "the address cannot be framed: " + p.Reason
	case note != "":
		subject.Reason = "the address is not contacted: " + note
	}
	return subject
}

// screenshotKey is a digest of everything in a definition that a screenshot shows. A
// picture with another key is one of another state, and is not shown.
func (p *Preview) screenshotKey(d *Definition, i int) string {
	first := p.Sets[0]
	h := sha256.New()
	for _, part := range []string{
		"1", d.Name, d.App.Version.Value, d.App.Widgets[i].Name.Value, fmt.Sprint(i),
		first.Frame, p.Width.CSS, p.Height.CSS, p.Allow, p.Title, p.Icon.Src, p.Icon.Remote,
	} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	set := d.sampleSets()[0]
	fmt.Fprintf(h, "%d:%s", len(set.Context), set.Context) // what a page is told may be what it shows
	for _, r := range set.Responses {
		fmt.Fprintf(h, "%q %q %d %d:%s", r.Method, r.URL, r.Status, len(r.Body), r.Body)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

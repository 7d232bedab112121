package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Still is a picture of a widget on the agent's screen, taken with "vitrine
// shots". The paths are of files of the site; a still has all three.
type Still struct {
	Light, Dark string // 720 × 450 px
	Social      string // 1200 × 630 px, for previews of links
}

// Sitter is a widget as whoever takes its still needs to know it.
type Sitter struct {
	Key    string // stands for what the definition and its first sample make of the picture
	Frame  string // what the frame loads; a path in the site when Local
	Local  bool
	Reason string // why there can be no still; "" when there can
}

// Sit tells what a still of the i-th widget would show.
func Sit(d *Definition, s *Settings, i int) Sitter {
	p := d.preview(s, i)
	first := p.Sets[0]
	sitter := Sitter{Key: p.stillKey(d, i), Frame: first.Frame, Local: first.Local}
	switch _, note := consent("auto", first); {
	case p.Reason != "":
		sitter.Reason = "the address cannot be framed: " + p.Reason
	case note != "":
		sitter.Reason = "the address is not contacted: " + note
	}
	return sitter
}

// stillKey is a digest of everything in a definition that a still shows. A
// picture with another key is one of another state, and is not shown.
func (p *Preview) stillKey(d *Definition, i int) string {
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

package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"vitrine/generator/output"
)

// Brand is what a partner changes of the built-in look without a theme.
type Brand struct {
	Accent string // "#0f6e66"; "" for the theme's own
	Logo   []byte // a picture that stands for the mark; nil for none
	Kind   string // how the logo's file ends: "svg" or "png"
}

// rgb is a colour of sRGB, 0 to 1.
type rgb [3]float64

// parseColour reads #rgb and #rrggbb.
func parseColour(s string) (rgb, error) {
	hex, ok := strings.CutPrefix(s, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if !ok || len(hex) != 6 || err != nil {
		return rgb{}, fmt.Errorf("%q is no colour; expected for example \"#0f6e66\"", s)
	}
	return rgb{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, nil
}

// String is the colour as CSS writes it.
func (c rgb) String() string {
	n := 0
	for _, v := range c {
		n = n<<8 | int(math.Round(v*255))
	}
	return fmt.Sprintf("#%06x", n)
}

// toward mixes a share of another colour in.
func (c rgb) toward(other rgb, share float64) rgb {
	for i := range c {
		c[i] += (other[i] - c[i]) * share
	}
	return c
}

// luminance and contrast are WCAG 2.2's.
func (c rgb) luminance() float64 {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

var black, white = rgb{0, 0, 0}, rgb{1, 1, 1}

// accent is the colours that a theme makes of one.
type accent struct{ ink, tint, on rgb }

// accentOn fits a colour to a ground: as text it keeps the 4.5 : 1 of WCAG's
// AA on the ground and on its own tint, however it was chosen.
func accentOn(c, ground, away rgb) accent {
	for share := 0.0; ; share += 0.02 {
		a := accent{ink: c.toward(away, min(share, 1))}
		a.tint = ground.toward(a.ink, 0.1)
		a.on = white
		if contrast(a.ink, black) > contrast(a.ink, white) {
			a.on = black
		}
		if contrast(a.ink, ground) >= 4.6 && contrast(a.ink, a.tint) >= 4.6 || share > 1 {
			return a
		}
	}
}

func (a accent) css() string {
	return fmt.Sprintf("--accent: %s; --accent-tint: %s; --on-accent: %s;", a.ink, a.tint, a.on)
}

// The grounds that the accent is hardest to read on; see tokens.css.
var lightGround, darkGround = rgb{0xf4 / 255., 0xf4 / 255., 0xf2 / 255.}, rgb{0x17 / 255., 0x1b / 255., 0x1e / 255.}

// css is the style sheet that lays the accent over the theme's.
func (b *Brand) css() ([]byte, error) {
	c, err := parseColour(b.Accent)
	if err != nil {
		return nil, err
	}
	light, dark := accentOn(c, lightGround, black).css(), accentOn(c, darkGround, white).css()
	return fmt.Appendf(nil, `:root { %s }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { %s } }
:root[data-theme="dark"] { %s }
`, light, dark, dark), nil
}

// files are the assets that the brand adds to a theme's.
func (b *Brand) files() ([]output.File, error) {
	var list []output.File
	if b.Accent != "" {
		css, err := b.css()
		if err != nil {
			return nil, err
		}
		list = append(list, output.File{Path: "brand.css", Data: css})
	}
	if b.Logo != nil {
		list = append(list, output.File{Path: "logo." + b.Kind, Data: b.Logo})
	}
	return list, nil
}

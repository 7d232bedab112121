package appdef

import (
	"fmt"
	"math"
)

// Rail is how wide the navigation rail is drawn, in px of the agent's screen.
// The platform's documents do not say how wide it is.
const Rail = 56

// Least is the smallest box in which something can be read or clicked.
var Least = Screen{160, 120}

// Screens are those that sizes are judged on: the smallest that Kustomer
// supports, and larger ones that agents use.
var Screens = []Screen{Reference1440, {1920, 1080}, {2560, 1080}}

// Desk is what agents work on: the screen right of the navigation rail.
func (s Screen) Desk() Screen { return Screen{s.Width - Rail, s.Height} }

// String is how a screen is called: "1440 × 900".
func (s Screen) String() string { return fmt.Sprintf("%d × %d", s.Width, s.Height) }

// Side is the side of a screen that "width" or "height" goes along.
func (s Screen) Side(property string) int {
	if property == "width" {
		return s.Width
	}
	return s.Height
}

// Fit is what a widget's box comes to on an agent's screen. The stage says the
// same (templates/scripts/stage/fit.ts): testdata/fits.json holds both
// together.
type Fit struct {
	Share  int  // of the desk, in whole percent, rounded down
	Small  bool // too small to read or click anything in it
	Leaves bool // larger than the desk
	Covers bool // what it leaves of the desk, beside it and above it, is too small to read or click anything there
}

// Fit judges a box in whole px, as it is shown.
func (s Screen) Fit(width, height float64) Fit {
	w, h := int(math.Round(width)), int(math.Round(height))
	desk := s.Desk()
	return Fit{
		Share:  min(w, desk.Width) * min(h, desk.Height) * 100 / (desk.Width * desk.Height),
		Small:  w < Least.Width || h < Least.Height,
		Leaves: w > desk.Width || h > desk.Height,
		Covers: desk.Width-w < Least.Width && desk.Height-h < Least.Height,
	}
}

package appdef

import (
	"math"
	"strconv"
	"strings"
)

// Screen is the size of an agent's window in px.
type Screen struct{ Width, Height int }

// Reference1440 is the screen that sizes are judged on: 1440 × 900 px, the
// smallest display that Kustomer supports.
var Reference1440 = Screen{1440, 900}

// mostPx is where browsers cut a length off, in px.
const mostPx = 1 << 25

// fontSize is what em and rem stand for, in px: a browser's default. The
// other units of fonts depend on the face; theirs are usual values.
const fontSize = 16

// unitKind says what a unit is relative to.
type unitKind uint8

const (
	absoluteUnit  unitKind = iota
	fontUnit               // a multiple of the font's size
	widthUnit              // a hundredth of the window's width
	heightUnit             // a hundredth of the window's height
	smallerUnit            // vmin
	largerUnit             // vmax
	containerUnit          // of a container that is not known here
	percentUnit
	angleUnit // only inside sin() and the like
)

// unit is one CSS unit; factor is in px, in font sizes or in degrees.
type unit struct {
	kind   unitKind
	factor float64
}

// units are those of CSS Values 4 that can occur in a length.
var units = map[string]unit{
	"px": {absoluteUnit, 1}, "in": {absoluteUnit, 96}, "cm": {absoluteUnit, 96 / 2.54}, "mm": {absoluteUnit, 96 / 25.4},
	"q": {absoluteUnit, 96 / 101.6}, "pt": {absoluteUnit, 96.0 / 72}, "pc": {absoluteUnit, 16},
	"em": {fontUnit, 1}, "rem": {fontUnit, 1}, "ex": {fontUnit, 0.5}, "rex": {fontUnit, 0.5}, "ch": {fontUnit, 0.5}, "rch": {fontUnit, 0.5},
	"cap": {fontUnit, 0.7}, "rcap": {fontUnit, 0.7}, "ic": {fontUnit, 1}, "ric": {fontUnit, 1}, "lh": {fontUnit, 1.15}, "rlh": {fontUnit,
		1.15},
	"vw": {widthUnit, 1}, "svw": {widthUnit, 1}, "lvw": {widthUnit, 1}, "dvw": {widthUnit, 1},
	"vi": {widthUnit, 1}, "svi": {widthUnit, 1}, "lvi": {widthUnit, 1}, "dvi": {widthUnit, 1},
	"vh": {heightUnit, 1}, "svh": {heightUnit, 1}, "lvh": {heightUnit, 1}, "dvh": {heightUnit, 1},
	"vb": {heightUnit, 1}, "svb": {heightUnit, 1}, "lvb": {heightUnit, 1}, "dvb": {heightUnit, 1},
	"vmin": {smallerUnit, 1}, "svmin": {smallerUnit, 1}, "lvmin": {smallerUnit, 1}, "dvmin": {smallerUnit, 1},
	"vmax": {largerUnit, 1}, "svmax": {largerUnit, 1}, "lvmax": {largerUnit, 1}, "dvmax": {largerUnit, 1},
	"cqw": {containerUnit, 1}, "cqh": {containerUnit, 1}, "cqi": {containerUnit, 1}, "cqb": {containerUnit, 1}, "cqmin": {containerUnit,
		1}, "cqmax": {containerUnit, 1},
	"%":   {percentUnit, 1},
	"deg": {angleUnit, 1}, "rad": {angleUnit, 180 / math.Pi}, "grad": {angleUnit, 0.9}, "turn": {angleUnit, 360},
}

// Px returns the length in px on that screen; percentOf is what 100% stands
// for, in px. It is never negative, as a browser's would not be. ok is false
// where the outcome cannot be known here: auto, var(), container units.
func (l Length) Px(screen Screen, percentOf float64) (px float64, ok bool) {
	px, ok = l.raw(screen, percentOf)
	return max(0, px), ok
}

// raw is Px before the range of width and height is applied.
func (l Length) raw(screen Screen, percentOf float64) (px float64, ok bool) {
	if l.root == nil || l.root.opaque() {
		return 0, false
	}
	e := evaluator{screen, percentOf}
	px = e.value(l.root)
	if math.IsNaN(px) {
		px = 0 // CSS Values 4, section 10.9.2
	}
	return max(-mostPx, min(px, mostPx)), true
}

// evaluator computes lengths in px, angles in degrees, numbers as they are.
type evaluator struct {
	screen    Screen
	percentOf float64
}

func (e evaluator) value(n *lengthNode) float64 {
	if n.op == "" {
		return n.number * e.size(n.unit)
	}
	args := make([]float64, len(n.args))
	for i, a := range n.args {
		args[i] = e.value(a)
	}
	return mathFunctions[n.op].compute(n, args)
}

// size returns what one of a unit comes to.
func (e evaluator) size(name string) float64 {
	w, h := float64(e.screen.Width)/100, float64(e.screen.Height)/100
	switch u := units[name]; u.kind {
	case fontUnit:
		return u.factor * fontSize
	case widthUnit:
		return w
	case heightUnit:
		return h
	case smallerUnit:
		return min(w, h)
	case largerUnit:
		return max(w, h)
	case percentUnit:
		return e.percentOf / 100
	default:
		if name == "" {
			return 1
		}
		return u.factor
	}
}

// any tells whether a unit of those kinds occurs in the length.
func (l Length) any(kinds ...unitKind) bool {
	return l.root != nil && l.root.find(func(n *lengthNode) bool {
		if n.op != "" || n.unit == "" {
			return false
		}
		for _, k := range kinds {
			if units[n.unit].kind == k {
				return true
			}
		}
		return false
	})
}

// UsesViewport tells whether the length follows the size of the window.
func (l Length) UsesViewport() bool {
	return l.any(widthUnit, heightUnit, smallerUnit, largerUnit)
}

// Axes tells which sides of the window the length depends on. vmin and vmax
// depend on both.
func (l Length) Axes() (width, height bool) {
	return l.any(widthUnit, smallerUnit, largerUnit), l.any(heightUnit, smallerUnit, largerUnit)
}

// IsFixed tells whether the length is the same px on every screen, in every
// font and in every container.
func (l Length) IsFixed() bool {
	return l.root != nil && !l.root.opaque() &&
		!l.any(fontUnit, widthUnit, heightUnit, smallerUnit, largerUnit, percentUnit)
}

// CSS writes the length anew from what was understood, so that it is safe to
// hand to an element's style. It is "auto" for the zero Length and for what
// is valid but depends on the page around it, such as var().
func (l Length) CSS() string {
	if l.root == nil || l.root.find(func(n *lengthNode) bool { return n.op == opaqueOp }) {
		return "auto"
	}
	var b strings.Builder
	l.root.write(&b)
	return b.String()
}

func (n *lengthNode) write(b *strings.Builder) {
	switch n.op {
	case "":
		if n.word != "" {
			b.WriteString(n.word)
			return
		}
		n.writeNumber(b)
		b.WriteString(n.unit)
	case "+", "-", "*", "/":
		b.WriteByte('(')
		n.args[0].write(b)
		b.WriteString(" " + n.op + " ")
		n.args[1].write(b)
		b.WriteByte(')')
	default:
		b.WriteString(n.op + "(")
		if n.word != "" {
			b.WriteString(n.word + ", ")
		}
		for i, a := range n.args {
			if i > 0 {
				b.WriteString(", ")
			}
			a.write(b)
		}
		b.WriteByte(')')
	}
}

// writeNumber writes what CSS reads back as the same number. The words for
// infinity and NaN are only valid inside calc(), and occur only there. What no
// float64 holds to its last digit is written as it was.
func (n *lengthNode) writeNumber(b *strings.Builder) {
	const exact, most = 15, 64 // digits
	v := n.number
	switch {
	case len(n.digits) > exact && len(n.digits) <= most && !math.IsInf(v, 0):
		b.WriteString(n.digits)
	case math.IsInf(v, 1):
		b.WriteString("1e999") // read back as an infinity wherever a number may stand
	case math.IsInf(v, -1):
		b.WriteString("-1e999")
	case math.IsNaN(v):
		b.WriteString("NaN")
	default:
		b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	}
}

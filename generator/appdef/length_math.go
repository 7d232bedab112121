package appdef

import "math"

// lengthNode is a number with its unit, a constant, or a function of other
// nodes. op is "" for a leaf, opaqueOp for what is valid but not looked
// into, one of + - * /, or a name from mathFunctions.
type lengthNode struct {
	op     string
	word   string // the rounding strategy of round(), or a bound of clamp() that is none
	number float64
	digits string // the number as written
	unit   string // "" for a plain number
	args   []*lengthNode
	typ    cssType
}

const opaqueOp = "opaque"

// opaque tells whether the value depends on something that is not known here.
func (n *lengthNode) opaque() bool {
	return n.find(func(n *lengthNode) bool {
		return n.op == opaqueOp || n.op == "" && units[n.unit].kind == containerUnit
	})
}

// find tells whether f holds for the node or one below it.
func (n *lengthNode) find(f func(*lengthNode) bool) bool {
	if f(n) {
		return true
	}
	for _, a := range n.args {
		if a.find(f) {
			return true
		}
	}
	return false
}

// cssType counts the dimensions of a value, after CSS Typed Arithmetic:
// px * px has length 2, a plain number has none. A percentage of width or
// height is a length. The type of an opaque value is unknown and fits anywhere.
type cssType struct {
	length, angle int
	unknown       bool
}

var (
	numberType  = cssType{}
	lengthType  = cssType{length: 1}
	angleType   = cssType{angle: 1}
	unknownType = cssType{unknown: true}
)

func (t cssType) is(u cssType) bool { return t.unknown || u.unknown || t == u }

// String names the type for a message.
func (t cssType) String() string {
	switch t {
	case numberType:
		return "a number"
	case lengthType:
		return "a length"
	case angleType:
		return "an angle"
	}
	return "no length"
}

// mathFunction is a function or operator of calculations.
type mathFunction struct {
	least, most int // arguments
	typ         func(args []cssType) (cssType, bool)
	compute     func(n *lengthNode, args []float64) float64
}

// many stands for any number of arguments.
const many = 1 << 20

// mathFunctions are those of CSS Values 4, section 10.
var mathFunctions = map[string]mathFunction{
	"+":     {2, 2, sameType, func(_ *lengthNode, x []float64) float64 { return x[0] + x[1] }},
	"-":     {2, 2, sameType, func(_ *lengthNode, x []float64) float64 { return x[0] - x[1] }},
	"*":     {2, 2, productType(1), func(_ *lengthNode, x []float64) float64 { return x[0] * x[1] }},
	"/":     {2, 2, productType(-1), func(_ *lengthNode, x []float64) float64 { return x[0] / x[1] }},
	"calc":  {1, 1, sameType, func(_ *lengthNode, x []float64) float64 { return x[0] }},
	"min":   {1, many, sameType, fold(math.Min)},
	"max":   {1, many, sameType, fold(math.Max)},
	"hypot": {1, many, sameType, func(_ *lengthNode, x []float64) float64 { return math.Abs(fold(math.Hypot)(nil, x)) }},
	"clamp": {3, 3, sameType, func(_ *lengthNode, x []float64) float64 { return math.Max(x[0], math.Min(x[1], x[2])) }},
	"abs":   {1, 1, sameType, func(_ *lengthNode, x []float64) float64 { return math.Abs(x[0]) }},
	"sign":  {1, 1, to(numberType), func(_ *lengthNode, x []float64) float64 { return sign(x[0]) }},
	"round": {1, 2, roundType, round},
	"mod":   {2, 2, sameType, func(_ *lengthNode, x []float64) float64 { return modulus(x[0], x[1]) }},
	"rem":   {2, 2, sameType, func(_ *lengthNode, x []float64) float64 { return math.Mod(x[0], x[1]) }},
	"sin":   {1, 1, ofAngle, trig(math.Sin)},
	"cos":   {1, 1, ofAngle, trig(math.Cos)},
	"tan":   {1, 1, ofAngle, trig(math.Tan)},
	"asin":  {1, 1, from(numberType, angleType), arc(math.Asin)},
	"acos":  {1, 1, from(numberType, angleType), arc(math.Acos)},
	"atan":  {1, 1, from(numberType, angleType), arc(math.Atan)},
	"atan2": {2, 2, toSame(angleType), func(_ *lengthNode, x []float64) float64 { return math.Atan2(x[0], x[1]) * 180 / math.Pi }},
	"pow":   {2, 2, from(numberType, numberType), func(_ *lengthNode, x []float64) float64 { return math.Pow(x[0], x[1]) }},
	"sqrt":  {1, 1, from(numberType, numberType), func(_ *lengthNode, x []float64) float64 { return math.Sqrt(x[0]) }},
	"exp":   {1, 1, from(numberType, numberType), func(_ *lengthNode, x []float64) float64 { return math.Exp(x[0]) }},
	"log":   {1, 2, from(numberType, numberType), logarithm},
}

// sameType wants arguments of one type and has it.
func sameType(args []cssType) (cssType, bool) {
	t := args[0]
	for _, a := range args[1:] {
		if !a.is(t) {
			return t, false
		}
		if t.unknown {
			t = a
		}
	}
	return t, true
}

func productType(sign int) func(args []cssType) (cssType, bool) {
	return func(x []cssType) (cssType, bool) {
		if x[0].unknown || x[1].unknown {
			return unknownType, true
		}
		return cssType{length: x[0].length + sign*x[1].length, angle: x[0].angle + sign*x[1].angle}, true
	}
}

// roundType is sameType, but only numbers have a natural step of 1.
func roundType(args []cssType) (cssType, bool) {
	if len(args) == 1 && !args[0].is(numberType) {
		return args[0], false
	}
	return sameType(args)
}

func ofAngle(args []cssType) (cssType, bool) {
	return numberType, args[0].is(numberType) || args[0].is(angleType)
}

func from(in, out cssType) func([]cssType) (cssType, bool) {
	return func(args []cssType) (cssType, bool) {
		for _, a := range args {
			if !a.is(in) {
				return out, false
			}
		}
		return out, true
	}
}

func to(out cssType) func([]cssType) (cssType, bool) {
	return func([]cssType) (cssType, bool) { return out, true }
}

func toSame(out cssType) func([]cssType) (cssType, bool) {
	return func(args []cssType) (cssType, bool) {
		_, ok := sameType(args)
		return out, ok
	}
}

func fold(f func(a, b float64) float64) func(*lengthNode, []float64) float64 {
	return func(_ *lengthNode, x []float64) float64 {
		v := x[0]
		for _, a := range x[1:] {
			v = f(v, a)
		}
		return v
	}
}

// trig takes degrees where the argument is an angle, else radians.
func trig(f func(float64) float64) func(*lengthNode, []float64) float64 {
	return func(n *lengthNode, x []float64) float64 {
		if n.args[0].typ == angleType {
			return f(x[0] * math.Pi / 180)
		}
		return f(x[0])
	}
}

func arc(f func(float64) float64) func(*lengthNode, []float64) float64 {
	return func(_ *lengthNode, x []float64) float64 { return f(x[0]) * 180 / math.Pi }
}

func sign(v float64) float64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return v
}

// modulus has the sign of b, unlike math.Mod.
func modulus(a, b float64) float64 {
	m := math.Mod(a, b)
	if m != 0 && (m < 0) != (b < 0) {
		m += b
	}
	return m
}

func logarithm(_ *lengthNode, x []float64) float64 {
	if len(x) == 2 {
		return math.Log(x[0]) / math.Log(x[1])
	}
	return math.Log(x[0])
}

// roundings are the strategies of round(); "nearest" is meant without one.
var roundings = map[string]func(float64) float64{
	"nearest": func(v float64) float64 { return math.Floor(v + 0.5) },
	"up":      math.Ceil,
	"down":    math.Floor,
	"to-zero": math.Trunc,
}

func round(n *lengthNode, x []float64) float64 {
	strategy, step := n.word, 1.0
	if strategy == "" {
		strategy = "nearest"
	}
	if len(x) == 2 {
		step = math.Abs(x[1])
	}
	if math.IsInf(x[0], 0) && !math.IsInf(step, 0) {
		return x[0]
	}
	return roundings[strategy](x[0]/step) * step
}

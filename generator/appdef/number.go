package appdef

import (
	"math"
	"strconv"
	"strings"
)

// NumberText is what a number of a JSON text becomes where a program in JavaScript reads it and makes a text of it:
// String(JSON.parse(text)). What is no number stays as it is.
func NumberText(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil && !math.IsInf(f, 0):
		return text
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0: // also below it
		return "0"
	}
	if size := math.Abs(f); size >= 1e-6 && size < 1e21 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	// Go writes at least two digits of an exponent, JavaScript what there are.
	digits, power, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	return digits + "e" + power[:1] + strings.TrimLeft(power[1:], "0")
}

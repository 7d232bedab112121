package module

import (
	"math"
	"strconv"
	"strings"
)

// readNumber works out what a number of JavaScript is; false for what is none,
// and for those that JSON cannot hold, such as 10n.
func readNumber(s string) (float64, bool) {
	clean := strings.ReplaceAll(s, "_", "")
	if strings.Contains(s, "__") || strings.HasPrefix(s, "_") || strings.HasSuffix(s, "_") {
		return 0, false
	}
	if len(clean) > 2 && clean[0] == '0' {
		base := map[byte]int{'x': 16, 'o': 8, 'b': 2}[clean[1]|0x20]
		if base > 0 {
			return integer(clean[2:], base)
		}
	}
	if len(clean) > 1 && clean[0] == '0' && digitAt(clean, 1) {
		if strings.Trim(clean, "01234567") == "" { // as it was written long ago
			return integer(clean[1:], 8)
		}
		return 0, false
	}
	if strings.Trim(clean, "0123456789.eE+-") != "" || clean == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(clean, 64)
	if err != nil && !math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}

// integer reads digits to a base. Numbers that are too large to be exact are
// rounded as JavaScript rounds them, within a bit.
func integer(digits string, base int) (float64, bool) {
	if digits == "" {
		return 0, false
	}
	if v, err := strconv.ParseUint(digits, base, 64); err == nil {
		return float64(v), true
	}
	v := 0.0
	for _, c := range []byte(digits) {
		d, err := strconv.ParseUint(string(c), base, 8)
		if err != nil {
			return 0, false
		}
		v = v*float64(base) + float64(d)
	}
	return v, true
}

// numberText writes a number as JavaScript does.
func numberText(v float64) string {
	if v == 0 {
		return "0"
	}
	if size := math.Abs(v); size >= 1e21 || size < 1e-6 {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
		sign := exponent[:1]
		return mantissa + "e" + sign + strings.TrimLeft(exponent[1:], "0")
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// asWritten keeps a number as it stands in the module where JSON writes it so.
func asWritten(s string, v float64) string {
	old := len(s) > 1 && s[0] == '0' && digitAt(s, 1)
	if old || len(s) > 15 || strings.Trim(s, "0123456789.") != "" || strings.HasSuffix(s, ".") || strings.HasPrefix(s, ".") {
		return numberText(v)
	}
	return s
}

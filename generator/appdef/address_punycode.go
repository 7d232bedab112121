package appdef

import (
	"strings"
	"unicode/utf8"
)

// Punycode, RFC 3492, with the parameters of IDNA.
const (
	pcBase, pcTMin, pcTMax, pcSkew, pcDamp = 36, 1, 26, 38, 700
	pcBias, pcFirst                        = 72, 128
)

// maxLabel bounds the labels that are decoded or encoded, in bytes. DNS
// allows 63; the algorithm is quadratic.
const maxLabel = 255

// toASCII writes the labels of a folded host in punycode where they need it.
func toASCII(host string) string {
	labels := strings.Split(host, ".")
	for i, l := range labels {
		if !isASCII(l) && len(l) <= maxLabel {
			labels[i] = "xn--" + toPunycode(l)
		}
	}
	return strings.Join(labels, ".")
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

func toPunycode(label string) string {
	var out []byte
	runes := []rune(label)
	for _, r := range runes {
		if r < 0x80 {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(pcFirst), 0, pcBias
	for done := basic; done < len(runes); {
		next := rune(utf8.MaxRune + 1)
		for _, r := range runes {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r == n {
				out = appendDelta(out, delta, bias)
				bias = pcAdapt(delta, done+1, done == basic)
				delta = 0
				done++
			}
		}
		delta++
		n++
	}
	return string(out)
}

func appendDelta(out []byte, q, bias int) []byte {
	const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := pcBase; ; k += pcBase {
		t := min(max(k-bias, pcTMin), pcTMax)
		if q < t {
			return append(out, alphabet[q])
		}
		out = append(out, alphabet[t+(q-t)%(pcBase-t)])
		q = (q - t) / (pcBase - t)
	}
}

func pcAdapt(delta, points int, first bool) int {
	if first {
		delta /= pcDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (pcBase-pcTMin)*pcTMax/2; k += pcBase {
		delta /= pcBase - pcTMin
	}
	return k + (pcBase-pcTMin+1)*delta/(delta+pcSkew)
}

// fromPunycode decodes what follows xn--, in lower case. ok is false unless
// it is the one way to write a label that is not ASCII.
func fromPunycode(s string) (label string, ok bool) {
	if len(s) > maxLabel {
		return "", false
	}
	var out []rune
	written := s
	if i := strings.LastIndexByte(s, '-'); i >= 0 {
		out, s = []rune(s[:i]), s[i+1:]
	}
	n, i, bias := pcFirst, 0, pcBias
	for len(s) > 0 {
		old, weight := i, 1
		for k := pcBase; ; k += pcBase {
			if s == "" {
				return "", false
			}
			d, ok := pcDigit(s[0])
			s = s[1:]
			if i += d * weight; !ok || i > 1<<30 {
				return "", false
			}
			t := min(max(k-bias, pcTMin), pcTMax)
			if d < t {
				break
			}
			if weight *= pcBase - t; weight > 1<<25 {
				return "", false
			}
		}
		points := len(out) + 1
		bias = pcAdapt(i-old, points, old == 0)
		n += i / points
		i %= points
		if n > utf8.MaxRune {
			return "", false
		}
		out = append(out[:i], append([]rune{rune(n)}, out[i:]...)...)
		i++
	}
	label = string(out)
	return label, utf8.ValidString(label) && !isASCII(label) && toPunycode(label) == written
}

func pcDigit(c byte) (int, bool) {
	switch {
	case isLetter(c):
		return int(c|0x20) - 'a', true
	case isDigit(c):
		return int(c) - '0' + 26, true
	}
	return 0, false
}

package appdef

import (
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// broken looks for secrets in a text that is neither JSON nor understood otherwise. The parser may have
// dropped parts of it, or taken a value for a name, so only the words count
// here: what stands in the same braces as a type that says secret, and what
// follows the name of a secret. Rather too much is hidden than too little.
func (h *hider) broken(text string, faults []diag.Diagnostic) {
	low := lowerASCII(text)
	done := 0
	for at := 0; ; {
		i := indexType(low[at:])
		if i < 0 {
			break
		}
		at += i
		if at >= done && declares(low, at) {
			span := braces(text, at)
			span.Start = max(span.Start, done)
			if !h.sound(span, faults) && !h.empty(text, at, span, faults) {
				h.region(text, span)
			}
			done = span.End
		}
		at += len("secret")
	}
	for at := 0; at < len(text); {
		if !tokenByte[text[at]] {
			at++
			continue
		}
		end := at
		for end < len(text) && tokenByte[text[end]] {
			end++
		}
		if SoundsSecret(text[at:end]) {
			end = h.follows(text, end, faults)
		}
		at = end
	}
}

// indexType finds the first word that could be the type of a secret; "pass"
// and "secret" are looked for a piece at a time, so that one that is far away
// is not looked for again and again.
func indexType(low string) int {
	const piece = 1 << 10
	for at := 0; at < len(low); at += piece {
		part := low[at:min(len(low), at+piece+8)]
		i, k := strings.Index(part, "secret"), strings.Index(part, "password")
		switch {
		case i < 0 && k >= 0, k >= 0 && k < i:
			return at + k
		case i >= 0:
			return at + i
		}
	}
	return -1
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// between is what may stand between a name and its value.
const between = " \t\r\n\"'`:=[\\"

// declares tells whether the word at a place stands by itself, as the type of
// a setting does, and not in a sentence. A name does only behind "type".
func declares(low string, at int) bool {
	before := strings.TrimRight(low[max(0, at-16):at], " ")
	end := at
	for end < len(low) && end-at < longestName && tokenByte[low[end]] {
		end++
	}
	after := strings.TrimLeft(low[end:min(len(low), end+16)], " ")
	if before != "" && !wordEnd(before[len(before)-1]) && before[len(before)-1] != '\\' ||
		after != "" && !wordEnd(after[0]) && after[0] != '\\' {
		return false
	}
	return !strings.HasPrefix(strings.TrimLeft(after, "\"' "), ":") || isTypeKey(strings.TrimRight(before, between))
}

// longestRegion bounds how far braces may be away, in bytes.
const longestRegion = 4096

// braces is what stands between the braces around a place. Where no value is
// named between them a brace is too many, and the next one counts.
func braces(text string, at int) diag.Span {
	start, end := at, at
	for range 3 {
		start = max(0, at-longestRegion, strings.LastIndexByte(text[max(0, at-longestRegion):start], '{')+max(0, at-longestRegion))
		limit := min(len(text), at+longestRegion)
		if i := strings.IndexByte(text[end:limit], '}'); i >= 0 {
			end += i
		} else {
			end = limit
		}
		if start == 0 && text[0] != '{' || givesValue(text[start:end]) || end == limit {
			break
		}
		end++
	}
	if start < len(text) && text[start] == '{' {
		start++
	}
	return diag.Span{Start: start, End: min(end, len(text))}
}

// givesValue tells whether something follows the name of a value.
func givesValue(s string) bool {
	list := values(s)
	return len(list) > 0 && strings.Trim(s[list[0]:], between+",{}]") != ""
}

// sound tells whether the parser understood what stands in some braces.
func (h *hider) sound(s diag.Span, faults []diag.Diagnostic) bool {
	if h.secrets[s.Start-1] != s.End+1 {
		return false
	}
	for i := range faults { // few: the parser stops counting
		if d := faults[i].Span; d.Start <= s.End && s.Start <= d.End {
			return false
		}
	}
	return true
}

// empty tells whether the secret at a place is known to have no value, as most have:
// the parser understood its object, and nothing around it, where the value would
// stand if a brace were too many, is called as a value is.
func (h *hider) empty(text string, at int, around diag.Span, faults []diag.Diagnostic) bool {
	start, end := strings.LastIndexByte(text[:at], '{'), strings.IndexByte(text[at:], '}')
	if start < around.Start-1 || end < 0 {
		return false
	}
	own := diag.Span{Start: start + 1, End: at + end}
	if around.Start > 0 && text[around.Start-1] == '{' {
		around.Start--
	}
	return h.sound(own, faults) && len(values(text[own.Start:own.End])) == 0 &&
		len(values(withoutSettings(text[around.Start:start]))) == 0 && len(values(withoutSettings(text[own.End+1:around.End]))) == 0
}

// withoutSettings leaves out what stands in innermost braces and has a type: values
// there belong to another setting.
func withoutSettings(s string) string {
	var b strings.Builder
	for {
		end := strings.IndexByte(s, '}')
		if end < 0 {
			break
		}
		if start := strings.LastIndexByte(s[:end], '{'); start >= 0 && hasType(s[start:end]) {
			b.WriteString(s[:start])
		} else {
			b.WriteString(s[:end])
		}
		s = s[end+1:]
	}
	b.WriteString(s)
	return b.String()
}

// hasType tells whether one of the words is the name of a type.
func hasType(s string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(s, func(r rune) bool { return r >= 0x80 || !tokenByte[r] }), isTypeKey)
}

// region hides every word between two braces but the known ones.
func (h *hider) region(text string, s diag.Span) {
	for at := s.Start; at < s.End; {
		if wordEnd(text[at]) || text[at] == ' ' {
			at++
			continue
		}
		end := at
		for end < s.End && !wordEnd(text[end]) {
			end++
		}
		word := foldName(strings.TrimSpace(text[at:end]))
		if !plainWords[word] && !harmless[word] && !isValueKey(word) && !isTypeKey(word) {
			h.add(Secret{Span: diag.Span{Start: at, End: end}, Setting: true})
		}
		at = end
	}
}

// plainWords are the words of a setting that tell nothing.
var plainWords = map[string]bool{"secret": true, "password": true, "string": true, "number": true, "boolean": true, "true": true,
	"false": true, "null": true}

// wordEnd tells whether a byte ends a word, be it with quotes or without.
func wordEnd(c byte) bool { return c < ' ' || strings.IndexByte("\"'`:=,{}[]", c) >= 0 }

// follows hides what a name that ends at a place has as its value, and tells
// where that ends. One character may stand in between that should not.
func (h *hider) follows(text string, at int, faults []diag.Diagnostic) int {
	from := skipBetween(text, at)
	if from == len(text) || strings.Trim(text[at:from], " \t") == "" {
		return at
	}
	if text[from] == '{' {
		s := braces(text, from+1)
		if h.empty(text, from+1, s, faults) {
			return max(at, from)
		}
		if part := text[s.Start:s.End]; givesValue(part) {
			for _, p := range values(part) {
				h.hideValue(text, s.Start+p, skipBetween(text, s.Start+p))
			}
			return max(at, s.End)
		}
		from = skipBetween(text, from+1)
	}
	return h.hideValue(text, at, from)
}

// hideValue hides the value at from, whose name ends at a place, and tells where
// that ends. It looks into no braces: in text that is no JSON they lead back
// to where they came from.
func (h *hider) hideValue(text string, at, from int) int {
	if from < len(text) && text[from] == '{' {
		from = skipBetween(text, from+1)
	}
	end := valueEnd(text, from)
	if end-from <= 4 && len(strings.Trim(text[from:end], between)) == 1 {
		from = skipBetween(text, end)
		end = valueEnd(text, from)
	}
	name := strings.HasPrefix(text[end:], `":`) && !strings.ContainsAny(text[at:from], ":=") // of the next member
	if value := text[from:end]; !name && !Placeholder(value) && !h.people(from) {
		for _, p := range literal(value) {
			h.add(Secret{Span: diag.Span{Start: from + p[0], End: from + p[1]}, Named: true, Setting: true})
		}
	}
	return max(at, end)
}

// skipBetween steps over what may stand between a name and its value, and over
// the marks that may have slipped in there.
func skipBetween(text string, at int) int {
	from := at
	for from < len(text) && from-at < longestName && strings.IndexByte(between+",}]", text[from]) >= 0 {
		from++
	}
	return from
}

func valueEnd(text string, from int) int {
	end := from
	for end < len(text) && end-from < longestRegion && strings.IndexByte("\"'`,{}[]\n", text[end]) < 0 {
		end++
	}
	return end
}

// values finds where the names end that hold the value of a setting.
func values(s string) []int {
	var list []int
	for at := 0; at < len(s); at++ {
		if !tokenByte[s[at]] {
			continue
		}
		end := at
		for end < len(s) && tokenByte[s[end]] {
			end++
		}
		if holdsValue(s[at:end]) {
			list = append(list, end)
		}
		at = end
	}
	return list
}

// people tells whether a place is in the texts that only people read.
func (h *hider) people(at int) bool {
	for _, s := range h.texts {
		if s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}

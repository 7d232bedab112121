package appdef

import (
	"strings"
	"testing"
)

// TestParseBroken: with any one character missing, doubled or replaced the
// value of a secret stays hidden, as long as the words that declare it are
// there.
func TestParseBroken(t *testing.T) {
	const canary = "Zebra-4711"
	for _, text := range []string{
		`{"app": "a", "settings": {"default": {"k": {"type": "secret", "defaultValue": "Zebra-4711"}}}, "b": 1}`,
		"{\n  \"settings\": {\n    \"default\": {\n      \"k\": {\n        \"defaultValue\": \"Zebra-4711\",\n        \"type\": \"secret\",\n        \"required\": true\n      }\n    }\n  }\n}",
		`{"clientSecret": "Zebra-4711", "actions": [{"headers": {"Authorization": "Zebra-4711"}}]}`,
	} {
		try := func(s string) {
			if got := told(t, s); strings.Contains(got, canary) {
				t.Errorf("%s\ntells it:\n%s", s, got)
			}
		}
		for i := range len(text) {
			word := inWord(text[i])
			if !word {
				try(text[:i] + text[i+1:])
			}
			for _, c := range []string{`"`, "'", ",", ":", "{", "}", "[", "]", "\n", `\`, "x", "="} {
				renames := c == "x" && (word || i > 0 && inWord(text[i-1]) || i+1 < len(text) && inWord(text[i+1]))
				if !word && !renames {
					try(text[:i] + c + text[i+1:])
				}
				if (!word || i == 0 || !inWord(text[i-1])) && !renames {
					try(text[:i] + c + text[i:])
				}
			}
		}
	}
}

func inWord(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
}

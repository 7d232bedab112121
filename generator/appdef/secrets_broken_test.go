package appdef

import (
	"strings"
	"testing"

	"vitrine/generator/jsontree"
)

// TestParseBroken: with any one character missing, doubled or replaced the
// value of a secret stays hidden, as long as the words that declare it are
// there.
func TestParseBroken(t *testing.T) {
	const canary = "Zebra-4711"
	for _, text := range []string{
		`{"app": "a", "settings": {"default": {"k": {"type": "secret", "defaultValue": "Zebra-4711"}}}, "b": 1}`,
		"{\n  \"settings\": {\n    \"default\": {\n      \"k\": {\n        \"defaultValue\": \"Zebra-4711\",\n        \"type\": \"secret\",\n        \"required\": true\n      }\n    }\n  }\n}",
		`{"settings": {"default": {"e": {"type": "secret"}, "k": {"type": "secret", "defaultValue": "Zebra-4711"}, "f": {"type": "secret"}}}}`,
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

// TestParseTyping: while something is typed elsewhere, a secret without a value
// hides nothing: neither its own name nor its neighbours.
func TestParseTyping(t *testing.T) {
	const before = "{\n  \"settings\": {\n    \"default\": {\n      \"store\": { \"type\": \"string\", \"defaultValue\": \"acme\" },\n" +
		"      \"apiKey\": { \"type\": \"secret\", \"required\": true }\n    }\n  },\n  \"widgets\": [\n    {\n"
	const after = "      \"url\": \"https://acme.example/\"\n    }\n  ]\n}\n"
	for _, typed := range []string{"\"name\": \"w\"", "\"", "\"\"", "\"wid", "\"width\":", "\"width\": \"", "wid", "\"width\": \"20vw\",\n}"} {
		if _, secrets := Parse([]byte(before+"      "+typed+"\n"+after), jsontree.Limits{}); len(secrets) > 0 {
			t.Errorf("behind %s: %d places are hidden", typed, len(secrets))
		}
	}
}

func inWord(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
}

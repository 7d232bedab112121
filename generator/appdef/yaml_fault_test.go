package appdef

import (
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v3"
)

// TestFaultOfYAML: what keeps a text from being YAML is told where the mark stands.
func TestFaultOfYAML(t *testing.T) {
	for marked, want := range map[string]string{
		"site:\n‸\ttitle: x\n":                     "a tab where spaces are expected (indent with spaces)",
		"a: |\n x\n‸\ty: z\n":                      "a tab where spaces are expected",
		"site:\n  title: ‸\"x\nfoo: [\n":           "a quote that is opened here is not closed (close it)",
		"é: ‸\"ü\n":                                "a quote that is opened here",
		"# first\na: b‸: c\nx: y\n":                `a second ": " where one value was expected (put the value in quotes`,
		"a: é\tb‸: c: d\n":                         `a second ": "`,
		"a: [‸1\nb: 3\n":                           `a comma or "]" is missing in the list that begins here`,
		"a: {b: ‸1\nc: 2\n":                        `a comma or "}" is missing in the braces that begin here`,
		"a:\n  b: 1\n ‸c: 2\n":                     "expected a key (begin it below what it belongs to",
		"a: ‸@x\n":                                 "a value cannot begin with this character (put the value in quotes)",
		"a: 1\nb: *‸hunter2\n":                     "an alias of no anchor (put a value that begins with * in quotes)",
		"title: caf‸\xe9\n":                        "the text is not UTF-8 (save it as UTF-8)",
		"ü: caf‸\xe9\n":                            "the text is not UTF-8",
		"title: a‸\x00b\n":                         "a control character",
		"x: \"‸\\q\"\n":                            "found unknown escape character",
		"? ‸[\n":                                   "expected a value",
		strings.Repeat("a: b\n", 2000) + "a: ‸@\n": "a value cannot begin",
	} {
		before, after, _ := strings.Cut(marked, "‸")
		text := []byte(before + after)
		f := FaultOfYAML(text)
		if got := f.What + " (" + f.Hint + ")"; f.At != len(before) || !strings.HasPrefix(got, want) {
			t.Errorf("%.60q: %s at %d, want %s at %d", text, got, f.At, want, len(before))
		}
		if strings.Contains(f.What+f.Hint, "hunter") {
			t.Errorf("%q tells what stands there: %s", text, f.What)
		}
	}
}

// FuzzFaultOfYAML: of whatever the parser refuses there is something to say, and a place in the text.
func FuzzFaultOfYAML(f *testing.F) {
	f.Add("a: b: c")
	f.Add("é: [\xff")
	f.Add("&a *b")
	f.Fuzz(func(t *testing.T, text string) {
		if yaml.Unmarshal([]byte(text), &yaml.Node{}) == nil {
			return
		}
		if got := FaultOfYAML([]byte(text)); got.What == "" || got.At < 0 || got.At > len(text) {
			t.Errorf("%q: %+v", text, got)
		}
	})
}

package appdef

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v3"
)

// YAMLFault is what keeps a text from being YAML.
type YAMLFault struct {
	At   int    // the byte that is one too many; the length of the text where something is missing at its end
	What string // in words, without anything of the text: the name of an anchor may be the beginning of a password
	Hint string // how to mend it; "" where nothing is certain
}

// faults are what the parser says, in words for people who do not know how one works.
var faults = map[string]YAMLFault{
	"found character that cannot start any token":     {What: "a value cannot begin with this character", Hint: "put the value in quotes"},
	"mapping values are not allowed in this context":  {What: "a second \": \" where one value was expected", Hint: secondKey},
	"found unexpected end of stream":                  {What: "a quote that is opened here is not closed", Hint: "close it"},
	"did not find expected ',' or ']'":                {What: "a comma or \"]\" is missing in the list that begins here", Hint: "close it"},
	"did not find expected ',' or '}'":                {What: "a comma or \"}\" is missing in the braces that begin here", Hint: "close them"},
	"did not find expected key":                       {What: "expected a key", Hint: indentation},
	"did not find expected '-' indicator":             {What: "expected \"- \"", Hint: indentation},
	"did not find expected node content":              {What: "expected a value"},
	"could not find expected ':'":                     {What: "expected \":\" behind the key", Hint: "write key: value"},
	"unknown anchor":                                  {What: "an alias of no anchor", Hint: "put a value that begins with * in quotes"},
	"control characters are not allowed":              {What: "a control character", Hint: "write it as an escape in double quotes"},
	"exceeded max depth of 10000":                     {What: "it is nested too deeply"},
	"found a tab character that violates indentation": {What: "a tab where spaces are expected", Hint: "indent with spaces"},
}

const (
	secondKey   = "put the value in quotes, or begin a new line for the next key"
	indentation = "begin it below what it belongs to, with as many spaces"
)

// FaultOfYAML tells what keeps a text that the parser refuses from being YAML, and
// where. The parser tells lines only, and of some faults not even that: so the fault
// is looked for as the end of the shortest beginning of the text that has it.
func FaultOfYAML(text []byte) YAMLFault {
	if !utf8.Valid(text) {
		at := 0
		for r, size := utf8.DecodeRune(text); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(text[at:]) {
			at += size
		}
		return YAMLFault{at, "the text is not UTF-8", "save it as UTF-8"}
	}
	message := yamlMessage(text)
	end := sort.Search(len(text), func(n int) bool { // whole characters: half of one is a fault of its own
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n++
		}
		return yamlMessage(text[:n]) == message
	})
	_, size := utf8.DecodeLastRune(text[:end])
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end, size = end+1, size+1
	}
	f, known := faults[message]
	if f.At = max(0, end-size); !known {
		f.What = Conceal(message)
	}
	if f.At < len(text) && text[f.At] == '\t' {
		tab := faults["found a tab character that violates indentation"]
		f.What, f.Hint = tab.What, tab.Hint
	}
	return f
}

// yamlMessage is what the parser says of a text, without place and name; "" if it is fine.
func yamlMessage(text []byte) string {
	err := yaml.Unmarshal(text, &yaml.Node{})
	if err == nil {
		return ""
	}
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	what := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(what, "line "); ok {
		_, what, _ = strings.Cut(rest, ": ")
	}
	if strings.HasPrefix(what, "unknown anchor") {
		return "unknown anchor"
	}
	return what
}

// RepeatedKeys returns the keys of a YAML mapping that stand in it before, in the
// order of the text. A tree of nodes may have them, though YAML forbids it.
func RepeatedKeys(mapping *yaml.Node) (again []*yaml.Node) {
	seen := map[string]bool{}
	for k := 0; k+1 < len(mapping.Content); k += 2 {
		key := mapping.Content[k]
		if key.Kind != yaml.ScalarNode {
			continue
		}
		if seen[key.Value] {
			again = append(again, key)
		}
		seen[key.Value] = true
	}
	return again
}

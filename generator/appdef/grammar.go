package appdef

import (
	"strings"

	"vitrine/generator/diag"
)

// Problem is what a grammar of this package finds wrong with a string. Spans
// and fixes count bytes in the decoded string; Field.At maps them to the
// source.
type Problem struct {
	Span          diag.Span
	Severity      diag.Severity
	Code          string // the name of the rule that reports it
	Message, Hint string
	Fix           []diag.Edit // in order; they do not overlap
	Unsafe        bool        // the fix guesses
}

// either returns "did you mean" for the candidates, which are names of our
// own, or "" without any.
func either(candidates []string) string {
	if len(candidates) == 0 {
		return ""
	}
	return "did you mean \"" + strings.Join(candidates, "\" or \"") + "\"?"
}

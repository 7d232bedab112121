package render

import (
	"fmt"
	"testing"

	"vitrine/generator/site"
)

// TestNoted: what was found several times in a line stands below it once, where
// it came first.
func TestNoted(t *testing.T) {
	list := []*site.Finding{
		{Severity: "warning", Message: "two braces"}, {Severity: "warning", Message: "no category"},
		{Severity: "warning", Message: "two braces"}, {Severity: "info", Message: "two braces"},
	}
	if got, want := fmt.Sprint(noted(list)), "[{warning two braces (2 times)} {warning no category} {info two braces}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := noted(nil); got != nil {
		t.Errorf("nothing becomes %v", got)
	}
}

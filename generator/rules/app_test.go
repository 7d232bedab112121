package rules

import (
	"testing"

	"github.com/Masterminds/semver/v3"
)

// TestPlainRange: what is taken for a range unread, the reader of ranges takes
// for one as well.
func TestPlainRange(t *testing.T) {
	for text, want := range map[string]bool{
		"^1.7.11": true, "~0.0.1": true, "1.2.3": true, "^123456789.0.10": true,
		"": false, "^~1.2.3": false, "^": false, "1": false, "1.2": false, "1.2.": false, "1.2.3.4": false, "01.2.3": false, "1.2.x": false, "1..3": false,
		"1.2.3-rc": false, ">=1.2.3": false, "1.2.3 ": false, "1234567890.0.0": false,
	} {
		if got := plainRange(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
		if _, err := semver.NewConstraint(text); want && err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

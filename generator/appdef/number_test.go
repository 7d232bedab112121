package appdef_test

import (
	"encoding/json"
	"os"
	"testing"

	"vitrine/generator/appdef"
)

// TestNumberText: numbers become the texts that JavaScript makes of them. testdata/numbers.json holds this package and what an
// engine really does (templates/scripts/stage/number.test.ts) together.
func TestNumberText(t *testing.T) {
	data, err := os.ReadFile("testdata/numbers.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases [][2]string
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if got := appdef.NumberText(c[0]); got != c[1] {
			t.Errorf("%s becomes %q, want %q", c[0], got, c[1])
		}
	}
	for _, text := range []string{"", "x", "1x", "0x"} {
		if got := appdef.NumberText(text); got != text {
			t.Errorf("%q is no number and becomes %q", text, got)
		}
	}
}

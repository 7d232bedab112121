package appdef

import (
	"encoding/json"
	"os"
	"testing"
)

// TestFit: what boxes come to on screens, as the stage says it as well.
func TestFit(t *testing.T) {
	data, err := os.ReadFile("testdata/fits.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Screen [2]int
		Box    [2]float64
		Fit
	}
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) == 0 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		if got := (Screen{c.Screen[0], c.Screen[1]}).Fit(c.Box[0], c.Box[1]); got != c.Fit {
			t.Errorf("%v on %v: %+v, want %+v", c.Box, c.Screen, got, c.Fit)
		}
	}
}

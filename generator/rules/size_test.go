package rules_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"vitrine/generator/appdef"
)

// TestFits: the table that holds the stage holds the rules. What the stage
// warns of on a screen that sizes are judged on, a rule says as well.
func TestFits(t *testing.T) {
	data, err := os.ReadFile("../appdef/testdata/fits.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Screen [2]int
		Box    [2]float64
		appdef.Fit
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if !slices.Contains(appdef.Screens, appdef.Screen{Width: c.Screen[0], Height: c.Screen[1]}) {
			continue
		}
		text := fmt.Sprintf(`{"app": "acme", "version": "1.0.0", "title": "Acme", "widgets": [{
			"name": "w", "title": "W", "url": "https://acme.test/", "icon": "https://acme.test/i.svg", "width": "%gpx", "height": "%gpx"}]}`, c.Box[0], c.Box[1])
		found := map[string]bool{}
		for _, d := range findings(text) {
			found[d.Rule] = true
		}
		for rule, want := range map[string]bool{
			"size-covers-screen": c.Covers, "size-too-large": c.Leaves && !c.Covers, "size-too-small": c.Small,
		} {
			if want && !found[rule] {
				t.Errorf("%v on %v: no %s", c.Box, c.Screen, rule)
			}
			// What is wrong on a large screen in px may be wrong on a small one in another way.
			if !want && found[rule] && c.Screen == [2]int{1440, 900} {
				t.Errorf("%v on %v: %s", c.Box, c.Screen, rule)
			}
		}
	}
}

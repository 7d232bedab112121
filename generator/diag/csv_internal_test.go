package diag

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestCells holds what a spreadsheet is told to the cases that the report's script is held to as well.
func TestCells(t *testing.T) {
	data, err := os.ReadFile("testdata/cells.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Text, Cell, First, Written string }
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, c := range cases {
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Write([]string{first(c.Text), "x"})
		w.Flush()
		if cell(c.Text) != c.Cell || first(c.Text) != c.First || b.String() != c.Written+",x\n" {
			t.Errorf("%q is %q, at the start of a line %q, written %q", c.Text, cell(c.Text), first(c.Text), b.String())
		}
	}
}

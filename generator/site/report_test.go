package site

import (
	"fmt"
	"testing"

	"vitrine/generator/diag"
)

// TestReportShowsTheWorst: rules stand in order of how severe they are, and of a severe one more places are shown.
func TestReportShowsTheWorst(t *testing.T) {
	var files []ReportInput
	for i := range 50 {
		list := []diag.Diagnostic{{Rule: "app-no-icon", Severity: diag.Info, Message: "m"}}
		if i >= 20 {
			list = append(list, diag.Diagnostic{Rule: "app-no-id", Severity: diag.Error, Message: "e"})
		}
		files = append(files, ReportInput{
			Path: fmt.Sprintf("a%03d.json", i), Source: func() *diag.Source { return diag.NewSource("", []byte("{}")) }, Findings: diag.Pack(list),
		})
	}
	body := ReportPage(files, 1, func(rule string) string { return "about " + rule }, &Settings{}).Body.(*Report)
	if body.Counts != (diag.Counts{Error: 30, Info: 50}) || len(body.Rules) != 2 {
		t.Fatalf("%+v, %d rules", body.Counts, len(body.Rules))
	}
	worst, other := body.Rules[0], body.Rules[1]
	if worst.Rule != "app-no-id" || worst.Findings != 30 || worst.Files != 30 || len(worst.Examples) != reportExamples["error"] {
		t.Errorf("the first rule is %s with %d findings in %d files, %d of them shown", worst.Rule, worst.Findings, worst.Files, len(worst.Examples))
	}
	if other.Text != "about app-no-icon" || len(other.Examples) != reportExamples["info"] || other.Examples[0].Where != "a000.json, line 1" {
		t.Errorf("the last one: %+v", other)
	}
}

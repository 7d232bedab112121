package site

import (
	"fmt"
	"testing"

	"vitrine/generator/diag"
)

// TestReportShowsTheWorst: of more files than the page shows, and of more
// findings in a file, those that are left out are the least severe, and are
// counted by severity.
func TestReportShowsTheWorst(t *testing.T) {
	var files []ReportInput
	for i := range reportFiles + 5 {
		list := []diag.Diagnostic{{Rule: "app-no-icon", Severity: diag.Info, Message: "m"}}
		if i >= reportFiles { // behind all others by path
			list[0].Severity = diag.Error
		}
		files = append(files, ReportInput{Source: diag.NewSource(fmt.Sprintf("a%03d.json", i), []byte("{}")), Diagnostics: list})
	}
	for n := range reportFindings {
		files[0].Diagnostics = append(files[0].Diagnostics, diag.Diagnostic{Severity: diag.Info, Message: fmt.Sprint(n)})
	}
	files[0].Diagnostics = append(files[0].Diagnostics, diag.Diagnostic{Severity: diag.Error, Message: "last"})
	body := ReportPage(files, &Settings{}).Body.(*Report)
	errors := 0
	for _, f := range body.Files {
		errors += f.Counts.Error
	}
	if errors != 6 || len(body.Files) != reportFiles || body.Cut != 5 || body.CutOff != (diag.Counts{Info: 5}) {
		t.Errorf("%d files with %d errors, %d with %+v left out", len(body.Files), errors, body.Cut, body.CutOff)
	}
	if f := body.Files[0]; f.Findings[0].Message != "last" || f.More != (diag.Counts{Info: 2}) {
		t.Errorf("the first file shows %q first and leaves out %+v", f.Findings[0].Message, f.More)
	}
}

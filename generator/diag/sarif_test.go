package diag_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

type log struct {
	Runs []struct {
		Invocations []struct {
			Notifications []struct {
				Message struct{ Text string }
			} `json:"toolExecutionNotifications"`
		}
		Results []struct {
			RuleID, Level string
			Fingerprints  map[string]string `json:"partialFingerprints"`
			Message       struct{ Text string }
			Related       []any `json:"relatedLocations"`
		}
	}
}

func sarif(t *testing.T, r *diag.Report) log {
	t.Helper()
	var b bytes.Buffer
	if err := diag.WriteSARIF(&b, r); err != nil {
		t.Fatal(err)
	}
	valid(t, "sarif", b.Bytes())
	var l log
	if err := json.Unmarshal(b.Bytes(), &l); err != nil {
		t.Fatal(err)
	}
	return l
}

// TestSARIFLimit: GitHub keeps 5,000 results; the least severe go first.
func TestSARIFLimit(t *testing.T) {
	src := diag.NewSource("a.json", []byte("{}"))
	f := diag.File{Source: src}
	for i := range 5100 {
		severity := diag.Info
		if i >= 5000 {
			severity = diag.Error
		}
		f.Diagnostics = append(f.Diagnostics, diag.Diagnostic{Rule: "x-y", Severity: severity})
	}
	run := sarif(t, &diag.Report{Files: []diag.File{f}}).Runs[0]
	if len(run.Results) != 5000 || run.Results[99].Level != "error" || run.Results[100].Level != "note" {
		t.Errorf("%d results", len(run.Results))
	}
	if n := run.Invocations[0].Notifications; len(n) != 1 || !strings.HasPrefix(n[0].Message.Text, "100 more") {
		t.Errorf("notifications: %v", n)
	}
}

// TestSARIFFingerprints: a finding is known again when the file was formatted
// anew or, with the id of its app, moved; two that are alike differ.
func TestSARIFFingerprints(t *testing.T) {
	prints := func(path, text, app string) []string {
		d := diag.Diagnostic{Rule: "size-invalid", Path: "/widgets/0/width", Span: diag.Span{Start: strings.Index(text, "20"), End: strings.Index(text, "20") + 5}}
		var list []string
		for _, x := range sarif(t, &diag.Report{Files: []diag.File{{Source: diag.NewSource(path, []byte(text)), App: app, Diagnostics: []diag.Diagnostic{d, d}}}}).Runs[0].Results {
			list = append(list, x.Fingerprints["ruleAndPointer/v1"])
		}
		return list
	}
	a := prints("a.json", `{"width": "20 vw"}`, "acme")
	b := prints("b/moved.json", "\n\n{\n  \"width\":\n\"20 vw\"}", "acme")
	if a[0] != b[0] || a[1] != b[1] || a[0] == a[1] {
		t.Errorf("%v and %v", a, b)
	}
	if c := prints("a.json", `{"width": "20 vw"}`, "other"); c[0] == a[0] {
		t.Error("two apps share a fingerprint")
	}
	if c, d := prints("a.json", `"20 vw"`, ""), prints("b.json", `"20 vw"`, ""); c[0] == d[0] {
		t.Error("two files share a fingerprint")
	}
}

// TestSARIFRelated: GitHub does not show related places, so the message does.
func TestSARIFRelated(t *testing.T) {
	for _, x := range sarif(t, sample()).Runs[0].Results {
		if x.RuleID == "json-trailing-comma" && (len(x.Related) != 1 || !strings.Contains(x.Message.Text, "note: the object opened here (line 1, column 1)")) {
			t.Errorf("%+v", x)
		}
	}
}

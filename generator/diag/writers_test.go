package diag_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// formats are the writers by the name of their golden files.
var formats = map[string]func(io.Writer, *diag.Report) error{
	"text":       func(w io.Writer, r *diag.Report) error { return diag.WriteText(w, r, false) },
	"colour.txt": func(w io.Writer, r *diag.Report) error { return diag.WriteText(w, r, true) },
	"json":       diag.WriteJSON,
	"sarif":      diag.WriteSARIF,
	"github":     diag.WriteGitHub,
	"junit.xml":  diag.WriteJUnit,
	"csv":        diag.WriteCSV,
}

const canary = "sk_live_canary0123456789"

// sample is a report with everything that is hard to print.
func sample() *diag.Report {
	plain := "{\n\t\"title\": \"宽宽 e\u0301\",\n\t\"version\": \"1.0\",\n}\n"
	hostile := "\xEF\xBB\xBF{\"a\u202Eb\": \"\x1b[31m\x07\",\r\n\"key\": \"" + canary + "\"}\rend\xff"
	long := "{" + strings.Repeat(`"wide宽": "value", `, 40) + `"width": "20 vw"` + strings.Repeat(`, "more": 1`, 40) + "}"
	at := func(text, part string) diag.Span {
		i := strings.Index(text, part)
		return diag.Span{Start: i, End: i + len(part)}
	}
	bad := diag.NewSource("::add-mask::x,%.json", []byte(hostile))
	bad.Secret = []diag.Span{at(hostile, canary)}
	return &diag.Report{
		Dir: "content", Docs: "https://acme.example/gallery/rules/", Version: "v1.2.3",
		Rules: []diag.Rule{
			{Name: "app-version", Severity: diag.Error, Summary: "the version is no semantic version", Why: "Write `1.0.0`.", Source: "platform", Bad: "{}\n", Good: "{ }\n"},
			{Name: "json-trailing-comma", Severity: diag.Error, Summary: "a comma stands before a closing bracket", Why: "No.", Source: "RFC 8259"},
		},
		Files: []diag.File{
			{Source: bad, Diagnostics: []diag.Diagnostic{
				{Rule: "json-string", Span: at(hostile, "\x1b[31m\x07"), Path: "/a\u202Eb", Message: "bad \x1b]8;;x\x07 characters\n::error::no", Hint: "50% of \r\n all: a, b"},
				{Rule: "settings-secret-default", Span: at(hostile, canary), Path: "/key", Message: "a secret ships with a value"},
				{Rule: "other-info", Severity: diag.Info, Span: diag.Span{Start: len(hostile), End: len(hostile)}, Message: "at the end"},
			}},
			{Source: diag.NewSource("apps/clean.json", []byte("{}")), App: "clean", Name: "clean"},
			{Source: diag.NewSource("apps/long.json", []byte(long)), Widgets: 2, App: "long", Name: "long", Diagnostics: []diag.Diagnostic{
				{Rule: "size-invalid", Span: at(long, `20 vw`), Path: "/width", Message: `"20 vw" is no length`, Fix: []diag.Edit{{Span: at(long, " vw"), New: "vw"}}},
			}},
			{Source: diag.NewSource("apps/plain.json", []byte(plain)), App: "plain", Name: "plain", Diagnostics: []diag.Diagnostic{
				{Rule: "app-title-length", Severity: diag.Warning, Span: at(plain, "e\u0301"), Path: "/title", Message: "wide characters and tabs stand before this"},
				{Rule: "app-version", Span: at(plain, "1.0"), Path: "/version", Message: `"1.0" is no semantic version`, Hint: `write "1.0.0"`,
					Unsafe: true, Fix: []diag.Edit{{Span: at(plain, "1.0"), New: "1.0.0"}}},
				{Rule: "json-trailing-comma", Span: at(plain, ",\n}"), Message: "a comma before }", Hint: "remove it",
					Fix: []diag.Edit{{Span: diag.Span{Start: len(plain) - 4, End: len(plain) - 3}}}, Related: []diag.Related{{Span: diag.Span{Start: 0, End: 1}, Message: "the object opened here"}}},
			}},
		},
	}
}

func written(t *testing.T, name string, r *diag.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := formats[name](&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestGolden compares every format with the file that people have read.
func TestGolden(t *testing.T) {
	for name := range formats {
		t.Run(name, func(t *testing.T) {
			got := written(t, name, sample())
			file := filepath.Join("testdata", "golden", "report."+name)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs:\n%s", file, diag.Diff(file, string(want), string(got)))
			}
			if again := written(t, name, sample()); !bytes.Equal(got, again) {
				t.Error("two runs differ")
			}
		})
	}
}

// TestEmpty: nothing found is a valid document in every format.
func TestEmpty(t *testing.T) {
	for name := range formats {
		for _, r := range []*diag.Report{{}, {Dir: "content", Files: []diag.File{{Source: diag.NewSource("a.json", nil)}}}} {
			valid(t, name, written(t, name, r))
		}
	}
}

// TestSecrets: no format prints a masked value.
func TestSecrets(t *testing.T) {
	for name := range formats {
		if bytes.Contains(written(t, name, sample()), []byte(canary)) {
			t.Errorf("%s prints a secret", name)
		}
	}
}

// TestNoHiddenCharacters: what stands in a file cannot command a terminal.
func TestNoHiddenCharacters(t *testing.T) {
	for name := range formats {
		valid(t, name, written(t, name, sample()))
	}
}

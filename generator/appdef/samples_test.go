package appdef

import (
	"fmt"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/internal/growth"
)

func TestSamples(t *testing.T) {
	sets, problems, _ := Samples([]byte("- name: Acme EU\n  description: A store in Europe\n  settings:\n    - {category: default, name: storeName, value: acme-eu}\n    - {name: pageSize, value: 007}\n- settings: []\n"), nil)
	if len(problems) > 0 || len(sets) != 2 {
		t.Fatal(sets, problems)
	}
	if sets[0].Name != "Acme EU" || sets[0].Description != "A store in Europe" || sets[1].Name != "Sample 2" {
		t.Error(sets)
	}
	if v, ok := sets[0].Value("default", "storeName"); !ok || v != "acme-eu" {
		t.Errorf("storeName is %q", v)
	}
	// Values stay as they are written, and without a category one fits all.
	if v, ok := sets[0].Value("carriers", "pageSize"); !ok || v != "007" {
		t.Errorf("pageSize is %q", v)
	}
}

// TestSamplesTrouble: each fault is one finding at its place, and the rest
// is read.
func TestSamplesTrouble(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{"just text", "expected a list of sample sets"},
		{"- name: [a", "not YAML"},
		{"- nmae: x", `unknown key "nmae"`},
		{"- settings: x", "settings should be a list"},
		{"- settings: [{value: x}]", "a setting without a name"},
		{"- settings: [{name: s, value: {a: b}}]", "expected a plain value"},
		{"- settings: [{name: s, value: 1, value: 2}]", `the key "value" stands here a second time`},
		{"- name: a\n  name: b", `the key "name" stands here a second time`},
		{"- &a {name: x}\n- *a", "sample set 2 should have a name and settings"},
		{strings.Repeat("#", MaxSamples+1), "at most 65536 are read"},
	} {
		_, problems, _ := Samples([]byte(c.text), nil)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.message) {
			t.Errorf("%.40q: got %v, want %q", c.text, problems, c.message)
		}
	}
}

// TestSamplesBroken: what is no YAML is told at its place, and none of it is shown.
func TestSamplesBroken(t *testing.T) {
	text := []byte("- name: Acme EU\n  settings:\n\t- {category: default, name: key, value: hunter2}\n")
	_, problems, secrets := Samples(text, nil)
	want := "3:1 the file is not YAML: a tab where spaces are expected (indent with spaces)"
	at := diag.NewSource("", text).Position(problems[0].Span.Start)
	if got := fmt.Sprintf("%d:%d %s (%s)", at.Line, at.Column, problems[0].Message, problems[0].Hint); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(secrets) != 1 || secrets[0] != (diag.Span{Start: 0, End: len(text)}) {
		t.Errorf("secrets are %v", secrets)
	}
}

// FuzzSamples: no text makes it fail, and every finding lies in the text.
func FuzzSamples(f *testing.F) {
	f.Add("- name: a\n  settings:\n  - {category: default, name: s, value: 1}\n")
	f.Add("- &a [*a]")
	f.Add("\xff- name: \u2028")
	f.Fuzz(func(t *testing.T, text string) {
		_, problems, _ := Samples([]byte(text), nil)
		for _, p := range problems {
			if p.Span.Start < 0 || p.Span.End > len(text) || p.Span.Start > p.Span.End {
				t.Errorf("span %v in %d bytes", p.Span, len(text))
			}
		}
	})
}

// TestSamplesHide: nothing that is read tells CANARY, and neither does the
// text with its secrets masked.
func TestSamplesHide(t *testing.T) {
	for _, text := range []string{
		"- settings:\n  - {category: default, name: k, value: CANARY}\n", "- settings: [{name: k, value: CANARY}]", "- settings:\n  - name: k\n    value: \"CANARY\"\n", "- settings:\n  - value: 'CANARY'\n    name: k\n",
		"- settings:\n  - name: k\n    value: |\n      line\n      CANARY\n  - name: other\n    value: eu\n", "- settings:\n  - name: k\n    value: >-\n      CANARY\n", "- settings:\n  - name: k\n    value: two\n      CANARY\n",
		"- settings: [{name: k, value: [CANARY]}]", "- settings: [{name: k, value: {CANARY: 1}}]", "- settings: [{name: k, vlaue: x, value: CANARY}]", "- settings: [{name: K , category: wrong, value: CANARY}]", "- settings: {k: CANARY}",
		"- settings: [{name: apiKey, value: CANARY}]", "- context: {password: CANARY}", "- context: {a: [{headers: {Authorization: Bearer CANARY}}]}", "- responses: [{url: /a, body: {access_token: CANARY}}]",
		"- responses: [{url: /a?api_key=CANARY}]", "- settings: [{name: k, value: CANARY", "\t- settings: [{name: k, value: CANARY}]", "- settings: [{name: k, value: *CANARY}]", "- settings: [{name: k, value: !!str CANARY}]", "- name: \u4e16\n  settings: [{name: k, value: CANARY}]",
		"- name: " + jwt, "- description: see " + jwt, "- " + jwt + ": 1", "- context: {x: " + jwt + "}", "# " + jwt + "\n- name: x", "- name: \"" + jwt[:4] + "\\x68" + jwt[5:] + "\"",
	} {
		sets, findings, secrets := Samples([]byte(text), []string{"k"})
		src := diag.NewSource("", []byte(text))
		src.Secret = secrets
		got := fmt.Sprintf("%+v %+v %s", sets, findings, src.Masked(diag.Span{End: len(text)}))
		for _, set := range sets {
			got += string(set.Context)
			for _, r := range set.Responses {
				got += string(r.Body)
			}
		}
		if strings.Contains(got, "CANARY") || strings.Contains(got, jwt[5:]) {
			t.Errorf("%s\ntells it: %s", text, got)
		}
		if len(secrets) == 0 {
			t.Errorf("%s\nhas no secret", text)
		}
	}
	_, _, secrets := Samples([]byte("- name: Acme\n  settings: [{name: store, value: eu}, {name: apiKey, value: demo-key}]\n  context: {password: null, hint: x}\n"), []string{"k"})
	if len(secrets) > 0 {
		t.Errorf("what is no secret is hidden: %v", secrets)
	}
}

// TestSamplesLong: a long line with many secrets takes linear time.
func TestSamplesLong(t *testing.T) {
	growth.Linear(t, "samples", MaxSamples-20, func(size int) {
		n := max(1, size/21)
		text := []byte("- settings: [" + strings.Repeat("{name: k, value: v}, ", n) + "]")
		if _, findings, secrets := Samples(text, []string{"k"}); len(findings) > 0 || len(secrets) < n {
			t.Fatal(len(secrets), findings)
		}
	})
}

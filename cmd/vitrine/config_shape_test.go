package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestConfigTrouble: what is wrong with a configuration is told at its place, where the mark
// stands, with what was expected and how to mend it.
func TestConfigTrouble(t *testing.T) {
	for marked, want := range map[string]string{
		"site: ‸[a, b]":                           "site is a list; expected keys below it: accent, audience",
		"‸hello":                                  `the configuration is "hello"; expected keys below it: base-url`,
		"‸- a":                                    "the configuration is a list; expected keys below it",
		"previews: ‸{a: b}":                       `previews is a mapping; expected a list (begin each entry with "- "`,
		"previews:\n  - ‸x":                       `previews[0] is "x"; expected keys below it: from, to`,
		"site:\n  title: ‸{a: b}":                 "site.title is a mapping; expected a text",
		"site:\r\n  title: ‸[a]\r\n":              "site.title is a list; expected a text",
		"limits:\n  depth: ‸abc":                  `limits.depth is "abc"; expected a whole number (the default is 200)`,
		"limits:\n  depth: ‸1.5":                  `limits.depth is "1.5"; expected a whole number`,
		"limits: {depth: ‸99999999999999999999}":  `limits.depth is "99999999999999999999"; expected a whole number`,
		"limits.depth: ‸abc":                      `limits.depth is "abc"; expected a whole number`,
		"serve:\n  open: ‸yes":                    `serve.open is "yes"; expected true or false (write open: true)`,
		"rules:\n  disable:\n    - a\n    - ‸[b]": "rules.disable[1] is a list; expected a text",
		"\ufeff‸sit: {title: x}":                  `unknown key "sit" (did you mean "site"?)`,
		"site:\n  ‸titel: x":                      `unknown key "site.titel" (did you mean "title"?)`,
		"‸title: x":                               `unknown key "title" (title stands below site:)`,
		"previews:\n  - from: a\n    ‸two: b":     `unknown key "previews[0].two" (did you mean "to"?)`,
		"rules: {paths: [{‸disabel: [a]}]}":       `unknown key "rules.paths[0].disabel" (did you mean "disable"?)`,
		"‸1: a":                                   `unknown key "1" (known keys: base-url, build`,
		"‸[a]: b":                                 "a key is a list; expected a name",
		"site:\n  title: a\n  ‸title: b":          "site.title stands here a second time (keep one of them)",
		"output: a\n‸Output: b":                   "Output stands here a second time",
		"output: a\n‸---\noutput: b":              "here a second document begins; expected one (remove",
		"site:\n  <<: {‸titel: z}":                `unknown key "site.titel"`,
		"previews: &a [{from: ‸*a}]":              "previews[0].from is a list; expected a text",
		"site:\n‸\ttitle: x":                      "not YAML: a tab where spaces are expected (indent with spaces)",
		"site: {title: caf‸\xe9}":                 "not YAML: the text is not UTF-8",
		"‸\xff\xfes\x00i\x00":                     "not YAML: the text is not UTF-8 (save it as UTF-8)",
	} {
		before, after, _ := strings.Cut(marked, "‸")
		_, err := configValues("c.yaml", []byte(before+after))
		var h hinted
		if err == nil || !errors.As(err, &h) {
			t.Errorf("%q: %v without a hint", marked, err)
			continue
		}
		lines := strings.Split(strings.TrimPrefix(before, "\ufeff"), "\n")
		place := fmt.Sprintf("c.yaml:%d:%d: ", len(lines), len([]rune(lines[len(lines)-1]))+1)
		if got := err.Error() + " (" + h.hint + ")"; !strings.HasPrefix(got, place+want) {
			t.Errorf("%q: %s, want %s%s", marked, got, place, want)
		}
	}
}

// TestConfigTaken: what may stand in a configuration besides the usual.
func TestConfigTaken(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "map[]",
		"# nothing":                           "map[]",
		"site:":                               "map[]",
		"site: {title: , logo: ~, accent: a}": "map[site:map[accent:a]]",
		"site: {title: 2026}":                 "map[site:map[title:2026]]",
		"\ufeffsite: {title: a}":              "map[site:map[title:a]]",
		"rules: {disable: size-fixed}":        "map[rules:map[disable:size-fixed]]",
		"limits: {depth: '12', files: 1_000}": "map[limits:map[depth:12 files:1000]]",
		"Site: {Title: a}":                    "map[Site:map[Title:a]]",
		"site.title: a":                       "map[site.title:a]",
		"site: {<<: {title: a}}":              "map[site:map[title:a]]",
		"preview: {load: &a auto}\nsite: {title: *a}": "map[preview:map[load:auto] site:map[title:auto]]",
	} {
		got, err := configValues("c.yaml", []byte(text))
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
}

// TestConfigBomb: aliases that lead to aliases are looked at once (else this takes an hour), and a
// configuration that would be endless is refused.
func TestConfigBomb(t *testing.T) {
	text := "rules:\n  paths:\n    - &p {path: a, disable: [" + strings.Repeat("x,", 50_000) + "]}\n" + strings.Repeat("    - *p\n", 20_000)
	if _, err := configValues("c.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), "c.yaml: document contains excessive aliasing") {
		t.Errorf("%.200v", err)
	}
}

// TestVariables: a variable of the environment that cannot be the value of its key is refused.
func TestVariables(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"VITRINE_LIMITS_DEPTH", "x", `VITRINE_LIMITS_DEPTH is "x"; expected a whole number`},
		{"VITRINE_SERVE_OPEN", "maybe", `VITRINE_SERVE_OPEN is "maybe"; expected true or false`},
		{"VITRINE_PREVIEWS", "a", `VITRINE_PREVIEWS is "a", but previews is a list of entries`},
		{"VITRINE_SITE", "x", "the variable VITRINE_SITE stands for site:, which has keys below it"},
		{"VITRINE_SITE_TITLE", "x", ""},
		{"VITRINE_CHECK_MAX_WARNINGS", "-1", ""},
		{"VITRINE_RULES_DISABLE", "size-fixed", ""},
		{"VITRINE_SERVE_OPEN", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(c.name, c.value)
			if err := checkVariables(); (err == nil) != (c.want == "") || err != nil && !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

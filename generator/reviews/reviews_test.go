package reviews_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/reviews"
)

const sound = `# who decided what
- version: 1.0.0
  decision: approved
  author: Mira
  date: 2026-04-01
  digest: 5894df557fed2ee4fda0b1dbcda81774
  note: Fine.
  checked: [tested, date]
`

func TestRead(t *testing.T) {
	f := reviews.Read("reviews/a.yaml", []byte(sound))
	want := &reviews.Decision{Version: "1.0.0", Verdict: "ok", Note: "Fine.", Author: "Mira", Date: "2026-04-01", Digest: "5894df557fed2ee4fda0b1dbcda81774",
		Checked: []string{"tested", "date"}}
	if got := f.Of("1.0.0"); !reflect.DeepEqual(got, want) || len(f.Findings) > 0 || f.Text != sound {
		t.Errorf("read %+v, findings %v, text %q", got, f.Findings, f.Text)
	}
	f = reviews.Read("reviews/a.yaml", []byte(sound+"- version: 1.0.0\n  decision: rejected\n"))
	if got := f.Of("1.0.0"); got == nil || got.Verdict != "reject" {
		t.Errorf("the last decision does not hold: %+v", got)
	}
	if f.Of("2.0.0") != nil || (*reviews.File)(nil).Of("1.0.0") != nil {
		t.Error("there is a decision where none was made")
	}
}

// TestReadFaults: what is wrong is told with its place and how to mend it, the
// rest counts, and nothing is offered to be added to.
func TestReadFaults(t *testing.T) {
	for text, want := range map[string]string{
		"a: b":          `1:1 expected a list of decisions`,
		"- version: [1": `1:13 the file is not YAML: a comma or "]" is missing in the list that begins here (close it)`,
		"- version: 1.0.0\n  note: so: it goes\n":      `2:11 the file is not YAML: a second ": " where one value was expected (put the value in quotes`,
		sound + "- version: 2.0.0\n  version: 2.0.1\n": `10:3 the key "version" stands here a second time (keep one of them)`,
		"- x":                    `1:3 decision 1 should have`,
		"- decision: approved\n": `1:3 a decision without a version`,
		sound + "- version: 2.0.0\n  decison: approved\n": `10:3 unknown key "decison" (did you mean "decision"?)`,
		sound + "- version: 2.0.0\n  decision: aproved\n": `10:13 unknown decision "aproved" (did you mean "approved"?)`,
		sound + "- version: 2.0.0\n  date: yesterday\n":   `10:9 "yesterday" is no date`,
		sound + "- version: 2.0.0\n  note: {a: b}\n":      `10:9 expected a plain value`,
		sound + "- version: 2.0.0\n  checked: tested\n":   `10:12 checked should be a list`,
		strings.Repeat("#\n", reviews.MaxSize):            `the file is larger than`,
		"- version: \xff":                                 `the file is not UTF-8`,
	} {
		f := reviews.Read("reviews/a.yaml", []byte(text))
		if len(f.Findings) != 1 || f.Text != "" {
			t.Errorf("%.80q: findings %v, text %q", text, f.Findings, f.Text)
			continue
		}
		d, at := f.Findings[0], diag.NewSource("", []byte(text)).Position(f.Findings[0].Span.Start)
		if said := fmt.Sprintf("%d:%d %s (%s)", at.Line, at.Column, d.Message, d.Hint); !strings.Contains(said, want) || d.Hint == "" {
			t.Errorf("%.80q: %s, want %s", text, said, want)
		}
		if strings.HasPrefix(text, sound) && f.Of("1.0.0") == nil {
			t.Errorf("%.80q: the sound decision is lost", text)
		}
	}
}

// TestOpen: a decision is only offered to be added behind a list that can take it.
func TestOpen(t *testing.T) {
	for _, text := range []string{"", "[]", "  - version: 1.0.0\n", sound + "...\n", "- version: 1.0.0\n  note: sk_live_4eC39HqLyjWDarjtT1zdp7dc\n"} {
		if f := reviews.Read("reviews/a.yaml", []byte(text)); f.Text != "" {
			t.Errorf("%q is offered", text)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte("- &a [*a]\n- version: *a"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file := reviews.Read("reviews/a.yaml", text)
		for _, d := range file.Findings {
			if d.Span.Start < 0 || d.Span.End > len(text) || d.Span.Start > d.Span.End {
				t.Errorf("a finding outside of the text: %+v", d)
			}
		}
		if file.Text == "" {
			return
		}
		again := reviews.Read("reviews/a.yaml", []byte(strings.TrimSuffix(file.Text, "\n")+"\n- version: \"9\"\n  decision: rejected\n"))
		if d := again.Of("9"); d == nil || d.Verdict != "reject" || len(again.Findings) > 0 {
			t.Errorf("one more decision does not hold: %v", again.Findings)
		}
	})
}

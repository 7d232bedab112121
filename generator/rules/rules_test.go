package rules_test

import (
	"bufio"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/picture"
	"vitrine/generator/probe"
	"vitrine/generator/rules"
)

// findings runs everything that judges one text.
func findings(text string) []diag.Diagnostic {
	reading, secrets := appdef.Parse([]byte(text), jsontree.Limits{})
	root, list := reading.Root, reading.Faults
	app, shape := appdef.Decode(root)
	list = append(list, shape...)
	return diag.Sort(rules.Check(list, app, secrets, rules.Around{
		Local:   func(string) bool { return false },
		Gallery: func(address string) bool { return strings.HasPrefix(address, "https://gallery.example/") },
	}))
}

// judges runs an example of each kind that rules can judge by themselves. Those
// that take a directory or a configuration are run where these are read.
var judges = map[diag.Example]func(*testing.T, string) []diag.Diagnostic{
	"": func(_ *testing.T, text string) []diag.Diagnostic { return findings(text) },
	diag.ExampleIcon: func(_ *testing.T, text string) []diag.Diagnostic {
		return rules.CheckIcon(picture.Measure([]byte(text)), "icon.svg")
	},
	diag.ExampleAnswer: answered,
}

// answered judges HTTP responses: the last is what the address answers, those
// before lead to it.
func answered(t *testing.T, text string) []diag.Diagnostic {
	t.Helper()
	a := &probe.Answer{URL: "https://acme.example/orders?id=vitrine&parentUrl=https://acme.kustomerapp.com"}
	for r := bufio.NewReader(strings.NewReader(text)); ; {
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		to := resp.Header.Get("Location")
		if to == "" {
			a.Status, a.Type = resp.StatusCode, resp.Header.Get("Content-Type")
			a.Framing = probe.Framing{Policies: resp.Header.Values(probe.PolicyHeader), Options: resp.Header.Values(probe.OptionsHeader)}
			break
		}
		from, err := url.Parse(a.Final())
		if err != nil {
			t.Fatal(err)
		}
		next, err := from.Parse(to)
		if err != nil {
			t.Fatal(err)
		}
		a.Hops = append(a.Hops, next.String())
	}
	return rules.CheckAnswer(rules.Answer{Answer: a, Gallery: "https://gallery.example"})
}

// elsewhere are the kinds of examples that other packages run: see
// TestExamplesOfFiles in generator, and TestExamplesOfConfig in cmd/vitrine.
var elsewhere = []diag.Example{diag.ExampleFiles, diag.ExampleListing, diag.ExampleConfig}

// TestExamples runs the examples of every rule: the bad one breaks this rule
// and no other, the good one breaks none.
func TestExamples(t *testing.T) {
	for _, r := range rules.All {
		t.Run(r.Name, func(t *testing.T) {
			if r.Bad == "" || r.Good == "" {
				t.Fatal("it has no examples")
			}
			judge := judges[r.Example]
			if judge == nil {
				if !slices.Contains(elsewhere, r.Example) {
					t.Errorf("nobody runs examples that are %q", r.Example)
				}
				return
			}
			bad := judge(t, r.Bad)
			if len(bad) == 0 {
				t.Errorf("the bad example breaks no rule:\n%s", r.Bad)
			}
			for _, d := range bad {
				if d.Rule != r.Name {
					t.Errorf("the bad example also breaks %s: %s\n%s", d.Rule, d.Message, r.Bad)
				} else if d.Severity != r.Severity {
					t.Errorf("severity %s, want %s", d.Severity, r.Severity)
				}
			}
			for _, d := range judge(t, r.Good) {
				t.Errorf("the good example breaks %s: %s\n%s", d.Rule, d.Message, r.Good)
			}
		})
	}
}

// TestLiterals holds every rule to what its pages need.
func TestLiterals(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)+$`)
	seen := map[string]bool{}
	for _, r := range rules.All {
		if !name.MatchString(r.Name) || seen[r.Name] {
			t.Errorf("%q is no good name, or taken", r.Name)
		}
		seen[r.Name] = true
		if r.Summary == "" || r.Why == "" || r.Source == "" {
			t.Errorf("%s: summary, why and source are mandatory", r.Name)
		}
		if strings.HasSuffix(r.Summary, ".") || strings.ToLower(r.Summary[:1]) != r.Summary[:1] && !strings.HasPrefix(r.Summary, "JSON") {
			t.Errorf("%s: the summary is a phrase in lower case without full stop: %q", r.Name, r.Summary)
		}
		n := 0
		for _, set := range []bool{r.App != nil, r.Set != nil, r.By != ""} {
			if set {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: exactly one of App, Set and By is set", r.Name)
		}
	}
}

// TestPlaces checks on every bad example that a finding points into the file,
// at the value that its pointer names, and that a safe fix mends it without
// making anything worse.
func TestPlaces(t *testing.T) {
	for _, r := range rules.All {
		if r.Example != "" {
			continue
		}
		root, _ := jsontree.Parse([]byte(r.Bad), jsontree.Limits{})
		for _, d := range findings(r.Bad) {
			if d.Span.Start < 0 || d.Span.End > len(r.Bad) || d.Span.Start > d.Span.End {
				t.Errorf("%s: span %v outside the file", r.Name, d.Span)
			}
			if root.Find(d.Path) == nil {
				t.Errorf("%s: nothing at pointer %q", r.Name, d.Path)
			}
			if len(d.Fix) > 0 && !d.Unsafe {
				checkFix(t, r, d)
			}
		}
	}
}

func checkFix(t *testing.T, r rules.Rule, d diag.Diagnostic) {
	t.Helper()
	mended := r.Bad
	for _, e := range slices.Backward(d.Fix) {
		mended = mended[:e.Span.Start] + e.New + mended[e.Span.End:]
	}
	for _, after := range findings(mended) {
		if after.Rule == r.Name && after.Message == d.Message || after.Severity == diag.Error {
			t.Errorf("%s: after the fix there is still %s: %s\n%s", r.Name, after.Rule, after.Message, mended)
		}
	}
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/rules"
)

// TestRulesPages finds a rule that the demo breaks, goes to what breaks it, to the document that it cites and to the next.
func TestRulesPages(t *testing.T) {
	t.Parallel()
	dir := demo(t)
	for name, site := range map[string]string{"http": serveSite(t, dir, "/repo/"), "file": "file://" + dir + "/"} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t)
			b.open(site + "rules/index.html")
			const said, shown = `document.querySelector(".rule-filter [role=status]").textContent`,
				`[...document.querySelectorAll(".rule-list li")].filter(e => e.offsetHeight).length`
			if all, got := eval[int](b, shown), eval[string](b, said); all < 100 || got != fmt.Sprint(all, " rules") {
				t.Errorf("of %d rules it says %q", all, got)
			}
			b.click(".rule-filter [type=search]")
			b.press("missing space")
			b.wait(said + `.startsWith("1 of ") && location.search === "?q=missing+space"`)
			if got := eval[int](b, shown); got != 1 {
				t.Errorf("%d rules are seen", got)
			}
			if got := eval[string](b, `[...document.querySelectorAll("main section")].filter(e => e.offsetHeight).map(e => e.innerText).join()`); strings.Contains(got, "json") {
				t.Error("a family without rules is seen")
			}
			b.open(site + "rules/index.html?q=permissions&broken=1")
			b.wait(`[...document.querySelectorAll(".rule-list li")].every(e => !e.offsetHeight || e.querySelector(".broken-here") && e.innerText.includes("permissions"))`)
			if got := eval[string](b, said); !strings.Contains(got, " of ") {
				t.Errorf("with an address it says %q", got)
			}
			b.open(site + "rules/permissions-missing-space.html")
			if got := eval[string](b, `document.querySelector(".facts dd a").href`); got != "https://developer.kustomer.com/kustomer-apps-platform/docs/widgets" {
				t.Error("the rule cites", got)
			}
			const ways = `[...document.querySelectorAll(".pages a, .aside p a")].map(e => e.rel + e.getAttribute("href")).join()`
			if got := eval[string](b, ways); got != "prevsize-not-computable.html,nextpermissions-unknown.html,../report.html?rule=permissions-missing-space" {
				t.Error("the rule leads to", got)
			}
			b.screenshot("rule")
			b.click(".aside p a")
			b.wait(`document.querySelector("[data-found]")?.textContent === "1 of 65 findings"`)
		})
	}
	b := newTab(t)
	b.noScript()
	b.open(serveSite(t, dir, "/") + "rules/index.html")
	if eval[bool](b, `Boolean(document.querySelector(".rule-filter")) || !document.querySelector(".broken-here")`) {
		t.Error("without scripts there is a filter, or no count")
	}
}

// TestRuleExamples: what differs between the examples is marked, and they still read as they are written; an entry of the
// configuration's ignore: can be copied, but not of a rule that holds whatever it says.
func TestRuleExamples(t *testing.T) {
	t.Parallel()
	site, b := serveSite(t, demo(t), "/repo/"), newTab(t)
	b.open(site + "rules/size-invalid.html")
	r, _ := rules.Find("size-invalid")
	if got := eval[[]string](b, `[...document.querySelectorAll(".example")].map(e => e.textContent)`); !slices.Equal(got, []string{r.Bad, r.Good}) {
		t.Errorf("the examples read %q", got)
	}
	got := eval[[]string](b, `[...document.querySelectorAll(".example mark")].map(e => e.textContent.trim())`)
	if len(got) != 2 || !strings.Contains(r.Bad, got[0]) || strings.Contains(r.Good, got[0]) || !strings.Contains(r.Good, got[1]) {
		t.Errorf("what differs is %q", got)
	}
	b.run(`navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }`)
	b.click("[data-ignorable] button")
	b.wait(`document.querySelector("[data-ignorable] button").textContent === "Copied"`)
	config := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(config, []byte("ignore:\n"+eval[string](b, "window.copied")), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	run([]string{"check", "--config", config, "--content", "../../content"}, strings.NewReader(""), &out, &errs)
	if !strings.Contains(out.String(), "ignore-unused") || strings.Contains(errs.String(), "error:") {
		t.Errorf("with the entry as it was copied:\n%s%s", out.String(), errs.String())
	}
	b.open(site + "rules/json-unclosed.html")
	b.wait(`document.querySelector(".copyable button")`)
	if eval[bool](b, `Boolean(document.querySelector("[data-ignorable] button"))`) {
		t.Error("a rule that always holds offers to be ignored")
	}
}

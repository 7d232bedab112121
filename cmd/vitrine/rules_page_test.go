package main

import (
	"fmt"
	"strings"
	"testing"
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

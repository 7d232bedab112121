package rules

import "vitrine/generator/diag"

// reviewRules are about the decisions in reviews/, which only the gallery reads.
var reviewRules = []Rule{{Rule: diag.Rule{
	Name: "review-syntax", Severity: diag.Error, Source: "vitrine",
	Badge:   "listing",
	Summary: "a file of decisions cannot be read as it is",
	Why:     "`reviews/<app>.yaml` is a list: `- version: 1.2.0` with `decision:` (approved, needs work or rejected), `author:`, `date:`, `digest:`, `note:` and `checked:`. An app's page writes such an entry. What can be read is shown.",
	Example: diag.ExampleFiles,
	Bad:     files("app.json", app(), "reviews/acme_orders.yaml", "- version: 1.0.0\n  decision: aproved\n"),
	Good:    files("app.json", app(), "reviews/acme_orders.yaml", "- version: 1.0.0\n  decision: approved\n"),
}, By: "reviews"}}

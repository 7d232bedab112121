package rules

import (
	"fmt"
	"path"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// reviewRules are about the decisions in reviews/, which only the gallery reads.
var reviewRules = []Rule{{Rule: diag.Rule{
	Name: "review-syntax", Severity: diag.Error, Source: "vitrine",
	Badge:   "listing",
	Summary: "a file of decisions cannot be read as it is",
	Why:     "`reviews/<app>.yaml` is a list: `- version: 1.2.0` with `decision:` (approved, needs work or rejected), `author:`, `date:`, `digest:`, `note:` and `checked:`. An app's page writes such an entry. What can be read is shown.",
	Example: diag.ExampleFiles,
	Bad:     files("app.json", app(), "reviews/acme_orders.yaml", "- version: 1.0.0\n  decision: aproved\n"),
	Good:    files("app.json", app(), "reviews/acme_orders.yaml", "- version: 1.0.0\n  decision: approved\n"),
}, By: "reviews"}, {Rule: diag.Rule{
	Name: "review-unknown-app", Severity: diag.Warning, Source: "vitrine",
	Badge:   "listing",
	Summary: "a file of decisions is called after no app",
	Why:     "`reviews/<app>.yaml` is called as the app's page is, `apps/<app>.html`. A file with another name is shown nowhere: its app is gone or has another name by now, or the name is misspelt.",
	Example: diag.ExampleFiles,
	Bad:     files("app.json", app(), "reviews/acme_order.yaml", "- version: 1.0.0\n  decision: approved\n"),
	Good:    files("app.json", app(), "reviews/acme_orders.yaml", "- version: 1.0.0\n  decision: approved\n"),
}, By: "rules"}, {Rule: diag.Rule{
	Name: "review-definition", Severity: diag.Warning, Source: "vitrine",
	Badge:   "definition",
	Summary: "an app definition stands in the folder of decisions",
	Why:     "`reviews/` in the content directory is kept for decisions on apps. What is called `.json` there, a review that was exported, say, is no definition: an app in it is not shown.",
	Example: diag.ExampleFiles,
	Bad:     files("reviews/app.json", app()),
	Good:    files("apps/acme_orders/app.json", app()),
}, By: "rules"}}

// InReviews is what is said of a definition in the folder of decisions.
func InReviews() diag.Diagnostic {
	return Finding("review-definition", "not shown: reviews/ is kept for decisions on apps", "move the definition to another folder")
}

// UnknownApp is what is said of a file of decisions, by its path, that is called after no app. places are where the files of
// the apps that there are would stand.
func UnknownApp(file string, places []string) diag.Diagnostic {
	hint := "call it as the app's page, or remove it"
	slugs := make([]string, len(places))
	for i := range places {
		slugs[i] = slug(places[i])
	}
	if best, _, ok := appdef.Closest(slug(file), slugs); ok {
		hint = fmt.Sprintf("did you mean %q?", path.Join(path.Dir(file), best+".yaml"))
	}
	return Finding("review-unknown-app", "no app of this gallery is called so: what it holds is shown nowhere", hint)
}

// slug is what a file of decisions says of the app that it is about.
func slug(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

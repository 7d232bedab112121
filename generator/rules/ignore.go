package rules

import "vitrine/generator/diag"

// ignoreRules are about the configuration's list of findings that are hidden.
var ignoreRules = []Rule{
	{Rule: diag.Rule{
		Name: "ignore-unused", Severity: diag.Warning, Source: "vitrine",
		Badge:   "definition",
		Summary: "an entry of ignore: in the configuration hides nothing",
		Why:     "An entry that hides nothing any more would silently hide the fault when it comes back. Remove it; or its `path`, `app` or `pointer` is misspelt.",
		Example: diag.ExampleConfig,
		Bad:     ignoring("apps/gone/*"),
		Good:    ignoring("apps/**"),
	}, By: "rules"},
}

package rules

import (
	"strings"

	"vitrine/generator/diag"
)

// syntaxRules are about the JSON text; the parser reports them and reads on.
var syntaxRules = []Rule{
	syntax("json-encoding", diag.Error, "the file is not UTF-8 text", "RFC 8259, section 8.1",
		"JSON is sent as UTF-8. Save the file as UTF-8 without a byte order mark; a picture or an archive is no definition, whatever its "+
			"name says.",
		"\xff\xfe{\x00}\x00", app()),
	syntax("json-bom", diag.Warning, "the file begins with a byte order mark", "RFC 8259, section 8.1",
		"A byte order mark must not be sent, and readers may refuse it. Most editors can save \"UTF-8 without BOM\".",
		"\ufeff"+app(), app()),
	syntax("json-unclosed", diag.Error, "a bracket is never closed", "RFC 8259",
		"The platform's own sample has this fault. The indentation tells which bracket was meant to close what, and the finding names both "+
			"places.",
		strings.Replace(storeWidget(), "    }\n  }\n}\n", "    }\n}\n", 1),
		storeWidget()),
	syntax("json-mismatched", diag.Error, "a bracket is closed by one of another kind", "RFC 8259",
		"`[` is closed by `]`, and `{` by `}`.",
		strings.Replace(app(), "  ]\n", "  }\n", 1), app()),
	syntax("json-missing-comma", diag.Error, "a comma is missing", "RFC 8259",
		"Members and elements are separated by commas.",
		strings.Replace(app(), `"1.0.0",`, `"1.0.0"`, 1), app()),
	syntax("json-trailing-comma", diag.Error, "a comma stands before a closing bracket", "RFC 8259",
		"JSON allows no trailing comma, JavaScript does.",
		strings.Replace(app(), "icon.svg\"\n", "icon.svg\",\n", 1), app()),
	syntax("json-comment", diag.Error, "a comment stands in the file", "RFC 8259",
		"Comments are not JSON: the platform refuses the whole definition.",
		strings.Replace(app(), "{\n", "{\n  // the order lookup\n", 1), app()),
	syntax("json-duplicate-name", diag.Error, "a name stands twice in one object", "RFC 8259, section 4",
		"Parsers keep different ones, so a reviewer may read another value than the platform uses. Here the last one counts.",
		strings.Replace(app(), `"1.0.0",`, "\"1.0.0\",\n  \"version\": \"1.0.1\",", 1), app()),
	syntax("json-quote", diag.Error, "a text or name is not in double quotes", "RFC 8259",
		"Names and texts stand in straight double quotes: not in single or typographic ones, and never bare.",
		strings.Replace(app(), `"Acme Orders"`, `'Acme Orders'`, 1), app()),
	syntax("json-string", diag.Error, "a text is not written as JSON allows", "RFC 8259, section 7",
		"A line break is written `\\n`, a tab `\\t`; a backslash begins one of eight escapes; a surrogate has its other half.",
		strings.Replace(app(), `"Acme Orders"`, `"Acme \Orders"`, 1), app()),
	syntax("json-number", diag.Error, "a number is not written as JSON allows", "RFC 8259, section 6",
		"No leading zero or plus sign, digits on both sides of the point, no `NaN`. A length with a unit is a text and needs quotes.",
		app(`"meta": { "queue": 012 }`), app(`"meta": { "queue": 12 }`)),
	syntax("json-value", diag.Error, "a value is missing or misspelt", "RFC 8259",
		"After a name stand a colon and a value; `true`, `false` and `null` are lower case.",
		widget(`"backgroundLoad": True`), widget(`"backgroundLoad": true`)),
	syntax("json-trailing-data", diag.Error, "something follows the definition", "RFC 8259",
		"A file holds one definition and nothing after it.",
		app()+"}\n", app()),
	syntax("json-conflict-marker", diag.Error, "a merge conflict was left in the file", "advice",
		"Decide which side stays and remove the markers `<<<<<<<`, `=======` and `>>>>>>>`.",
		strings.Replace(app(), "  \"version\": \"1.0.0\",\n",
			"<<<<<<< HEAD\n  \"version\": \"1.0.0\",\n=======\n  \"version\": \"1.0.1\",\n>>>>>>> next\n", 1), app()),
	unread("json-limits", diag.Error, "the file is larger or deeper than is read", "advice",
		"Size, nesting and the number of values are bounded, so that no file can stop a build. The bounds are `limits` in config.yaml.",
		app(`"meta": { "deep": `+strings.Repeat("[", 300)+strings.Repeat("]", 300)+" }"), app()),
	syntax("json-empty", diag.Error, "the file is empty", "advice",
		"An export that failed often leaves an empty file behind.",
		" \n", app()),
	{Rule: diag.Rule{
		Name: "json-not-object", Severity: diag.Error, Source: "platform: app definition",
		Badge: "definition", Answers: []string{"file"},
		Summary: "the file holds something else than an object",
		Why:     "An app definition is one JSON object. Several definitions go into several files.",
		Bad:     "[]\n", Good: app(),
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "json-wrapped", Severity: diag.Error, Source: "advice",
		Badge: "definition", Answers: []string{"file"},
		Summary: "the definition stands inside another object",
		Why:     "The platform expects `app`, `version` and `title` at the top. Some exports wrap the definition into an object with one key; send the inner object alone.",
		Bad:     "{\n  \"acmeOrders\": {\n    \"app\": \"acme_orders\",\n    \"version\": \"1.0.0\",\n    \"title\": \"Acme Orders\",\n    " + widgets() + "\n  }\n}\n",
		Good:    app(),
	}, By: "appdef"},
}

// unread is a rule about a text that is JSON for all we know, and was not read
// to its end.
func unread(name string, s diag.Severity, summary, source, why, bad, good string) Rule {
	r := syntax(name, s, summary, source, why, bad, good)
	r.Syntax = false
	return r
}

func syntax(name string, s diag.Severity, summary, source, why, bad, good string) Rule {
	return Rule{Rule: diag.Rule{
		Name: name, Severity: s, Summary: summary, Why: why, Source: source, Bad: bad, Good: good,
		Badge: "definition", Answers: []string{"file"}, Syntax: s == diag.Error,
	}, By: "jsontree"}
}

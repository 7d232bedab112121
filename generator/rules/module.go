package rules

import (
	"vitrine/generator/diag"
)

// moduleRules are about definitions that are kept as JavaScript or TypeScript
// modules; whoever reads them reports.
var moduleRules = []Rule{
	{Rule: diag.Rule{
		Name: "module-syntax", Severity: diag.Error, Source: "ECMAScript",
		Badge: "definition", Answers: []string{"file"}, Syntax: true,
		Summary: "the module cannot be read",
		Why: "A module is read without running it. What is no JavaScript, or TypeScript, cannot be read, and neither can a definition that " +
			"only a call makes: export the object itself.",
		Example: diag.ExampleFiles,
		Bad:     files("app.js", "export default {\n  app: 'acme_orders',\n  version: '1.0.0'\n  title: 'Acme Orders',\n"+moduleWidgets+"};\n"),
		Good:    files("app.js", "export default {\n  app: 'acme_orders',\n  version: '1.0.0',\n  title: 'Acme Orders',\n"+moduleWidgets+"};\n"),
	}, By: "module"},
	{Rule: diag.Rule{
		Name: "module-unknown-value", Severity: diag.Info, Source: "vitrine",
		Badge:   "definition",
		Summary: "only running the module would tell a value",
		Why: "Nothing is ever run: a definition may be of someone else. What is literal is read, with constants, templates, spreads and imports; " +
			"what the environment, a call or a package says is not known here. No rule guesses about it, and pages say so.",
		Example: diag.ExampleFiles,
		Bad:     files("app.js", "export default {\n  app: 'acme_orders',\n  version: process.env.VERSION,\n  title: 'Acme Orders',\n"+moduleWidgets+"};\n"),
		Good: files("app.js", "const { version } = require('./release');\n\nmodule.exports = {\n  app: 'acme_orders',\n  version,\n  title: 'Acme Orders',\n"+
			moduleWidgets+"};\n", "release.js", "exports.version = '1.0.0';\n"),
	}, By: "module"},
	{Rule: diag.Rule{
		Name: "module-import", Severity: diag.Error, Source: "ECMAScript; Node.js",
		Badge: "definition", Answers: []string{"file"},
		Summary: "a file that the module brings in cannot be read",
		Why: "The file is not there, has a fault, exports nothing of that name, or the files bring each other in in a circle that a value cannot get " +
			"out of. A name without an ending may mean `.js`, `.mjs`, `.cjs`, `.ts` or `.json`, or `index` in a folder.",
		Example: diag.ExampleFiles,
		Bad: files("app.js", "import settings from './settings';\n\nexport default {\n  app: 'acme_orders',\n  version: '1.0.0',\n  title: 'Acme Orders',\n"+
			"  settings,\n"+moduleWidgets+"};\n"),
		Good: files("app.js", "import settings from './settings';\n\nexport default {\n  app: 'acme_orders',\n  version: '1.0.0',\n  title: 'Acme Orders',\n"+
			"  settings,\n"+moduleWidgets+"};\n", "settings.js", "export default { default: {} };\n"),
	}, By: "module"},
	{Rule: diag.Rule{
		Name: "module-outside", Severity: diag.Warning, Source: "vitrine",
		Badge:   "definition",
		Summary: "an import leaves the content directory",
		Why: "A definition from someone else must not be able to show you other files of your machine. Make the folder that holds all of it the " +
			"content directory.",
		Example: diag.ExampleFiles,
		Bad: files("app.js", "const { version } = require('../release');\n\nmodule.exports = {\n  app: 'acme_orders',\n  version,\n  title: 'Acme Orders',\n"+
			moduleWidgets+"};\n"),
		Good: files("app.js", "const { version } = require('./release');\n\nmodule.exports = {\n  app: 'acme_orders',\n  version,\n  title: 'Acme Orders',\n"+
			moduleWidgets+"};\n", "release.js", "exports.version = '1.0.0';\n"),
	}, By: "module"},
}

// moduleWidgets is the sound widget as a module has it.
const moduleWidgets = `  widgets: [{
    name: 'orders',
    title: 'Orders',
    url: 'https://acme.example/orders',
    icon: 'https://acme.example/icon.svg',
  }],
`

// Unreadable is the finding about a module whose value only running it would
// tell, though it seems to be a definition.
func Unreadable(span diag.Span) diag.Diagnostic {
	d := Finding("module-syntax", "what the module exports cannot be known without running it",
		"export the object itself: export default { app: …, version: …, title: … }")
	d.Span = diag.Span{Start: span.Start, End: min(span.End, span.Start+1)}
	return d
}

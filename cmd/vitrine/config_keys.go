package main

import (
	"slices"

	"github.com/spf13/pflag"
)

// key is something that can be configured: in config.yaml under its name, by a
// variable (VITRINE_SITE_TITLE) and, where it has one, by a flag.
type key struct {
	name    string
	initial any    // the default; its type is the flag's
	flag    string // without dashes; "" for none
	usage   string // what the flag's help says
}

// keys is every key there is: defaults, the names that are known and flags are
// made from it. config.yaml shows them all, and the fields of config hold them.
var keys = []key{
	{"content", "content", "content", "directory of app definitions"},
	{"output", "public", "output", "directory that the gallery is written to"},
	{"theme", "", "theme", "directory that is laid over the built-in theme"},
	{"base-url", "", "base-url", "where the gallery will be published, for example https://acme.github.io/widgets/"},
	{name: "widgets", initial: "widgets"},
	{name: "shots", initial: "shots"},

	{name: "site.title", initial: "Widget gallery"},
	{name: "site.description", initial: ""},
	{name: "site.accent", initial: ""},
	{name: "site.logo", initial: ""},
	{name: "site.footer", initial: []any{}},
	{name: "site.audience", initial: "review"},

	{name: "preview.load", initial: "auto"},
	{name: "previews", initial: []any{}},

	{name: "limits.file-size", initial: 8 << 20},
	{name: "limits.depth", initial: 200},
	{name: "limits.values", initial: 100_000},
	{name: "limits.widgets", initial: 400},
	{name: "limits.files", initial: 200_000},
	{name: "limits.findings", initial: 100},

	{"serve.addr", "127.0.0.1:8787", "addr", "address to listen on; port 0 picks a free one"},
	{"serve.open", false, "open", "open the gallery in a browser"},
	{"serve.editor", "", "editor", "make the place of a problem a link that opens it: " +
		"code, cursor, idea, sublime, zed, or an address with {file}, {line} and {column}"},
	{"serve.poll", false, "poll", "look at all files again and again, where the system tells nothing of changes: " +
		"network drives, some containers"},

	{"check.format", "text", "format", "text, json, sarif, github, junit or csv"},
	{"check.fail-on", "error", "fail-on", "the least severity that makes the exit code 1: error, warning or never"},
	{"check.max-warnings", -1, "max-warnings", "make the exit code 1 with more warnings than this; -1 for any number"},
	{"check.online", false, "online", onlineUsage},
	{"check.allow-private", false, "allow-private",
		"with --online: ask this machine and private networks as well, but no link-local addresses"},
	{"check.org", "", "org", "with --online: the organisation, as in https://ORG.kustomerapp.com; any if it is left out"},

	{"build.strict", false, "strict", "exit with 1 when there is an error or a warning"},
	{"build.online", false, "online", onlineUsage},

	{name: "rules.disable", initial: []string{}},
	{name: "rules.warn", initial: []string{}},
	{name: "rules.error", initial: []string{}},
	{name: "rules.paths", initial: []any{}},
	{name: "ignore", initial: []any{}},
}

const onlineUsage = "ask the network whether pages and icons answer, and whether Kustomer may frame them"

// findKey returns the key of a name.
func findKey(name string) (key, bool) {
	i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
	if i < 0 {
		return key{}, false
	}
	return keys[i], true
}

// keyNote is where a flag says which key it sets. A flag of the same name that
// sets none, as diff has some, does not.
const keyNote = "key"

// addFlags gives a command the flags of keys. What a flag says counts only
// when it is given; load reads it.
func addFlags(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		k, _ := findKey(name)
		switch initial := k.initial.(type) {
		case bool:
			flags.Bool(k.flag, initial, k.usage)
		case int:
			flags.Int(k.flag, initial, k.usage)
		case string:
			flags.String(k.flag, initial, k.usage)
		}
		if err := flags.SetAnnotation(k.flag, keyNote, []string{name}); err != nil {
			panic("no flag can set " + name)
		}
	}
}

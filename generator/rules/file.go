package rules

import (
	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// fileRules are about what could not be read at all.
var fileRules = []Rule{
	{Rule: diag.Rule{
		Name: "file-unreadable", Severity: diag.Error, Source: "advice",
		Badge:   "definition",
		Summary: "a file cannot be read",
		Why: "A pipe, a device, a directory named like a file, a link that leads in a circle or a file without read permission cannot hold a " +
			"definition. Everything else in the directory is still checked.",
		Example: diag.ExampleListing, Bad: "apps/acme_orders/app.json -> ../nowhere.json\n", Good: "apps/acme_orders/app.json\n",
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "file-outside", Severity: diag.Error, Source: "advice",
		Badge:   "definition",
		Summary: "a link leaves the content directory",
		Why: "A link that leads out of the content directory is not followed: a definition from someone else must not be able to show you other " +
			"files of your machine. Copy the file, or make the directory it lies in part of the content.",
		Example: diag.ExampleListing, Bad: "apps/acme_orders/app.json -> ../../../elsewhere/app.json\n", Good: "apps/acme_orders/app.json\n",
	}, By: "rules"},
}

// CheckFile says what is wrong with a file that cannot or should not be read.
// The finding has no place.
func CheckFile(f content.Fault) diag.Diagnostic {
	switch f.Kind {
	case content.TooManyFiles:
		return Finding("json-limits", "the content directory holds more files than are read", "raise limits.files in config.yaml")
	case content.FolderUnreadable:
		return Finding("file-unreadable", "the folder cannot be read: "+f.Reason, "check its permissions")
	case content.FolderNamed:
		return Finding("file-unreadable", "a folder has the name of a definition", "rename it; the files in it are read all the same")
	case content.NotAFile:
		return Finding("file-unreadable", "this is "+f.Reason+", not a file", "remove it from the content directory")
	case content.LinkNowhere:
		return Finding("file-unreadable", "the link leads nowhere", "remove it, or put back the file it leads to")
	case content.LinkCircle:
		return Finding("file-unreadable", "the link leads in a circle", "remove it")
	case content.LinkOutside:
		return Finding("file-outside", "the link leaves the content directory and is not followed", "copy the file into the content directory")
	case content.NotNamed:
		return Finding("gallery-not-a-definition", "not read: the name does not end in .json, or begins with a dot",
			"rename the file if it is an app definition")
	}
	return Finding("file-unreadable", "the file cannot be read: "+f.Reason, "check its permissions")
}

// Stale is the finding about a definition that is shown as it was read before,
// as it cannot be read now.
func Stale(reason string) diag.Diagnostic {
	return Finding("file-unreadable", "the file cannot be read: "+reason+"; what was read before is shown", "check its permissions")
}

// Foreign recognises JSON that is no app definition: other tools keep their
// files beside ours. faults is how many the parser found.
func Foreign(root *jsontree.Node, faults int) bool {
	switch root.Kind {
	case jsontree.Object:
		if keys, hasApp := appdef.Resembles(root); hasApp || keys >= 2 || wrapsDefinition(root) {
			return false
		}
		return len(root.Members) > 0 || faults == 0 // if nothing could be read: say why
	case jsontree.Array:
		return len(root.Items) > 0 && root.Items[0].Get("app") == nil && root.Items[0].Kind == jsontree.Object
	}
	return false
}

func wrapsDefinition(root *jsontree.Node) bool {
	if len(root.Members) != 1 {
		return false
	}
	keys, hasApp := appdef.Resembles(root.Members[0].Value)
	return hasApp && keys >= 2
}

// NotADefinition is all that is said of a file that Foreign recognises.
func NotADefinition() diag.Diagnostic {
	return Finding("gallery-not-a-definition", "not an app definition: no app, version or title",
		"nothing to do, unless this was meant to be one")
}

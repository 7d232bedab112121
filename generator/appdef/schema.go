package appdef

import (
	"bytes"
	"encoding/json"
)

// What the schema and the rules both say of a definition.
const (
	// IDPattern is of "app".
	IDPattern = `^[A-Za-z0-9_]{1,128}$`
	// VersionPattern is that of semver.org.
	VersionPattern = `^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)` +
		`(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`
	// LocalePattern is of a key of "i18n".
	LocalePattern = `^[a-z]{2,3}_[a-z0-9]{2,4}$`
)

// SettingTypes are the types of a setting.
var SettingTypes = []string{"string", "number", "boolean", "secret"}

// Tags are the tags that the App Directory knows. The last two are given by
// the platform.
var Tags = []string{"ai", "analytics", "csat", "ecommerce", "messaging", "builtByKustomer", "featured"}

// Visibilities are the values of "visibility".
var Visibilities = []string{"private", "public"}

// schema is a part of a JSON Schema. Its keys are sorted when it is printed.
type schema = map[string]any

// Schema returns a JSON Schema (2020-12) of an app definition, for editors.
// It refuses what the rules call an error of shape, and some things that they
// warn of; never what they let pass.
func Schema() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(definitionSchema()); err != nil {
		panic(err) // plain strings and numbers
	}
	return b.Bytes()
}

func definitionSchema() schema {
	root := strictObject("a Kustomer app definition", rootProperties(), "app", "version", "title")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "Kustomer app definition"
	root["$defs"] = schema{"widget": widgetSchema(), "setting": settingSchema()}
	return root
}

// rootProperties describes every top-level key: those of a definition, and
// as deprecated those of the legacy SDK's manifest.
func rootProperties() schema {
	p := schema{}
	for name, generation := range known {
		p[name] = schema{}
		if generation == 2 {
			p[name] = schema{"deprecated": true,
				"description": "belongs to the legacy SDK's manifest; has no documented meaning in an app definition"}
		}
	}
	for _, kind := range components {
		p[kind] = schema{"type": "array", "description": componentText[kind]}
	}
	for name, s := range described() {
		p[name] = s
	}
	return p
}

func described() schema {
	texts := schema{"type": "object", "additionalProperties": schema{"type": "string"}}
	category := schema{"type": "object", "additionalProperties": schema{"$ref": "#/$defs/setting"}}
	return schema{
		"app": text("the internal id: letters, digits and underscores; the platform adds an organisation's id to a private app by itself",
			"pattern", IDPattern, "examples", []string{"acme_orders"}),
		"version": text("semantic version MAJOR.MINOR.PATCH; each version is registered once", "pattern", VersionPattern,
			"examples", []string{"1.0.0"}),
		"title":              text("the app's name as people see it; at most 40 characters by the content guidelines", "pattern", `\S`),
		"identifier":         text("a short prefix for the attributes that the app adds to standard objects"),
		"visibility":         text("private until the platform has reviewed the app", "enum", Visibilities),
		"description":        text("Markdown; the directory's card shows the first 110 characters"),
		"iconUrl":            text("https address of the directory's icon"),
		"instructions":       text("Markdown for those who install the app"),
		"postInstallMessage": text("shown after the installation"),
		"installUrl":         text("https address for the installation"),
		"releaseNotesUrl":    text("https address of the release notes"),
		"setupUrl":           text("https address of the setup guide"),
		"screenshots":        arrayOf("https addresses of pictures for the directory", schema{"type": "string"}),
		"tags":               arrayOf("tags of the directory", schema{"type": "string", "enum": Tags}),
		"dependencies": arrayOf("other apps, written <app>-<semver range>",
			text("for example kustomer-^1.7.11", "pattern", "^[A-Za-z0-9_]{1,128}-.")),
		"appDetails":        appDetails(),
		"redirectUris":      arrayOf("https addresses that an OAuth consent may return to", schema{"type": "string"}),
		"roles":             arrayOf("what the app may do; another set of roles asks for a major version", schema{"type": "string"}),
		"dataSubscriptions": arrayOf("what the app is told of, for example status-sync", schema{"type": "string"}),
		"meta":              looseObject("further properties", schema{"externalQueue": text("the queue of a voice app")}),
		"auth": looseObject("how the app signs in elsewhere",
			schema{"oauth2": schema{"type": "object", "description": "an OAuth connection"}}),
		"changelog": schema{"type": "object", "description": "version → what is new, fixed or changed",
			"propertyNames": schema{"pattern": VersionPattern}, "additionalProperties": schema{"type": "string"}},
		"settings": schema{"type": "object",
			"description": "category → name → setting; call the category \"default\" when there is one", "additionalProperties": category},
		"settingsPageConfig": looseObject("an own settings page, in place of the generated one",
			schema{"url": text("https address"), "title": text("title"), "description": text("description")}),
		"i18n": schema{"type": "object",
			"description":   "locale → key → text; keys begin with the app's id, and en_us is the fallback",
			"propertyNames": schema{"pattern": LocalePattern}, "additionalProperties": texts},
		"widgets": arrayOf("iframes that agents open from the navigation rail", schema{"$ref": "#/$defs/widget"}),
	}
}

// componentText describes what is recognised and not read.
var componentText = map[string]string{
	"kviews": "views of objects", "klasses": "custom objects", "hooks": "inbound web hooks",
	"triggers": "triggers of workflows", "actions": "actions of workflows",
	"commands": "commands that call a service", "workflows": "workflows", "outboundWebhooks": "web hooks that the platform calls",
}

func appDetails() schema {
	link := looseObject("a link of the listing", schema{"title": text("what it leads to"), "url": text("https address")})
	return looseObject("what the listing says of the app's maker", schema{
		"appDeveloper": looseObject("who made the app", schema{
			"name": text("name"), "website": text("https address"), "supportEmail": text("where admins write when the app fails")}),
		"externalPlatform":   looseObject("the product that the app connects", schema{"name": text("name"), "website": text("https address")}),
		"documentationLinks": arrayOf("links to documentation", link),
	})
}

func widgetSchema() schema {
	size := func(what string) schema {
		return schema{"type": []string{"string", "number"}, "description": what +
			": a CSS length, vw and vh recommended; a number is px in older definitions", "examples": []string{"20vw", "60vh", "calc(100vh - 80px)"}}
	}
	return strictObject("an iframe that agents open from the navigation rail", schema{
		"url":    text("https address of the page; may refer to settings: {{{settings.<category>.<name>}}}", "pattern", `\S`),
		"icon":   text("https address of an SVG or PNG of at least 128 × 128 px", "pattern", `\S`),
		"name":   text("tells the widgets of an app apart; part of the key of its translated title"),
		"title":  text("what agents call it"),
		"width":  size("width"),
		"height": size("height"),
		"iframePermissions": text("what the page may use, separated by semicolons, with a space before each *", "examples",
			[]string{"microphone *; camera *; autoplay *;"}),
		"backgroundLoad": schema{"type": "boolean", "description": "load the page before an agent opens the widget"},
	}, "url", "icon")
}

func settingSchema() schema {
	return strictObject("a value that an admin fills in after installing the app", schema{
		"type": schema{"enum": SettingTypes, "description": "string, number, boolean or secret"},
		"defaultValue": schema{"type": []string{"string", "number", "boolean", "null"},
			"description": "of the setting's type; \"\" or null for none, and always for a secret"},
		"required":    schema{"type": "boolean", "description": "whether an admin must fill it in"},
		"description": text("Markdown; a text in i18n is preferred"),
		"hidden":      schema{"type": "boolean", "description": "not shown on the settings page"},
	}, "type", "defaultValue")
}

func text(description string, more ...any) schema {
	s := schema{"type": "string", "description": description}
	for i := 0; i+1 < len(more); i += 2 {
		s[more[i].(string)] = more[i+1]
	}
	return s
}

func arrayOf(description string, items schema) schema {
	return schema{"type": "array", "description": description, "items": items}
}

// strictObject takes no other keys: one that is not listed is misspelt.
func strictObject(description string, properties schema, required ...string) schema {
	s := looseObject(description, properties)
	s["required"], s["additionalProperties"] = required, false
	return s
}

// looseObject is an object of which the documents may not tell everything.
func looseObject(description string, properties schema) schema {
	return schema{"type": "object", "description": description, "properties": properties}
}

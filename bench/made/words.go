package made

import "strings"

// What apps are made of.
var (
	developers = strings.Fields("acme blue bright cedar clear cloud copper delta echo ember field flow forge globe harbor " +
		"helio iris jade keen lark lumen maple nova oak onyx opal orbit pearl pine pixel quill " +
		"rapid ridge river sage signal silver slate solar spark stone summit swift terra tide " +
		"trail ultra vale vector violet wave zen")
	topics = strings.Fields("address ads analytics billing calendar calls campaign cart catalog chat checkout contacts " +
		"contracts crm currency delivery docs exchange feedback fraud fulfillment giftcard " +
		"helpdesk identity insights inventory invoices journeys kpi labels ledger loyalty maps " +
		"marketing notes offers orders payments phone pricing profile promotions quotes refunds " +
		"returns reviews rewards routing sales scheduling shipping sms social storefront " +
		"subscriptions surveys tasks tickets timeline tracking translate vip voice warehouse " +
		"webhooks")
	keys = strings.Fields("storeName apiRegion accountId tenantId locale theme currency teamId workspace channel " +
		"pageSize refreshSeconds enableBeta showAvatars baseHost brandColor queueName portalId " +
		"timeZone maxResults")
	words = strings.Fields("the agent can view and edit the customer record without leaving the conversation while " +
		"the widget loads data from the connected account and shows the most recent orders refunds " +
		"shipments and notes in one place so that support teams answer faster with fewer tabs open " +
		"and every change is written back to the source system in real time")
	languages   = []string{"de_de", "fr_fr", "es_es", "pt_br", "ja_jp"}
	colours     = []string{"#2b6cb0", "#d53f8c", "#38a169", "#dd6b20", "#805ad5", "#319795", "#e53e3e", "#4a5568"}
	permissions = []string{"camera *; microphone *;", "microphone *;", "autoplay *;", "camera *; microphone *; autoplay *;"}
)

// defaults are the values that settings may have by default.
var defaults = map[string][]string{
	"apiRegion":      {"us", "eu", "ap"},
	"locale":         {"en_us", "de_de", "fr_fr", "pt_br"},
	"theme":          {"light", "dark"},
	"currency":       {"USD", "EUR", "GBP"},
	"pageSize":       {"10", "25", "50"},
	"refreshSeconds": {"15", "30", "60"},
	"maxResults":     {"20", "100"},
	"enableBeta":     {"true", "false"},
	"showAvatars":    {"true", "false"},
	"timeZone":       {"UTC", "Europe-Berlin"},
	"brandColor":     {"2b6cb0", "d53f8c"},
}

// summaries are what an app says of itself by language; {t} is its title and {s} a sentence.
var summaries = map[string]string{
	"en_us": "Settings for {t}. {s}",
	"de_de": "Einstellungen für {t}. {s} – größer, schöner",
	"fr_fr": "Réglages de {t}. {s} – à côté",
	"es_es": "Configuración de {t}. {s} – año",
	"pt_br": "Configurações de {t}. {s} – não",
	"ja_jp": "{t} の設定。{s}",
}

// defects are what may be wrong with an app, and how many apps have it.
var defects = []struct {
	name  string
	share float64
}{
	{"json", .005},
	{"url-missing", .007},
	{"url-http", .006},
	{"setting-unknown", .01},
	{"size-bad", .006},
	{"perm-unknown", .005},
	{"perm-syntax", .004},
}

const readme = `# %s

%s %s

## Features

* %s
* **%s** %s
* See the [developer site](https://%s.example.com/docs?x=1&y=2) for *more*.

## Settings

| Key | Type | What it does |
| --- | --- | --- |
%s
## Install

%s

~~~json
{
  "app": "%s",
  "settings": { "default": { "%s": "<value & more>" } }
}
~~~

1. %s
2. %s
3. %s

%s
`

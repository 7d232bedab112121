package editing_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/editing"
	"vitrine/generator/internal/growth"
	"vitrine/generator/jsontree"
)

// large is a definition of so many settings and a tenth as many widgets, three
// languages, and a text for each setting in two of them. With 280 settings it has 3,000
// lines.
func large(settings int) []byte {
	var b bytes.Buffer
	b.WriteString("{\n  \"app\": \"acme\",\n  \"version\": \"1.0.0\",\n  \"title\": \"Acme\",\n  \"settings\": {\n    \"default\": {\n")
	for i := range settings {
		fmt.Fprintf(&b, "      \"setting%d\": {\n        \"type\": \"string\",\n        \"defaultValue\": \"%d\",\n        \"required\": true,\n"+
			"        \"description\": \"What it is for\"\n      },\n", i, i)
	}
	b.WriteString("      \"last\": {\n        \"type\": \"secret\"\n      }\n    }\n  },\n  \"widgets\": [\n")
	for i := range settings {
		if i%10 == 0 {
			fmt.Fprintf(&b, "    {\n      \"name\": \"widget%d\",\n      \"title\": \"Widget\",\n      \"url\": \"https://acme.example/{{{settings.default.setting%d}}}?again={{settings.setting%d}}\",\n"+
				"      \"icon\": \"https://acme.example/icon.svg\",\n      \"width\": \"20vw\",\n      \"height\": \"40vh\",\n      \"iframePermissions\": \"camera *;\"\n    },\n", i, i, i)
		}
	}
	b.WriteString("    {\n      \"url\": \"https://acme.example/\",\n      \"wi\n    }\n  ],\n  \"i18n\": {\n")
	for _, locale := range []string{"en_us", "de_de", "fr_fr"} {
		fmt.Fprintf(&b, "    \"%s\": {\n", locale)
		for i := range settings {
			if locale != "fr_fr" {
				fmt.Fprintf(&b, "      \"acme.settings.path.default.setting%d.displayName\": \"Setting\",\n", i)
				fmt.Fprintf(&b, "      \"acme.settings.path.default.setting%d.description\": \"What it is for\",\n", i)
			}
		}
		b.WriteString("      \"acme.settings.page.title\": \"Acme\"\n    },\n")
	}
	b.WriteString("    \"es_es\": {}\n  }\n}\n")
	return b.Bytes()
}

// asked is everything that can be asked, at the place where it costs most.
var asked = map[string]func(d *editing.Document){
	"complete names":      func(d *editing.Document) { editing.Complete(d, after(d, "\"wi")) },
	"complete references": func(d *editing.Document) { editing.Complete(d, after(d, "{{{settings.default.s")) },
	"complete texts":      func(d *editing.Document) { editing.Complete(d, after(d, "\"fr_fr\": {\n      \"")) },
	"hover":               func(d *editing.Document) { editing.HoverAt(d, after(d, "{{{settings.default.s")) },
	"hover a text":        func(d *editing.Document) { editing.HoverAt(d, after(d, "\"fr_fr\": {\n      \"ac")) },
	"definition":          func(d *editing.Document) { editing.Definition(d, after(d, "{{{settings.default.s")) },
	"references":          func(d *editing.Document) { editing.References(d, after(d, "    \"def"), true) },
	"rename": func(d *editing.Document) {
		if _, err := editing.Rename(d, after(d, "    \"def"), "eu", nil); err != nil {
			panic(err)
		}
	},
	"symbols": func(d *editing.Document) { editing.Symbols(d) },
	"folds":   func(d *editing.Document) { editing.Folds(d) },
	"links":   func(d *editing.Document) { editing.Links(d) },
	"hints":   func(d *editing.Document) { editing.Hints(d, diag.Span{End: len(d.Text)}) },
	"lenses":  func(d *editing.Document) { editing.Lenses(d) },
}

func after(d *editing.Document, s string) int {
	at := bytes.Index(d.Text, []byte(s))
	if at < 0 {
		panic("the text has no " + s)
	}
	return at + len(s)
}

func read(text []byte) *editing.Document {
	d := editing.NewDocument("acme/app.json", text, jsontree.Limits{Values: 1 << 30})
	d.AddSamples(&editing.SampleFile{Path: "acme/samples.yaml", Text: []byte(samplesText)})
	return d
}

// TestLinear: no question takes more than linear time.
func TestLinear(t *testing.T) {
	documents := map[int]*editing.Document{}
	for name, ask := range asked {
		growth.Linear(t, name, 1<<12, func(size int) {
			if documents[size] == nil {
				documents[size] = read(large(size))
				documents[size].App.Setting("", "") // the index is the decoder's
			}
			ask(documents[size])
		})
	}
}

// BenchmarkAsk asks about a definition of 3,000 lines.
func BenchmarkAsk(b *testing.B) {
	text := large(280)
	if lines := strings.Count(string(text), "\n"); lines < 3000 || lines > 3300 {
		b.Fatalf("%d lines", lines)
	}
	d := read(text)
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			read(text)
		}
	})
	for name, ask := range asked {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				ask(d)
			}
		})
	}
}

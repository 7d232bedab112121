// Package attacks has, for tests alone, the strings of strings.txt, which do something if they get out of their place, and
// an app that holds them in every text.
package attacks

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

var (
	//go:embed strings.txt
	list string

	// Definition is the definition that strings are put into: "§" stands for all of them in a line, "§text" for all of
	// them with blank lines between, "§id" and "§version" for what they say. A line with "§each" is there once for
	// each string, which it holds alone.
	//
	//go:embed app.json
	Definition string
)

// Most is how many bytes a group of strings has: as many as a name may have without being cut.
const Most = 180

// Long tells whether each string is to be put everywhere by itself, which takes minutes: VITRINE_LONG is set.
var Long = os.Getenv("VITRINE_LONG") != ""

// Groups are the strings, some together, each group at most so many bytes long, or each by itself.
func Groups(most int) (groups [][]string) {
	size := most
	for line := range strings.Lines(list) {
		_, written, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		var text string
		if err := json.Unmarshal([]byte(written), &text); err != nil {
			panic(fmt.Sprintf("strings.txt: %s: %v", written, err))
		}
		if size += len(text) + 1; size > most || Long {
			groups, size = append(groups, nil), len(text)
		}
		last := &groups[len(groups)-1]
		*last = append(*last, text)
	}
	return groups
}

// Harmless are strings without what means something to HTML. All else in them stays, so that the same rules find fault with
// them.
func Harmless(texts []string) []string {
	list, plain := make([]string, len(texts)), strings.NewReplacer("<", "x", ">", "x", "&", "x", `"`, "x", "'", "x", "`", "x")
	for i, text := range texts {
		list[i] = plain.Replace(text)
	}
	return list
}

// quoted is a text as JSON and YAML write it, without its quotes.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err) // a string can always be encoded
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `"`), "\"\n")
}

// someMarkdown has what Markdown can make, so that a page of words has it, too.
const someMarkdown = "# a\n\n> `b` *c `d`* ~~e~~ **f**\n\n> ```x\n> g\n> ```\n\n```x\nh\n```\n\n[i](https://acme.test \"j\")\n\n" +
	"|k|\n|-|\n|l|\n\n- m\n\n1. n\n\n---\n\n[^1]\n\n[^1]: o"

// App puts into content, under their paths, the files of an app in which every text holds the strings, and every name: its
// three versions and what stands beside them (the older two say words alone).
func App(content map[string]string, id string, texts []string) {
	text, home := strings.Join(texts, " "), "apps/"+id+"/"
	q := `"` + quoted(text) + `"`
	content[home+"1.json"] = definition(id, "1.0.0", "word", someMarkdown)
	content[home+"2.json"] = definition(id, "2.0.0", "other word")
	content[home+"3.json"] = definition(id, "3.0.0", texts...)
	content[home+"README.md"] = "# Title\n\n" + strings.Join(texts, "\n\n") + "\n\ntext " + text + " text\n"
	content[home+"samples.yaml"] = strings.ReplaceAll("- name: §\n  description: §\n"+
		"  settings: [{category: default, name: plain, value: §}, {category: §, name: §, value: x}]\n"+
		"  context: {§: §}\n  responses: [{method: §, url: §, status: 200, body: {§: §}}]\n  §: 1\n", "§", q)
	content["reviews/"+id+".yaml"] = strings.ReplaceAll(
		"- version: 3.0.0\n  decision: approved\n  author: §\n  note: §\n  checked: [§]\n", "§", q)
}

// Named puts into content definitions whose id, version, folders and files are called as the strings are.
func Named(content map[string]string, id string, texts []string) {
	text := strings.Join(texts, " ")
	q := `"` + quoted(text) + `"`
	name := strings.Trim(strings.NewReplacer("/", "", "\x00", "", "\ufffd", "").Replace(text), ". ")
	name = id + strings.ToValidUTF8(name[:min(len(name), 200)], "")
	content["odd/"+name+"/"+name+".json"] = definition(id+text, text, texts...)
	content["odd/"+name+"/samples.yaml"] = text
	content["odd/"+name+"/README.md"] = text
	content["odd/"+id+"bare.json"] = "{" + text
	content["reviews/"+name+".yaml"] = strings.ReplaceAll("- version: §\n  decision: §\n  §: §\n", "§", q)
}

func definition(id, version string, texts ...string) string {
	var b strings.Builder
	all, paragraphs := quoted(strings.Join(texts, " ")), quoted(strings.Join(texts, "\n\n"))
	for line := range strings.Lines(Definition) {
		each := texts[:1]
		if strings.Contains(line, "§each") {
			each = texts
		}
		for _, one := range each {
			put := strings.NewReplacer("§each", quoted(one), "§text", paragraphs, "§id", quoted(id), "§version", quoted(version), "§", all)
			b.WriteString(put.Replace(line))
		}
	}
	return b.String()
}

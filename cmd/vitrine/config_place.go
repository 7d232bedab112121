package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"vitrine/generator/diag"
)

// variable is the name of the variable that sets a key: VITRINE_SITE_TITLE.
func variable(key string) string {
	return "VITRINE_" + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(key))
}

// place says where a key was set, for messages: the flag or the variable, else
// its place in the configuration. What is in a list is named with its number:
// "previews[0].to". What the file leaves out has the place of what holds it.
func (c *config) place(key string) string {
	name, _, _ := strings.Cut(key, "[")
	switch k, known := findKey(name); {
	case known && slices.Contains(c.flags, name):
		return "--" + k.flag
	case known && os.Getenv(variable(name)) != "":
		return variable(name)
	}
	var doc yaml.Node
	if yaml.Unmarshal(c.text, &doc) != nil || len(doc.Content) == 0 {
		return key
	}
	if n := nodeOf(doc.Content[0], key); n != nil {
		return placeOf(c.file, c.text, n) + ": " + key
	}
	return key
}

// placeOf is "config.yaml:3:5" for a node of a file.
func placeOf(file string, text []byte, n *yaml.Node) string {
	return placeAt(file, text, nodeSpan(diag.NewSource("", text), n).Start)
}

// placeAt is "config.yaml:3:5" for a byte of a file.
func placeAt(file string, text []byte, offset int) string {
	at := diag.NewSource("", text).Position(offset)
	return fmt.Sprintf("%s:%d:%d", file, at.Line, at.Column)
}

var steps = regexp.MustCompile(`[^.\[\]]+`)

// nodeOf finds what a key such as "site.title" or "rules.paths[1].path" is set at,
// in the words of the file; the nearest around it, or nil, where that says nothing.
func nodeOf(node *yaml.Node, key string) (found *yaml.Node) {
	for _, name := range steps.FindAllString(key, -1) {
		for node.Kind == yaml.AliasNode {
			node = node.Alias
		}
		if i, err := strconv.Atoi(name); err == nil && node.Kind == yaml.SequenceNode && i < len(node.Content) {
			node = node.Content[i]
			found = node
			continue
		}
		i := 0
		for i+1 < len(node.Content) && !strings.EqualFold(node.Content[i].Value, name) {
			i += 2
		}
		if node.Kind != yaml.MappingNode || i+1 >= len(node.Content) {
			return found
		}
		found, node = node.Content[i], node.Content[i+1]
	}
	return found
}

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// place says where a key was set, for messages: the flag or the variable, else
// the line of the configuration.
func (c *config) place(key string) string {
	variable := "VITRINE_" + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(key))
	switch {
	case slices.Contains(c.flags, key):
		return "--" + key
	case os.Getenv(variable) != "":
		return variable
	}
	if line := keyLine(c.text, key); line > 0 {
		return fmt.Sprintf("%s:%d: %s", c.file, line, key)
	}
	return key
}

// keyLine finds the line of a key such as "site.title", from 1; 0 for none.
func keyLine(text []byte, key string) int {
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) == 0 {
		return 0
	}
	node, line := doc.Content[0], 0
	for _, name := range strings.Split(key, ".") {
		i := 0
		for i < len(node.Content) && !strings.EqualFold(node.Content[i].Value, name) {
			i += 2
		}
		if node.Kind != yaml.MappingNode || i+1 >= len(node.Content) {
			return 0
		}
		node, line = node.Content[i+1], node.Content[i].Line
	}
	return line
}

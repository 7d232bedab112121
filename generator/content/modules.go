package content

import (
	"path"
	"slices"
	"strings"
)

// Module tells whether a file is a JavaScript or TypeScript module by its name:
// one that may hold a definition, and is no test and no declaration of types.
func Module(name string) bool {
	base := strings.ToLower(path.Base(name))
	ext := path.Ext(base)
	if !slices.Contains([]string{".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"}, ext) || strings.HasPrefix(base, ".") {
		return false
	}
	switch path.Ext(strings.TrimSuffix(base, ext)) {
	case ".d", ".test", ".spec":
		return false
	}
	return true
}

// MainModule tells whether a module is called as one that speaks for its folder.
func MainModule(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch strings.TrimSuffix(base, path.Ext(base)) {
	case "index", "app":
		return Module(name)
	}
	return false
}

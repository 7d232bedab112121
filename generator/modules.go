package generator

import (
	"bytes"
	"path"
	"slices"
)

// maxModules bounds how many scripts Modules looks into.
const maxModules = 200

// Modules lists files that look like app definitions written as JavaScript
// modules, as in Kustomer's starter repository; they are not read. It is asked
// when there is no definition at all.
func (c *Catalogue) Modules() []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var list []string
	looked := 0
	for _, p := range sortedKeys(c.beside) {
		if !slices.Contains([]string{".js", ".cjs", ".mjs", ".ts"}, path.Ext(p)) {
			continue
		}
		if looked++; looked > maxModules {
			break
		}
		text, err := readFile(c.content, p, c.opts.Limits.FileSize)
		exports := bytes.Contains(text, []byte("module.exports")) || bytes.Contains(text, []byte("export default"))
		if err == nil && exports && bytes.Contains(text, []byte("version")) && bytes.Contains(text, []byte("title")) {
			list = append(list, p)
		}
	}
	return list
}

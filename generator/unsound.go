package generator

import (
	"strings"

	"vitrine/generator/diag"
)

// Unsound is a definition whose text is not JSON: it is shown as far as it
// could be read.
type Unsound struct {
	Source   *diag.Source
	Findings []diag.Diagnostic // about the text alone
	Pages    []string
}

// Unsound lists the definitions whose text is not JSON, by path. An author
// who is typing makes one of them again and again.
func (c *Catalogue) Unsound() []Unsound {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var list []Unsound
	for _, p := range sortedKeys(c.files) {
		f := c.files[p]
		var about []diag.Diagnostic
		for _, d := range f.findings {
			if strings.HasPrefix(d.Rule, "json-") && d.Severity == diag.Error {
				about = append(about, d)
			}
		}
		if len(about) > 0 && f.definition() {
			list = append(list, Unsound{f.source(), about, append([]string{f.page}, f.widgets...)})
		}
	}
	return list
}

package generator

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
)

// errNoObject is what becomes of a text that holds no object.
var errNoObject = errors.New("it holds no app definition that can be read")

// Side prepares the definition for a comparison. unsure counts the faults of
// the text because of which some of it may not have been read.
func (t *Text) Side() (side *diff.Side, unsure int, err error) {
	limits := t.Options.Limits.withDefaults()
	if int64(len(t.Data)) > limits.FileSize {
		return nil, 0, errTooLarge
	}
	e := t.examine(t.Data, limits)
	if e.app == nil || e.app.Root == nil {
		return nil, 0, errNoObject
	}
	name := appdef.ConcealName(t.Name)
	src := diag.NewSource(name, t.Data)
	src.Secret = e.secrets
	return &diff.Side{Name: name, Source: src, App: e.app}, faults(e.findings), nil
}

// Side prepares a version of an app for a comparison; "latest" is the newest.
// Its name is the path in the content directory.
func (c *Catalogue) Side(app, version string) (side *diff.Side, unsure int, err error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	f, err := c.version(app, version)
	if err != nil {
		return nil, 0, err
	}
	tree := c.open(f)
	if tree.Root == nil {
		return nil, 0, errNoObject
	}
	return &diff.Side{Name: appdef.ConcealName(f.path), Source: f.source(), App: tree}, faults(f.findings), nil
}

// faults counts what makes a text no JSON.
func faults(list []diag.Diagnostic) int {
	n := 0
	for i := range list {
		if list[i].Severity == diag.Error && strings.HasPrefix(list[i].Rule, "json-") {
			n++
		}
	}
	return n
}

// version finds a version of an app. Of several files with the same version
// the first by path counts, as it does for pages.
func (c *Catalogue) version(app, version string) (*file, error) {
	list := c.lineage(app)
	if len(list) == 0 {
		return nil, fmt.Errorf("there is no app %q", app)
	}
	for _, f := range list {
		if f.head.version == version || version == "latest" {
			return f, nil
		}
	}
	var known []string
	for _, f := range list {
		known = append(known, f.head.version)
	}
	return nil, fmt.Errorf("there is no version %q of %q, only %s", version, app, strings.Join(known, ", "))
}

// lineage returns the versions of an app, newest first.
func (c *Catalogue) lineage(app string) []*file {
	var list []*file
	for f := range c.groups[groupKey(app)] {
		if f.name == app {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, byAge)
	return list
}

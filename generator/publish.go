package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// localPages returns the folder of local pages if a preview leads there.
func (c *Catalogue) localPages() string {
	for _, r := range c.opts.Site.Previews {
		if c.opts.Widgets != "" && strings.HasPrefix(r.To, c.opts.Widgets+"/") {
			return c.opts.Widgets
		}
	}
	return ""
}

// published lists the local pages, which are published as they are.
func (c *Catalogue) published(dir string) (map[string]stamp, error) {
	found := map[string]stamp{}
	if _, err := fs.Stat(c.content, dir); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return found, nil // another content directory than the configuration was made for
	}
	err := fs.WalkDir(c.content, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := e.Info(); err == nil && e.Type().IsRegular() {
			found[name] = stampOf(info)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read local pages %q, which previews: in the configuration leads to: %w", dir, err)
	}
	return found, nil
}

func (c *Catalogue) applyPublished(found map[string]stamp) Changes {
	var changes Changes
	for p, s := range found {
		if c.publish[p] != s {
			changes.Pages = append(changes.Pages, p)
		}
	}
	for p := range c.publish {
		if _, ok := found[p]; !ok {
			changes.Pages = append(changes.Pages, p)
		}
	}
	c.publish = found
	changes.Any = len(changes.Pages) > 0
	return changes
}

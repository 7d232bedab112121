package generator

import "path"

// marksHome tells whether a file makes its folder the home of the
// definitions at and below it.
func marksHome(p string) bool {
	switch path.Base(p) {
	case "README.md", "samples.yaml", "app.json":
		return true
	}
	return false
}

// homeOf finds the folder whose README and samples go with a definition: its
// own or the nearest above that has an app.json, a README.md or a
// samples.yaml. The content directory itself is a home only by an app.json.
func (c *Catalogue) homeOf(p string) string {
	own := path.Dir(p)
	for dir := own; ; dir = path.Dir(dir) {
		if c.files[path.Join(dir, "app.json")] != nil {
			return dir
		}
		if dir == "." {
			return own
		}
		for _, n := range []string{"README.md", "samples.yaml"} {
			if _, ok := c.beside[path.Join(dir, n)]; ok {
				return dir
			}
		}
	}
}

// withHomes adds the definitions that share samples with a dirty one, or with
// one that left: what the samples come to depends on all of them.
func (c *Catalogue) withHomes(dirty map[*file]bool, homes map[string]bool) {
	for f := range dirty {
		homes[f.home] = true
	}
	for h := range homes {
		if _, ok := c.beside[path.Join(h, "samples.yaml")]; !ok {
			continue
		}
		for f := range c.homes[h] {
			dirty[f] = true
		}
	}
}

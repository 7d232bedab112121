package generator

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"io/fs"
	"path"
	"strings"
)

// iconData is a picture as it is shown, remembered under the file's stamp.
type iconData struct {
	stamp stamp
	src   string
}

// picture returns what shows the icon of an address without asking another
// host: the file of that name beside the definition, or the one that
// previews: leads to. Pictures of others are never published as files, where
// an SVG could run scripts; inside an img they are inert.
func (c *Catalogue) picture(f *file, address string) string {
	p, ok := c.pictureFile(f, address)
	if !ok {
		return ""
	}
	return c.icons[p].src
}

func (c *Catalogue) pictureFile(f *file, address string) (string, bool) {
	p, ok := beside(f.path, address)
	if !ok {
		for _, r := range c.opts.Site.Previews {
			if rest, hit := strings.CutPrefix(address, r.From); hit && r.From != "" && !strings.Contains(r.To, "://") {
				p, ok = beside(".", r.To+rest)
				break
			}
		}
	}
	if !ok {
		return "", false
	}
	_, ok = c.beside[p]
	return p, ok
}

// loadIcons reads the pictures that definitions name and that are new or
// changed.
func (c *Catalogue) loadIcons(list []*file) {
	var paths []string
	seen := map[string]bool{}
	for _, f := range list {
		for _, address := range f.head.pictures {
			if p, ok := c.pictureFile(f, address); ok && !seen[p] && c.icons[p].stamp != c.beside[p] {
				seen[p] = true
				paths = append(paths, p)
			}
		}
	}
	sources := make([]string, len(paths))
	parallel(len(paths), func(i int) { sources[i] = c.dataAddress(paths[i]) })
	for i, p := range paths {
		c.icons[p] = iconData{c.beside[p], sources[i]}
	}
}

// dataAddress reads a picture. The format is told by the content, not by the
// name; anything but PNG and SVG is not shown.
func (c *Catalogue) dataAddress(p string) string {
	data, err := readFile(c.content, p, maxIcon)
	if err != nil {
		return ""
	}
	kind := ""
	if cfg, err := png.DecodeConfig(bytes.NewReader(data)); err == nil && cfg.Width <= 4096 && cfg.Height <= 4096 {
		kind = "image/png"
	} else if isSVG(data) && path.Ext(p) != "" {
		kind = "image/svg+xml"
	}
	if kind == "" {
		return ""
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}

func isSVG(data []byte) bool {
	head := bytes.TrimSpace(data[:min(len(data), 1024)])
	return bytes.HasPrefix(head, []byte("<svg")) || bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<svg"))
}

// localTo tells which pictures stand beside a definition, and notes what was
// asked: when one of these files changes, the definition is examined again.
func (c *Catalogue) localTo(f *file) func(string) bool {
	stands := c.stands(f)
	return func(name string) bool {
		if p, ok := beside(f.path, name); ok {
			f.asked = append(f.asked, p)
		}
		return stands(name)
	}
}

// stands tells which files stand beside a definition.
func (c *Catalogue) stands(f *file) func(string) bool {
	return func(name string) bool {
		p, ok := beside(f.path, name)
		if ok {
			_, ok = c.beside[p]
		}
		return ok
	}
}

// beside resolves a name written in a definition to a path in the content
// directory. Addresses, absolute paths and paths that lead out are no names.
func beside(file, name string) (string, bool) {
	if name == "" || strings.ContainsAny(name, ":\\?#\x00") || strings.HasPrefix(name, "/") || len(name) > 512 {
		return "", false
	}
	p := path.Join(path.Dir(file), name)
	return p, fs.ValidPath(p)
}

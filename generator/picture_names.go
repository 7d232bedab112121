package generator

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"vitrine/generator/site"
)

// pictureNames lists where the local picture of an address may stand, the
// likeliest place first: beside the definition in that file, or where
// previews: leads to. None of them leads out of the content directory.
func pictureNames(file, address string, previews []site.Redirect) []string {
	list := spellings(file, "", address)
	for _, r := range previews {
		if rest, hit := strings.CutPrefix(address, r.From); hit && r.From != "" && !strings.Contains(r.To, "://") {
			if end := strings.IndexAny(rest, "?#"); end >= 0 {
				rest = rest[:end] // a server of files knows neither
			}
			return append(list, spellings(".", r.To, rest)...)
		}
	}
	return list
}

// spellings lists the files that are meant by the end of an address. It writes
// as %20 and the like what an address may not hold; the name of the file has
// the character itself, as a server would look for it.
func spellings(file, folder, written string) []string {
	var list []string
	if plain, err := url.PathUnescape(written); err == nil && plain != written {
		if p, ok := beside(file, folder+plain); ok {
			list = append(list, p)
		}
	}
	if p, ok := beside(file, folder+written); ok {
		list = append(list, p)
	}
	return list
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

// pictureName tells where the local picture of an address stands, or would
// stand.
func (c *Catalogue) pictureName(f *file, address string) (string, bool) {
	list := pictureNames(f.path, address, c.opts.Site.Previews)
	for _, p := range list {
		if c.has(p) {
			return p, true
		}
	}
	if len(list) > 0 {
		return list[0], true
	}
	return "", false
}

// has tells whether there is such a file, beside the definitions or among the
// local pages, which are published.
func (c *Catalogue) has(p string) bool {
	_, ok := c.stamp(p)
	return ok
}

func (c *Catalogue) stamp(p string) (stamp, bool) {
	s, ok := c.beside[p]
	if !ok {
		s, ok = c.publish[p]
	}
	return s, ok
}

// picturePlaces lists where the icons of a definition stand, or would.
func (c *Catalogue) picturePlaces(f *file) []string {
	if f.head == nil {
		return nil
	}
	var names []string
	for _, pic := range f.head.pictures {
		names = append(names, pictureNames(f.path, pic.address, c.opts.Site.Previews)...)
	}
	return names
}

// localTo tells which pictures stand beside a definition, and notes what was
// asked: when one of these files comes, goes or changes, the definition is
// examined again.
func (c *Catalogue) localTo(f *file) func(string) bool {
	stands := c.stands(f)
	return func(name string) bool {
		f.asked = append(f.asked, spellings(f.path, "", name)...)
		return stands(name)
	}
}

// stands tells which files stand beside a definition.
func (c *Catalogue) stands(f *file) func(string) bool {
	return func(name string) bool {
		for _, p := range spellings(f.path, "", name) {
			if c.has(p) {
				return true
			}
		}
		return false
	}
}

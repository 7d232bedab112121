package check

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"vitrine/generator/site"
)

// PictureNames lists where the local picture of an address may stand, the
// likeliest place first: beside the definition in that file, or where
// previews: leads to. None of them leads out of the content directory.
func PictureNames(file, address string, previews []site.Redirect) []string {
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

// PictureName returns where the local picture of an address stands; "" where
// none does. stands tells what there is.
func PictureName(file, address string, previews []site.Redirect, stands func(string) bool) string {
	for _, p := range PictureNames(file, address, previews) {
		if stands(p) {
			return p
		}
	}
	return ""
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

package site

import (
	"path"
	"slices"
	"strings"
)

// PictureFolder is where pictures stand that definitions name.
const PictureFolder = "pictures/"

// PicturePath names the file of a picture after a digest of its bytes. With
// the extension ".css" it is a style sheet that shows an SVG as a background.
func PicturePath(digest, ext string) string { return PictureFolder + digest + ext }

// PictureClass is the class by which the style sheet of a picture shows it; ""
// for a picture that is a file of its own, or none.
func PictureClass(src string) string {
	name, ok := strings.CutSuffix(src, ".css")
	if !ok {
		return ""
	}
	return "pic-" + path.Base(name)
}

// sheets lists the style sheets of the icons of a page, each once.
func sheets(icons ...Icon) []string {
	var out []string
	for _, icon := range icons {
		if PictureClass(icon.Src) != "" {
			out = append(out, icon.Src)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

package layout

import (
	"crypto/sha256"
	"path"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/reviews"
	"vitrine/generator/rules"
)

// The names of pages. One that is well formed is what a definition says, so
// that addresses stay. Any other gets a suffix that begins with a tilde, which
// no well-formed name has: no definition can spell the name of another's page.
// A name depends on what the definition says and on those that differ from it
// in letter case only, never on order or on what was there before.
// The tilde is "unreserved" in RFC 3986 and plain to every file system.

// slugLimit bounds a name in a path, in bytes.
const slugLimit = 64

// Slug makes a name safe as the name of a file on every system. Letters,
// digits, dash and underscore stay (and dots where dots is set, for
// versions); anything else becomes a dash. A name that had to be changed
// gets a mark of what it was, so that different names stay different.
func Slug(name string, dots bool) string {
	s := plain(name, dots)
	if s == name && !rules.Reserved(s) && !likePage(s) {
		return s
	}
	return marked(plain(name, false), name)
}

// plain keeps the characters that are safe everywhere, at most slugLimit.
func plain(name string, dots bool) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.' && dots:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= slugLimit {
			break
		}
	}
	return strings.Trim(b.String(), "-.")
}

// likePage tells whether a folder of that name would stand where a page or a
// badge of another version may.
func likePage(s string) bool {
	switch strings.ToLower(path.Ext(s)) {
	case ".html", ".svg", ".json":
		return true
	}
	return false
}

// marked adds the mark of a name: letters only, as Windows gives long names
// short ones that end in a tilde and a number.
func marked(s, name string) string {
	sum := sha256.Sum256([]byte(name))
	mark := []byte{'~'}
	for _, c := range sum[:8] {
		mark = append(mark, 'a'+c>>4, 'a'+c&15)
	}
	return s + string(mark)
}

// Names hands out the names of one folder: how often each was asked for,
// without letter case.
type Names map[string]int

// Unique numbers a name that was handed out before: "orders~2". Two names
// never meet in a number, as no name ends in a tilde and digits by itself.
func (n Names) Unique(name string) string {
	key := strings.ToLower(name)
	if n[key]++; n[key] > 1 {
		return name + "~" + strconv.Itoa(n[key])
	}
	return name
}

// spelled returns the part of a path for each of several names of one folder,
// made by part. Of names that differ in letter case only the one without
// capitals keeps its own; each other is marked. Equal names are numbered.
func spelled(list []string, part func(string) string) []string {
	spellings := map[string][]string{}
	for _, name := range list {
		p := part(name)
		if k := strings.ToLower(p); !slices.Contains(spellings[k], p) {
			spellings[k] = append(spellings[k], p)
		}
	}
	taken := Names{}
	out := make([]string, len(list))
	for i, name := range list {
		p := part(name)
		if k := strings.ToLower(p); k != p && len(spellings[k]) > 1 {
			p = marked(p, name)
		}
		out[i] = taken.Unique(p)
	}
	return out
}

// groupKey is what the names of apps have in common whose pages could meet.
func groupKey(name string) string { return strings.ToLower(AppSlug(name)) }

// AppSlug is the part of a path that stands for an app.
func AppSlug(name string) string { return Slug(name, false) }

// ReviewPlaces are where the decisions on an app of that name stand, or would
// where another's differs from it in letter case only.
func ReviewPlaces(name string) []string {
	slug := AppSlug(shortName(name))
	return []string{reviewPlace(slug), reviewPlace(marked(slug, shortName(name)))}
}

func reviewPlace(slug string) string { return path.Join(reviews.Folder, slug+".yaml") }

// ReviewPlace is where the decisions on an app stand in the content directory:
// a file that is called as its pages are.
func (a *App) ReviewPlace() string { return reviewPlace(path.Base(a.Folder)) }

// VersionSlug is the part of a path that stands for a version.
func VersionSlug(v string) string {
	if v == "" {
		return "none"
	}
	return Slug(v, true)
}

// textName is the name of the page of a definition's text.
const textName = "definition"

// widgetSlug names the page of a widget: by its name, else by its place.
func widgetSlug(name string, index int) string {
	s := plain(name, false)
	if s == "" || rules.Reserved(s) || strings.EqualFold(s, StepFolder) || strings.EqualFold(s, textName) {
		return "widget-" + strconv.Itoa(index+1)
	}
	return s
}

// nameLimit bounds the name of an app, in bytes: the platform allows 128.
const nameLimit = 256

// shortName is what an app is called everywhere. One that is longer than any
// id keeps its beginning and is marked, so that it stays apart from others.
func shortName(name string) string {
	if len(name) <= nameLimit {
		return name
	}
	return marked(diag.Shorten(name, nameLimit/2), name)
}

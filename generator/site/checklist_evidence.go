package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"vitrine/generator/appdef"
)

// What the checklist tells its states from.

// missing is the fault of an app without a text that it must have.
func missing(key string, get func(*Definition) string) func(*Definition) string {
	return func(d *Definition) string { return unless(strings.TrimSpace(get(d)) != "", d.none("no "+key, key)) }
}

// none is what is said where something seems not to be there: of a module it may
// only not be known. keys are where it would stand.
func (d *Definition) none(text string, keys ...string) string {
	if d.App.Partly(keys...) {
		return "not all of it is known here"
	}
	return text
}

// unless returns text where ok is false, else "".
func unless(ok bool, text string) string {
	if ok {
		return ""
	}
	return text
}

func prerelease(d *Definition) string {
	if notKnown(d.App.Version.Node) {
		return "the version is " + NotKnown
	}
	if strings.TrimSpace(d.App.Version.Value) == "" {
		return "no version"
	}
	if v, ok := appdef.ParseVersion(d.App.Version.Value); ok && v.Pre != "" {
		return d.App.Version.Value + " is a pre-release"
	}
	return ""
}

// noChange is the fault of an app that tells of no version. That this one is
// not among those told of is for a rule to say.
func noChange(d *Definition) string {
	return unless(len(d.App.Changelog) > 0, d.none("no changelog", "changelog"))
}

func noWidgets(d *Definition) string {
	return unless(len(d.App.Widgets) > 0, d.none("no widgets", "widgets"))
}

// addresses lists which addresses of the listing there are.
func addresses(d *Definition) string {
	var list []string
	det := &d.App.Details
	for _, a := range []struct{ text, name string }{
		{det.Website.Value, "website"}, {det.PlatformWebsite.Value, "website of the platform"}, {det.SupportEmail.Value, "support"},
		{d.App.InstallURL.Value, "installation"}, {d.App.SetupURL.Value, "setup"}, {d.App.ReleaseNotesURL.Value, "release notes"},
	} {
		if strings.TrimSpace(a.text) != "" {
			list = append(list, a.name)
		}
	}
	if n := len(d.links()); n > 0 {
		list = append(list, count(n, "documentation link", "documentation links"))
	}
	return strings.Join(list, ", ")
}

func visibility(d *Definition) string {
	if notKnown(d.App.Visibility.Node) {
		return NotKnown
	}
	if d.App.Visibility.Value == "" {
		return "private, as nothing else is said"
	}
	return d.App.Visibility.Value
}

func titleLength(d *Definition) string {
	return count(uniseg.GraphemeClusterCount(d.App.Title.Value), "character", "characters")
}

func descriptionLength(d *Definition) string {
	n := uniseg.GraphemeClusterCount(strings.TrimSpace(plain(d.App.Description.Value)))
	if n > 110 {
		return fmt.Sprintf("the card shows the first 110 of %d characters", n)
	}
	return count(n, "character", "characters")
}

func sizes(d *Definition) string {
	var list []string
	for i := range d.App.Widgets {
		if w := &d.App.Widgets[i]; w.Width.Present || w.Height.Present {
			list = append(list, fmt.Sprintf("%s × %s", or(w.Width.Value, "auto"), or(w.Height.Value, "auto")))
		}
	}
	return fewer(list)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// asks tells whether any widget asks for permissions, granted or not.
func asks(d *Definition) bool {
	for i := range d.App.Widgets {
		if strings.TrimSpace(d.App.Widgets[i].IframePermissions.Value) != "" {
			return true
		}
	}
	return false
}

func asked(d *Definition) string {
	if list := d.granted(); len(list) > 0 {
		return strings.Join(list, ", ")
	}
	return "none are granted"
}

// granted is every permission that a widget of the app is granted.
func (d *Definition) granted() []string {
	var list []string
	for i := range d.App.Widgets {
		list = append(list, d.App.Widgets[i].Permissions().Granted()...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func settingCount(d *Definition) int {
	n := 0
	for i := range d.App.Settings {
		n += len(d.App.Settings[i].Settings)
	}
	return n
}

func secretCount(d *Definition) int {
	n := 0
	for i := range d.App.Settings {
		for k := range d.App.Settings[i].Settings {
			if d.App.Settings[i].Settings[k].Secret() {
				n++
			}
		}
	}
	return n
}

// inWords joins a list as people do: "a, b and c".
func inWords(list []string) string {
	last := len(list) - 1
	if last < 1 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// fewer lists what is different, and not too much of it.
func fewer(list []string) string {
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) > 3 {
		return strings.Join(list[:3], ", ") + " and " + strconv.Itoa(len(list)-3) + " more"
	}
	return strings.Join(list, ", ")
}

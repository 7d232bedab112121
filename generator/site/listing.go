package site

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/rivo/uniseg"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// cardLimit is how many characters of a description the directory's card
// shows, and ShotLimit how many screenshots are shown; others are listed.
const (
	cardLimit = 110
	ShotLimit = 100
)

// DirectoryCard is what the App Directory's card would show of an app
// besides its logo and title.
type DirectoryCard struct {
	Text         string // at most Limit characters
	Count, Limit int    // characters of the first paragraph, and how many of them the card shows
	Cut          bool
}

func directoryCard(description string) DirectoryCard {
	n := uniseg.GraphemeClusterCount(strings.TrimSpace(plain(description)))
	return DirectoryCard{Text: cardText(description), Count: n, Limit: cardLimit, Cut: n > cardLimit}
}

// Screenshot is one picture of the listing. One that is not at hand is never
// loaded: the page says where it is.
type Screenshot struct {
	Picture       Icon // Src only
	Width, Height int  // in px; 0 where they could not be measured
	Address       string
	Href          string // the address where it may be linked
	Host, Path    string // of an address elsewhere
}

func (d *Definition) screenshots() []Screenshot {
	var out []Screenshot
	for i, f := range d.App.Screenshots {
		s := Screenshot{Address: diag.Shorten(f.Value, lineMost), Href: SafeLink(f.Value)}
		if strings.TrimSpace(f.Value) == "" {
			continue
		}
		if shot := d.Listing[f.Value]; i < ShotLimit {
			s.Picture.Src, s.Width, s.Height = shot.Src, shot.Width, shot.Height
		}
		if a, _ := appdef.ParseAddress(f.Value); s.Href != "" {
			_, rest, _ := strings.Cut(strings.TrimPrefix(f.Value, "https://"), "/")
			s.Host, s.Path = a.Host, diag.Shorten("/"+rest, lineMost)
		}
		out = append(out, s)
	}
	return out
}

// Install is what an admin reads while installing the app.
type Install struct {
	Instructions string // Markdown
	After        string
}

func (d *Definition) install() Install {
	return Install{d.App.Instructions.Value, diag.Shorten(d.App.PostInstall.Value, textMost)}
}

func (d *Definition) facts() []Fact {
	a := d.App
	var out []Fact
	add := func(name, text, href string) {
		if strings.TrimSpace(text) != "" {
			out = append(out, Fact{name, diag.Shorten(text, lineMost), href})
		}
	}
	add("Identifier", said(a.Identifier), "")
	add("Visibility", said(a.Visibility), "")
	website := SafeLink(a.Details.Website.Value)
	add("Website", cmp.Or(strings.TrimSuffix(strings.TrimPrefix(website, "https://"), "/"), said(a.Details.Website)), website)
	add("Support", said(a.Details.SupportEmail), mailLink(a.Details.SupportEmail.Value))
	add("Platform", cmp.Or(said(a.Details.Platform), said(a.Details.PlatformWebsite)), SafeLink(a.Details.PlatformWebsite.Value))
	add("Install", said(a.InstallURL), SafeLink(a.InstallURL.Value))
	add("Set up", said(a.SetupURL), SafeLink(a.SetupURL.Value))
	add("Settings page", said(a.SettingsPage.URL), SafeLink(a.SettingsPage.URL.Value))
	add("Release notes", said(a.ReleaseNotesURL), SafeLink(a.ReleaseNotesURL.Value))
	out = append(out, needs(a.Dependencies)...)
	var locales []string
	for _, l := range a.Locales[:min(len(a.Locales), maxLanguages)] {
		locales = append(locales, named(l.Text))
	}
	href := ""
	if d.several() {
		href = "#languages"
	}
	add("Languages", strings.Join(locales, ", "), href)
	add("File", d.Source.Path, "")
	return out
}

// needs names the apps that an app depends on.
func needs(list []appdef.Field[string]) []Fact {
	if text := joined(list); strings.TrimSpace(text) != "" {
		return []Fact{{"Needs", diag.Shorten(text, textMost), ""}}
	}
	return nil
}

func joined(list []appdef.Field[string]) string {
	var out []string
	for i, f := range list {
		if i == linkMost {
			out = append(out, fmt.Sprintf("and %d more", len(list)-i))
			break
		}
		out = append(out, f.Value)
	}
	return strings.Join(out, ", ")
}

func (d *Definition) links() []Link {
	var out []Link
	for i, l := range d.App.Details.Links {
		if i == linkMost {
			return append(out, Link{fmt.Sprintf("and %d more", len(d.App.Details.Links)-i), ""})
		}
		text := l.Title.Value
		if text == "" {
			text = l.URL.Value
		}
		if text != "" {
			out = append(out, Link{named(text), SafeLink(l.URL.Value)})
		}
	}
	return out
}

// SafeLink returns an address that may be linked: absolute https with nothing
// unusual about it. Anything else is shown as text.
func SafeLink(s string) string {
	if len(s) > linkLimit {
		return ""
	}
	if a, problems := appdef.ParseAddress(s); len(problems) == 0 && a.Scheme == "https" {
		return s
	}
	return ""
}

// linkLimit bounds an address that is linked, in bytes: search engines and
// servers take no longer ones.
const linkLimit = 2048

var mailExpr = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)

func mailLink(s string) string {
	if len(s) <= lineMost && mailExpr.MatchString(s) {
		return "mailto:" + s
	}
	return ""
}

// untitled leaves out the heading that begins a README where it says what the page's own says.
func untitled(readme, title string) string {
	line, rest, _ := strings.Cut(strings.TrimLeft(readme, "\r\n"), "\n")
	heading, ok := strings.CutPrefix(line, "# ")
	if under, after, _ := strings.Cut(rest, "\n"); !ok && strings.Trim(under, "= \r") == "" && strings.HasPrefix(under, "=") {
		heading, rest, ok = line, after, true
	}
	if !ok || !strings.EqualFold(strings.TrimSpace(strings.TrimRight(heading, "# \r")), strings.TrimSpace(title)) {
		return readme
	}
	return strings.TrimLeft(rest, "\r\n")
}

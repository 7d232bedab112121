// Package site turns checked definitions into pages: plain values without any
// HTML, which a theme renders.
//
// Summarize says in a few words what a definition holds; that is all that
// other pages may know of it, so that the gallery can grow without any page
// growing with it. AppPage and WidgetPage describe one definition in full,
// IndexPage lists summaries, and the rest are small.
//
// The exported structs are the theme's contract: a template reads nothing
// else.
package site

import (
	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
	"vitrine/generator/reviews"
)

// Page is one page of the site.
type Page struct {
	Path        string // output path with slashes: "apps/acme/orders.html"
	Kind        string // the theme's template: "index", "app", "widget", "rule", "rules", "report", "review", "diff", "compare", …
	Title       string
	Description string
	Root        string // "../../": what every internal link begins with
	Crumbs      []Link
	Frames      []string // origins that the page's frames may come from, for the content security policy
	Images      []string // the same for pictures
	Sheets      []string // style sheets that hold pictures which the page shows
	Picture     string   // path of a picture in the site that stands for the page; "" for none
	Site        *Settings
	Body        any
	Compared    *Compared // how the gallery differs from an earlier state; only on the report, and if there is one
}

// Compared is how the whole gallery differs from an earlier state.
type Compared struct {
	New, Changed []Link // apps, and pre-releases that are newer than the latest; at most ComparedLimit of each
	Removed      []RemovedApp
	More         int // that are not listed
}

// ComparedLimit bounds each list of Compared.
const ComparedLimit = 200

// RemovedApp is an app, or some of its versions, that is no more.
type RemovedApp struct {
	Name, Title string
	Whole       bool // no version is left
	Versions    []string
}

// Settings is what the partner configures of the site.
type Settings struct {
	Title       string
	Description string
	BaseURL     string // absolute, with a final slash; "" when unknown
	Footer      []Link
	Audience    string // "review", or "docs" for whom reviewers' tools are left out
	Load        string // "auto", "click" or "never": when a preview's frame is loaded
	Previews    []Redirect
	Pages       string // directory of local pages: "widgets"; "" for none
	Assets      string // directory of the theme's assets: "assets/1f2e3d"
}

// Reviews tells whether the gallery has what reviewers work with.
func (s *Settings) Reviews() bool { return s == nil || s.Audience != "docs" }

// Redirect sends addresses that begin with From to another place, for the
// preview only.
type Redirect struct {
	From string
	To   string // an absolute address, or the path of a page in the content directory
}

// Link is a text and where it leads, relative to the site's root unless it
// is absolute.
type Link struct {
	Text string
	Href string
}

// Badge is the state of one family of checks.
type Badge struct {
	Family string // "url"
	Status string // "pass", "warn", "fail", "info" or "none" when there was nothing to check
	Counts diag.Counts
	Href   string // the findings; "" when there are none
	NotMet int    // requirements of the marketplace that are not met, where no finding says so
}

// Families are the badges of a widget, in the order shown.
var Families = []string{"definition", "url", "settings", "size", "icon", "permissions", "listing"}

// Definition is one checked definition with everything that its pages show.
type Definition struct {
	Name     string // of the app: its id, else the name of its folder or file
	App      *appdef.App
	Source   *diag.Source
	Findings []diag.Diagnostic // about Source
	Samples  []appdef.SampleSet
	// Readme is Markdown; "" when there is none.
	Readme string
	// Pictures is what shows an icon without asking another host, by the address
	// that the definition gives: a path in the site (Icon.Src).
	Pictures map[string]string
	// Screenshots are those that were taken of widgets, by their keys.
	Screenshots map[string]WidgetScreenshot
	// Listing is the pictures of the listing that are at hand, by their addresses.
	Listing map[string]ListingPicture
	Page    string   // "apps/acme.html"
	Text    string   // the page of its text: "apps/acme/definition.html"
	Widgets []string // the page of each widget of App
	// About says in a sentence what a rule is about; "" for one that it does not know.
	About func(rule string) string
	// Since is what changed since the version before; nil where that is not shown.
	Since *diff.Result
	// Review is the file of the decisions on the app; nil for none. ReviewPlace is where it stands or would.
	Review      *reviews.File
	ReviewPlace string

	worked *worked // nil for one that nothing is remembered of
}

// ListingPicture is a picture of the listing that is at hand.
type ListingPicture struct {
	Src           string // path in the site
	Width, Height int    // px
}

// Summary is what the rest of the gallery may know of a definition.
type Summary struct {
	Name           string
	Version        string
	VersionUnknown bool // it stands in a module, and only running that would tell it
	Title          string
	Line           string // the description as the listing's card shows it: at most 110 characters
	Developer      string
	Icon           Icon
	Tags           []string
	Settings       []string // names of settings, each once
	Visibility     string
	Rules          []string // that the definition breaks outside of its widgets, each once
	Source         string   // path of the file
	Page           string
	Text           string // the page of the definition's text
	Latest         bool   // it is what the app's page shows: the newest release, or the newest of all where there is none
	Prerelease     bool
	Counts         diag.Counts
	Status         string
	Unreadable     bool // no object could be read
	Widgets        []WidgetSummary
	Badges         []Badge
	Met, Asked     int // of the marketplace's requirements that a machine can tell
	VersionSlug    string
	Step           Step              // from the version before to this one
	Compare        string            // the page that compares it with any other version; "" for none
	Digest         string            // of what the definition says; see diff.Digest
	Released       string            // the date of this version in the changelog, "2026-04-01"; "" where none can be read
	News           string            // what the changelog says of this version
	Decision       *reviews.Decision // that was committed about this version; nil for none
	Filed          bool              // there is a file of decisions on the app; see DecisionsPath
	FiledLost      bool              // it is one to which nothing can be added by itself
	Unmet          []Unmet           // requirements of the marketplace that are not met
	// Mark is "new" or "changed" since an earlier state of the gallery; "" for neither, or when there is none to compare with
	Mark string
}

// Step leads to the page about what changed from one version to the next.
type Step struct {
	Page    string   // "" for the first version
	Before  string   // the version before, in words
	Changes int      // how many there are
	Gains   []string // what the app newly may do: some of it, in words
}

// WidgetSummary is a widget as the index and gallery.json show it.
type WidgetSummary struct {
	Name          string
	Title         string
	Page          string
	Host          string
	PreviewURL    string
	PreviewReason string // why it may not be framed
	Width, Height string // as written
	Box           Box
	Icon          Icon
	Requested     []string
	Permissions   []string
	Unsure        bool     // it is kept as a module, which does not tell all that it may do
	Background    bool     // the page loads before the agent opens the widget
	Sends         []string // settings whose values are in its address
	Rules         []string // that the widget breaks, each once
	Counts        diag.Counts
	Status        string
	Badge         string // path of its picture
	Badges        []Badge
	Still         string // path of its screenshot in the light theme; "" for none. StillDark and Social are there when it is
	StillDark     string
	Social        string // path of its picture for previews of links
	Mark          string // "new" for a widget that an app did not have in the earlier state
}

// Icon is a picture that may be shown. Nothing is loaded from other hosts by
// a page; only the stage may, together with the widget's frame.
type Icon struct {
	Src    string // path in the site of a picture, or of the style sheet that holds it (PictureClass); "" for none
	Remote string // the https address of a picture elsewhere
	Letter string // stands in for a picture
}

// Box is the place of a widget on the reference screen, in px.
type Box struct {
	Screen        appdef.Screen
	Width, Height int // clamped to the screen
	Computed      bool
}

package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"
	"github.com/rivo/uniseg"

	"vitrine/generator/diag"
)

// Check is one requirement of the marketplace on an app's review checklist.
// What a machine can tell is told, with what it was told from; the rest is
// for a person.
type Check struct {
	ID       string // stable; what a reviewer ticked is kept under it
	State    string // "pass", "fail", "person", or "none" for what could not be looked at
	Text     string
	Evidence string
	Findings []CheckFinding // at most checkFindings
	More     int            // that are not listed
	Source   string         // who asks for it
}

// CheckFinding leads from a requirement to a finding on the same page.
type CheckFinding struct{ Text, Href string }

const checkFindings = 3

// Checklist is the requirements, those that a machine can tell first.
type Checklist struct {
	Machine []Check
	Person  []Check
	Passed  int // of Machine
}

// requirement is what the rules tell of one requirement.
type requirement struct {
	id, text, source string
	rules            []string // names, and families with a final "-"
	evidence         func(*Definition) string
	fault            func(*Definition) string // what no rule says; "" for nothing
	infos            bool                     // infos count too
}

const (
	marketplace = "marketplace"
	guidelines  = "content guidelines"
	platform    = "platform"
)

// requirements are the documented ones that a machine can tell.
var requirements = []requirement{
	{id: "file", text: "The definition is one JSON file that can be read", source: marketplace, rules: []string{"json-"}, evidence: func(d *Definition) string { return fmt.Sprintf("%d bytes", len(d.Source.Text)) }},
	{id: "id", text: "The app has a short id of its own, without an organisation's", source: marketplace, rules: []string{"app-id", "app-namespaced-id", "app-template-id", "app-missing-key"}, evidence: func(d *Definition) string { return d.App.ID.Value }},
	{id: "version", text: "The version is a release, no beta", source: marketplace, rules: []string{"app-version", "app-version-build"}, evidence: func(d *Definition) string { return d.App.Version.Value }, fault: prerelease},
	{id: "visibility", text: "It is submitted as private: Kustomer publishes it after the review", source: marketplace, rules: []string{"app-visibility"}, evidence: visibility, fault: func(d *Definition) string {
		if d.App.Visibility.Value == "public" {
			return `visibility is "public"`
		}
		return ""
	}},
	{id: "title", text: "The title has at most 40 characters", source: guidelines, rules: []string{"app-title-length"}, evidence: titleLength},
	{id: "description", text: "There is a description, and no text of a template is left", source: guidelines, rules: []string{"app-placeholder", "app-hidden-character", "app-text-length", "icon-template-image"}, evidence: descriptionLength, fault: func(d *Definition) string {
		if strings.TrimSpace(d.App.Description.Value) == "" {
			return "no description"
		}
		return ""
	}},
	{id: "changelog", text: "The changelog tells of this version", source: platform, rules: []string{"app-changelog-missing", "app-changelog-version"}, infos: true, evidence: func(d *Definition) string { return count(len(d.App.Changelog), "entry", "entries") }},
	{id: "links", text: "Website, support and documentation have sound addresses", source: marketplace, rules: []string{"app-url", "app-support-email", "app-details"}, evidence: func(d *Definition) string { return count(len(d.links()), "documentation link", "documentation links") }},
	{id: "widgets", text: "Every widget has a sound https address, a title and an icon", source: platform, rules: []string{"widget-", "url-", "reference-", "icon-"}, evidence: func(d *Definition) string { return count(len(d.App.Widgets), "widget", "widgets") }},
	{id: "sizes", text: "Every widget has a size that fits the agent's screen", source: platform, rules: []string{"size-"}, evidence: sizes},
	{id: "permissions", text: "Permissions are written as browsers read them, and are those that Kustomer grants", source: platform, rules: []string{"permissions-"}, evidence: asked},
	{id: "settings", text: "Settings have types, defaults and display names", source: platform, rules: []string{"settings-"}, infos: true, evidence: func(d *Definition) string { return count(settingCount(d), "setting", "settings") }},
	{id: "secrets", text: "No secret is in the file or in an address that agents load", source: platform, rules: []string{"settings-secret-default", "settings-looks-secret", "reference-secret", "sample-secret"}, evidence: func(d *Definition) string { return count(secretCount(d), "secret setting", "secret settings") }},
}

// checklist goes through what the marketplace asks of an app.
func (d *Definition) checklist(list []Finding) Checklist {
	var out Checklist
	for _, r := range requirements {
		c := r.check(d, list)
		if c.State == "pass" {
			out.Passed++
		}
		out.Machine = append(out.Machine, c)
	}
	for _, c := range []Check{d.checkLogo(), d.checkScreenshots()} {
		if c.State == "person" {
			out.Person = append(out.Person, c)
			continue
		}
		out.Machine = append(out.Machine, c)
	}
	out.Person = append(out.Person, d.forPeople()...)
	return out
}

func (r *requirement) check(d *Definition, list []Finding) Check {
	c := Check{ID: r.id, State: "pass", Text: r.text, Source: r.source}
	if d.App.Root == nil && r.id != "file" {
		c.State, c.Evidence = "none", "the file cannot be read"
		return c
	}
	if r.evidence != nil {
		c.Evidence = named(r.evidence(d))
	}
	if r.fault != nil {
		if fault := r.fault(d); fault != "" {
			c.State, c.Evidence = "fail", named(fault)
		}
	}
	for _, f := range list {
		if !r.about(f.Rule) || f.Severity == diag.Info.String() && !r.infos {
			continue
		}
		c.State = "fail"
		if len(c.Findings) == checkFindings {
			c.More++
			continue
		}
		c.Findings = append(c.Findings, CheckFinding{f.Message, "#" + cmp.Or(f.ID, "findings")})
	}
	return c
}

func (r *requirement) about(rule string) bool {
	return slices.ContainsFunc(r.rules, func(name string) bool {
		return rule == name || strings.HasSuffix(name, "-") && strings.HasPrefix(rule, name)
	})
}

func prerelease(d *Definition) string {
	if v, err := semver.StrictNewVersion(d.App.Version.Value); err == nil && v.Prerelease() != "" {
		return d.App.Version.Value + " is a pre-release"
	}
	return ""
}

func visibility(d *Definition) string {
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

func asked(d *Definition) string {
	if list := d.granted(); len(list) > 0 {
		return strings.Join(list, ", ")
	}
	return "none are asked for"
}

// granted is every permission that a widget of the app is granted.
func (d *Definition) granted() []string {
	var list []string
	for i := range d.App.Widgets {
		perm := d.App.Widgets[i].Permissions()
		list = append(list, perm.Granted()...)
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

// checkLogo: the marketplace wants a PNG of 1200 × 1200 px. The size of a picture
// elsewhere is not known here.
func (d *Definition) checkLogo() Check {
	c := Check{ID: "logo", State: "person", Text: "The logo is a PNG of 1200 × 1200 px, without rounded corners", Source: marketplace, Evidence: named(d.App.IconURL.Value)}
	switch address := d.App.IconURL.Value; {
	case d.App.Root == nil:
		c.State, c.Evidence = "none", "the file cannot be read"
	case address == "":
		c.State, c.Evidence = "fail", "no iconUrl"
	case extension(address) != ".png" && extension(address) != "":
		c.State, c.Evidence = "fail", fmt.Sprintf("iconUrl names a file that ends in %s", extension(address))
	}
	return c
}

// checkScreenshots: what they show is for a person.
func (d *Definition) checkScreenshots() Check {
	c := Check{ID: "screenshots", State: "person", Text: "Screenshots show the working app, legible, without logos, text or collages", Source: marketplace}
	n := len(d.App.Screenshots)
	c.Evidence = count(n, "screenshot", "screenshots")
	switch {
	case d.App.Root == nil:
		c.State, c.Evidence = "none", "the file cannot be read"
	case n == 0:
		c.State, c.Evidence = "fail", "no screenshots"
	}
	for _, s := range d.App.Screenshots {
		if ext := extension(s.Value); ext != "" && ext != ".jpg" && ext != ".jpeg" {
			c.State, c.Evidence = "fail", fmt.Sprintf("%s, of which one ends in %s; .jpg is asked for", c.Evidence, ext)
			break
		}
	}
	return c
}

// extension is how the path of an address ends, in lower case.
func extension(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if i := strings.Index(address, "://"); i >= 0 && strings.Count(address[i+3:], "/") == 0 {
		return "" // a host
	}
	if ext := strings.ToLower(path.Ext(address)); len(ext) <= 6 {
		return ext
	}
	return ""
}

// forPeople is what no machine can tell.
func (d *Definition) forPeople() []Check {
	list := []Check{
		{ID: "tested", Text: "Every feature was tried in a sandbox"},
		{ID: "instructions", Text: "Test credentials and step-by-step instructions came with the submission"},
		{ID: "questionnaire", Text: "The questionnaire on data and security is filled in, and the description says which data leaves Kustomer"},
		{ID: "framing", Text: "The widgets' pages let Kustomer frame them", Evidence: "vitrine check --online asks them"},
		{ID: "date", Text: "A date for the release is agreed"},
	}
	if perms := d.granted(); len(perms) > 0 {
		list = append(list, Check{ID: "why", Text: "The listing says why the app needs " + inWords(perms)})
	}
	for i := range list {
		list[i].State, list[i].Source = "person", marketplace
	}
	return list
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

package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// Check is one requirement of the marketplace on an app's review checklist.
// What a machine can tell is told, with what it was told from; the rest is
// for a person.
type Check struct {
	ID       string // stable; what a reviewer ticked is kept under it
	State    string // "pass", "fail", "person", or "none" where there is nothing to look at
	Text     string
	Evidence string
	Findings []CheckFinding // at most checkFindings
	More     int            // that are not listed
	Source   string         // who asks for it
}

// CheckFinding leads from a requirement to a finding, on the same page or on that of a widget.
type CheckFinding struct{ Text, Href string }

const checkFindings = 3

// Group returns the requirements that a machine tells to be in a state.
func (c *Checklist) Group(state string) []Check {
	var list []Check
	for i := range c.Machine {
		if c.Machine[i].State == state {
			list = append(list, c.Machine[i])
		}
	}
	return list
}

// Checklist is the requirements, those that a machine can tell first.
type Checklist struct {
	Machine []Check
	Person  []Check
	Passed  int // of Total
	Total   int // of Machine, without those with nothing to look at
}

// fileRequirement is what rules about the text as a whole answer.
const fileRequirement = "file"

// requirement is one that a machine can tell: by the findings of the rules that
// answer it, and by what is in the definition.
type requirement struct {
	id, text, source string
	evidence         func(*Definition) string
	fault            func(*Definition) string // what no rule says; "" for nothing
	absent           func(*Definition) string // why there is nothing to check, unless a rule finds a fault; "" if there is
	infos            bool                     // infos count too
}

const (
	marketplace = "marketplace"
	guidelines  = "content guidelines"
	platform    = "platform"
)

// requirements are the documented ones that a machine can tell.
var requirements = []requirement{
	{id: fileRequirement, text: "The definition is one JSON file that can be read", source: marketplace,
		evidence: func(d *Definition) string { return fmt.Sprintf("%d bytes", len(d.Source.Text)) }},
	{id: "id", text: "The app has a short id of its own, without an organisation's", source: marketplace,
		evidence: func(d *Definition) string { return d.App.ID.Value },
		fault:    missing("app", func(d *Definition) string { return d.App.ID.Value })},
	{id: "version", text: "The version is a release, no beta", source: marketplace,
		evidence: func(d *Definition) string { return d.App.Version.Value }, fault: prerelease},
	{id: "visibility", text: "It is submitted as private: Kustomer publishes it after the review", source: marketplace,
		evidence: visibility, fault: func(d *Definition) string {
			if d.App.Visibility.Value == "public" {
				return `visibility is "public"`
			}
			return ""
		}},
	{id: "title", text: "The title has at most 40 characters", source: guidelines,
		evidence: titleLength, fault: missing("title", func(d *Definition) string { return d.App.Title.Value })},
	{id: "description", text: "There is a description, and no text of a template is left", source: guidelines,
		evidence: descriptionLength, fault: func(d *Definition) string {
			if strings.TrimSpace(d.App.Description.Value) == "" {
				return d.none("no description", "description")
			}
			return ""
		}},
	{id: "changelog", text: "The changelog tells of this version", source: platform, infos: true, evidence: func(d *Definition) string {
		return count(len(d.App.Changelog), "entry",
			"entries")
	}, fault: noChange},
	{id: "links", text: "Website, support and documentation have sound addresses", source: marketplace, evidence: addresses,
		absent: func(d *Definition) string {
			return unless(addresses(d) != "",
				d.none("no addresses", "appDetails"))
		}},
	{id: "widgets", text: "Every widget has a sound https address, a title and an icon", source: platform,
		evidence: func(d *Definition) string {
			return count(len(d.App.Widgets),
				"widget", "widgets")
		}, absent: noWidgets},
	{id: "sizes", text: "Every widget has a size that fits the agent's screen", source: platform,
		evidence: sizes, absent: func(d *Definition) string { return unless(sizes(d) != "", d.none("no sizes", "widgets")) }},
	{id: "permissions", text: "Permissions are written as browsers read them, and are those that Kustomer grants", source: platform,
		evidence: asked, absent: func(d *Definition) string { return unless(asks(d), d.none("none are asked for", "widgets")) }},
	{id: "settings", text: "Settings have types, defaults and display names", source: platform, infos: true,
		evidence: func(d *Definition) string {
			return count(settingCount(d), "setting",
				"settings")
		}, absent: func(d *Definition) string { return unless(settingCount(d) > 0, d.none("no settings", "settings")) }},
	{id: "secrets", text: "No secret is in the file or in an address that agents load", source: platform,
		evidence: func(d *Definition) string { return count(secretCount(d), "secret setting", "secret settings") }},
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
	for _, c := range out.Machine {
		if c.State != "none" {
			out.Total++
		}
	}
	out.Person = append(out.Person, d.forPeople()...)
	return out
}

func (r *requirement) check(d *Definition, list []Finding) Check {
	c := Check{ID: r.id, State: "pass", Text: r.text, Source: r.source}
	if d.App.Root == nil && r.id != fileRequirement {
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
		if !slices.Contains(f.Answers, r.id) || f.Severity == diag.Info.String() && !r.infos {
			continue
		}
		c.State = "fail"
		if len(c.Findings) == checkFindings || slices.ContainsFunc(c.Findings, func(x CheckFinding) bool { return x.Text == f.Message }) {
			c.More++
			continue
		}
		c.Findings = append(c.Findings, CheckFinding{f.Message, cmp.Or(f.Elsewhere, "#"+cmp.Or(f.ID, "findings"))})
	}
	if r.absent != nil && c.State == "pass" {
		if why := r.absent(d); why != "" {
			c.State, c.Evidence = "none", why
		}
	}
	return c
}

// checkLogo: the marketplace wants a PNG of 1200 × 1200 px. The size of a picture
// elsewhere is not known here.
func (d *Definition) checkLogo() Check {
	c := Check{ID: "logo", State: "person", Text: "The logo is a PNG of 1200 × 1200 px, without rounded corners", Source: marketplace,
		Evidence: named(d.App.IconURL.Value)}
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
	c := Check{ID: "screenshots", State: "person", Text: "Screenshots show the working app, legible, without logos, text or collages",
		Source: marketplace}
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

// Requirements lists the ids of the requirements that rules can answer.
func Requirements() []string {
	ids := make([]string, len(requirements))
	for i := range requirements {
		ids[i] = requirements[i].id
	}
	return ids
}

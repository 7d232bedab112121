package site

import (
	"fmt"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/diff"
)

// Diff is the body of the page about what changed from one version to the
// next.
type Diff struct {
	Summary  *Summary // of the newer version
	Old, New VersionLink
	Icon     Icon
	Title    string
	Verdict  StepVerdict
	Tally    []StepCount
	Groups   []StepGroup // those that have something in them, what the app may newly do first
	Picker   *Picker     // nil where there is nothing else to compare
}

// VersionLink names a version.
type VersionLink struct{ Text, Href string }

// StepVerdict says what the changes ask of the version.
type StepVerdict struct {
	Needs   string // "major", "minor", "patch" or "none"
	Status  string // "warn" when the versions disagree, else "info": agreeing is no approval
	Because []string
	Step    string // how the versions differ, where that agrees
	Warning string // with a capital and a full stop, as the others
	Advice  string
}

// StepCount counts the changes of a weight, also where there is none.
type StepCount struct {
	Weight string // "may-newly-do"
	Name   string // "May newly do"
	Count  int
}

// StepGroup is the changes of one weight.
type StepGroup struct {
	Weight string
	Name   string
	About  string
	Rows   []StepRow // at most stepRows
	More   int       // that are not shown
}

// What a page shows of a step.
const (
	stepRows = 500       // changes of one weight
	stepRoom = 200 << 10 // bytes of all changes as HTML, about
)

// StepRow is one change.
type StepRow struct {
	ID       string
	Kind     string
	Sentence string // with a capital
	Old, New StepValue
}

// StepValue is one side of a change.
type StepValue struct {
	Set  bool
	Text string
	Line int    // of the definition; 0 when absent
	Href string // of that line
	Box  *Box   // the widget on the agent's screen, where its size changed
}

// Since is the last step in short.
type Since struct {
	Version string
	Href    string
	Needs   string
	Tally   []StepCount
	Rows    []StepRow // what the app may newly do, then what breaks: at most sinceRows
	More    int       // changes that are not shown
	Warning string
}

// sinceRows bounds what an app's page shows of the last step.
const sinceRows = 5

// StepSide is one of the two definitions of a step.
type StepSide struct {
	Summary *Summary
	Source  *diag.Source
}

// weightNames says the weights in headings.
var weightNames = map[diff.Weight][2]string{
	diff.Gain:       {"May newly do", "What the app could not do before."},
	diff.Breaking:   {"Breaking", "What an organisation has set up may stop working, or someone has to act."},
	diff.Compatible: {"Compatible", "What is new or works in another way without breaking anything."},
	diff.Cosmetic:   {"Texts, pictures and layout", ""},
}

// StepPage says what changed from one version to the next of all that the app has.
func StepPage(path string, old, now StepSide, r *diff.Result, versions []*Summary, s *Settings) *Page {
	body := stepBody(Root(path), old, now, r, stepRoom)
	body.Picker = pickerOf(versions, path, old.Summary, now.Summary)
	title := fmt.Sprintf("%s: %s to %s", now.Summary.Title, body.Old.Text, body.New.Text)
	return &Page{
		Path: path, Kind: "diff", Root: Root(path), Sheets: sheets(body.Icon), Site: s, Body: body, Title: title,
		Description: fmt.Sprintf("What changed in %s from version %s to %s, and what it may newly do.", now.Summary.Title, body.Old.Text,
			body.New.Text),
		Crumbs: []Link{{"Gallery", "index.html"}, {now.Summary.Title, now.Summary.Page}, {"Changes since " + body.Old.Text, ""}},
	}
}

// stepBody is what there is to say of a step, in so many bytes of HTML, about. Its links begin with root.
func stepBody(root string, old, now StepSide, r *diff.Result, room int) *Diff {
	body := &Diff{
		Summary: now.Summary, Old: versionLink(old.Summary, root), New: versionLink(now.Summary, root), Icon: now.Summary.Icon, Title: now.Summary.Title,
		Verdict: verdict(r.Verdict), Tally: tally(r),
	}
	linkOld, linkNow := definitionLink(root+old.Summary.Text, old.Source), definitionLink(root+now.Summary.Text, now.Source)
	for _, w := range diff.Weights {
		g := StepGroup{Weight: w.String(), Name: weightNames[w][0], About: weightNames[w][1]}
		for i := range r.Changes {
			x := &r.Changes[i]
			switch {
			case x.Weight != w:
			case len(g.Rows) == stepRows || room < 0:
				g.More++
			default:
				row := stepRow(x)
				room -= 300 + markup(row.Sentence, row.Old.Text, row.New.Text)
				row.ID = fmt.Sprintf("change-%d", i+1)
				row.Old.locate(old.Source, x.Old, linkOld)
				row.New.locate(now.Source, x.New, linkNow)
				if x.Resized != nil {
					row.Old.Box, row.New.Box = boxOf(old.Summary, x.Resized.Old), boxOf(now.Summary, x.Resized.New)
				}
				g.Rows = append(g.Rows, row)
			}
		}
		if len(g.Rows)+g.More > 0 {
			body.Groups = append(body.Groups, g)
		}
	}
	return body
}

// boxOf is where a version's widget opens; nil where that is not known.
func boxOf(s *Summary, widget int) *Box {
	if widget >= len(s.Widgets) {
		return nil
	}
	return &s.Widgets[widget].Box
}

func versionLink(s *Summary, root string) VersionLink {
	return VersionLink{versionText(s.Version), root + s.Page}
}

func versionText(v string) string {
	const most = 60 // a longer one is no version
	if v == "" {
		return "no version"
	}
	return diag.Shorten(v, most)
}

// locate leads to the line of the definition's own page.
func (v *StepValue) locate(src *diag.Source, p diff.Point, link func(line int) string) {
	if p.Set {
		v.Line = src.Position(p.Span.Start).Line
		v.Href = link(v.Line)
	}
}

func stepRow(x *diff.Change) StepRow {
	return StepRow{
		Kind: x.Kind, Sentence: diag.Shorten(sentence(x.Message), lineMost),
		Old: StepValue{Set: x.Old.Set, Text: diag.Shorten(x.Old.Value, lineMost)},
		New: StepValue{Set: x.New.Set, Text: diag.Shorten(x.New.Value, lineMost)},
	}
}

// sentence begins a message with a capital.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// closed ends a sentence as well.
func closed(s string) string {
	if s == "" {
		return ""
	}
	return sentence(s) + "."
}

func verdict(v diff.Verdict) StepVerdict {
	out := StepVerdict{Needs: v.Needs.String(), Status: "info", Warning: closed(v.Warning), Advice: closed(v.Advice)}
	switch {
	case v.Warning != "":
		out.Status = "warn"
	case v.Needs == diff.None:
	case v.Step == "major", v.Step == "minor", v.Step == "patch":
		out.Step = fmt.Sprintf("The step between the versions is a %s one.", v.Step)
	case v.Step == "pre-release":
		out.Step = "The older one is a pre-release, after which anything may change."
	}
	for _, b := range v.Because {
		out.Because = append(out.Because, sentence(b))
	}
	return out
}

func tally(r *diff.Result) []StepCount {
	var out []StepCount
	for _, w := range diff.Weights {
		out = append(out, StepCount{w.String(), weightNames[w][0], r.Count(w)})
	}
	return out
}

// since is the last step in short.
func (d *Definition) since(sum *Summary) *Since {
	if d.Since == nil {
		return nil
	}
	out := &Since{
		Version: versionText(sum.Step.Before), Href: Root(d.Page) + sum.Step.Page, Needs: d.Since.Verdict.Needs.String(),
		Tally: tally(d.Since), Warning: closed(d.Since.Verdict.Warning),
	}
	for i := range d.Since.Changes {
		if x := &d.Since.Changes[i]; x.Weight <= diff.Breaking && len(out.Rows) < sinceRows {
			out.Rows = append(out.Rows, stepRow(x))
		}
	}
	out.More = len(d.Since.Changes) - len(out.Rows)
	return out
}

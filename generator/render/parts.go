package render

import (
	"bytes"
	"context"
	"html/template"
	"io"

	"github.com/a-h/templ"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// The parts of pages. Each has one value, which is documented in written; the
// theme directory's parts/<name>.html, an html/template file, takes the place
// of the built-in one with the same value.

// written are the parts and what they are handed.
//
//	address     []appdef.Part      a resolved address
//	badges      []site.Badge       one a family of checks
//	card        CardPart           a widget on the index
//	counts      diag.Counts        findings of each kind
//	finding     site.Finding       one finding in full, with its line
//	findings    site.FindingList   findings by rule
//	icon        IconPart           the icon of an app or a widget
//	language    *site.Languages    the switch of languages; nil for none
//	languages   *site.Languages    every text in every language
//	mark        nil                the mark of the gallery, where there is no logo
//	may         MayPart            what an app or a widget may do
//	notes       []site.Finding     what leads from a row to its findings
//	permissions []site.Asked       what a widget asks for, and whether it is granted
//	properties  []site.Property    the table of a widget's properties
//	review      ReviewPart         the checklist and the decision
//	settings    SettingsPart       the table of settings
//	sizeglyph   site.Box           a widget on the agent's screen
//	source      SourcePart         the listing of a definition
//	stage       StagePart          the live preview
//	statemark   string             "new" or "changed" since an earlier state; "" for neither
//	status      StatusPart         what was found, in a word
//	still       StillPart          a screenshot in both themes
//	tally       []site.StepCount   changes by weight
//	verdicts    VerdictsPart       what was found, and what the marketplace asks for
//	versions    []site.Version     the versions of an app
var written = []string{
	"address", "badges", "card", "counts", "finding", "findings", "icon", "language", "languages", "mark", "may", "notes", "permissions",
	"properties", "review", "settings", "sizeglyph", "source", "stage", "statemark", "status", "still", "tally", "verdicts", "versions",
}

// The values of parts that need more than one thing. Root is what internal
// links begin with.
type (
	// CardPart is a widget on the index, or an app without widgets.
	CardPart struct {
		*site.Card
		Root string
	}
	// IconPart is the icon of an app or a widget.
	IconPart struct {
		site.Icon
		Root string
	}
	// MayPart is what an app or a widget may do.
	MayPart struct {
		Heading string
		List    []site.May
	}
	// ReviewPart is the marketplace's checklist for an app.
	ReviewPart struct {
		Checklist site.Checklist
		App       *site.Summary
		Root      string
		File      site.Reviewed
	}
	// SettingsPart is a table of settings.
	SettingsPart struct {
		List []site.Setting
		Root string
		Uses bool // say which widgets use them
	}
	// SourcePart is the listing of a definition.
	SourcePart struct {
		site.Source
		Root string
	}
	// StagePart is the live preview of a widget.
	StagePart struct {
		site.Preview
		Root string
	}
	// StatusPart is what was found.
	StatusPart struct{ Counts diag.Counts }
	// StillPart is a screenshot in both themes.
	StillPart struct {
		Still, StillDark string
		Root             string
	}
	// VerdictsPart is what was found, and how much of what the marketplace asks for is met.
	VerdictsPart struct {
		Counts           diag.Counts
		Marketplace      site.Verdict // Asked is 0 where the page does not say
		Findings, Review string       // what they lead to
	}
)

// part renders a part by the theme's template, if it has one.
func (f *frame) part(name string, value any, builtIn templ.Component) templ.Component {
	own := f.theme.own["parts/"+name]
	if own == nil {
		return builtIn
	}
	return executed(f.theme.layers, own, value)
}

// executed is a template of the theme as a component.
func executed(layers Layers, t *template.Template, value any) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if err := t.Execute(w, value); err != nil {
			return mistake(layers, err)
		}
		return nil
	})
}

func (f *frame) address(l []appdef.Part) templ.Component {
	return f.part("address", l, builtInAddress(l))
}
func (f *frame) badges(l []site.Badge) templ.Component { return f.part("badges", l, builtInBadges(l)) }
func (f *frame) counts(c diag.Counts) templ.Component  { return f.part("counts", c, builtInCounts(c)) }
func (f *frame) finding(x site.Finding) templ.Component {
	return f.part("finding", x, builtInFinding(x))
}
func (f *frame) mark() templ.Component           { return f.part("mark", nil, builtInMark()) }
func (f *frame) markOf(m string) templ.Component { return f.part("statemark", m, builtInMarkOf(m)) }
func (f *frame) notes(l []site.Finding) templ.Component {
	if !f.Site.Reviews() {
		return templ.NopComponent
	}
	return f.part("notes", l, builtInNotes(l))
}
func (f *frame) sizeGlyph(b site.Box) templ.Component {
	return f.part("sizeglyph", b, builtInSizeGlyph(b))
}
func (f *frame) tally(l []site.StepCount) templ.Component {
	return f.part("tally", l, builtInTally(l))
}
func (f *frame) versions(l []site.Version) templ.Component {
	return f.part("versions", l, builtInVersions(l))
}
func (f *frame) language(l *site.Languages) templ.Component {
	return f.part("language", l, builtInLanguage(l))
}
func (f *frame) languageTable(l *site.Languages) templ.Component {
	return f.part("languages", l, builtInLanguages(l))
}
func (f *frame) findings(l site.FindingList) templ.Component {
	return f.part("findings", l, f.builtInFindings(l))
}
func (f *frame) properties(l []site.Property) templ.Component {
	return f.part("properties", l, f.builtInProperties(l))
}
func (f *frame) may(p MayPart) templ.Component { return f.part("may", p, builtInMay(p)) }
func (f *frame) verdicts(p VerdictsPart) templ.Component {
	return f.part("verdicts", p, builtInVerdicts(p))
}

func (f *frame) status(c diag.Counts) templ.Component {
	return f.part("status", StatusPart{c}, builtInStatus(StatusPart{c}))
}

func (f *frame) icon(i site.Icon) templ.Component {
	p := IconPart{i, f.Root}
	return f.part("icon", p, builtInIcon(p))
}

func (f *frame) card(c *site.Card) templ.Component {
	p := CardPart{c, f.Root}
	return f.part("card", p, f.builtInCard(p))
}

func (f *frame) permissions(l []site.Asked) templ.Component {
	return f.part("permissions", l, builtInPermissions(l))
}

func (f *frame) review(b *site.App) templ.Component {
	p := ReviewPart{b.Checklist, b.Summary, f.Root, b.Review}
	return f.part("review", p, f.builtInReview(p))
}

func (f *frame) settings(l []site.Setting, uses bool) templ.Component {
	p := SettingsPart{l, f.Root, uses}
	return f.part("settings", p, f.builtInSettings(p))
}

func (f *frame) source(s site.Source) templ.Component {
	p := SourcePart{s, f.Root}
	return f.part("source", p, f.builtInSource(p))
}

func (f *frame) stage(s site.Preview) templ.Component {
	p := StagePart{s, f.Root}
	return f.part("stage", p, f.builtInStage(p))
}

func (f *frame) still(w site.WidgetSummary) templ.Component {
	p := StillPart{w.Still, w.StillDark, f.Root}
	return f.part("still", p, builtInStill(p))
}

// fragment is HTML that templates made: those of a theme directory must not escape it again.
type fragment = template.HTML

// trusted renders a component for a template of the theme.
func trusted(c templ.Component) (fragment, error) {
	var b bytes.Buffer
	err := c.Render(context.Background(), &b)
	return fragment(b.String()), err
}

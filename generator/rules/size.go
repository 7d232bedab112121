package rules

import (
	"fmt"
	"math"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// sizeRules are about width and height. Sizes are judged on Kustomer's
// stated minimum display of 1440 × 900 px, and those about what is too small
// or too large on larger screens, too (appdef.Screens).
var sizeRules = []Rule{
	{Rule: diag.Rule{
		Name: "size-invalid", Severity: diag.Error, Source: "web standard: CSS Values 4",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a size is no CSS length",
		Why:     "Width and height take any valid CSS length, such as `20vw` or `480px`. A browser ignores what it cannot read, and the widget gets a size that nobody chose.",
		Bad:     widget(`"width": "20 vw"`), Good: widget(`"width": "20vw"`),
	}, App: sizeProblem},
	{Rule: diag.Rule{
		Name: "size-calc-space", Severity: diag.Error, Source: "web standard: CSS Values 4, section 10",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "+ or - in a calculation has no space around it",
		Why:     "In `calc()`, + and - need white space on both sides; without it the whole value is invalid.",
		Bad:     widget(`"height": "calc(100vh-20px)"`), Good: widget(`"height": "calc(100vh - 20px)"`),
	}, App: sizeProblem},
	{Rule: diag.Rule{
		Name: "size-unitless", Severity: diag.Error, Source: "web standard: CSS Values 4",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a length has no unit",
		Why:     "As a text, `300` is no length; write `300px`. As a JSON number, 300 means px in the older documents.",
		Bad:     widget(`"width": "300"`), Good: widget(`"width": "20vw"`),
	}, App: sizeProblem},
	{Rule: diag.Rule{
		Name: "size-negative-or-zero", Severity: diag.Error, Source: "web standard: CSS Sizing",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a size is zero or negative",
		Why:     "Nothing of the widget would show.",
		Bad:     widget(`"width": "-5px"`), Good: widget(`"width": "20vw"`),
	}, App: sizeProblem},
	{Rule: diag.Rule{
		Name: "size-unclosed-function", Severity: diag.Warning, Source: "web standard: CSS Syntax 3",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a function of a size is not closed",
		Why:     "`calc(100vh - 20px` is valid only because CSS closes what is open at the end.",
		Bad:     widget(`"height": "calc(100vh - 20px"`), Good: widget(`"height": "calc(100vh - 20px)"`),
	}, App: sizeProblem},
	{Rule: diag.Rule{
		Name: "size-too-small", Severity: diag.Warning, Source: "advice",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "the widget is too small to use",
		Why:     "Under 160 × 120 px on a screen of 1440 × 900, hardly anything can be read or clicked.",
		Bad:     widget(`"width": "5vw"`), Good: widget(`"width": "20vw"`),
	}, App: tooSmall},
	{Rule: diag.Rule{
		Name: "size-too-large", Severity: diag.Warning, Source: "platform: minimum display 1440 × 900",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "the widget is larger than the agent's desk",
		Why: "Agents may use a screen of 1440 × 900 px. What is wider than its room right of the navigation rail, or higher than the " +
			"screen, leaves it. How wide the rail is, the platform does not say; the previews draw it with 56 px.",
		Bad: widget(`"width": "120vw"`), Good: widget(`"width": "20vw"`),
	}, App: tooLarge},
	{Rule: diag.Rule{
		Name: "size-covers-screen", Severity: diag.Warning, Source: "advice",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "the widget covers the agent's screen",
		Why: "A widget is a layer over the desk, which is what is right of the navigation rail, and stays open while agents work. Where it " +
			"leaves less than 160 px beside it and less than 120 px above it, too little for a widget itself, agents can do nothing but close it. " +
			"`size-too-large` does not say it again.",
		Bad: widget(`"width": "100vw"`, `"height": "100vh"`), Good: widget(`"width": "30vw"`, `"height": "60vh"`),
	}, App: coversScreen},
	{Rule: diag.Rule{
		Name: "size-fixed", Severity: diag.Info, Source: "platform: widgets",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a large size is fixed in px",
		Why:     "Agents use screens from laptop to ultra-wide. The documents recommend vw and vh, or `calc()` with a minimum in px.",
		Bad:     widget(`"width": "800px"`), Good: widget(`"width": "30vw"`),
	}, App: fixedSize},
	{Rule: diag.Rule{
		Name: "size-number", Severity: diag.Info, Source: "platform: starter templates",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a size is a JSON number",
		Why:     "The oldest templates write a number of px; the current documents show CSS lengths in quotes.",
		Bad:     widget(`"width": 320`), Good: widget(`"width": "320px"`),
	}, App: numberSize},
	{Rule: diag.Rule{
		Name: "size-axis", Severity: diag.Info, Source: "platform: widgets",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "vh in a width or vw in a height",
		Why:     "`vw` is a share of the window's width, `vh` of its height; crossed over, the widget's shape changes with the screen.",
		Bad:     widget(`"width": "40vh"`), Good: widget(`"width": "25vw"`),
	}, App: crossedAxis},
	{Rule: diag.Rule{
		Name: "size-not-computable", Severity: diag.Info, Source: "advice",
		Badge: "size", Answers: []string{"sizes"},
		Summary: "a size depends on something that is not known here",
		Why:     "`auto`, `var()`, `env()` and container units are valid, but the result depends on the page around the widget. The preview uses a default size.",
		Bad:     widget(`"width": "auto"`), Good: widget(`"width": "20vw"`),
	}, App: notComputable},
}

// readable tells whether there is a size that a browser understands.
func (s *sizeFacts) readable() bool {
	return s.field.Set && (s.trouble == nil || s.trouble.Severity != diag.Error)
}

// px is what a size comes to on a screen, if that can be known.
func (s *sizeFacts) px(screen appdef.Screen) (px float64, ok bool) {
	return s.length.Px(screen, float64(screen.Side(s.name)))
}

// first returns the first of the screens on which something is wrong with a
// size, and the whole px that it comes to there.
func (s *sizeFacts) first(wrong func(px int, on appdef.Screen) bool) (px int, on appdef.Screen, found bool) {
	for _, on := range appdef.Screens {
		if px, ok := s.px(on); ok && wrong(int(math.Round(px)), on) {
			return int(math.Round(px)), on, true
		}
	}
	return 0, appdef.Screen{}, false
}

// sized calls f for each size that can be read, with what it comes to on the
// smallest screen.
func (p *Pass) sized(f func(s *sizeFacts, px float64, computable bool)) {
	for i := range p.widgets {
		for k := range p.widgets[i].sizes {
			if s := &p.widgets[i].sizes[k]; s.readable() {
				px, ok := s.px(appdef.Reference1440)
				f(s, px, ok)
			}
		}
	}
}

// covers tells whether a widget covers a screen.
func (w *widgetFacts) covers(on appdef.Screen) (appdef.Fit, bool) {
	if !w.sizes[0].readable() || !w.sizes[1].readable() {
		return appdef.Fit{}, false
	}
	width, ok := w.sizes[0].px(on)
	height, too := w.sizes[1].px(on)
	fit := on.Fit(width, height)
	return fit, ok && too && fit.Covers
}

func sizeProblem(p *Pass) {
	for i := range p.widgets {
		for _, s := range p.widgets[i].sizes {
			if s.trouble != nil {
				p.problems(s.field, []appdef.Problem{*s.trouble})
			}
		}
	}
}

func tooSmall(p *Pass) {
	p.sized(func(s *sizeFacts, _ float64, _ bool) {
		least := appdef.Least.Side(s.name)
		if px, on, found := s.first(func(px int, _ appdef.Screen) bool { return px < least }); found {
			p.Report(at(s.field), fmt.Sprintf("%s comes to %d px on a screen of %v; too small to use", s.name, px, on),
				fmt.Sprintf("at least %d px are needed", least))
		}
	})
}

func tooLarge(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		for k := range w.sizes {
			s := &w.sizes[k]
			if !s.readable() {
				continue
			}
			px, on, found := s.first(func(px int, on appdef.Screen) bool {
				_, covers := w.covers(on) // another rule's finding
				return px > on.Desk().Side(s.name) && !covers
			})
			if found {
				p.Report(at(s.field), fmt.Sprintf("%s comes to %d px and leaves a screen of %v", s.name, px, on), mostThatFits(s.name, on))
			}
		}
	}
}

func mostThatFits(property string, on appdef.Screen) string {
	if property == "width" {
		return fmt.Sprintf("at most %d px fit right of the navigation rail", on.Desk().Width)
	}
	return fmt.Sprintf("at most %d px fit", on.Height)
}

func coversScreen(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		for _, on := range appdef.Screens {
			fit, covers := w.covers(on)
			if !covers {
				continue
			}
			d := p.Report(at(w.sizes[0].field), fmt.Sprintf("the widget covers %d %% of the agent's desk on a screen of %v", fit.Share, on),
				`leave agents room to work: Kustomer's guide advises vw and vh, such as "30vw" and "60vh", or calc() with a minimum in px`)
			d.Related = append(d.Related, diag.Related{Span: w.sizes[1].field.Span, Message: "the height"})
			break
		}
	}
}

func fixedSize(p *Pass) {
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		half, most := appdef.Reference1440.Side(s.name)/2, appdef.Reference1440.Desk().Side(s.name)
		if ok && s.length.IsFixed() && px > float64(half) && px <= float64(most) {
			unit := map[string]string{"width": "vw", "height": "vh"}[s.name]
			p.Report(at(s.field), fmt.Sprintf("%s is fixed at %.0f px, more than half of a laptop's screen", s.name, px),
				fmt.Sprintf("%s units adapt to the agent's screen", unit))
		}
	})
}

func numberSize(p *Pass) {
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		if appdef.SizeNumber(s.field) {
			p.Report(at(s.field), fmt.Sprintf("%s is a number, read as px", s.name), fmt.Sprintf("current documents write %q", s.field.Value))
		}
	})
}

func crossedAxis(p *Pass) {
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		w, h := s.length.Axes()
		switch {
		case s.name == "width" && h && !w:
			p.Report(at(s.field), "the width depends on the window's height", "vw units make it a share of the width")
		case s.name == "height" && w && !h:
			p.Report(at(s.field), "the height depends on the window's width", "vh units make it a share of the height")
		}
	})
}

func notComputable(p *Pass) {
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		if !ok {
			p.Report(at(s.field), fmt.Sprintf("what %s comes to cannot be known here", s.name),
				"the preview uses a default size; a length such as \"20vw\" shows what agents get")
		}
	})
}

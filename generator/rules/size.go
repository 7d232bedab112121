package rules

import (
	"fmt"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// sizeRules are about width and height. Sizes are judged on Kustomer's
// stated minimum display of 1440 × 900 px.
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
		Summary: "the widget is larger than the screen",
		Why:     "Agents may use a screen of 1440 × 900 px; what is larger leaves it.",
		Bad:     widget(`"width": "120vw"`), Good: widget(`"width": "20vw"`),
	}, App: tooLarge},
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

// sized calls f for each size that can be read.
func (p *Pass) sized(f func(s *sizeFacts, px float64, computable bool)) {
	for i := range p.widgets {
		for k := range p.widgets[i].sizes {
			s := &p.widgets[i].sizes[k]
			if !s.field.Set || s.trouble != nil && s.trouble.Severity == diag.Error {
				continue
			}
			px, ok := s.length.Px(appdef.Reference1440, float64(extent(s.name)))
			f(s, px, ok)
		}
	}
}

// extent is the side of the reference screen that a percentage refers to.
func extent(property string) int {
	if property == "width" {
		return appdef.Reference1440.Width
	}
	return appdef.Reference1440.Height
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
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		least := 160.0
		if s.name == "height" {
			least = 120
		}
		if ok && px > 0 && px < least {
			p.Report(at(s.field), fmt.Sprintf("%s comes to %.0f px on a screen of 1440 × 900; too small to use", s.name, px),
				fmt.Sprintf("at least %.0f px are needed", least))
		}
	})
}

func tooLarge(p *Pass) {
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		if most := extent(s.name); ok && px > float64(most) {
			p.Report(at(s.field), fmt.Sprintf("%s comes to %.0f px and leaves a screen of 1440 × 900", s.name, px),
				fmt.Sprintf("at most %d px fit", most))
		}
	})
}

func fixedSize(p *Pass) {
	p.sized(func(s *sizeFacts, px float64, ok bool) {
		if ok && s.length.IsFixed() && px > float64(extent(s.name))/2 && px <= float64(extent(s.name)) {
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

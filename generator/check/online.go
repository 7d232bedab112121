package check

import (
	"context"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/picture"
	"vitrine/generator/probe"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Online is how the network is asked.
type Online struct {
	Ask func(context.Context, []probe.Question) (map[string]*probe.Answer, error) // (*probe.Asker).Ask
	Org string                                                                    // the organisation that frames the widgets; "" for any
}

// asked is a place in a definition with an address that the network is asked
// about.
type asked struct {
	span     diag.Span
	path     string // JSON Pointer
	icon     bool
	question probe.Question
	madeUp   bool // made-up values stand in the address
}

// Inquiry is what the network is asked about one definition.
type Inquiry struct{ list []asked }

// Questions lists what is asked.
func (q *Inquiry) Questions() []probe.Question { return questionsOf(q.list) }

// Inquire lists what there is to ask the network about a definition, on its
// first sample set.
func (o *Online) Inquire(s *Subject, app *appdef.App, sets []appdef.SampleSet, secrets []diag.Span) *Inquiry {
	return &Inquiry{o.addresses(app, sets, secrets, newQuestions(s).stands)}
}

// Judge turns the answers of the network into findings. base is the gallery's
// base URL; "" where it is not known.
func (o *Online) Judge(q *Inquiry, answers map[string]*probe.Answer, base string) []diag.Diagnostic {
	var found []diag.Diagnostic
	gallery := originOf(base)
	for _, x := range q.list {
		answer := answers[x.question.URL]
		if answer == nil {
			continue
		}
		a := rules.Answer{Answer: answer, Icon: x.icon, MadeUp: x.madeUp, Org: o.Org, Gallery: gallery}
		if x.icon {
			if a.Picture = picture.Measure(answer.Body); !answer.Whole {
				a.Picture.TooLarge = MaxIcon
			}
		}
		for _, d := range rules.CheckAnswer(a) {
			d.Span, d.Path = x.span, x.path
			found = append(found, d)
		}
	}
	return found
}

func questionsOf(list []asked) []probe.Question {
	out := make([]probe.Question, len(list))
	for i := range list {
		out[i] = list[i].question
	}
	return out
}

// addresses lists what there is to ask about a definition: the page of each
// widget on the first sample set, and every icon that is not at hand. What is
// not https has been reported without asking.
func (o *Online) addresses(app *appdef.App, sets []appdef.SampleSet, secrets []diag.Span, stands func(string) bool) []asked {
	if app.Root == nil {
		return nil
	}
	var list []asked
	icon := func(f appdef.Field[string]) {
		if address, ok := iconAddress(f); ok && !overlap(f.Span, secrets) && !stands(f.Value) {
			list = append(list, asked{span: f.Span, path: f.Path, icon: true, question: probe.Question{URL: address, Body: true}})
		}
	}
	icon(app.IconURL)
	d := &site.Definition{App: app, Samples: sets}
	for i := range app.Widgets {
		w := &app.Widgets[i]
		icon(w.Icon)
		p := d.FirstAddress(i)
		if !p.OK || !strings.HasPrefix(p.URL, "https://") || overlap(w.URL.Span, secrets) || secretDefault(app, w, secrets) {
			continue
		}
		if ok, madeUp := known(app, w, p.Values); ok && !appdef.LooksSecret(p.URL) {
			// as Kustomer loads it: a page may decide by these who frames it
			address := appdef.AddQuery(p.URL, "id", "vitrine", "parentUrl", rules.KustomerOrigin(o.Org))
			list = append(list, asked{span: w.URL.Span, path: w.URL.Path, question: probe.Question{URL: address}, madeUp: madeUp})
		}
	}
	return list
}

// iconAddress returns the address of an icon that may be asked for.
func iconAddress(f appdef.Field[string]) (string, bool) {
	if refs, _ := appdef.References(f.Value); !f.Set || len(refs) > 0 || appdef.LooksSecret(f.Value) {
		return "", false
	}
	a, problems := appdef.ParseAddress(f.Value)
	severe := slices.ContainsFunc(problems, func(p appdef.Problem) bool { return p.Severity == diag.Error })
	return f.Value, !severe && a.Scheme == "https"
}

// known tells whether an address is one that exists: no secret and nothing
// that does not resolve in it, and no host that was made up.
func known(app *appdef.App, w *appdef.Widget, values []site.Value) (ok, madeUp bool) {
	refs, _ := appdef.References(w.URL.Value)
	parts := appdef.Locate(w.URL.Value, refs)
	for i, v := range values {
		switch {
		case v.From == site.FromSecret || v.From == site.FromNowhere:
			return false, false
		case v.From == site.FromMadeUp && i < len(parts) && parts[i] < appdef.InPath:
			return false, false
		}
		madeUp = madeUp || v.From == site.FromMadeUp
	}
	return true, madeUp
}

// secretDefault tells whether a setting of the address has a default that
// was blanked.
func secretDefault(app *appdef.App, w *appdef.Widget, secrets []diag.Span) bool {
	refs, _ := appdef.References(w.URL.Value)
	return slices.ContainsFunc(refs, func(r appdef.Reference) bool {
		s := app.Resolve(r)
		return s != nil && s.Default.Node != nil && overlap(s.Default.Node.Span, secrets)
	})
}

func overlap(span diag.Span, list []diag.Span) bool {
	return slices.ContainsFunc(list, func(s diag.Span) bool { return s.Start < span.End && span.Start < s.End })
}

// originOf returns the origin of a base address, or "".
func originOf(address string) string {
	a, _ := appdef.ParseAddress(address)
	return a.Origin()
}

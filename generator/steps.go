package generator

import (
	"path"

	"vitrine/generator/diff"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// stepFolder holds the pages about what changed, beside those of the widgets.
const stepFolder = "diff"

// assignSteps names the pages between the versions of an app, which come
// newest first: apps/<app>/diff/<old>--<new>.html. What cannot be read as a
// definition has nothing to compare.
func (c *Catalogue) assignSteps(base string, versions []*file) {
	taken := names{}
	var newer *file
	for _, f := range versions {
		if len(f.head.id) == 0 && f.head.version == "" {
			continue
		}
		if newer != nil {
			step := path.Join(base, stepFolder, taken.unique(versionSlug(f.head.version)+"--"+versionSlug(newer.head.version))) + ".html"
			if !newer.lacks(step) && !f.lacks(step) {
				newer.before, newer.step = f, step
				c.steps[step] = newer
			}
		}
		newer = f
	}
}

// stepOf is what the pages of a definition say of the version before.
func stepOf(f *file) site.Step {
	if f.before == nil {
		return site.Step{}
	}
	return site.Step{Page: f.step, Before: f.before.head.version}
}

// changed compares a definition with the version before it.
func (c *Catalogue) changed(f *file) *diff.Result { return diff.Compare(c.open(f.before), c.open(f)) }

// since is what the rules may know of the step to a definition. Files with
// the same version are a matter of another rule.
func (c *Catalogue) since(f *file) *rules.Since {
	if f.before == nil || f.kept != nil || f.before.kept != nil || f.before.head.version == f.head.version {
		return nil
	}
	r := c.changed(f)
	s := &rules.Since{Version: f.before.head.version}
	if f.latest { // what was registered before cannot be raised any more
		s.Bump, s.Because = r.Verdict.Warning, r.Verdict.Because
	}
	for _, x := range r.Gains() {
		if x.Kind == "permission-gained" {
			s.Gained = append(s.Gained, rules.Gained{Place: rules.Place{Span: x.New.Span, Path: x.New.Path}, Message: x.Message})
		}
	}
	return s
}

func (c *Catalogue) stepPage(f *file) *site.Page {
	old := site.StepSide{Summary: f.before.summary, Source: f.before.source()}
	now := site.StepSide{Summary: f.summary, Source: f.source()}
	return site.StepPage(f.step, old, now, c.changed(f), &c.opts.Site)
}

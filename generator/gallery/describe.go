package gallery

import (
	"bytes"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
	"vitrine/generator/internal/own"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// filler gives the entries of a snapshot that is being made what is shown of
// them.
type filler struct{ *Snapshot }

// fill gives the entries that are new their findings; definitions get a key and
// a summary as well. What it needs of other entries was filled in by the layout.
func (s filler) fill(d layout.Delta) {
	for _, g := range d.Groups {
		s.decided(g)
	}
	list := d.Entries
	parallel.Each(len(list), func(i int) {
		e := list[i]
		icons := s.icons(e)
		e.Used = make([]bool, len(s.Options.Levels.Ignores))
		s.judged(e, icons)
		if s.Options.CheckOnly {
			e.Local, e.Icons = nil, nil // for pages
			return
		}
		e.Rules = tally(e.Findings.List())
		found := s.foundKey(e, icons)
		if e.Definition() {
			e.Key = s.keyOf(e, found)
			s.summarize(e)
		}
		e.Verdict = verdictKey(e, found)
	})
}

// judged gives an entry its findings, given those of its icons. Most have none
// beside those of their text, which stay as they are.
func (s filler) judged(e *layout.Entry, icons []diag.Diagnostic) {
	e.Findings = e.Facts.Findings
	if e.Trouble != nil || len(e.Set)+len(e.Circle)+len(icons)+len(e.Online) > 0 || e.Lost != "" || !s.Options.Levels.None() {
		e.Findings = diag.Pack(s.Options.Levels.Apply(e.Subject(), allFindings(e, icons), e.Used))
	}
	e.Broken = e.Definition() && e.Facts.NotJSON > 0
}

// tally counts the findings of each rule.
func tally(list []diag.Diagnostic) []layout.RuleTally {
	var out []layout.RuleTally
	for i := range list {
		name := list[i].Rule
		at := slices.IndexFunc(out, func(t layout.RuleTally) bool { return t.Rule == name })
		if at < 0 {
			at, out = len(out), append(out, layout.RuleTally{Rule: name})
		}
		out[at].Findings++
	}
	return slices.Clip(out)
}

// allFindings is what is known against a file, its own findings, those of the
// set, of circles, of its icons and of the network, in order of place.
func allFindings(e *layout.Entry, icons []diag.Diagnostic) []diag.Diagnostic {
	if e.Trouble != nil {
		return []diag.Diagnostic{*e.Trouble}
	}
	return diag.Sort(slices.Concat(stale(e), e.Facts.Findings.List(), e.Set, e.Circle, icons, e.Online))
}

// stale is the finding of a definition that is shown as it was read before.
func stale(e *layout.Entry) []diag.Diagnostic {
	if e.Lost == "" {
		return nil
	}
	return []diag.Diagnostic{rules.Stale(e.Lost)}
}

// locate finds the pictures that a definition names and that are at hand.
func (s filler) locate(e *layout.Entry) {
	e.Local = map[string]layout.Local{}
	at := func(address string) {
		p := check.PictureName(e.Path, address, s.Options.Site.Previews, func(p string) bool {
			_, ok := s.Tree.Picture(p)
			return ok
		})
		if stamp, ok := s.Tree.Picture(p); ok {
			e.Local[address] = layout.Local{Path: p, Stamp: stamp}
		}
	}
	for _, icon := range e.Head().Icons {
		at(icon.Address)
	}
	for _, address := range e.Head().Screenshots {
		at(address)
	}
}

// icons measures the local icons of a definition, and notes what shows them.
func (s filler) icons(e *layout.Entry) []diag.Diagnostic {
	if !e.Definition() {
		return nil
	}
	s.locate(e)
	e.Icons = map[string]string{}
	return e.Head().IconFindings(func(address string) (check.Picture, bool) {
		local, ok := e.Local[address]
		if !ok {
			return check.Picture{}, false
		}
		icon, err := s.Checker.Icon(s.Content, local.Path, local.Stamp)
		s.Missed.Note(local.Path, err)
		e.Icons[address] = icon.Src
		return icon, true
	})
}

// foundKey stands for the findings of an entry, given those of its icons: what
// was found in the text alone follows from the text, and there is most of it.
func (s filler) foundKey(e *layout.Entry, icons []diag.Diagnostic) memo.Key {
	h := memo.NewHash("found").Key(s.levels).String(e.Lost)
	if e.Trouble != nil || e.Facts == nil || !e.Facts.Key.Known() {
		return findings(h, e.Findings.List()).Sum()
	}
	h.Key(e.Facts.Key)
	for _, list := range [][]diag.Diagnostic{e.Set, e.Circle, icons, e.Online} {
		findings(h, list)
	}
	return h.Sum()
}

// keyOf stands for everything that the pages of a definition show of it alone.
func (s filler) keyOf(e *layout.Entry, found memo.Key) memo.Key {
	h := memo.NewHash("definition").Key(s.key).Key(e.Facts.Key).String(e.Path).String(e.Name).Strings(e.Page, e.TextPage).Strings(e.Widgets...)
	h.Key(s.Screenshots.key)
	if e.Samples != nil {
		h.Key(e.Samples.Key)
	}
	for _, icon := range e.Head().Icons {
		h.String(e.Icons[icon.Address])
	}
	for _, address := range e.Head().Screenshots {
		h.String(e.Local[address].Path).Value(e.Local[address].Stamp)
	}
	return h.Key(found).Sum()
}

// verdictKey stands for what the report says of a file and its samples.
func verdictKey(e *layout.Entry, found memo.Key) memo.Key {
	h := memo.NewHash("verdict").String(e.Path).String(e.Name).Key(e.Mark)
	for _, used := range e.Used {
		h.Bool(used)
	}
	if e.Text != nil {
		h.Key(e.Text.Digest)
	}
	if answersForReview(e) {
		h.String(e.Review.Path).Bytes(e.Review.Raw)
		findings(h, e.Review.Findings)
	}
	if e.Samples != nil {
		h.Key(e.Samples.Key)
	}
	return h.Key(found).Sum()
}

// findings adds findings to a key.
func findings(h *memo.Hash, list []diag.Diagnostic) *memo.Hash {
	h.Int(len(list))
	for i := range list {
		d := &list[i]
		h.Strings(d.Answers...).String(d.Missing)
		h.String(d.Rule).Int(int(d.Severity)).Int(d.Span.Start).Int(d.Span.End).String(d.Path).String(d.Message).String(d.Hint).Bool(d.Unsafe)
		h.Int(len(d.Related))
		for _, r := range d.Related {
			h.Int(r.Span.Start).Int(r.Span.End).String(r.Message)
		}
		h.Int(len(d.Fix))
		for _, x := range d.Fix {
			h.Int(x.Span.Start).Int(x.Span.End).String(x.New)
		}
	}
	return h
}

// summarize sums a definition up for the rest of the gallery.
func (s filler) summarize(e *layout.Entry) {
	if k, ok := e.Kept.(*keeping); ok {
		e.Summary = k.summary(e)
	} else {
		e.Summary = s.summary(e)
	}
	e.Summary.Decision = e.Review.Of(e.Head().Version)
	e.Summary.Filed, e.Summary.FiledLost = e.Review != nil, e.Review != nil && e.Review.Text == ""
	s.Baseline.mark(e.Summary)
	e.Mark = memo.NewHash("mark").Value(e.Summary).Sum()
}

// summary returns a copy of what is remembered under the definition's key, or
// worked out from its tree.
func (s filler) summary(e *layout.Entry) *site.Summary {
	known, ok := s.summaries.Get(e.Key)
	if !ok {
		d, err := s.describe(e)
		if err != nil {
			s.torn.Store(true)
			d = &site.Definition{Name: e.Name, App: &appdef.App{}, Source: check.Source(e.Path, nil, nil), Page: e.Page}
		}
		d.Screenshots = s.Screenshots.known
		if known = own.Strings(site.Summarize(d, &s.Options.Site), d.App.Text); err == nil {
			s.summaries.Put(e.Key, known)
		}
	}
	sum := *known
	sum.Widgets = slices.Clone(known.Widgets)
	sum.Latest, sum.Prerelease, sum.Step = e.Latest, e.Prerelease(), s.stepOf(e)
	sum.Compare = e.ComparePage()
	return &sum
}

// leads names the page about what changed.
func leads(e *layout.Entry) site.Step {
	if e.Before == nil {
		return site.Step{}
	}
	return site.Step{Page: e.Step, Before: e.Before.Head().Version}
}

// stepOf is what the pages of a definition say of the version before.
func (s *Setup) stepOf(e *layout.Entry) site.Step {
	step := leads(e)
	if e.Before != nil && e.Kept == nil && e.Before.Kept == nil && e.Step != "" {
		since := s.Compare(e.Before, e)
		step.Changes, step.Gains = since.Changes, since.Gains
	}
	return step
}

// describe gathers what the pages of a definition show: a copy, to which a page
// may add. An error means that it is not what it was when it was checked.
func (s *Setup) describe(e *layout.Entry) (*site.Definition, error) {
	known, ok := s.described.Find(e.Key)
	if !ok {
		var err error
		if known, err = gather(s, e); err != nil {
			return nil, err
		}
		s.described.Keep(e.Key, known)
	}
	d := *known
	return &d, nil
}

func gather(s *Setup, e *layout.Entry) (*site.Definition, error) {
	text, err := s.text(e)
	if err != nil {
		return nil, err
	}
	sets, err := s.sampleSets(e)
	if err != nil {
		return nil, err
	}
	app, err := treeOf(s, e, text)
	if err != nil {
		return nil, err
	}
	d := &site.Definition{
		Name: e.Name, App: app, Source: check.Source(e.Path, text, e.Facts.Secrets),
		Findings: e.Findings.List(),
		Samples:  sets, Pictures: e.Icons, Page: e.Page, Text: e.TextPage, Widgets: e.Widgets,
		About: aboutRule,
	}
	d.Share(&s.Options.Site)
	return d, nil
}

// text returns the text of a definition.
func (s *Setup) text(e *layout.Entry) ([]byte, error) {
	return e.Text.Bytes(s.Content, s.Options.Limits.FileSize)
}

func (s *Setup) sampleSets(e *layout.Entry) ([]appdef.SampleSet, error) {
	if e.Samples == nil {
		return nil, nil
	}
	return s.Checker.SampleSets(e.Samples, func() ([]byte, error) { return s.samplesText(e.Samples.Text) })
}

func (s *Setup) samplesText(file *content.Text) ([]byte, error) {
	return file.Bytes(s.Content, appdef.MaxSamples+1)
}

// Samples judges the samples of a home for one definition of it. answers tells
// whether findings are told at that one.
func (s *Setup) Samples(file *content.Text, e *layout.Entry, answers bool, secret []string) *check.Samples {
	var judge memo.Key
	if answers {
		judge = e.Facts.Key
	}
	samples, err := s.Checker.Samples(file, secret, judge, func() (*appdef.App, error) { return s.tree(e) },
		func() ([]byte, error) { return s.samplesText(file) })
	if err != nil {
		s.torn.Store(true)
	}
	return samples
}

// tree returns the tree of a definition.
func (s *Setup) tree(e *layout.Entry) (*appdef.App, error) {
	text, err := s.text(e)
	if err != nil {
		return nil, err
	}
	return treeOf(s, e, text)
}

func treeOf(s *Setup, e *layout.Entry, text []byte) (*appdef.App, error) {
	return s.Checker.Tree(e.Facts, &check.Subject{Path: e.Path, Text: text, File: found(s, e)})
}

// differences compares a definition with an older one.
func (s *Setup) differences(old, now *layout.Entry) (*diff.Result, error) {
	before, err := s.tree(old)
	if err != nil {
		return nil, err
	}
	after, err := s.tree(now)
	if err != nil {
		return nil, err
	}
	return diff.Compare(before, after), nil
}

// What is kept of what an app newly may do, for the review queue.
const (
	gainMost   = 8
	gainLength = 200 // bytes
)

// Compare tells the rules what changed from a definition to a newer one. That
// depends on their texts alone.
func (s *Setup) Compare(old, now *layout.Entry) *rules.Since {
	key := memo.NewHash("since").Key(old.Facts.Key).Key(now.Facts.Key).Sum()
	known, ok := s.since.Get(key)
	if !ok {
		r, err := s.differences(old, now)
		if err != nil {
			s.torn.Store(true)
			return &rules.Since{}
		}
		known = &rules.Since{Version: old.Head().Version, Bump: r.Verdict.Warning, Because: r.Verdict.Because, Changes: len(r.Changes)}
		for _, x := range r.Gains() {
			if len(known.Gains) < gainMost {
				known.Gains = append(known.Gains, diag.Shorten(x.Message, gainLength))
			}
			if x.Kind == "permission-gained" {
				known.Gained = append(known.Gained, rules.Gained{Place: rules.Place{Span: x.New.Span, Path: x.New.Path}, Message: x.Message})
			}
		}
		s.since.Put(key, known)
	}
	return known
}

// Torn tells whether a definition was found to be another than the one that
// was checked, since this was asked last. Then what was made of it is worth
// nothing, and the directory must be looked at again.
func (s *Setup) Torn() bool { return s.torn.Swap(false) }

// readme returns the README of a definition's home.
func (s *Setup) readme(e *layout.Entry) (string, error) {
	text, err := e.Readme.Bytes(s.Content, MaxReadme)
	return appdef.Conceal(string(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")))), err
}

package gallery

import (
	"context"
	"fmt"
	"strings"

	"vitrine/generator/check"
	"vitrine/generator/layout"
	"vitrine/generator/probe"
)

// Ask asks the network about the definitions at or below a path, "." for all,
// and returns the snapshot with what it says as findings about them. They stay
// until the definition comes to something else.
func Ask(ctx context.Context, s *Snapshot, within string, o check.Online) (*Snapshot, error) {
	var entries []*layout.Entry
	var inquiries []*check.Inquiry
	var questions []probe.Question
	for _, e := range s.Layout.Entries() {
		if !e.Definition() || within != "." && e.Path != within && !strings.HasPrefix(e.Path, within+"/") {
			continue
		}
		q, err := inquire(s, e, &o)
		if err != nil {
			return nil, err
		}
		entries, inquiries = append(entries, e), append(inquiries, q)
		questions = append(questions, q.Questions()...)
	}
	answers, err := o.Ask(ctx, questions)
	if err != nil {
		return nil, fmt.Errorf("ask the network: %w", err)
	}
	var change layout.Change
	for i, e := range entries {
		told := *e
		told.Online = o.Judge(inquiries[i], answers, s.Options.Site.BaseURL)
		change.Entries = append(change.Entries, &told)
	}
	l, delta := s.Layout.Next(change, s.Compare)
	return s.Next(Found{Tree: s.Tree, Screenshots: s.Screenshots, Layout: l, Delta: delta}), nil
}

func inquire(s *Snapshot, e *layout.Entry, o *check.Online) (*check.Inquiry, error) {
	text, err := s.text(e)
	if err != nil {
		return nil, err
	}
	sets, err := s.sampleSets(e)
	if err != nil {
		return nil, err
	}
	tree, err := treeOf(s.Setup, e, text)
	if err != nil {
		return nil, err
	}
	return o.Inquire(subject(s, e, text), tree, sets, e.Facts.Secrets), nil
}

package gallery

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/reviews"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// decided gives the definitions of a group the decisions that stand beside the
// content. They are read anew whenever the group is made: the files are small.
func (s filler) decided(g *layout.Group) {
	for _, a := range g.Apps {
		file := s.review(a.ReviewPlace())
		for _, e := range a.Versions {
			e.Review = file
		}
	}
}

// review reads a file of decisions; nil if there is none.
func (s filler) review(place string) *reviews.File {
	if _, ok := s.Tree.Companion(place); !ok {
		return nil
	}
	text, err := content.ReadFile(s.Content, place, reviews.MaxSize+1)
	s.Missed.Note(place, err)
	switch {
	case errors.Is(err, fs.ErrNotExist): // the directory is ahead
		return nil
	case errors.Is(err, content.ErrTooLarge):
		text = bytes.Repeat([]byte("\n"), reviews.MaxSize+1) // judged by its size alone
	case err != nil:
		return &reviews.File{Path: place, Findings: []diag.Diagnostic{
			rules.Finding("review-syntax", "the file cannot be read: "+content.Reason(err), "see that it is a file that may be read"),
		}}
	}
	file := reviews.Read(place, text)
	rules.Label(file.Findings)
	return file
}

// decisionsFile is the text of the file of decisions on an app, for pages that do not carry it.
func (s pages) decisionsFile(a *layout.App) []Output {
	review := a.Versions[0].Review
	if review == nil || review.Text == "" || !s.Options.Site.Reviews() {
		return nil
	}
	path := site.DecisionsPath(a.Folder)
	return []Output{file(path, memo.NewHash("decisions").String(review.Text), func() ([]byte, error) {
		return site.Decisions(review.Text), nil
	})}
}

// answersForReview tells at which definition the findings of a file of
// decisions are told: each once.
func answersForReview(e *layout.Entry) bool {
	return e.Latest && e.Review != nil && len(e.Review.Findings) > 0
}

func (s reports) reviewVerdict(e *layout.Entry, used []bool) verdict {
	of := rules.Subject{Path: e.Review.Path, App: e.Subject().App}
	return verdict{
		found: diag.Pack(s.Options.Levels.Apply(of, e.Review.Findings, used)), path: of.Path, secrets: e.Review.Secrets,
		text: func() ([]byte, error) { return e.Review.Raw, nil },
	}
}

// strayReviews are the files in the folder of decisions that are called after
// no app, by path. While a definition cannot be read nobody knows which apps
// there are.
func (s reports) strayReviews() []verdict {
	var files []string
	for _, file := range s.Tree.Beside(reviews.Folder) {
		if ext := path.Ext(file); ext == ".yaml" || ext == ".yml" {
			files = append(files, file)
		}
	}
	if len(files) == 0 || len(ListUnreadable(s.Snapshot)) > 0 {
		return nil
	}
	places := s.reviewPlaces()
	var list []verdict
	for _, file := range files {
		if _, known := slices.BinarySearch(places, file); !known {
			found := []diag.Diagnostic{rules.UnknownApp(file, places)}
			list = append(list, verdict{found: diag.Pack(found), path: file, text: func() ([]byte, error) { return nil, nil }})
		}
	}
	return list
}

// reviewPlaces lists, sorted, where the decisions on each app stand, or would.
func (s reports) reviewPlaces() []string {
	var places []string
	for _, g := range s.Layout.Groups() {
		for _, a := range g.Apps {
			places = append(places, a.ReviewPlace())
		}
	}
	slices.Sort(places)
	return places
}

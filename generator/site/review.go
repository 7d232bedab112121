package site

import (
	"strconv"

	"vitrine/generator/diag"
	"vitrine/generator/reviews"
)

// Review is the body of a page of the review queue.
type Review struct {
	Apps  []*Summary
	Total int // apps in the whole gallery
	Page  int // from 1
	Pages int
	Prev  string
	Next  string

	Evidence string // path of what exports say of its apps; see ReviewEvidence
}

// ReviewSize is how many apps a page of the review queue holds.
const ReviewSize = 200

// ReviewPath returns the path of the n-th page of the review queue, from 1.
func ReviewPath(n int) string {
	if n == 1 {
		return "review.html"
	}
	return "review-" + strconv.Itoa(n) + ".html"
}

// ReviewPage is the n-th page of the review queue.
func ReviewPage(apps []*Summary, n, pages, total int, s *Settings) *Page {
	body := &Review{Apps: apps, Total: total, Page: n, Pages: pages, Evidence: ReviewEvidencePath(n)}
	if n > 1 {
		body.Prev = ReviewPath(n - 1)
	}
	if n < pages {
		body.Next = ReviewPath(n + 1)
	}
	icons := make([]Icon, len(apps))
	for i := range apps {
		icons[i] = apps[i].Icon
	}
	return &Page{
		Path: ReviewPath(n), Sheets: sheets(icons...), Kind: "review", Title: "Review",
		Description: "Decide on each app, with notes that stay in this browser.",
		Site:        s, Body: body,
		Crumbs: []Link{{"Gallery", "index.html"}, {"Review", ""}},
	}
}

// Reviewed is the file of the decisions on an app, beside the content.
type Reviewed struct {
	Place string // in the content directory
	Text  string // to which a decision can be added at the end; "" for none
	Lost  bool   // there is a file, but nothing can be added to it by itself
}

func (d *Definition) reviewed() Reviewed {
	r := Reviewed{Place: d.ReviewPlace}
	if d.Review != nil {
		r.Text, r.Lost = d.Review.Text, d.Review.Text == ""
	}
	return r
}

// DecisionsPath is where the text of the file of decisions on an app stands, whose pages are in a folder. An app's page carries
// the text; other pages ask for it when a decision is to be committed.
func DecisionsPath(folder string) string { return folder + "/decisions.js" }

// Decisions hands a file of decisions to whoever asks for it.
func Decisions(text string) []byte { return script("vitrineDecisions", exact(text)) }

// StaleDecision tells whether a committed decision was made about another definition than this one.
func (s *Summary) StaleDecision() bool {
	return s.Decision != nil && s.Decision.Digest != "" && s.Decision.Digest != s.Digest
}

// ReviewEvidencePath is where what exports say of the apps of the n-th page
// stands, from 1.
func ReviewEvidencePath(n int) string { return "review/" + strconv.Itoa(n) + ".js" }

// ReviewEvidence is what exports say of the apps of a page of the review
// queue, by their pages. It is a script of its own, which comes when something
// is exported: of many broken apps it is larger than their page.
func ReviewEvidence(apps []*Summary) []byte {
	data := make(map[string]Queued, len(apps))
	for _, s := range apps {
		data[s.Page] = s.Queued()
	}
	return script("vitrineReview", data)
}

// Queued is what exports of the queue say of an app beside a decision.
type Queued struct {
	Unmet     []Unmet           `json:"unmet,omitempty"`
	Gains     []string          `json:"gains,omitempty"`  // what it newly may do
	Before    string            `json:"before,omitempty"` // the version before
	Committed *reviews.Decision `json:"committed,omitempty"`
}

// Queued is it.
func (s *Summary) Queued() Queued {
	q := Queued{Unmet: s.Unmet, Gains: s.Step.Gains, Before: s.Step.Before}
	if s.Decision != nil {
		d := *s.Decision
		d.Note, d.Checked = diag.Shorten(d.Note, queuedNote), nil
		q.Committed = &d
	}
	return q
}

// queuedNote bounds a committed note on the queue, in bytes.
const queuedNote = 500

// Changed says what is new in a version, in a few words.
func (s *Summary) Changed() string {
	switch {
	case s.Step.Before == "" && s.Step.Page == "":
		return "first version"
	case len(s.Step.Gains) > 0:
		return "newly may do more"
	case s.Step.Changes > 0:
		return count(s.Step.Changes, "change", "changes")
	}
	return ""
}

// Aged is the date of what is known last of an app: its committed decision, else the release in its changelog.
func (s *Summary) Aged() (date, of string) {
	if s.Decision != nil && s.Decision.Date != "" {
		return s.Decision.Date, "decided"
	}
	if s.Released != "" {
		return s.Released, "released"
	}
	return "", ""
}

package site

import "strconv"

// Review is the body of a page of the review queue.
type Review struct {
	Apps  []*Summary
	Total int // apps in the whole gallery
	Page  int // from 1
	Pages int
	Prev  string
	Next  string
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
	body := &Review{Apps: apps, Total: total, Page: n, Pages: pages}
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

package render

import "vitrine/generator/site"

// decidedWord says a committed decision.
func decidedWord(verdict string) string {
	switch verdict {
	case "ok":
		return "Approved"
	case "work":
		return "Needs work"
	case "reject":
		return "Rejected"
	}
	return "Open"
}

// decidedClass is its colour.
func decidedClass(verdict string) string {
	switch verdict {
	case "ok":
		return "is-pass"
	case "work":
		return "is-warn"
	case "reject":
		return "is-fail"
	}
	return "is-none"
}

// standingClass is the colour of a committed decision on the queue: none where it is about another state.
func standingClass(s *site.Summary) string {
	if s.StaleDecision() {
		return "is-none"
	}
	return decidedClass(s.Decision.Verdict)
}

// decidedOn says it on a row of the queue.
func decidedOn(s *site.Summary) string {
	text := decidedWord(s.Decision.Verdict)
	if s.Decision.Author != "" {
		text += " by " + s.Decision.Author
	}
	if s.StaleDecision() {
		text += ", changed since"
	}
	return text
}

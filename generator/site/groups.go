package site

import (
	"vitrine/generator/diag"
)

// FindingGroup is the findings of one rule on a page.
type FindingGroup struct {
	Rule     string
	RuleHref string
	Severity string // the worst
	Text     string // the message of the only one, else what the rule says
	Hint     string // of the first
	Fix      string // the flags of check that mend all of them; "" for none
	Findings []Finding
}

// FindingList is the findings of a page, the worst first.
type FindingList struct {
	Groups []FindingGroup
	Hidden diag.Counts // findings that are not shown, the least severe
}

// Count counts the findings, shown or not.
func (l *FindingList) Count() int {
	n := l.Hidden.Sum()
	for i := range l.Groups {
		n += len(l.Groups[i].Findings)
	}
	return n
}

// grouped puts the findings of a rule together. about says what a rule is
// about, in a sentence; "" where that is not known.
func grouped(list []Finding, hidden []Finding, about func(rule string) string) FindingList {
	var out FindingList
	at := map[[2]string]int{}
	group, sizes := make([]int, len(list)), []int(nil)
	for i := range list {
		f := &list[i]
		k, ok := at[[2]string{f.Rule, f.Severity}]
		if !ok {
			k, sizes = len(out.Groups), append(sizes, 0)
			at[[2]string{f.Rule, f.Severity}] = k
			out.Groups = append(out.Groups, FindingGroup{Rule: f.Rule, RuleHref: f.RuleHref, Severity: f.Severity, Hint: f.Hint, Fix: f.Fix})
		}
		group[i] = k
		sizes[k]++
	}
	room := make([]Finding, len(list))
	for k, n := range sizes {
		out.Groups[k].Findings, room = room[:0:n], room[n:]
	}
	for i, k := range group {
		out.Groups[k].Findings = append(out.Groups[k].Findings, list[i])
	}
	for i := range out.Groups {
		g := &out.Groups[i]
		g.Text = g.Findings[0].Message
		if len(g.Findings) > 1 && about != nil {
			if text := about(g.Rule); text != "" {
				g.Text = text
			}
		}
		for k := range g.Findings {
			if g.Findings[k].Fix != g.Fix {
				g.Fix = ""
			}
			if g.Findings[k].Hint == g.Hint {
				g.Findings[k].Hint = "" // it is said once, of the group
			}
		}
	}
	for i := range hidden {
		switch hidden[i].Severity {
		case diag.Error.String():
			out.Hidden.Error++
		case diag.Warning.String():
			out.Hidden.Warning++
		default:
			out.Hidden.Info++
		}
	}
	return out
}

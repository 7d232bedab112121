package site

import (
	"slices"

	"vitrine/generator/diag"
)

// RuleDoc is the body of a rule's page.
type RuleDoc struct {
	Rule       diag.Rule
	Documents  []Link // that it cites, with an address or without
	Broken     RuleCount
	Prev, Next *Link // the rules beside it in the list; nil at its ends
	Bad, Good  []ExampleLine
	Fixed      bool // it holds whatever the configuration says
}

// RuleGallery is what pages of rules show besides the rules: how often each is broken here, by name, and the documents
// that it cites.
type RuleGallery struct {
	Rules     []diag.Rule // in the order of RuleOrder
	Broken    map[string]RuleCount
	Documents func(source string) []Link
}

// RuleOrder sorts rules as their index lists them: by family, families in the order in which they first appear.
func RuleOrder(rules []diag.Rule) []diag.Rule {
	var list []diag.Rule
	for _, f := range ruleFamilies(rules) {
		list = append(list, f.Rules...)
	}
	return list
}

// RulePage documents the n-th rule.
func RulePage(n int, g *RuleGallery, s *Settings) *Page {
	r := g.Rules[n]
	path := "rules/" + r.Name + ".html"
	body := &RuleDoc{Rule: r, Documents: g.Documents(r.Source), Broken: g.Broken[r.Name],
		Fixed: slices.Contains(r.Answers, fileRequirement)}
	body.Bad, body.Good = compareExamples(r.Bad, r.Good)
	if n > 0 {
		body.Prev = ruleLink(g.Rules[n-1])
	}
	if n+1 < len(g.Rules) {
		body.Next = ruleLink(g.Rules[n+1])
	}
	return &Page{
		Path: path, Kind: "rule", Root: Root(path), Title: r.Name, Description: r.Summary, Site: s, Body: body,
		Crumbs: []Link{{"Gallery", "index.html"}, {"Rules", "rules/index.html"}, {r.Name, ""}},
	}
}

func ruleLink(r diag.Rule) *Link { return &Link{r.Name, r.Name + ".html"} }

// RuleList is the body of the page that lists all rules.
type RuleList struct {
	Families []RuleFamily
	Broken   map[string]RuleCount // by the name of the rule
}

// RuleFamily is the rules that share a first word.
type RuleFamily struct {
	Name  string
	Rules []diag.Rule
}

// RulesPage lists the rules by family.
func RulesPage(g *RuleGallery, s *Settings) *Page {
	path := "rules/index.html"
	return &Page{
		Path: path, Kind: "rules", Root: Root(path), Title: "Rules", Description: "What is checked, why, and how to mend it.",
		Site: s, Body: &RuleList{ruleFamilies(g.Rules), g.Broken},
		Crumbs: []Link{{"Gallery", "index.html"}, {"Rules", ""}},
	}
}

func ruleFamilies(rules []diag.Rule) []RuleFamily {
	var list []RuleFamily
	for _, r := range rules {
		name := firstWord(r.Name)
		i := slices.IndexFunc(list, func(f RuleFamily) bool { return f.Name == name })
		if i < 0 {
			i, list = len(list), append(list, RuleFamily{Name: name})
		}
		list[i].Rules = append(list[i].Rules, r)
	}
	return list
}

func firstWord(name string) string {
	for i := range name {
		if name[i] == '-' {
			return name[:i]
		}
	}
	return name
}

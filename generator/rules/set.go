package rules

import (
	"vitrine/generator/diag"
)

// Definition is what set rules may know of a definition.
type Definition struct {
	File        string // path relative to the content directory
	ID, Version string
	IDPlace     Place
	VersionAt   Place
	Since       *Since // nil for the first version of an app
}

// Since is what a comparison with the version before came to.
type Since struct {
	Version string   // the version before
	Gained  []Gained // permissions that it did not have
	Bump    string   // why the step to the newest version is too small; "" if it is not
	Because []string // the changes that ask for a larger one
	Changes int      // how many there are; no rule asks
	Gains   []string // what the app newly may do: some of it, in words; no rule asks
}

// Gained is a permission that a version did not have before.
type Gained struct {
	Place   Place
	Message string // "the widget "Phone" may hear the agent through the microphone"
}

// SetPass is a group of definitions whose ids are equal, or equal but for
// letter case, in order of their paths.
type SetPass struct {
	Definitions []Definition
	rule        *Rule
	found       [][]diag.Diagnostic
}

// CheckSet runs the rules that see several definitions. The result has the
// findings of each definition, in the order given.
func CheckSet(defs []Definition) [][]diag.Diagnostic {
	p := &SetPass{Definitions: defs, found: make([][]diag.Diagnostic, len(defs))}
	for i := range All {
		if All[i].Set != nil {
			p.rule = &All[i]
			All[i].Set(p)
		}
	}
	return p.found
}

// Report adds a finding to the i-th definition.
func (p *SetPass) Report(i int, where Place, message, hint string) {
	d := Finding(p.rule.Name, message, hint)
	d.Span, d.Path = where.Span, where.Path
	p.found[i] = append(p.found[i], d)
}

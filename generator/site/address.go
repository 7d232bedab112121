package site

import (
	"strings"
	"sync"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// address is what a widget's address comes to before any value is filled in.
type address struct {
	refs   []appdef.Reference
	places []appdef.URLComponent // where each of them stands
	uses   []use
	fault  string // why it can never be framed, whatever the settings are
	broken string // why no value can be filled in; "" or fault
}

// use is one reference in a widget's address and the setting it means.
type use struct {
	ref     appdef.Reference
	setting *appdef.Setting
}

// worked is what several pages of a definition need and what takes long to work
// out: the stage of each widget shows all of them.
type worked struct {
	settings  *Settings
	addresses []func() *address
	sets      []func() []PreviewSet
}

// Share makes a definition remember what its pages have in common, once it was
// worked out for one of them. It may be used by several goroutines then, and must
// not be changed any more; copies of it may.
func (d *Definition) Share(s *Settings) {
	w := &worked{
		settings: s, addresses: make([]func() *address, len(d.App.Widgets)), sets: make([]func() []PreviewSet, len(d.App.Widgets)),
	}
	alone := *d
	for i := range d.App.Widgets {
		w.addresses[i] = sync.OnceValue(func() *address { return alone.takeApart(i) })
		w.sets[i] = sync.OnceValue(func() []PreviewSet { return d.fillIn(s, i) })
	}
	d.worked = w
}

// address takes the i-th widget's address apart.
func (d *Definition) address(i int) *address {
	if d.worked != nil {
		return d.worked.addresses[i]()
	}
	return d.takeApart(i)
}

func (d *Definition) takeApart(i int) *address {
	w := &d.App.Widgets[i]
	a := &address{}
	switch {
	case notKnown(w.URL.Node):
		a.broken = "the address is " + NotKnown
	case !w.URL.Set || strings.TrimSpace(w.URL.Value) == "":
		a.broken = "the widget has no url"
	default:
		a.broken = tooLong(w.URL.Value)
	}
	a.fault = a.broken
	if !w.URL.Set {
		return a
	}
	refs, trouble := appdef.References(w.URL.Value)
	a.refs, a.places = refs, appdef.Locate(w.URL.Value, refs)
	for _, r := range refs {
		a.uses = append(a.uses, use{r, d.App.Resolve(r)})
	}
	if a.broken == "" {
		a.broken = syntaxTrouble(trouble)
		a.fault = a.broken
	}
	if a.fault == "" {
		if r, _ := appdef.Resolve(w.URL.Value, refs, harmless(a.places)); !r.OK {
			a.fault = r.Reason
		}
	}
	return a
}

// harmless is a value for each reference that no address is refused for.
func harmless(places []appdef.URLComponent) []string {
	list := make([]string, len(places))
	for k, c := range places {
		list[k] = "a"
		if c == appdef.InPort {
			list[k] = "1"
		}
	}
	return list
}

// syntaxTrouble explains why an address with broken references is not
// previewed.
func syntaxTrouble(list []appdef.Problem) string {
	for _, x := range list {
		if x.Code == "reference-syntax" && x.Severity == diag.Error {
			return "a reference in the address is broken: " + x.Message
		}
	}
	return ""
}

// uses returns the references of a widget's address.
func (d *Definition) uses(i int) []use { return d.address(i).uses }

// sets fills each sample set into the i-th widget's address.
func (d *Definition) sets(s *Settings, i int) []PreviewSet {
	if d.worked != nil && d.worked.settings == s {
		return d.worked.sets[i]()
	}
	return d.fillIn(s, i)
}

func (d *Definition) fillIn(s *Settings, i int) []PreviewSet {
	var list []PreviewSet
	for _, set := range d.sampleSets() {
		list = append(list, d.previewSet(s, i, set))
	}
	return list
}

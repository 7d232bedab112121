package site

import (
	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Value is what a preview fills in for a setting.
type Value = appdef.Filled

// NotKnown stands on pages for what only running a module would tell.
const NotKnown = "not known here"

// notKnown tells whether a value stands in a module, and is not known.
func notKnown(n *jsontree.Node) bool { return n != nil && n.Open && n.Kind == jsontree.Invalid }

// said is a text, or that it is not known.
func said(f appdef.Field[string]) string {
	if notKnown(f.Node) {
		return NotKnown
	}
	return f.Value
}

// Where a value of a preview comes from, as themes ask for it.
const (
	FromSample  = appdef.FromSample
	FromDefault = appdef.FromDefault
	FromMadeUp  = appdef.FromMadeUp
	FromSecret  = appdef.FromSecret
	FromNowhere = appdef.FromNowhere
)

// shortValue is a value as it is shown.
func shortValue(v Value) Value {
	v.Text = diag.Shorten(v.Text, textMost)
	return v
}

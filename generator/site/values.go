package site

import (
	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// Value is what a preview fills in for a setting.
type Value = appdef.Filled

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

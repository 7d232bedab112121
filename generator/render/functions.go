package render

import (
	"fmt"
	"html/template"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// functions are what templates may call besides html/template's own and the
// parts (parts.go). None of them reads files, the environment or the network.
var functions = template.FuncMap{
	"markdown": markdownBlock,
	"words":    wordsInline,
	"picture":  picture,
	"pictured": pictureClass,
	"args":     args,
	"plural":   plural,
	"sum":      func(c diag.Counts) int { return c.Error + c.Warning + c.Info },
	"sizeof":   sizeGlyph,
	"lower":    strings.ToLower,
	"word":     word,
	"safelink": site.SafeLink,
	"host":     appdef.HostText,
	"add":      func(a, b int) int { return a + b },
}

// args hands several values to a part: {{template "card" args "card" . "root" $.Root}}.
func args(pairs ...any) (map[string]any, error) {
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("args: name %d is no string", i/2+1)
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// plural counts things: plural 1 "widget" is "1 widget", plural 2 "widget" "2 widgets".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	if s, ok := strings.CutSuffix(thing, "y"); ok {
		return fmt.Sprintf("%d %sies", n, s)
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// word says a status as people do.
func word(status string) string {
	switch status {
	case "pass":
		return "Sound"
	case "warn":
		return "Warnings"
	case "fail":
		return "Errors"
	case "info":
		return "Notes"
	}
	return "Nothing to check"
}

// SizeGlyph is the drawing of a widget's box on the reference screen, in
// units of 12 px.
type SizeGlyph struct{ X, Y, W, H int }

// sizeGlyph places the box where Kustomer opens a widget: beside the rail at
// the left, from the bottom up.
func sizeGlyph(b site.Box) SizeGlyph {
	w, h := max(2, b.Width/12), max(2, b.Height/12)
	x := 5
	if x+w > 120 {
		x = max(0, 120-w)
	}
	return SizeGlyph{X: x, Y: max(0, 75-h), W: min(w, 120), H: min(h, 75)}
}

package editing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// values completes the value of a member, or an element of an array.
func (w *writer) values() {
	path := append(slices.Clone(w.c.path), w.c.key)
	if w.reference() {
		return
	}
	switch w.property(path) {
	case "width", "height":
		w.sizes(w.c.key)
		return
	case "iframePermissions":
		w.permissions()
		return
	}
	of, ok := appdef.DocumentedAt(path...)
	if !ok {
		return
	}
	if path[len(path)-1] == "defaultValue" {
		w.defaults(path)
		return
	}
	have := w.items()
	for _, v := range of.Values {
		if !have[v] {
			w.value(Completion{Label: v, Documentation: w.d.about(path), Kind: ValueCompletion}, w.written(v))
		}
	}
	if slices.Contains(of.Types, "boolean") {
		w.booleans(path)
	}
	w.structures(of, path)
}

// property is what a path leads to in a widget: "url", "width"; "" elsewhere.
func (w *writer) property(path []string) string {
	if len(path) == 3 && path[0] == "widgets" {
		return path[2]
	}
	return ""
}

// value adds a value. The comma behind it is added where another member follows.
func (w *writer) value(c Completion, insert string) {
	c.Insert = insert + w.tail(w.around().End)
	w.add(c)
}

// items tells which elements the array around has already.
func (w *writer) items() map[string]bool {
	have := map[string]bool{}
	if n := w.d.container(w.c.open); n != nil {
		for _, item := range n.Items {
			if item.Kind == jsontree.String && !holds(item.Span, w.c.at) {
				have[item.Text] = true
			}
		}
	}
	return have
}

func (w *writer) booleans(path []string) {
	if w.c.quote != 0 {
		return // they stand without quotes
	}
	for _, v := range []string{"true", "false"} {
		w.value(Completion{Label: v, Documentation: w.d.about(path), Kind: ValueCompletion}, v)
	}
}

// defaults completes the default of a setting, which depends on its type.
func (w *writer) defaults(path []string) {
	switch w.settingType(path) {
	case "boolean":
		w.booleans(path)
	case "number":
	default:
		if w.c.token.Start == w.c.token.End {
			none := w.written("")
			w.value(Completion{Label: none, Detail: "none", Documentation: w.d.about(path), Kind: ValueCompletion}, none)
		}
	}
}

// structures offers the skeleton of an object or array.
func (w *writer) structures(of appdef.Documented, path []string) {
	if w.c.quote != 0 {
		return
	}
	c := Completion{Kind: SnippetCompletion, Snippet: true, Documentation: w.d.about(path), Filter: w.text}
	switch {
	case len(path) == 2 && path[0] == "widgets":
		c.Label, c.Detail = "a new widget", "widget"
		w.value(c, w.widget(1))
	case len(path) == 3 && path[0] == "settings":
		c.Label, c.Detail = "a setting", "setting"
		w.value(c, w.setting())
	case slices.Contains(of.Types, "array"):
		c.Label, c.Detail = "[ ]", "array"
		w.value(c, w.placeholder(of, path))
	case slices.Contains(of.Types, "object") && !of.Named && len(of.Keys) > 0 && len(path) > 1:
		c.Label, c.Detail = "{ "+strings.Join(of.Keys, ", ")+" }", "object"
		w.value(c, w.object(of))
	case slices.Contains(of.Types, "object"):
		c.Label, c.Detail = "{ }", "object"
		w.value(c, w.placeholder(of, path))
	}
}

// object is an object with all of its keys.
func (w *writer) object(of appdef.Documented) string {
	var lines []string
	for i, key := range of.Keys {
		lines = append(lines, fmt.Sprintf("\n\t%s: %s${%d}%s", escapeSnippet(w.key(key)), w.d.mark(), i+1, w.d.mark()))
	}
	return "{" + strings.Join(lines, ",") + "\n}"
}

// typedReference is a reference that is being typed: braces and a path so far.
var typedReference = regexp.MustCompile(`\{\{+[ \t]*([^{}"'\s?&#/=]*)$`)

// reference completes a reference to a setting; false where none is being typed.
func (w *writer) reference() bool {
	of := w.property(append(slices.Clone(w.c.path), w.c.key))
	if w.c.quote == 0 || of != "" && of != "url" { // elsewhere in a widget the braces stay as they are
		return false
	}
	typed := typedReference.FindStringSubmatchIndex(w.text)
	if typed == nil {
		return false
	}
	start := w.c.at - (len(w.text) - typed[0])
	braces := w.text[typed[0]:typed[2]]
	for _, s := range w.readable() {
		path := "settings." + s.Category + "." + s.Text
		w.list = append(w.list, Completion{
			Label: path, Detail: settingDetail(s), Documentation: w.d.aboutSetting(s), Kind: ReferenceCompletion,
			Insert: "{{{" + path + "}}}", Filter: braces + path, Replace: diag.Span{Start: start, End: w.referenceEnd()},
		})
	}
	return true
}

// readable lists the settings that an address can refer to.
func (w *writer) readable() (list []*appdef.Setting) {
	for i := range w.d.App.Settings {
		c := &w.d.App.Settings[i]
		for k := range c.Settings {
			s := &c.Settings[k]
			if !s.Secret() && appdef.Nameable(s.Text) && appdef.Nameable(s.Category) && !w.d.secret(s.Name.Span) {
				list = append(list, s)
			}
		}
	}
	return list
}

// referenceEnd is where the reference ends that is being typed: behind the rest of its
// path and the braces that close it.
func (w *writer) referenceEnd() int {
	text, at := w.d.Text, w.c.at
	for at < w.c.token.End && nameByte(text[at]) {
		at++
	}
	for n := 0; n < 3 && at < w.c.token.End && text[at] == '}'; n++ {
		at++
	}
	return at
}

func settingDetail(s *appdef.Setting) string {
	detail := short(s.Type.Value)
	if v := appdef.Fill(s, nil); v.From == appdef.FromDefault {
		detail += ", default " + short(v.Text)
	}
	return detail
}

// typedUnit is a number with what is typed of its unit.
var typedUnit = regexp.MustCompile(`(?:^|[^A-Za-z0-9_.])((?:\d+\.?\d*|\.\d+))([A-Za-z%]*)$`)

// sizeUnits are the units that sizes are written in, best first.
var sizeUnits = map[string][]string{
	"width":  {"vw", "px", "%", "rem", "em", "vmin", "vmax", "vh"},
	"height": {"vh", "px", "%", "rem", "em", "vmin", "vmax", "vw"},
}

// sizes completes a width or height: the unit behind a number, or examples.
func (w *writer) sizes(side string) {
	m := typedUnit.FindStringSubmatchIndex(w.text)
	if m == nil {
		w.sizeExamples(side)
		return
	}
	number, start := w.text[m[2]:m[3]], w.c.at-(len(w.text)-m[4])
	for _, unit := range sizeUnits[side] {
		s, _ := sizeOf(side, number+unit)
		c := Completion{Label: unit, Detail: s.pxText(), Documentation: s.list(), Kind: UnitCompletion}
		if w.c.quote == 0 { // a bare number takes its quotes with it
			c.Label, c.Filter = number+unit, number+unit
			w.value(c, w.written(number+unit))
			continue
		}
		end := w.c.at
		for end < w.c.token.End && (w.d.Text[end] == '%' || 'a' <= w.d.Text[end]|0x20 && w.d.Text[end]|0x20 <= 'z') {
			end++
		}
		c.Insert, c.Filter, c.Replace = unit, unit, diag.Span{Start: start, End: end}
		w.list = append(w.list, c)
	}
}

// sizeExamples offers the examples of the documents, those first that follow this side
// of the screen.
func (w *writer) sizeExamples(side string) {
	path := []string{"widgets", "0", side}
	of, _ := appdef.DocumentedAt(path...)
	for _, follows := range []bool{true, false} {
		for _, v := range of.Examples {
			s, _ := sizeOf(side, v)
			width, height := s.Axes()
			if follows == (side == "width" && width || side == "height" && height) {
				w.value(Completion{Label: v, Detail: s.pxText(), Documentation: w.d.about(path), Kind: ValueCompletion}, w.written(v))
			}
		}
	}
}

// list says in Markdown what the size comes to on each of the agents' screens.
func (s size) list() string {
	var b strings.Builder
	for _, screen := range appdef.Screens {
		if px, ok := s.px(screen); ok {
			fmt.Fprintf(&b, "- %d px at %s\n", px, screen)
		}
	}
	return b.String()
}

// permissions completes a directive of iframePermissions.
func (w *writer) permissions() {
	before := strings.LastIndexByte(w.text, ';') + 1
	word := strings.TrimLeft(w.text[before:], " ")
	if name, _, spaced := strings.Cut(word, " "); spaced {
		w.allowlist(name)
		return
	}
	span := diag.Span{Start: w.c.at - len(word), End: w.c.at}
	for span.End < w.c.token.End && nameByte(w.d.Text[span.End]) {
		span.End++
	}
	behind := strings.Trim(w.d.shown(diag.Span{Start: span.End, End: max(span.End, w.c.token.End)}), " \"'`")
	space := ""
	if before > 0 && len(w.text) == before { // right behind a semicolon
		space = " "
	}
	asked := appdef.ParsePermissions(w.text[:before] + behind).Requested()
	for _, name := range appdef.SupportedPermissions() {
		if slices.Contains(asked, name) {
			continue
		}
		insert := space + name
		if behind == "" || behind[0] == ';' {
			insert += " *"
		}
		if behind == "" {
			insert += ";"
		}
		c := Completion{Label: name, Detail: appdef.PermissionSentence(name), Documentation: w.d.aboutPermission(name), Kind: ValueCompletion}
		if w.c.quote == 0 {
			w.value(c, w.written(insert))
			continue
		}
		c.Insert, c.Filter, c.Replace = insert, name, span
		w.list = append(w.list, c)
	}
}

// allowlist completes the value of a directive.
func (w *writer) allowlist(name string) {
	if does := appdef.PermissionSentence(name); does != "" {
		w.list = append(w.list, Completion{
			Label: "*", Detail: does, Documentation: w.d.aboutPermission(name), Kind: ValueCompletion, Insert: "*", Filter: "*",
			Replace: diag.Span{Start: w.c.at, End: w.c.at},
		})
	}
}

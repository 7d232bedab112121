package appdef

import (
	"maps"
	"slices"
	"strconv"
	"sync"
)

// Documented is what the documents say of a value: of a property, of an element
// of an array, or of what stands under a name of the author's choice. It is made
// of Schema, so that both always say the same.
type Documented struct {
	Description string
	Types       []string // "string", "number", …; none where no document says it
	Values      []string // it takes no others
	Examples    []string
	Deprecated  bool     // it is a key of the legacy SDK's manifest alone
	Keys        []string // of an object, in the order in which people want them: see keysOf
	Required    []string // of Keys
	Named       bool     // an object whose names are the author's choice
}

var wholeSchema = sync.OnceValue(definitionSchema)

// DocumentedAt returns what the documents say of the value that names and
// numbers lead to from the definition's object; ok is false where none says
// anything.
func DocumentedAt(path ...string) (d Documented, ok bool) {
	s, order := wholeSchema(), DefinitionOrder
	for _, token := range path {
		s, order = under(s, token), orderUnder(order, token)
		if s == nil {
			return Documented{}, false
		}
	}
	if order != nil && order.Item != nil && s["items"] == nil {
		order = order.Item
	}
	d.Description, _ = s["description"].(string)
	d.Types, d.Values, d.Examples, d.Required = asTexts(s["type"]), asTexts(s["enum"]), asTexts(s["examples"]), asTexts(s["required"])
	d.Deprecated, _ = s["deprecated"].(bool)
	if d.Types == nil && d.Values != nil {
		d.Types = []string{"string"}
	}
	_, d.Named = s["additionalProperties"].(schema)
	if p, ok := s["properties"].(schema); ok {
		d.Keys = keysOf(p, d.Required, order)
	}
	return d, true
}

// under is the schema of what stands under a name, or of an element of an array.
func under(s schema, token string) schema {
	properties, _ := s["properties"].(schema)
	next, ok := properties[token].(schema)
	if !ok {
		next, ok = s["additionalProperties"].(schema)
	}
	if _, err := strconv.Atoi(token); !ok && err == nil {
		next, _ = s["items"].(schema)
	}
	if to, ok := next["$ref"].(string); ok {
		next, _ = wholeSchema()["$defs"].(schema)[to[len("#/$defs/"):]].(schema)
	}
	return next
}

func orderUnder(o *Order, token string) *Order {
	if _, err := strconv.Atoi(token); err == nil && o != nil && o.Item != nil {
		return o.Item
	}
	return o.Of(token)
}

// keysOf lists the keys of an object: what is required first, then the others as
// the platform's examples have them, at last what is deprecated.
func keysOf(properties schema, required []string, order *Order) []string {
	place := map[string]int{}
	if order != nil {
		for i, key := range order.Keys {
			place[key] = i - len(order.Keys) // before those that it does not name
		}
	}
	rank := func(key string) int {
		s, _ := properties[key].(schema)
		switch {
		case slices.Contains(required, key):
			return 0
		case s["deprecated"] == true:
			return 2
		}
		return 1
	}
	keys := slices.Sorted(maps.Keys(properties))
	slices.SortStableFunc(keys, func(a, b string) int {
		if x, y := rank(a), rank(b); x != y {
			return x - y
		}
		return place[a] - place[b]
	})
	return keys
}

// asTexts reads a text or a list of texts.
func asTexts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}

// WidgetProperty is what the documents say of a property of a widget, in the few
// words of a table.
type WidgetProperty struct {
	Name, Type, Default, Meaning string
	Required                     bool
}

// WidgetProperties lists the properties of a widget. It must not be changed.
var WidgetProperties = []WidgetProperty{
	{"url", "string (URL)", "", "What the widget loads. It may refer to settings of this app.", true},
	{"icon", "string (URL)", "", "What agents click in the rail: an SVG or PNG of at least 128 × 128 px.", true},
	{"name", "string", "", "Tells the widgets of an app apart and keys the translated title.", false},
	{"title", "string", "", "What agents read. Texts in i18n come first.", false},
	{"width", "CSS length", "not documented", "vw units follow the agent's window.", false},
	{"height", "CSS length", "not documented", "vh units follow the agent's window.", false},
	{"iframePermissions", "string", "none", "The platform sets microphone, camera and autoplay only.", false},
	{"backgroundLoad", "boolean", "false", "Whether the page loads before the agent opens the widget.", false},
}

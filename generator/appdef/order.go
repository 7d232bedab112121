package appdef

// Order is the order in which the platform's examples write the keys of an
// object, and those of the objects in it.
type Order struct {
	Keys []string          // of the object; others stand behind them
	In   map[string]*Order // of the values of these keys, where they have one
	Each *Order            // of every other value
	Item *Order            // of what stands in an array, also where an object stands in its place
}

// DefinitionOrder is that of an app definition. It must not be changed.
var DefinitionOrder = &Order{Keys: definitionKeys, In: map[string]*Order{
	"appDetails": {Keys: []string{"appDeveloper", "externalPlatform", "documentationLinks"}, In: map[string]*Order{
		"appDeveloper":       {Keys: []string{"name", "website", "supportEmail"}},
		"externalPlatform":   {Keys: []string{"name", "website"}},
		"documentationLinks": {Item: &Order{Keys: []string{"title", "url"}}},
	}},
	"settings":           {Each: &Order{Each: &Order{Keys: SettingKeys}}},
	"settingsPageConfig": {Keys: []string{"url", "title", "description"}},
	"widgets":            {Item: &Order{Keys: WidgetKeys}},
}}

// Of returns the order of the value of a key; nil where there is none.
func (o *Order) Of(key string) *Order {
	if o == nil {
		return nil
	}
	if in, ok := o.In[key]; ok {
		return in
	}
	return o.Each
}

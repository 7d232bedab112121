package appdef

import "sync"

// index finds what references and keys of texts name. It is made when it is
// first asked, as most definitions never ask: with many settings and as many
// references, a search for each would cost the square of the file's size.
type index struct {
	once     sync.Once
	settings map[settingKey]*Setting
	named    map[string][]*Setting
	locales  map[string]*Locale
}

type settingKey struct{ category, name string }

// indexed returns the index of a definition, which must not change from then
// on. The first of several of one name counts, as in a search.
func (a *App) indexed() *index {
	a.index.once.Do(func() {
		a.index.settings, a.index.named = map[settingKey]*Setting{}, map[string][]*Setting{}
		a.index.locales = make(map[string]*Locale, len(a.Locales))
		for i := range a.Settings {
			c := &a.Settings[i]
			for k := range c.Settings {
				s := &c.Settings[k]
				a.index.named[s.Text] = append(a.index.named[s.Text], s)
				if key := (settingKey{c.Text, s.Text}); a.index.settings[key] == nil {
					a.index.settings[key] = s
				}
			}
		}
		for i := range a.Locales {
			if l := &a.Locales[i]; a.index.locales[l.Text] == nil {
				a.index.locales[l.Text] = l
			}
		}
	})
	return &a.index
}

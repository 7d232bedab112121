package gallery

import (
	"testing"

	"vitrine/generator/site"
)

// FuzzReadBaseline: whatever the gallery.json of an earlier build says, it is refused, or compared with.
func FuzzReadBaseline(f *testing.F) {
	for _, text := range []string{
		`{"version":1,"apps":[{"app":"a","version":"1.0.0","latest":true,"title":"A","digest":"d","widgets":[{"name":"w"}]}]}`,
		`{"version":1,"apps":[{"app":"a","version":"0.9.0","widgets":null},{"app":"a","version":"0.9.0"}]}`,
		`{"version":1}`, `{"version":1,"apps":[null]}`, `{"version":2}`, `[]`, `null`, ``,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := ReadBaseline(text)
		if err != nil {
			return
		}
		if first := b.key(); first != b.key() {
			t.Error("its key is another each time")
		}
		s := &site.Summary{Name: "a", Version: "1.0.0", Latest: true, Widgets: []site.WidgetSummary{{Name: "w"}, {}}}
		if b.mark(s); len(b.apps["a"]) == 0 != (s.Mark == "new") {
			t.Errorf("of %d versions before, and the mark is %q", len(b.apps["a"]), s.Mark)
		}
	})
}

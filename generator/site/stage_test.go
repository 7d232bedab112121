package site

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// defined makes a definition of a text, with a page for each widget.
func defined(t *testing.T, text string) *Definition {
	t.Helper()
	reading, _ := appdef.Parse([]byte(text), jsontree.Limits{})
	app, _ := appdef.Decode(reading.Root)
	d := &Definition{Name: "a", App: app, Source: diag.NewSource("a.json", []byte(text)), Page: "apps/a.html"}
	for i := range app.Widgets {
		d.Widgets = append(d.Widgets, "apps/a/"+strings.Repeat("w", i+1)+".html")
	}
	return d
}

const staged = `{"app": "a", "version": "1.0.0", "title": "A",
"settings": {"default": {
	"store": {"type": "string", "defaultValue": "s1"}, "last": {"type": "string", "defaultValue": ""},
	"host": {"type": "string", "defaultValue": "h"}, "key": {"type": "secret", "defaultValue": "canary"}}},
"widgets": [
	{"name": "one", "url": "https://one.test/{{{settings.default.last}}}?s={{{settings.default.store}}}&k={{{settings.default.key}}}&n={{{settings.default.none}}}", "iframePermissions": "microphone *; geolocation *", "icon": "https://icons.test/a.png"},
	{"name": "two", "url": "https://{{{settings.default.host}}}.two.test/"},
	{"name": "three", "url": "javascript:alert(1)"},
	{"name": "four", "url": "https://four.test/; script-src *"}
]}`

func TestStageData(t *testing.T) {
	d := defined(t, staged)
	s := &Settings{Load: "auto", Previews: []Redirect{{"https://one.test/", "widgets/one.html"}, {"https://other.test/", "https://x.test/"}, {"https://four.test/;", "https://dev.test/"}}}
	data := d.stageData(s, 0, "../../")
	var keys []string
	for _, x := range data.Settings {
		keys = append(keys, x.Key)
	}
	if got := strings.Join(keys, " "); got != "default.last default.store default.key default.host" {
		t.Errorf("settings are %s: those of the address come first, in its order", got)
	}
	if got := data.Widgets[0].Parts[1]; got.In != "" || got.Setting != 0 {
		t.Errorf("the first reference is %+v", got)
	}
	if last := data.Widgets[0].Parts[len(data.Widgets[0].Parts)-1]; last.Setting != -1 {
		t.Errorf("a reference to nothing is %+v", last)
	}
	if !slices.Equal(data.Widgets[0].Features, []string{"microphone"}) || data.Widgets[1].Parts[1].In != "host" || data.Widgets[2].Fault == "" {
		t.Errorf("widgets are %+v", data.Widgets)
	}
	if !slices.Equal(data.Frames, []string{"https:", "https://h.two.test", "https://dev.test", "'self'", "https://x.test"}) {
		t.Errorf("frames may come from %q", data.Frames)
	}
	if len(data.Redirects) != 3 || data.Redirects[0].To != "../../widgets/one.html" || !data.Redirects[0].Local {
		t.Errorf("redirects are %+v", data.Redirects)
	}
	if got := d.images(s, 0); !slices.Equal(got, []string{"https://icons.test"}) {
		t.Errorf("icons come from %q", got)
	}
	text, err := json.Marshal(data)
	if err != nil || strings.Contains(string(text), "canary") || !strings.Contains(string(text), appdef.SecretMarker) {
		t.Errorf("%v; the secret is in %s", err, text)
	}
	s.Load = "never"
	if data := d.stageData(s, 0, ""); len(data.Frames) > 0 || d.images(s, 0) != nil {
		t.Error("previews are off, and frames or icons may load")
	}
}

func TestStageBounds(t *testing.T) {
	var widgets []string
	for range 40 {
		widgets = append(widgets, `{"url": "https://w.test/"}`)
	}
	d := defined(t, `{"app": "a", "version": "1.0.0", "title": "A", "widgets": [`+strings.Join(widgets, ",")+`]}`)
	data := d.stageData(&Settings{Load: "auto"}, 20, "")
	if len(data.Widgets) != maxStaged || data.More != 40-maxStaged || data.Widgets[0].Page != To(d.Widgets[20], d.Widgets[20]) {
		t.Errorf("%d widgets and %d more, the first is %s", len(data.Widgets), data.More, data.Widgets[0].Page)
	}
}

func TestStageVerdicts(t *testing.T) {
	d := defined(t, staged)
	d.Findings = []diag.Diagnostic{
		{Rule: "online-framing", Path: "/widgets/0/url", Message: "the site refuses to be framed"},
		{Rule: "online-framing", Path: "/widgets/1/url", Message: "another"},
	}
	if data := d.stageData(&Settings{Load: "auto"}, 0, ""); !slices.Equal(data.Verdicts, []string{"The site refuses to be framed."}) {
		t.Errorf("verdicts are %q", data.Verdicts)
	}
}

// TestExact: what reaches the scripts is what was written, in a form that
// nothing on the way changes.
func TestExact(t *testing.T) {
	for _, s := range []string{"", "plain", "é日🙂", "\u202e\u200b\u2028\ufeff\u00a0\u007f\x00", "</script>", "\U000e0041"} {
		text, err := json.Marshal(exact(s))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(text) {
			if r == '\u202e' || r == '\u200b' || r == '\u2028' || r == '\ufeff' || r == 0x7f || r == '<' || r == '\U000e0041' {
				t.Errorf("%q is written %s", s, text)
			}
		}
		var back string
		if err := json.Unmarshal(text, &back); err != nil || back != s {
			t.Errorf("%q came back as %q (%v)", s, back, err)
		}
	}
}

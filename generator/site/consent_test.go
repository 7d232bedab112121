package site

import (
	"cmp"
	"encoding/json"
	"os"
	"testing"
)

// table reads cases that hold this package and the scripts of pages together
// (templates/scripts).
func table(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// TestConsent: which pages wait for a click.
func TestConsent(t *testing.T) {
	var cases []struct {
		Load, Address string
		Frame         string // where previews: leads; "" for nowhere else
		Waits         bool
	}
	table(t, "consent.json", &cases)
	for _, c := range cases {
		mode, _ := consent(c.Load, PreviewSet{OK: true, URL: c.Address, Frame: cmp.Or(c.Frame, c.Address)})
		if (mode == "click") != c.Waits {
			t.Errorf("%+v: %s", c, mode)
		}
	}
}

// TestRedirect: where previews: leads.
func TestRedirect(t *testing.T) {
	var cases struct {
		Previews []struct{ From, To string }
		Cases    []struct {
			URL, Frame string
			Local      bool
		}
	}
	table(t, "redirects.json", &cases)
	var list []Redirect
	for _, p := range cases.Previews {
		list = append(list, Redirect{From: p.From, To: p.To})
	}
	for _, c := range cases.Cases {
		frame, local := c.URL, false
		if to, rest, ok := redirect(list, c.URL); ok {
			frame, local = to.To+rest, to.local()
		}
		if frame != c.Frame || local != c.Local {
			t.Errorf("%s: %s, local is %v", c.URL, frame, local)
		}
	}
}

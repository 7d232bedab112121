package appdef

import (
	"encoding/json"
	"net/netip"
	"os"
	"strings"
	"testing"

	"vitrine/generator/nets"
)

// TestHosts: which hosts are local. testdata/hosts.json holds this package and
// the stage together, which judges values that are typed there
// (templates/scripts/stage/hosts.test.ts).
func TestHosts(t *testing.T) {
	data, err := os.ReadFile("testdata/hosts.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Address string `json:"address"`
		Local   bool   `json:"local"`
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		a, _ := ParseAddress(c.Address)
		if a.Host == "" || a.Local != c.Local {
			t.Errorf("%s: the host is %q, local is %v", c.Address, a.Host, a.Local)
		}
		if ip, err := netip.ParseAddr(strings.Trim(a.Host, "[]")); err == nil && c.Local && nets.NotPublic(ip) == "" {
			t.Errorf("%s is local, and would be asked by \"check --online\"", c.Address)
		}
	}
}

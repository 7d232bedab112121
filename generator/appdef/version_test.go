package appdef

import "testing"

// TestVersionOrder: each version is lower than all that follow it.
func TestVersionOrder(t *testing.T) {
	order := []string{
		"0.0.0", "0.0.1", "0.9.0", "0.10.0", "1.0.0-0", "1.0.0-1", "1.0.0-9", "1.0.0-10", "1.0.0-99999999999999999998", "1.0.0-99999999999999999999",
		"1.0.0--", "1.0.0-1a", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
		"1.0.18446744073709551615", "1.0.18446744073709551616", "1.18446744073709551616.0", "2.0.0", "18446744073709551615.0.0", "18446744073709551616.0.0",
		"100000000000000000000000000000.0.0", "100000000000000000000000000001.0.0",
	}
	for i, a := range order {
		for k, b := range order {
			v, okA := ParseVersion(a)
			w, okB := ParseVersion(b + "+build." + a)
			want := 0
			if i < k {
				want = -1
			} else if i > k {
				want = 1
			}
			if got := v.Compare(w); !okA || !okB || got != want {
				t.Errorf("%s and %s: %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestParseVersion(t *testing.T) {
	v, ok := ParseVersion("1.20.3-rc.1-x+b-1.2")
	if want := (Version{"1", "20", "3", "rc.1-x", "b-1.2", "1.20.3-rc.1-x+b-1.2"}); !ok || v != want {
		t.Errorf("%+v, want %+v", v, want)
	}
	if v, ok := ParseVersion("1.0.0+a-b"); !ok || v.Pre != "" || v.Build != "a-b" {
		t.Errorf("%+v", v)
	}
	for _, s := range []string{"", "1", "1.0", "v1.0.0", "1.0.0.0", "01.0.0", "1.0.0-01", "1.0.0-", "1.0.0+", "1.0.0-a..b", " 1.0.0", "1.0.0\n", "1.-1.0"} {
		if v, ok := ParseVersion(s); ok || IsVersion(s) {
			t.Errorf("%q is no version, but came out as %+v", s, v)
		}
	}
}

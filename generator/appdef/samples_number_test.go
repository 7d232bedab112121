package appdef

import "testing"

// TestSampleNumbersAreKept: a number of a context stays as it was written, to
// its last digit, and is JSON however YAML writes it.
func TestSampleNumbersAreKept(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"12", "12"},
		{"123456789012345678901234567890", "123456789012345678901234567890"},
		{"-0.1234567890123456789012345", "-0.1234567890123456789012345"},
		{"1.0", "1.0"},
		{"1e400", `"1e400"`}, // no number to YAML
		{"0x1F", "31"},
		{"1_000", "1000"},
		{"+7", "7"},
		{".5", "0.5"},
		{".inf", `".inf"`},
	} {
		sets, _, findings := Samples([]byte("- name: a\n  context: {id: "+c.in+"}\n"), nil)
		if len(sets) != 1 || len(findings) != 0 {
			t.Fatalf("%s: %d sets, %v", c.in, len(sets), findings)
		}
		if got := string(sets[0].Context); got != `{"id":`+c.want+`}` {
			t.Errorf("%s: the context is %s", c.in, got)
		}
	}
}

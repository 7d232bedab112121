package appdef

import (
	"strings"
	"testing"
)

func TestSampleContextAndResponses(t *testing.T) {
	sets, findings, _ := Samples([]byte(`
- name: A
  context:
    widget: {isOpen: false}
    list: [1, 2.5, "3", yes, null, 007, 12345678901234567, .inf, 2026-01-02]
    digits: [123456789012345678901234567890, -0.1234567890123456789012345, 1e400, 0x10, +1]
    "</script>": "<b>"
  responses:
    - {url: /v1/a}
    - {method: post, url: "/v1/b*", status: 404, body: [x, {y: 1}]}
`), nil)
	if len(findings) > 0 {
		t.Fatalf("findings: %v", findings)
	}
	want := `{"widget":{"isOpen":false},"list":[1,2.5,"3","yes",null,7,12345678901234567,".inf","2026-01-02"],` +
		`"digits":[123456789012345678901234567890,-0.1234567890123456789012345,"1e400",16,1],"\u003c/script\u003e":"\u003cb\u003e"}`
	if got := string(sets[0].Context); got != want {
		t.Errorf("context is\n%s, want\n%s", got, want)
	}
	r := sets[0].Responses
	if len(r) != 2 || r[0].Method != "GET" || r[0].Status != 200 || string(r[0].Body) != "null" {
		t.Errorf("the first response is %+v", r)
	}
	if r[1].Method != "POST" || r[1].URL != "/v1/b*" || r[1].Status != 404 || string(r[1].Body) != `["x",{"y":1}]` {
		t.Errorf("the second response is %+v", r[1])
	}
}

func TestSampleContextTrouble(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{"- context: [1]", "context should be a mapping"},
		{"- responses: {}", "responses should be a list"},
		{"- responses: [x]", "a response should have a method"},
		{"- responses: [{method: GET}]", "a response without a url"},
		{"- responses: [{url: /a, status: soon}]", `"soon" is no status`},
		{"- responses: [{url: /a, status: 900}]", `"900" is no status`},
		{"- responses: [{url: /a, bdy: 1}]", `unknown key "bdy"`},
		{"- context: &a {x: &b [*b]}", ""},
		{"- context: {a: &x 1, b: *x}", "expected a value"},
		{"- context: {a: " + strings.Repeat("[", 60) + strings.Repeat("]", 60) + "}", "nested more than 32 deep"},
	} {
		_, findings, _ := Samples([]byte(c.text), nil)
		if len(findings) == 0 || !strings.Contains(findings[0].Message, c.message) {
			t.Errorf("%s: %v", c.text, findings)
		}
	}
}

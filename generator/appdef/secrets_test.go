package appdef

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// told is everything that can be known of a definition behind Parse: the tree,
// the findings, and the text with its secrets masked.
func told(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	r, secrets := Parse([]byte(text), jsontree.Limits{})
	root, findings := r.Root, r.Faults
	root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		fmt.Fprintf(&b, "%s %s\n", at.Pointer(), n.Text)
		return true
	})
	for _, d := range findings {
		fmt.Fprintf(&b, "%s: %s %s %s %v %v\n", d.Rule, d.Path, d.Message, d.Hint, d.Related, d.Fix)
	}
	src := diag.NewSource("", []byte(text))
	end := 0
	for _, s := range secrets {
		if s.Span.Start < end || s.Span.End <= s.Span.Start || s.Span.End > len(text) {
			t.Fatalf("the span %v of %d bytes follows %d", s.Span, len(text), end)
		}
		end = s.Span.End
		src.Secret = append(src.Secret, s.Span)
		fmt.Fprintf(&b, "secret at %s: %s\n", s.Path, s.Looks)
	}
	b.Write(src.Masked(diag.Span{End: len(text)}))
	return b.String()
}

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJ0d28ifQ.c2lnbmF0dXJl"

// TestParseHides: nothing tells CANARY, wherever it stands and however that
// is spelt. Where a text is given without braces it is a setting.
func TestParseHides(t *testing.T) {
	for _, text := range []string{
		`"type": "secret", "defaultValue": "CANARY"`, `"type": "secret", "value": "CANARY"`, `"type": "secret", "defaultvalue": "CANARY"`, `"type": "secret", "default": "CANARY"`,
		`"Type": "secret", "defaultValue": "CANARY"`, `"type": ["secret"], "defaultValue": "CANARY"`, `"type": "secret", "type": "string", "defaultValue": "CANARY"`,
		`"type": "password", "defaultValue": "CANARY"`, `"type": " Secret ", "dflt": "CANARY"`, `"type": "secert", "defaultValue": "CANARY"`, `"type": "string", "format": "password", "default_value": "CANARY"`,
		`"type": "secret", "defaultValue": ["x", "CANARY"]`, `"type": "secret", "defaultValue": {"CANARY": 1, "b": {"c": "CANARY"}}`, `"type": "secret", "defaultValue": "CANARY`,
		`"type": "secret", "defaultValue": 'CANARY'`, `"type": "secret", "defaultValue": CANARY`, `"type": "secret", "defaultValue": "CANARY\x"`, `"type": "secret", "defaultValue": “CANARY”`,
		`"type": "secret", "defaultValue": "a", "defaultValue": "CANARY"`, `"t\u0079pe": "secret", "defaultValue": "CANARY"`, `"type": "s\u0065cret", "defaultValue": "CANARY"`,
		`"defaultValue": "CANARY", "type": "secret",`, `"type": "secret" "defaultValue": "CANARY"`, "\"type\": \"secret\", \"defaultValue\": \"CANARY\nCANARY\"", `"type": "secret", "defaultValue": "say \"CANARY\" twice"`,
		`"type": "secret", "defaultValue": "CANARY\\"`, `"type": "secret", "defaultValue": "tel \u004a CANARY"`, `type: secret, defaultValue: "CANARY"`, `"type"="secret", "defaultValue"="CANARY"`,

		`{"settings": {"default": {"apiKey": {"type": "string", "defaultValue": "CANARY"}}}}`, `{"settings": {"default": {"password": {"defaultValue": "CANARY"}}}}`,
		`{"settings": {"default": {"clientSecret": "CANARY"}}}`, `{"settings": [{"name": "accessToken", "type": "string", "defaultValue": "CANARY"}]}`, `{"settings": {"i18n": {"token": {"type": "secret", "defaultValue": "CANARY"}}}}`,
		`{"clientSecret": "CANARY"}`, `{"auth": {"oauth2": {"client_secret": "CANARY"}}}`, `{"auth": {"oauth2": {"clientSecret": ["CANARY"]}}}`, `[{"app": "a", "clientSecret": "CANARY"}]`,
		`{"actions": [{"headers": {"Authorization": "CANARY"}}]}`, `{"actions": [{"headers": [{"name": "x-api-key", "value": "CANARY"}]}]}`, `{"commands": [{"headers": {"authorization": "Bearer CANARY {{x}}"}}]}`,
		`{"outboundWebhooks": [{"headers": {"Cookie": "CANARY"}, "passwords": ["CANARY"]}]}`, `{"type": "secret", "app": "a", "defaultValue": "CANARY"}`, `{"apiKey": {"type": "number", "defaultValue": 4711}, "clientSecret": "CANARY"}`,
		`{"widgets": [{"url": "https://acme.example/?api_key=CANARY&x=1"}]}`, `{"widgets": [{"url": "https://acme.example/#access_token=CANARY"}]}`, `{"x": "https:\/\/acme.example\/?a=b\u0026token=CANARY"}`,
		`{"x": "https://user:CANARY@acme.example/"}`, `{"x": "https://user:p@CANARY@acme.example/"}`, `{"x": "https:\/\/user:CANARY\u0040acme.example/"}`, `{"x": "https://CANARY0123456789abc@acme.example/"}`,
		`{"x": "Bearer CANARY0123456789abc"}`, `{"x": "-----BEGIN RSA PRIVATE KEY-----\nCANARY\n-----END RSA PRIVATE KEY-----"}`, `{"x": "-----BEGIN PRIVATE KEY-----CANARY", "y": 1}`,
	} {
		if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
			text = `{"app": "acme", "settings": {"default": {"k": {` + text + `}}}}`
		}
		for _, canary := range []string{"CANARY", "Hunter-2-\u00e9\u4e16-zebra", "tru\\u0065-horse-99"} {
			if !strings.Contains(text, "CANARY") || canary != "CANARY" && strings.ContainsAny(text, `@0`) {
				continue // no key of a known shape
			}
			with := strings.ReplaceAll(text, "CANARY", canary)
			for _, word := range []string{canary, "Hunter", "zebra", "horse-99", "true-horse", "4711,"} {
				if got := told(t, with); strings.Contains(got, word) {
					t.Errorf("%s\ntells %s:\n%s", with, word, got)
				}
			}
		}
	}
}

// TestParseRecognises: a credential that is known by its shape is hidden
// wherever it stands, also in what the parser drops.
func TestParseRecognises(t *testing.T) {
	for _, key := range []string{
		jwt, "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "xoxb-1234567890-abcdefGHIJ", "ghp_abcdefghijklmnopqrst12345", "AKIAIOSFODNN7EXAMPLE",
		"github_pat_11ABCDEFG0abcdefghijkl_mnopq", "glpat-abcdefghij0123456789", "npm_abcdefghijklmnopqrstuvwxyz0123456789", "whsec_abcdefghijklmnop0123", "sk-proj-abcdefghijklmnopqrst0123",
	} {
		for _, place := range []string{
			`{"app": "KEY"}`, `{"KEY": 1}`, `{"settings": {"KEY": {"KEY": {"type": "string"}}}}`, `{"app": "b", "x": tru "KEY"}`, `{"app": "b" "KEY"`, `{"a": KEY}`, `{KEY: 1}`, "// KEY\n{}", `{"a": 'KEY}`,
			`{"a": "text KEY, text"}`, `{"a": "line\nKEY\nline"}`, `{"a": "\\KEY"}`, `{"a": "https://x.example/?q=KEY"}`, `KEY`, `["KEY", "KEY"]`, `{"KEY": 1, "KEY": 2}`, `{"a": "` + escapedKey + `"}`, `{"` + escapedKey + `": nul "` + escapedKey + `"}`,
		} {
			text := strings.ReplaceAll(strings.ReplaceAll(place, escapedKey, fmt.Sprintf(`\u%04x%s`, key[0], key[1:])), "KEY", key)
			if got := told(t, text); strings.Contains(got, key) || strings.Contains(got, key[1:]) {
				t.Errorf("%s\ntells it:\n%s", text, got)
			}
		}
	}
}

const escapedKey = "ESCAPED"

// TestParseShows: what is no secret stays.
func TestParseShows(t *testing.T) {
	for _, text := range []string{
		`{"app": "acme", "settings": {"default": {"passwordHint": {"type": "string", "defaultValue": "the usual"}}}}`, `{"settings": {"default": {"tokenizer": {"type": "string", "defaultValue": "bpe-large"}}}}`,
		`{"settings": {"default": {"secretSanta": {"type": "string", "defaultValue": "Rudolph"}}}}`, `{"settings": {"default": {"apiKey": {"type": "string", "defaultValue": "YOUR_API_KEY"}}}}`,
		`{"settings": {"default": {"apiKey": {"type": "string", "defaultValue": "<token>", "description": "find it at acme"}}}}`, `{"settings": {"default": {"maxTokens": {"type": "number", "defaultValue": 4096}}}}`,
		`{"settings": {"default": {"k": {"type": "secret", "defaultValue": "", "description": "The key", "required": true, "displayName": "Key"}}}}`, `{"settings": {"default": {"showPassword": {"type": "boolean", "defaultValue": true}}}}`,
		`{"auth": {"oauth2": {"clientSecret": "{{{settings.default.secret}}}", "clientId": "acme-1", "accessTokenUrl": "https://acme.example/token"}}}`,
		`{"headers": {"Authorization": "Bearer {{settings.default.token}}"}}`, `{"i18n": {"de": {"acme.password": "Passwort eingeben", "password": "Passwort"}}, "app": "a"}`,
		`{"icon": "https://cdn.example/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c.png", "b": "see https://git.example/c/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c)"}`,
		`{"url": "https://acme.example/?token={{{settings.default.token}}}&key=1&monkey=gorilla"}`, `{"x": "mail@acme.example, https://acme.example/@user"}`, `{"a": "00000000000000000000000000000000"}`,
		`{"type": "secret", "app": "acme", "title": "Hello", "widgets": [{"url": "https://acme.example"}]}`, `{"screen": {"type": "select", "default": "large"}}`, `{"a": "Basic authentication is used, bearer authentication too"}`,
	} {
		r, secrets := Parse([]byte(text), jsontree.Limits{})
		root := r.Root
		if len(secrets) > 0 || strings.Contains(told(t, text), "**") {
			t.Errorf("%s\nhides %v %v", text, secrets, root)
		}
	}
}

// TestParsePlaces: hiding a secret moves nothing and hides nothing else, and a
// fault inside of one is still a fault.
func TestParsePlaces(t *testing.T) {
	text := `{"a": {"type": "secret", "defaultValue": "caf` + "\u00e9" + `\x zebra"}, "b": {"type": "secret", "defaultValue": 0123}, "c": tru, "d": {"type": "secret", "defaultValue": bare}}`
	_, plain := jsontree.Parse([]byte(text), jsontree.Limits{})
	r, secrets := Parse([]byte(text), jsontree.Limits{})
	findings := r.Faults
	for _, d := range plain {
		if !slices.ContainsFunc(findings, func(x diag.Diagnostic) bool { return x.Rule == d.Rule && x.Span == d.Span }) {
			t.Errorf("the fault %s at %v is gone: %v", d.Message, d.Span, findings)
		}
	}
	if len(findings) != len(plain) || len(secrets) != 3 {
		t.Errorf("%d findings, %d without hiding; secrets %v", len(findings), len(plain), secrets)
	}
	for i, path := range []string{"/a/defaultValue", "/b/defaultValue", "/d/defaultValue"} {
		if secrets[i].Path != path || !secrets[i].Setting {
			t.Errorf("the secret at %v is %+v, want %s", secrets[i].Span, secrets[i], path)
		}
	}
}

// TestParseMarks: the marks of two texts tell whether a secret changed.
func TestParseMarks(t *testing.T) {
	mark := func(value string) uint64 {
		_, secrets := Parse([]byte(`{"type": "secret", "defaultValue": "`+value+`"}`), jsontree.Limits{})
		return secrets[0].Mark
	}
	first, again, other := mark("aaaa"), mark("aaaa"), mark("bbbb")
	if first != again || first == other {
		t.Error("marks do not tell texts apart")
	}
}

// TestParseLinear: many secrets, and what looks like the beginning of many,
// take linear time.
func TestParseLinear(t *testing.T) {
	for _, part := range []string{`"sk_live_4eC39HqLyjWDarjt",`, `{"type":"secret","defaultValue":"abc"},`, "@", "://a@", "=", "?token=", "-----BEGIN PRIVATE KEY-----", "eyJ", "abcdef0123456789abcdef0123456789/", `\u`, "bearer ", "{{"} {
		linear(t, part, func(size int) {
			text := strings.Repeat(part, size/len(part))
			Parse([]byte("["+text+"]"), jsontree.Limits{})
			Conceal(text)
		})
	}
}

// FuzzParseHides: a canary that the structure declares a secret is never told,
// whatever stands around it.
func FuzzParseHides(f *testing.F) {
	f.Add(`{"app": "a", "settings": {"default": {"k": {`, `, "x": 1`, `}}}}`, "type", "defaultValue", uint8(0))
	f.Add(`{"a": tru `, "", "", "Type", "default", uint8(1))
	f.Add("[", `, "b": "c\`, "", " TYPE ", "value", uint8(2))
	f.Add("", "\n", "]", "type", "defaultValue", uint8(3))
	f.Fuzz(func(t *testing.T, before, between, after, typ, key string, shape uint8) {
		if len(before)+len(between)+len(after)+len(typ)+len(key) > 4000 || !utf8.ValidString(before+between+after) {
			return
		}
		const canary = "q7Zebra-Canary-4711"
		if strings.Contains(before+between+after+typ+key, "Canary") {
			return
		}
		text := before + ` "x sk_live_` + "q7ZebraCanary4711" + ` y" ` + between + " " + jwt + " " + after // known by their shape
		if got := told(t, text); strings.Contains(got, "q7ZebraCanary4711") || strings.Contains(got, "c2lnbmF0dXJl") {
			t.Fatalf("%q\ntells it:\n%s", text, got)
		}
		if !saysType(typ) || !holdsValue(key) {
			return
		}
		value := [...]string{`"` + canary + `"`, `["` + canary + `"]`, `{"` + canary + `": 1}`, `'` + canary + `'`, canary}[shape%5]
		text = `{"s": {` + jsontree.Quote(typ) + `: "secret", "n": [` + jsontree.Quote(between) + `], ` + jsontree.Quote(key) + `: ` + value + `}, "m": ` + after
		if got := told(t, text); strings.Contains(got, canary) {
			t.Fatalf("%q\ntells it:\n%s", text, got)
		}
	})
}

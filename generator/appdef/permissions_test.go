package appdef

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

// permissionTable says what strings mean, what a browser grants for them and
// what is reported. The browser test holds the second column.
var permissionTable = []struct{ text, requested, granted, problems string }{
	// sound strings
	{"", "", "", ""},
	{"camera *", "camera", "camera", ""},
	{"microphone *; autoplay *;", "microphone autoplay", "microphone autoplay", ""},
	{"autoplay *;;; ", "autoplay", "autoplay", ""},
	{"  camera   *  ", "camera", "camera", ""},
	{"camera *; microphone *", "camera microphone", "camera microphone", "broad"},
	{"camera 'src'", "camera", "camera", ""},
	{"camera https://acme.example", "camera", "", ""},
	{"camera * https://acme.example", "camera", "camera", ""},

	// the sample of the platform's own documents
	{"camera *;microphone*;", "camera microphone", "camera", "missing-space"},
	{"microphone*", "microphone", "", "missing-space"},
	{"camera'src'", "camera", "", "missing-space"},
	{"microphon*", "microphone", "", "missing-space unknown"},
	{"Microphone*", "microphone", "", "missing-space syntax"},

	// separators
	{"camera, microphone", "camera microphone", "", "separator"},
	{"camera *,microphone *", "camera microphone", "camera", "separator"},
	{"camera *, microphone *", "camera microphone", "camera", "separator"},
	{"camera,microphone", "camera microphone", "", "separator"},
	{"camera microphone", "camera microphone", "", "separator"},
	{"camera * microphone *", "camera microphone", "camera", "separator"},
	{"camera * microphone*", "camera microphone", "camera", "separator missing-space"},
	{"camera,", "camera", "", "separator"},
	{",camera *", "camera", "", "separator"},
	{",", "", "", "separator"},
	{"camera *\nmicrophone *", "camera", "camera", "syntax"},

	// no value
	{"camera", "camera", "camera", "no-value"},
	{"camera; microphone", "camera microphone", "camera microphone", "no-value broad no-value"},
	{"camera;", "camera", "camera", "no-value"},

	// names
	{"microfone *", "microphone", "", "unknown"},
	{"microphon *; autoplay *", "microphone autoplay", "autoplay", "unknown"},
	{"telepathy *; camera *", "camera", "camera", "unknown"},
	{"geolocation *", "geolocation", "", "unsupported"},
	{"geolocation *; camera *", "geolocation camera", "camera", "unsupported"},
	{"Camera *", "camera", "", "syntax"},
	{"CAMERA", "camera", "", "syntax no-value"},
	{"*", "", "", "syntax"},
	{"* camera", "camera", "", "separator syntax"},
	{"camera: *", "camera", "", "syntax"},
	{"camera:*", "camera", "", "syntax"},

	// the header's syntax
	{"camera=*; microphone=*", "camera microphone", "", "syntax syntax"},
	{"camera=(self)", "camera", "", "syntax"},
	{"camera=(), microphone=(self \"https://a.example\")", "", "", "syntax"},
	{"camera=*, microphone=*", "camera microphone", "", "syntax"},

	// values
	{"camera 'self'", "camera", "", "none-effective"},
	{"camera 'none'", "camera", "", "none-effective"},
	{"camera 'SRC'", "camera", "camera", ""},
	{"camera 'none' *", "camera", "camera", ""},
	{"camera self", "camera", "", "syntax"},
	{"camera src", "camera", "", "syntax"},
	{"camera none", "camera", "", "syntax"},
	{"camera \"*\"", "camera", "", "syntax"},
	{"camera true", "camera", "", "syntax"},
	{"camera externalsite.com", "camera", "", "syntax"},
	{"camera https://acme.example/path", "camera", "", "syntax"},
	{"camera * nonsense", "camera", "camera", "syntax"},

	// twice
	{"camera 'none'; camera *", "camera", "", "duplicate"},
	{"camera *; camera 'none'", "camera", "camera", "duplicate"},
	{"microphone *; microphone 'none'", "microphone", "microphone", "duplicate"},
	{"microphone*; microphone *", "microphone", "microphone", "missing-space duplicate"},

	// hostile
	{"camera *\" onload=\"alert(1)", "camera", "", "syntax"},
	{"camera *><script>alert(1)</script>", "camera", "", "syntax"},
	{"ｃamera *", "", "", "syntax"},
	{"camera\u00a0*", "", "", "syntax"},
	{"camera\v*", "", "", "syntax"},
	{"{{settings.x}} *", "", "", "syntax"},
}

func TestParsePermissions(t *testing.T) {
	for _, c := range permissionTable {
		p := ParsePermissions(c.text)
		var codes []string
		for _, x := range p.Problems {
			codes = append(codes, strings.TrimPrefix(x.Code, "permissions-"))
			checkProblem(t, c.text, x)
		}
		if got := strings.Join(p.Requested(), " "); got != c.requested {
			t.Errorf("%q requests %q, want %q", c.text, got, c.requested)
		}
		if got := strings.Join(p.Granted(), " "); got != c.granted {
			t.Errorf("%q grants %q, want %q", c.text, got, c.granted)
		}
		if got := strings.Join(codes, " "); got != c.problems {
			t.Errorf("%q: problems %q, want %q", c.text, got, c.problems)
		}
	}
}

func TestPermissionFixes(t *testing.T) {
	for text, want := range map[string]string{
		"camera *;microphone*;":           "camera *;microphone *;",
		"camera, microphone":              "camera *; microphone *",
		"camera,microphone,autoplay":      "camera *; microphone *; autoplay *",
		"camera *,microphone *":           "camera *; microphone *",
		"camera microphone":               "camera *; microphone *",
		"camera * microphone*":            "camera *; microphone *",
		",camera, , microphone *,; usb *": "camera *; microphone *; usb *",
		"camera":                          "camera *",
		"camera ; autoplay":               "camera * ; autoplay *",
		"microphon *":                     "microphone *",
		"Microphone*":                     "microphone *",
		"CAMERA":                          "camera *",
		"camera:*":                        "camera *",
		"camera: *":                       "camera *",
		"camera=*, Microphone=*":          "camera *; microphone *",
		"camera \"*\"; autoplay *":        "camera *; autoplay *",
		"camera src":                      "camera 'src'",
	} {
		got := text
		for range 3 { // fixes of different problems are applied in rounds
			var edits []diag.Edit
			for _, x := range ParsePermissions(got).Problems {
				if !x.Unsafe && (len(edits) == 0 || x.Fix != nil && x.Fix[0].Span.Start > last(edits).Span.End) {
					edits = append(edits, x.Fix...)
				}
			}
			got = apply(got, edits)
		}
		if got != want {
			t.Errorf("%q is mended to %q, want %q", text, got, want)
		}
		for _, x := range ParsePermissions(got).Problems {
			if x.Severity == diag.Error {
				t.Errorf("%q, mended from %q: %s", got, text, x.Message)
			}
		}
	}
}

func TestPermissionMessages(t *testing.T) {
	for text, want := range map[string]string{
		"camera *;microphone*;": `9-20 no space between "microphone" and "*"; a browser grants nothing for it (write "microphone *")`,
		"camera, microphone":    `0-18 a comma in permissions (write a semicolon between permissions; a browser reads all of this as one)`,
		"microfone *":           `0-9 no permission is called "microfone" (did you mean "microphone"?)`,
		"geolocation *":         `0-11 Kustomer does not set "geolocation"; it is ignored (supported are microphone, camera and autoplay)`,
		"camera=(self)":         `0-13 this is the syntax of an HTTP header (` + permissionHint + `)`,
		"camera *\" onload=":    `8-9 '"' has no place in permissions (` + permissionHint + `)`,
	} {
		x := ParsePermissions(text).Problems[0]
		if got := fmt.Sprintf("%d-%d %s (%s)", x.Span.Start, x.Span.End, x.Message, x.Hint); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestPermissionDirectives(t *testing.T) {
	s := "camera *;microphone*; Autoplay 'src' https://a.example"
	var got []string
	for _, d := range ParsePermissions(s).Directives {
		line := fmt.Sprintf("%s|%s|%s", s[d.Span.Start:d.Span.End], s[d.NameSpan.Start:d.NameSpan.End], d.Feature)
		for _, v := range d.Values {
			line += "|" + v.Text + "=" + s[v.Span.Start:v.Span.End]
		}
		got = append(got, line)
	}
	want := []string{"camera *|camera|camera|*=*", "microphone*|microphone|microphone|*=*",
		"Autoplay 'src' https://a.example|Autoplay|autoplay|'src'='src'|https://a.example=https://a.example"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestGrantedTo(t *testing.T) {
	p := ParsePermissions("camera https://acme.example; microphone 'self'; autoplay *")
	if got := p.GrantedTo("https://acme.example"); !slices.Equal(got, []string{"camera", "autoplay"}) {
		t.Error(got)
	}
	if got := p.GrantedTo("https://evil.example"); !slices.Equal(got, []string{"autoplay"}) {
		t.Error(got)
	}
}

func TestAllow(t *testing.T) {
	if got := Allow([]string{"camera", "usb", "camera", `x" onload="`, "microphone"}); got != "camera *; microphone *" {
		t.Error(got)
	}
}

func TestPermissionsLinear(t *testing.T) {
	for _, part := range []string{"camera *;", "camera,", "camera ", "x", ";", "x=,", "((", "microphone*;", "=(", "\"", "https://a.example "} {
		linear(t, fmt.Sprintf("%q repeated", part), func(size int) {
			if p := ParsePermissions(strings.Repeat(part, size/len(part))); len(p.Problems) > maxProblems {
				t.Errorf("%q repeated: %d problems", part, len(p.Problems))
			}
		})
	}
}

// TestPermissionsChromium asks a frame of another origin what it was granted.
func TestPermissionsChromium(t *testing.T) {

	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/child" {
			fmt.Fprint(w, pageChild)
			return
		}
		fmt.Fprint(w, permissionPage(t, "http://localhost:"+port(r.Host)+"/child"))
	}))
	defer server.Close()
	var answers []string
	inBrowser(t, server.URL, &answers)
	for i, c := range permissionTable {
		if i < len(answers) && answers[i] != inOrder(c.granted) {
			t.Errorf("%q: Chromium grants %q, we say %q", c.text, answers[i], c.granted)
		}
	}
	if len(answers) != len(permissionTable) {
		t.Errorf("%d answers", len(answers))
	}
}

// inOrder lists features as the child does.
func inOrder(list string) string {
	names := strings.Fields(list)
	slices.Sort(names)
	return strings.Join(names, " ")
}

func port(hostport string) string {
	_, p, _ := net.SplitHostPort(hostport)
	return p
}

const pageChild = `<!doctype html><script>
parent.postMessage({i: +location.hash.slice(1), got: ["autoplay", "camera", "microphone"].filter(f => document.featurePolicy.allowsFeature(f)).join(" ")}, "*");
</script>`

func permissionPage(t *testing.T, child string) string {
	var texts []string
	for _, c := range permissionTable {
		texts = append(texts, c.text)
	}
	return pageHead + `<div id="frames"></div><script>
const texts = ` + asScript(t, texts) + `, answers = [];
let n = 0;
onmessage = (e) => { answers[e.data.i] = e.data.got; if (++n == texts.length) done(answers); };
texts.forEach((text, i) => {
	const f = document.createElement("iframe");
	f.setAttribute("allow", text);
	f.src = ` + asScript(t, child) + ` + "#" + i;
	document.getElementById("frames").append(f);
});
</script>`
}

var allowOutput = regexp.MustCompile(`^[a-z* ;-]*$`)

func FuzzPermissions(f *testing.F) {
	for _, c := range permissionTable {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := ParsePermissions(s)
		for _, x := range p.Problems {
			checkProblem(t, s, x)
			if x.Fix == nil || x.Unsafe {
				continue
			}
			fixed := ParsePermissions(apply(s, x.Fix))
			if before, after := countCode(p, x.Code), countCode(fixed, x.Code); after >= before && before < maxProblems {
				t.Errorf("%q: the fix of %s leaves %q", s, x.Code, apply(s, x.Fix))
			}
		}
		if out := Allow(append(p.Requested(), p.Granted()...)); !allowOutput.MatchString(out) {
			t.Errorf("%q: allow=%q", s, out)
		}
		for _, g := range p.Granted() {
			if !slices.Contains(p.Requested(), g) || !slices.Contains(supported, g) {
				t.Errorf("%q grants %q", s, g)
			}
		}
		for _, d := range p.Directives {
			if d.Span.Start < 0 || d.Span.End > len(s) || d.NameSpan.Start < d.Span.Start || d.NameSpan.End > d.Span.End {
				t.Errorf("%q: %+v", s, d)
			}
		}
	})
}

func countCode(p Permissions, code string) (n int) {
	for _, x := range p.Problems {
		if x.Code == code {
			n++
		}
	}
	return n
}

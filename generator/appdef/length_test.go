package appdef

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

// font marks sizes that depend on the fonts of the machine.
const font = "depends on the font"

// no marks a size that is not valid, or not computable.
const no = -1

// sizes are held against our reading and against Chromium's, on a screen of
// 1440 × 900 px where 100% is 1000 px.
var sizes = []struct {
	text    string
	code    string  // the problem; "" without
	px      float64 // no where it cannot be computed
	differs string  // why Chromium sees it in another way
}{
	{text: "20vw", px: 288},
	{text: "20vh", px: 180},
	{text: "24vw", px: 345.6},
	{text: "60vh", px: 540},
	{text: "330px", px: 330},
	{text: "20VW", px: 288},
	{text: " 20vw\t", px: 288},
	{text: "+20vw", px: 288},
	{text: "2e2px", px: 200},
	{text: "2E-1px", px: 0.2},
	{text: ".5in", px: 48},
	{text: "0.5in", px: 48},
	{text: "1cm", px: 37.7953},
	{text: "10mm", px: 37.7953},
	{text: "40q", px: 37.7953},
	{text: "72pt", px: 96},
	{text: "6pc", px: 96},
	{text: "20em", px: 320},
	{text: "20rem", px: 320},
	{text: "20ex", px: 160, differs: font},
	{text: "20ch", px: 160, differs: font},
	{text: "20cap", px: 224, differs: font},
	{text: "20ic", px: 320, differs: font},
	{text: "10lh", px: 184, differs: font},
	{text: "20rex", px: 160, differs: font},
	{text: "20svw", px: 288},
	{text: "20lvw", px: 288},
	{text: "20dvw", px: 288},
	{text: "50svh", px: 450},
	{text: "50lvh", px: 450},
	{text: "50dvh", px: 450},
	{text: "20vi", px: 288},
	{text: "20vb", px: 180},
	{text: "20svi", px: 288},
	{text: "20dvb", px: 180},
	{text: "20vmin", px: 180},
	{text: "20vmax", px: 288},
	{text: "20dvmin", px: 180},
	{text: "100%", px: 1000},
	{text: "33.5%", px: 335},
	{text: "20vw/* a comment */", px: 288},
	{text: "/**/20vw", px: 288},

	{text: "calc(100vw - 20px)", px: 1420},
	{text: "calc(100% - 20px)", px: 980},
	{text: "CALC(100VW - 20PX)", px: 1420},
	{text: "-webkit-calc(100vw - 20px)", px: 1420},
	{text: "calc(100vh\n-\n20px)", px: 880},
	{text: "calc(20vw + 2 * 10px)", px: 308},
	{text: "calc(2*10px)", px: 20},
	{text: "calc(10px*2)", px: 20},
	{text: "calc(100px/4)", px: 25},
	{text: "calc(100px / 4 / 5)", px: 5},
	{text: "calc((100px + 20px) * 2)", px: 240},
	{text: "calc(calc(10px + 5px) * 2)", px: 30},
	{text: "calc(2px * -1 + 100px)", px: 98},
	{text: "calc(100px - -20px)", px: 120},
	{text: "calc(100px/**/-/**/20px)", code: "size-calc-space"},
	{text: "calc(100px /**/-/**/ 20px)", px: 80},
	{text: "calc(1px * pi)", px: math.Pi},
	{text: "calc(1px * e)", px: math.E},
	{text: "calc(1px * infinity)", px: mostPx},
	{text: "calc(1px * -infinity)", code: "size-negative-or-zero", px: 0},
	{text: "calc(1px * NaN)", code: "size-negative-or-zero", px: 0},
	{text: "calc(1px / 0)", px: mostPx},
	{text: "calc(10px * 20px / 5px)", px: 40},
	{text: "calc(10px * 20px)", code: "size-invalid"},
	{text: "calc(100px / 20px * 3px)", px: 15},
	{text: "calc(200px / 2%)", code: "size-invalid"},
	{text: "min(20vw, 300px)", px: 288},
	{text: "max(20vw, 300px)", px: 300},
	{text: "max(20vw,300px,50%)", px: 500},
	{text: "min(300px)", px: 300},
	{text: "clamp(100px, 20vw, 200px)", px: 200},
	{text: "clamp(300px, 20vw, 200px)", px: 300},
	{text: "max(300px, 100vw - 1200px)", px: 300},
	{text: "hypot(30px, 40px)", px: 50},
	{text: "hypot(-30px)", px: 30},
	{text: "abs(-30px)", px: 30},
	{text: "calc(sign(-30px) * -40px)", px: 40},
	{text: "round(33px, 10px)", px: 30},
	{text: "round(up, 33px, 10px)", px: 40},
	{text: "round(down, 37px, 10px)", px: 30},
	{text: "round(to-zero, 37px, 10px)", px: 30},
	{text: "round(nearest, 35px, 10px)", px: 40},
	{text: "calc(1px * round(7.6))", px: 8},
	{text: "mod(18px, 5px)", px: 3},
	{text: "mod(-18px, 5px)", px: 2},
	{text: "rem(18px, 5px)", px: 3},
	{text: "calc(100px * sin(30deg))", px: 50},
	{text: "calc(100px * cos(60deg))", px: 50},
	{text: "calc(100px * tan(pi / 4))", px: 100},
	{text: "calc(100px * sin(0.25turn))", px: 100},
	{text: "calc(100px * sin(asin(0.5)))", px: 50},
	{text: "calc(100px * cos(acos(0.5)))", px: 50},
	{text: "calc(100px * tan(atan2(1px, 2px)))", px: 50},
	{text: "calc(1px * pow(2, 5))", px: 32},
	{text: "calc(1px * sqrt(81))", px: 9},
	{text: "calc(1px * exp(2))", px: math.Exp(2)},
	{text: "calc(1px * log(100, 10))", px: 2},

	{text: "calc(100vh-20px)", code: "size-calc-space"},
	{text: "calc(100vh -20px)", code: "size-calc-space"},
	{text: "calc(100vh- 20px)", code: "size-calc-space"},
	{text: "calc(100%-20px)", code: "size-calc-space"},
	{text: "calc(100vh+20px)", code: "size-calc-space"},
	{text: "calc((1px)+(2px))", code: "size-calc-space"},
	{text: "min(100vw-20px, 300px-1vw)", code: "size-calc-space"},
	{text: "calc(100vh - 20px", code: "size-unclosed-function", px: 880},
	{text: "calc(100% - (10px", code: "size-unclosed-function", px: 990},

	{text: "300", code: "size-unitless"},
	{text: "300.5", code: "size-unitless"},
	{text: "0", code: "size-negative-or-zero", px: 0},
	{text: "0px", code: "size-negative-or-zero", px: 0},
	{text: "-5px", code: "size-negative-or-zero", differs: "invalid there, and negative here: one problem, and the more telling"},
	{text: "-300", code: "size-negative-or-zero", differs: "as above"},
	{text: "calc(-5px)", code: "size-negative-or-zero", px: 0},
	{text: "calc(10px - 20px)", code: "size-negative-or-zero", px: 0},

	{text: "auto", px: no},
	{text: "AUTO", px: no},
	{text: "min-content", px: no},
	{text: "max-content", px: no},
	{text: "fit-content", px: no},
	{text: "stretch", px: no},
	{text: "-webkit-fill-available", px: no},
	{text: "inherit", px: no},
	{text: "unset", px: no},
	{text: "fit-content(20px)", code: "size-invalid"},
	{text: "var(--x)", px: no},
	{text: "var(--x, 20px)", px: no},
	{text: "calc(100vw - var(--x))", px: no},
	{text: "env(safe-area-inset-top)", px: no},
	{text: "10cqw", px: no},
	{text: "calc(10cqmin + 2px)", px: no},
	{text: "calc-size(auto, size)", px: no},
	{text: "anchor-size(width)", px: no},
	{text: "var()", code: "size-invalid"},
	{text: "none", code: "size-invalid"},

	{text: "", code: "size-invalid"},
	{text: "wide", code: "size-invalid"},
	{text: "20 vw", code: "size-invalid"},
	{text: "20 %", code: "size-invalid"},
	{text: "20vhw", code: "size-invalid"},
	{text: "20pxx", code: "size-invalid"},
	{text: "20vw;", code: "size-invalid"},
	{text: "20vw !important", code: "size-invalid"},
	{text: "20vw 30vw", code: "size-invalid"},
	{text: "20.px", code: "size-invalid"},
	{text: "20,5vw", code: "size-invalid"},
	{text: "1e9 px", code: "size-invalid"},
	{text: "10fr", code: "size-invalid"},
	{text: "20deg", code: "size-invalid"},
	{text: "NaNpx", code: "size-invalid"},
	{text: "infinity", code: "size-invalid"},
	{text: "pi", code: "size-invalid"},
	{text: "100vh-20px", code: "size-invalid"},
	{text: "100vh - 20px", code: "size-invalid"},
	{text: "(20px)", code: "size-invalid"},
	{text: "calc(", code: "size-invalid"},
	{text: "calc()", code: "size-invalid"},
	{text: "calc(20px))", code: "size-invalid"},
	{text: "calc (20px)", code: "size-invalid"},
	{text: "calc(20)", code: "size-invalid"},
	{text: "calc(0)", code: "size-invalid"},
	{text: "calc(20px + 3)", code: "size-invalid"},
	{text: "calc(20px * 3px)", code: "size-invalid"},
	{text: "calc(3 / 20px)", code: "size-invalid"},
	{text: "calc(20px 3px)", code: "size-invalid"},
	{text: "calc(20px +)", code: "size-invalid"},
	{text: "calc(-(20px))", code: "size-invalid"},
	{text: "calc(20px * * 2)", code: "size-invalid"},
	{text: "calc(20px + 1deg)", code: "size-invalid"},
	{text: "calc(20px, 30px)", code: "size-invalid"},
	{text: "calc([20px])", code: "size-invalid"},
	{text: "clamp(1px, 2px)", code: "size-invalid"},
	{text: "min()", code: "size-invalid"},
	{text: "min(1px, 2)", code: "size-invalid"},
	{text: "round(33px)", code: "size-invalid"},
	{text: "round(sideways, 33px, 10px)", code: "size-invalid"},
	{text: "sin(30deg)", code: "size-invalid"},
	{text: "clac(20px)", code: "size-invalid"},
	{text: "expression(alert(1))", code: "size-invalid"},
	{text: "url(x)", code: "size-invalid"},
	{text: "20vw;position:fixed;top:0", code: "size-invalid"},
	{text: "20vw}body{display:none", code: "size-invalid"},
	{text: "20\\70x", code: "size-invalid", differs: "an escape in a unit, which only hides it"},
	{text: "{{settings.x}}", code: "size-invalid"},
	{text: "20ｖｗ", code: "size-invalid"},
	{text: "20vw\u00a0", code: "size-invalid"},
	{text: "١٠px", code: "size-invalid"},
	{text: "1e9px", px: mostPx},
	{text: "1e400px", px: mostPx},
	{text: "9999999999999999999999px", px: mostPx},
	{text: "clamp(none, 20vw, 100px)", px: 100},
	{text: "clamp(300px, 20vw, none)", px: 300},
	{text: "clamp(1px, none, 2px)", code: "size-invalid"},
	{text: strings.Repeat("calc(", 32) + "1px" + strings.Repeat(")", 32), px: 1},
	{text: strings.Repeat("calc(", 33) + "1px" + strings.Repeat(")", 33), code: "size-invalid", differs: "our limit"},
	{text: strings.Repeat(" ", 998) + "1px", code: "size-invalid", differs: "our limit"},
}

func TestParseLength(t *testing.T) {
	for _, c := range sizes {
		l, problem := ParseLength(c.text)
		code := ""
		if problem != nil {
			code = problem.Code
			checkProblem(t, c.text, *problem)
		}
		if code != c.code {
			t.Errorf("%.60q: problem %q, want %q", c.text, code, c.code)
		}
		px, ok := l.Px(Reference1440, 1000)
		if usable := c.px != no && (c.code == "" || c.px > 0); ok != usable && c.code != "size-negative-or-zero" {
			t.Errorf("%.60q: computable %v, want %v", c.text, ok, usable)
		}
		if ok && math.Abs(px-c.px) > 0.001 {
			t.Errorf("%.60q: %g px, want %g", c.text, px, c.px)
		}
	}
}

// checkProblem holds what is true of the problems of every grammar.
func checkProblem(t *testing.T, text string, p Problem) {
	t.Helper()
	inside := func(s diag.Span) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) }
	if !inside(p.Span) || p.Code == "" || p.Message == "" || p.Message != strings.TrimRight(p.Message, ".\n") {
		t.Errorf("%.60q: unsound problem %+v", text, p)
	}
	last := 0
	for _, e := range p.Fix {
		if !inside(e.Span) || e.Span.Start < last {
			t.Errorf("%.60q: unsound fix %+v", text, p.Fix)
		}
		last = e.Span.End
	}
}

// apply carries out a fix.
func apply(text string, fix []diag.Edit) string {
	for i := len(fix) - 1; i >= 0; i-- {
		e := fix[i]
		text = text[:e.Span.Start] + e.New + text[e.Span.End:]
	}
	return text
}

func TestLengthFixes(t *testing.T) {
	for text, want := range map[string]string{
		"20 vw":                      "20vw",
		"20 %":                       "20%",
		"20vw;":                      "20vw",
		"20vw !important":            "20vw",
		"300":                        "300px",
		" 300 ":                      " 300px ",
		"20pxx":                      "20px",
		"20,5vw":                     "20.5vw",
		"calc(100vh-20px)":           "calc(100vh - 20px)",
		"calc(100vh -20px)":          "calc(100vh - 20px)",
		"calc(100vh- 20px)":          "calc(100vh - 20px)",
		"calc(100%-20px)":            "calc(100% - 20px)",
		"calc((1px)+(2px)-1px)":      "calc((1px) + (2px) - 1px)",
		"calc(100vh-var(--x))":       "calc(100vh - var(--x))",
		"calc(1e2px-1e-1px)":         "calc(1e2px - 1e-1px)",
		"min(100vw-20px, 300px-1vw)": "min(100vw - 20px, 300px - 1vw)",
		"calc(100vh - (20px":         "calc(100vh - (20px))",
	} {
		_, p := ParseLength(text)
		if p == nil || len(p.Fix) == 0 {
			t.Errorf("%q has no fix: %+v", text, p)
			continue
		}
		got := apply(text, p.Fix)
		if got != want {
			t.Errorf("%q is mended to %q, want %q", text, got, want)
		}
		if _, p := ParseLength(got); p != nil {
			t.Errorf("%q still has a problem: %+v", got, p)
		}
	}
	if _, p := ParseLength("20vhw"); p.Fix != nil || p.Hint != `did you mean "vw" or "vh"?` {
		t.Errorf("two units are equally near, so none is certain: %+v", p)
	}
}

func TestLengthMessages(t *testing.T) {
	for text, want := range map[string]string{
		"300":                  `0-3 "300" has no unit (write "300px")`,
		"20 vw":                `0-5 the number and its unit "vw" stand apart (write "20vw")`,
		"20vhw":                `2-5 unknown unit "vhw" (did you mean "vw" or "vh"?)`,
		"atuo":                 `0-4 "atuo" is no CSS length (did you mean "auto"?)`,
		"calc(100vh-20px)":     `10-11 no space around "-" (CSS needs white space on both sides of + and -)`,
		"calc(20)":             `0-8 the calculation comes to a number where a length is expected (multiply a number by a length: "calc(20 * 1vw)")`,
		"calc(20px + 3)":       `10-11 "+" cannot take a length and a number (lengths and plain numbers do not mix, except by * and /)`,
		"clac(20px)":           `0-5 unknown function "clac()" in a size (did you mean "calc()"?)`,
		"clamp(1px, 2px)":      `0-6 clamp() with 2 arguments (clamp() takes 3 arguments)`,
		"20vw;position:fixed":  `4-5 unexpected ";" after the size (one length is expected; calculations need calc())`,
		"-5px":                 `0-4 the size comes to -5 px (nothing of the widget would show; a size has to be larger than 0)`,
		"100vh-20px":           `0-10 "100vh-20px" calculates outside of calc() (write "calc(100vh - 20px)", with spaces around - and +)`,
		"calc(100vh - 20px":    `0-17 a parenthesis is not closed (browsers close it at the end of the value; write it out)`,
		"expression(alert(1))": `0-11 unknown function "expression()" in a size (` + lengthHint + `)`,
	} {
		_, p := ParseLength(text)
		if p == nil {
			t.Errorf("%q: no problem", text)
			continue
		}
		if got := fmt.Sprintf("%d-%d %s (%s)", p.Span.Start, p.Span.End, p.Message, p.Hint); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestLengthFacts(t *testing.T) {
	for _, c := range []struct {
		text                           string
		viewport, width, height, fixed bool
		css                            string
	}{
		{"20VW", true, true, false, false, "20vw"},
		{"20dvh", true, false, true, false, "20dvh"},
		{"10vmin", true, true, true, false, "10vmin"},
		{"480px", false, false, false, true, "480px"},
		{"100%", false, false, false, false, "100%"},
		{"2em", false, false, false, false, "2em"},
		{"calc(1in + 4px)", false, false, false, true, "calc((1in + 4px))"},
		{"max(300px, 100vw - 20px", true, true, false, false, "max(300px, (100vw - 20px))"},
		{"round(up,33px,10px)", false, false, false, true, "round(up, 33px, 10px)"},
		{"calc(2*(1px + 3px))", false, false, false, true, "calc((2 * (1px + 3px)))"},
		{"auto", false, false, false, false, "auto"},
		{"calc(100vw - var(--x))", true, true, false, false, "auto"},
	} {
		l, _ := ParseLength(c.text)
		w, h := l.Axes()
		if l.UsesViewport() != c.viewport || w != c.width || h != c.height || l.IsFixed() != c.fixed || l.CSS() != c.css {
			t.Errorf("%q: viewport %v, axes %v %v, fixed %v, CSS %q", c.text, l.UsesViewport(), w, h, l.IsFixed(), l.CSS())
		}
	}
}

// TestLengthChromium compares validity and px with a browser's, and that it
// reads our serialisation as the same length.
func TestLengthChromium(t *testing.T) {
	type answer struct {
		Valid, CSSValid bool
		Px, CSSPx       float64
	}
	var values [][2]string
	for _, c := range sizes {
		l, _ := ParseLength(c.text)
		values = append(values, [2]string{c.text, l.CSS()})
	}
	page := pageHead + `<iframe id="f" style="border:0;width:1440px;height:900px" srcdoc="<!doctype html><style>*{margin:0}#w{width:1000px}</style><div id=w><div id=e>"></iframe><script>
const values = ` + asScript(t, values) + `;
onload = () => {
	const e = document.getElementById("f").contentDocument.getElementById("e");
	const read = (v) => {
		e.style.width = ""; e.style.setProperty("width", v);
		const valid = e.style.width !== "";
		return [valid, valid ? parseFloat(getComputedStyle(e).width) || 0 : -1];
	};
	done(values.map(([text, css]) => { const a = read(text), b = read(css); return {Valid: a[0], Px: a[1], CSSValid: b[0], CSSPx: b[1]}; }));
};
</script>`
	file := filepath.Join(t.TempDir(), "lengths.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	var answers []answer
	inBrowser(t, "file://"+file, &answers)
	if len(answers) != len(sizes) {
		t.Fatalf("%d answers to %d values", len(answers), len(sizes))
	}
	for i, c := range sizes {
		a := answers[i]
		l, problem := ParseLength(c.text)
		valid := problem == nil || problem.Severity != diag.Error || problem.Code == "size-negative-or-zero"
		px, ok := l.Px(Reference1440, 1000)
		same := a.Valid == valid && (!ok || near(px, a.Px))
		if same != (c.differs == "") && c.differs != font {
			t.Errorf("%.60q: Chromium valid %v, %g px; we say %v, %g px; known difference %q", c.text, a.Valid, a.Px, valid, px, c.differs)
		}
		if ok && px > 0 && (!a.CSSValid || !near(a.CSSPx, a.Px) && c.differs == "") {
			t.Errorf("%.60q written as %.60q: Chromium valid %v, %g px, want %g", c.text, l.CSS(), a.CSSValid, a.CSSPx, a.Px)
		}
	}
}

// near allows for the 1/64 px that browsers lay out in, and for their limit.
func near(a, b float64) bool {
	return math.Abs(a-b) <= 1.0/32 || a > 3e7 && b > 3e7
}

func FuzzLength(f *testing.F) {
	for _, c := range sizes {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, problem := ParseLength(s)
		if problem != nil {
			checkProblem(t, s, *problem)
			if fixed := apply(s, problem.Fix); problem.Fix != nil && !problem.Unsafe && len(fixed) <= maxLength {
				if _, p := ParseLength(fixed); p != nil && p.Code == problem.Code && p.Code != "size-invalid" {
					t.Errorf("the fix of %q leaves %q, %s", s, fixed, p.Message)
				}
			}
		}
		css := l.CSS()
		if i := strings.IndexFunc(css, func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzN0123456789+-*/.,%() ", r) }); i >= 0 {
			t.Errorf("%q is written as %q", s, css)
		}
		px, ok := l.Px(Reference1440, 1000)
		if math.IsNaN(px) || px < 0 || px > mostPx {
			t.Errorf("%q comes to %g px", s, px)
		}
		again, _ := ParseLength(css)
		if px2, ok2 := again.Px(Reference1440, 1000); len(css) <= maxLength && css != "auto" && ok == ok2 && math.Abs(px-px2) > 1e-6*max(1, px) {
			t.Errorf("%q is %g px, written as %q it is %g px", s, px, css, px2)
		}
	})
}

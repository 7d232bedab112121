package render

import "testing"

func TestLean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"// why\n(function () {\n  // how\n  var a = 1; // stays\n\n\treturn a;\n})();\n", "(function () {\nvar a = 1; // stays\nreturn a;\n})();\n"},
		{"/* a\n  // b\n  // c */\nx();", "/* a\n// c */\nx();"},
		{"var s = `\n  // text\n`;\n", "var s = `\n  // text\n`;\n"},
		{"var s = \"\\\n  // text\";\n", "var s = \"\\\n  // text\";\n"},
		{"", ""},
	} {
		if got := string(lean([]byte(c.in))); got != c.want {
			t.Errorf("lean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLeanCSS(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"/* the\n page */\na , b > c { color : red ;  margin: 0 calc(1px + 2px) ; }\n\n", "a,b > c{color :red;margin:0 calc(1px + 2px);}"},
		{"@media (min-width: 1px) { .x :hover, .x:hover { content: \" ,  /* no */ \\\" ;\" } }", "@media (min-width:1px){.x :hover,.x:hover{content:\" ,  /* no */ \\\" ;\"}}"},
		{"a { b: 'unclosed", "a{b:'unclosed"}, {"a {} /* unclosed", "a{}"}, {"", ""}, {"\"\\", "\"\\"},
	} {
		if got := string(leanCSS([]byte(c.in))); got != c.want {
			t.Errorf("leanCSS(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

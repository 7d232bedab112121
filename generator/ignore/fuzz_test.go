package ignore

import (
	"path"
	"testing"
)

// FuzzMatcher: whatever a file says, the last line decides, and nothing takes long.
func FuzzMatcher(f *testing.F) {
	for _, text := range []string{
		"*.json\n!keep.json\n", "/a/**/b/\n", "a/**\n**/c", "[!a-z]?\\*", "[", "[a", "[]-]", "\\", "# x\n\\#x\n\\!x\n", "a\\ \nb \n", "**/**/**/**", "***a***b***",
		"a*b*c*d*e*f*g*", "\ufeff*.x\r\n", "[[:alpha:]]\n", "/\n//\n./a\n../b\n", "\x00\n\xff\n", "café\n",
	} {
		f.Add(text, "a/b/c.json")
	}
	f.Add("a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	f.Fuzz(func(t *testing.T, text, name string) {
		name = path.Clean("/" + name)[1:]
		if name == "" {
			return
		}
		var top *Matcher
		top.With(".", []byte(text)).Ignored(name, false)
		if !top.With(".", []byte(text+"\n*\n")).Ignored(name, false) {
			t.Errorf("%q, and then *: %q is not ignored", text, name)
		}
		if top.With(".", []byte(text+"\n!*\n")).Ignored(name, true) {
			t.Errorf("%q, and then !*: %q is ignored", text, name)
		}
	})
}

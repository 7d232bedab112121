package appdef

import (
	"regexp"
	"strings"
)

var (
	secretName = regexp.MustCompile(`(?i)(api|access|auth|client|private|secret|signing|encryption|master|shared|webhook|bearer|refresh)[._-]?(key|token|secret)s?` +
		`|pass(word|wd|phrase|code)|(^|[._-])pwd$|(^|[a-z._-])(token|secret)$|credential|(^|[^a-z])authorization[^a-z]*$|^(set-)?cookie$`)
	notSecretName = regexp.MustCompile(`(?i)(url|uri|name|label|enabled|type|length|count|expiry|ttl|hint|policy|policies|field|header|path|endpoint|id|prefix|param|title|` +
		`description|placeholder|required|visible|help|text|link|limit|size|rotation|scopes?|format|page|rules?|min|max|age|date|at|status|reset)$`)
)

// SoundsSecret tells whether something of that name holds a credential: a
// setting apiToken, a header Authorization. A passwordHint does not.
func SoundsSecret(name string) bool {
	return hasSecretWord(name) && secretName.MatchString(name) && !notSecretName.MatchString(name)
}

// secretWords are by what names are chosen that the expressions are asked
// about: there are many names, and few of these.
var secretWords = []string{"key", "token", "secret", "pass", "pwd", "credential", "authorization", "cookie"}

// hasSecretWord is strings.Contains for all words at once, whatever the case.
func hasSecretWord(name string) bool {
	if len(name) < 3 || len(name) > 256 {
		return false
	}
	for i := range len(name) - 2 {
		switch name[i] | 0x20 {
		case 'k', 't', 's', 'p', 'c', 'a':
			for _, w := range secretWords {
				if len(name)-i >= len(w) && name[i]|0x20 == w[0] && strings.EqualFold(name[i:i+len(w)], w) {
					return true
				}
			}
		}
	}
	return false
}

// placeholderWords are what people write where a credential will stand.
var placeholderWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`your my the a an our api key token secret password pass passwd client app access auth id value here goes enter insert
		add replace change changeme me with example sample demo test dummy fake placeholder todo tbd fixme none null undefined
		nil n no not set unset empty default paste in to be this put some from of for please true false bearer basic string text
		public private optional required user username hidden masked redacted secrets tokens keys credential credentials
		authorization cookie env`) {
		m[w] = true
	}
	return m
}()

// Placeholder tells whether a text stands for a credential without being one:
// empty, a reference, "YOUR_API_KEY", "<token>", "xxxx".
func Placeholder(s string) bool {
	for _, p := range literal(s) {
		if !placeholder(s[p[0]:p[1]]) {
			return false
		}
	}
	return true
}

func placeholder(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool {
		return r < 0x80 && !tokenByte[byte(r)] || r == '_' || r == '-' ||
			r == '.'
	}) {
		if strings.Trim(word, word[:1]) == "" { // xxxx
			continue
		}
		for _, w := range humps(word) {
			if !placeholderWords[strings.ToLower(w)] {
				return false
			}
		}
	}
	return true
}

// humps cuts yourApiKey into its words; YOUR is one.
func humps(s string) []string {
	var words []string
	from := 0
	for i := 1; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' && (s[i-1] < 'A' || s[i-1] > 'Z') {
			words, from = append(words, s[from:i]), i
		}
	}
	return append(words, s[from:])
}

package live

import (
	"bytes"
	"html"
)

// inject adds the reload script to a page, tells it which version of the page
// this is and what it needs to ask for actions, if it may, and lets it listen
// to this server. Nothing else may differ between what is built and what is
// served.
func inject(page []byte, script, version, token string) []byte {
	tag := `<script src="` + script + `" defer data-version="` + html.EscapeString(version) + `"`
	if token != "" {
		tag += ` data-token="` + token + `"`
	}
	tag += `></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag)+8)
	out = append(out, page[:at]...)
	out = append(out, tag...)
	out = append(out, page[at:]...)
	return allowConnect(out)
}

// allowConnect changes connect-src in the policy of a page. The policy stands
// in the head, before anything that a definition could have a say in; quotes
// in it may be escaped.
func allowConnect(page []byte) []byte {
	start := bytes.Index(page, []byte(`http-equiv="Content-Security-Policy"`))
	if start < 0 {
		return page
	}
	end := bytes.IndexByte(page[start:], '>')
	if end < 0 {
		return page
	}
	tag := page[start : start+end]
	for _, quote := range []string{"'", "&#39;"} {
		before, after := []byte("connect-src "+quote+"none"+quote), []byte("connect-src "+quote+"self"+quote)
		if at := bytes.Index(tag, before); at >= 0 {
			copy(tag[at:], after) // of equal length
			return page
		}
	}
	return page
}

package site

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// ParseBaseURL reads where a gallery is published and returns it in the one
// form in which every page, feed and export writes it: the host as browsers
// see it, the path escaped and without dots, a slash at its end. Pages are
// named by appending to it, so it can have neither query nor fragment. The
// error completes "base-url is …".
func ParseBaseURL(written string) (string, error) {
	if _, host, _ := strings.Cut(written, "//"); strings.Contains(host[:len(host)-len(strings.TrimLeftFunc(host, inAuthority))], "@") {
		// not quoted: it may hold a password
		return "", errors.New("an address with a user name; expected one without, as everyone can read it")
	}
	u, err := url.Parse(written)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return "", fmt.Errorf("%q; expected an absolute https or http address", written)
	}
	switch {
	case u.RawQuery != "" || u.ForceQuery:
		return "", fmt.Errorf("%q; expected an address without a query (%q)", written, "?"+u.RawQuery)
	case strings.Contains(written, "#"):
		return "", fmt.Errorf("%q; expected an address without a fragment (%q)", written, "#"+u.EscapedFragment())
	}
	origin, problems := appdef.ParseAddress(u.Scheme + "://" + u.Host + "/")
	for _, p := range problems {
		if p.Severity == diag.Error && p.Code != "url-scheme" {
			return "", fmt.Errorf("%q; expected an address that can be reached: %s", written, p.Message)
		}
	}
	if !strings.Contains(strings.ToLower(u.RawPath), "%2f") {
		u.RawPath = "" // one spelling of what may be escaped or not
	}
	return origin.Origin() + u.JoinPath("/").EscapedPath(), nil
}

func inAuthority(r rune) bool { return !strings.ContainsRune("/?#", r) }

// BasePath returns the path of a base URL in that form, decoded or as it
// stands in an address; "/" without one.
func BasePath(base string) (plain, escaped string) {
	u, err := url.Parse(base)
	if err != nil || u.Path == "" {
		return "/", "/"
	}
	return u.Path, u.EscapedPath()
}

// itself is why a page of the gallery is no preview.
const itself = "it leads into this gallery, which would show itself without end"

// ShowsItself tells whether the preview of an address would be a page of the
// gallery, as far as its base URL is known. The local pages are none: they are
// made to be previewed.
func (s *Settings) ShowsItself(address string) bool {
	if to, rest, ok := redirect(s.Previews, address); ok {
		if address = to.To + rest; to.local() {
			address = s.BaseURL + address
		}
	}
	return s.within(address)
}

// ownPages are the paths of the gallery's pages with a slash at their ends;
// hosts may leave .html out. Whatever else stands on the same host is
// somebody's own.
var ownPages = regexp.MustCompile(`^((index|review)(-\d+)?|report|404)?(\.html)?/*$|^(apps|rules)/`)

// within tells whether an absolute address is one of the gallery's pages,
// however it is written. A host answers http and https alike. The stage tells
// the same of addresses that settings make; see templates/scripts/stage/targets.ts.
func (s *Settings) within(address string) bool {
	if s.BaseURL == "" {
		return false
	}
	base, _ := appdef.ParseAddress(s.BaseURL)
	a, _ := appdef.ParseAddress(address)
	u, err := url.Parse(address)
	if err != nil || a.Host == "" || strings.TrimSuffix(a.Host, ".") != base.Host || a.Port != base.Port {
		return false
	}
	plain, _ := BasePath(s.BaseURL)
	rest, ok := strings.CutPrefix(path.Clean("/"+u.Path)+"/", plain)
	return ok && ownPages.MatchString(rest) && (s.Pages == "" || !strings.HasPrefix(rest, s.Pages+"/"))
}

// StageGallery is what the stage must know to leave out pages of the gallery
// itself, where a setting leads to one: as ShowsItself, and from where the
// page stands as well.
type StageGallery struct {
	At    []string `json:"at,omitempty"`    // where the gallery is published; the page itself knows where it stands
	Pages string   `json:"pages,omitempty"` // directory of local pages, which are none of the gallery's own
}

func (s *Settings) stageGallery() StageGallery {
	g := StageGallery{Pages: s.Pages}
	if s.BaseURL != "" {
		g.At = append(g.At, s.BaseURL)
	}
	return g
}

package render

import (
	"slices"
	"strings"
)

// HeaderRule is what a host should send with answers for addresses that match a
// path, in which * stands for anything.
type HeaderRule struct {
	Path    string
	Headers [][2]string // names and values
}

// HostPolicy is the content security policy that goes with every page of the
// gallery itself. Browsers hold a page to this one and to its own, so that it
// lets frames and icons come from wherever some page may have them, and adds
// what no page can say of itself: that nobody may frame it. A theme with a
// frame of its own may have a policy of its own, which nothing is taken from.
func (t *Theme) HostPolicy() string {
	const alone = "frame-ancestors 'none'"
	if t.own["site"] != nil {
		return alone
	}
	return pagePolicy([]string{"https:", "http:"}, []string{"'self'", "https:", "http:"}) + "; " + alone
}

// EverywherePolicy goes with every other answer: local pages, which the gallery
// frames and which have policies of their own, and files.
const EverywherePolicy = "frame-ancestors 'self'"

const policyHeader = "Content-Security-Policy"

// HeaderRules lists what a host should send. Where several match, some hosts
// send all and others the last: both are right. The list does not grow with the
// gallery. widgets is the folder of local pages.
func (t *Theme) HeaderRules(widgets string) []HeaderRule {
	list := []HeaderRule{{"/*", [][2]string{
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{policyHeader, EverywherePolicy},
	}}}
	for _, path := range []string{"/", "/index*", "/404*", "/report*", "/review*", "/rules/*", "/apps/*"} {
		if begin, all := strings.CutSuffix(path, "*"); widgets != "" && all && strings.HasPrefix("/"+widgets+"/", begin) {
			continue // local pages, too, would be held to the gallery's policy
		}
		list = append(list, HeaderRule{path, [][2]string{{policyHeader, t.HostPolicy()}}})
	}
	return list
}

// HeadersFile writes rules as Netlify and Cloudflare Pages read them from a
// file called _headers.
func HeadersFile(rules []HeaderRule) []byte {
	var b strings.Builder
	for _, r := range rules {
		b.WriteString(r.Path + "\n")
		for _, h := range r.Headers {
			b.WriteString("  " + h[0] + ": " + h[1] + "\n")
		}
	}
	return []byte(b.String())
}

// pagePolicy is a content security policy of a page that may have images and
// frames from elsewhere.
func pagePolicy(images, frames []string) string {
	if len(frames) == 0 {
		frames = []string{"'none'"}
	}
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src " +
		strings.Join(slices.Concat([]string{"'self'", "data:"}, images), " ") +
		"; frame-src " + strings.Join(frames, " ") + "; connect-src 'none'; base-uri 'none'; form-action 'none'"
}

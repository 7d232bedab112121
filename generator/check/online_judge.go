package check

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/probe"
	"vitrine/generator/rules"
)

// online is one address while its answer is judged.
type online struct {
	*Online
	asked
	*probe.Answer
	gallery string // origin; "" where it is not known
	found   []diag.Diagnostic
}

// judge turns answers into findings.
func (o *Online) judge(list []asked, answers map[string]*probe.Answer, gallery string) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, x := range list {
		a := answers[x.question.URL]
		if a == nil {
			continue
		}
		j := online{Online: o, asked: x, Answer: a, gallery: gallery}
		if x.icon {
			j.picture()
		} else {
			j.page()
		}
		found = append(found, j.found...)
	}
	return found
}

func (j *online) report(rule, message, hint string) *diag.Diagnostic {
	d := diag.Diagnostic{Rule: rule, Span: j.span, Path: j.asked.path, Message: message, Hint: hint}
	if r, ok := rules.Find(rule); ok {
		d.Severity = r.Severity
	}
	j.found = append(j.found, d)
	return &j.found[len(j.found)-1]
}

func (j *online) picture() {
	if !j.answered("icon") {
		return
	}
	faults := judgeIcon(j.Body)
	if !j.Whole {
		faults = iconFaults("", nil, content.ErrTooLarge)
	}
	for _, f := range faults {
		j.report(f.Rule, f.Message, f.Hint)
	}
	if PictureKind(j.Body) == "svg" && j.Type != "image/svg+xml" {
		j.report("icon-format", fmt.Sprintf("the icon is an SVG that is sent as %q; browsers show nothing", j.Type), "send it as image/svg+xml")
	}
}

func (j *online) page() {
	if !j.answered("page") {
		return
	}
	j.redirects()
	switch {
	case j.Status == http.StatusNoContent || j.Status == http.StatusResetContent:
		j.report("online-not-a-page", fmt.Sprintf("the page answers with status %d, which has no content", j.Status), "answer with a page and status 200")
	case j.File:
		j.report("online-not-a-page", "the page is sent as a file to save", "leave \"Content-Disposition: attachment\" out")
	case j.Type == "":
		j.report("online-not-a-page", "the page is empty and has no type", "answer with \"Content-Type: text/html\"")
	case j.Type != "text/html" && j.Type != "application/xhtml+xml":
		j.report("online-not-a-page", fmt.Sprintf("the page is of type %s, not HTML", probe.Quote(j.Type)), "answer with \"Content-Type: text/html\"")
	}
	j.framing()
}

// waits are the statuses that may be others inside of Kustomer, for someone
// who is logged in.
var waits = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusTooManyRequests}

// answered tells whether there is an answer to judge, and reports why not.
func (j *online) answered(what string) bool {
	const rule = "online-not-https-reachable"
	switch f := j.Fault; {
	case f != nil && f.Kind == probe.ToHTTP:
		j.report("online-redirect", "the "+what+" is not loaded: "+f.Text, "redirect to https; a browser does not load http inside of https")
	case f != nil && f.Kind == probe.NeverAsked:
		j.report(rule, "the "+what+" was not asked for: "+f.Text, "serve it from another address").Severity = diag.Warning
	case f != nil && (f.Kind == probe.NotPublic || f.Kind == probe.Port):
		hint := "--allow-private asks it all the same"
		j.report(rule, "the "+what+" was not asked for: "+f.Text, hint).Severity = diag.Warning
	case f != nil:
		j.report(rule, "the "+what+" cannot be loaded: "+f.Text, j.advice(f.Kind))
	case j.Status < 200 || j.Status > 299:
		d := j.report(rule, strings.TrimSpace(fmt.Sprintf("the %s answers with status %d %s", what, j.Status, http.StatusText(j.Status))), "the address must answer with status 200")
		switch {
		case j.icon:
		case slices.Contains(waits, j.Status):
			d.Severity, d.Hint = diag.Warning, "it may answer otherwise inside of Kustomer; who may frame it was not judged"
		case j.madeUp:
			d.Severity, d.Hint = diag.Warning, "made-up values stand in the address; give real ones in samples.yaml"
		}
	default:
		return true
	}
	return false
}

// advice says how a fault is mended.
func (j *online) advice(k probe.Kind) string {
	switch k {
	case probe.NoHost, probe.DNS:
		return "check the spelling of the host, and that its name is published"
	case probe.CertExpired, probe.CertHost, probe.CertUnknown, probe.CertOther, probe.TLS:
		return "browsers refuse it too; renew or correct the certificate"
	case probe.Redirects, probe.RedirectsBad:
		return "let the address answer with the page itself"
	}
	return "the address must answer over https from everywhere"
}

// redirects judges where the page was sent on to. Only origin and path are
// shown: a query may hold what is nobody's business.
func (j *online) redirects() {
	if len(j.Hops) == 0 {
		return
	}
	if from, to := host(j.URL), host(j.Final()); from != to {
		j.report("online-redirect", fmt.Sprintf("the page is redirected from %s to another host: %s", probe.Quote(from), probe.Quote(place(j.Final()))),
			"write the address where the page really is; a page to log in cannot be shown")
	}
	var lost []string
	before, after := query(j.URL), query(j.Final())
	for _, name := range []string{"id", "parentUrl"} {
		if after.Get(name) != before.Get(name) {
			lost = append(lost, name)
		}
	}
	if len(lost) > 0 {
		j.report("online-redirect", fmt.Sprintf("the redirect to %s loses %s of the query", probe.Quote(place(j.Final())), strings.Join(lost, " and ")),
			"keep the query; the Cards SDK needs id and parentUrl, which Kustomer adds")
	}
}

func query(address string) url.Values {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return u.Query()
}

// place is an address without its query.
func place(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	return address
}

// framing judges who may frame the page.
func (j *online) framing() {
	for _, s := range j.Paths() {
		j.report("online-frame-ancestors-path", fmt.Sprintf("the source %s of frame-ancestors has a path and so matches nobody", probe.Quote(s)), "write the origin alone")
	}
	if v, ok := j.AllowsFrom(); ok {
		j.report("online-xfo-allow-from", fmt.Sprintf("%s restricts nothing", probe.Quote(probe.OptionsHeader+": "+v)),
			fmt.Sprintf("send %q instead", kustomerPolicy))
	}
	switch v := j.Frame(j.Final(), j.kustomer()); {
	case !v.Allowed:
		j.blocked(v)
	case j.gallery != "":
		if v := j.Frame(j.Final(), j.gallery); !v.Allowed {
			j.report("online-blocked-here", fmt.Sprintf("correct for Kustomer, and therefore no preview on %s: %s", j.gallery, probe.Quote(v.Header+": "+v.Value)), "nothing needs to be mended")
		}
	}
}

const (
	kustomerSource = "https://*.kustomerapp.com"
	kustomerPolicy = probe.PolicyHeader + ": frame-ancestors " + kustomerSource
)

// oneOrg finds the source that names one organisation.
var oneOrg = regexp.MustCompile(`^(?i:https?://)?([A-Za-z0-9-]+)\.(?i:kustomerapp\.com)(:443|:\*)?/?$`)

// blocked reports that Kustomer may not frame the page. Where no organisation
// was named and the page allows one, that may be all that is meant.
func (j *online) blocked(v probe.Verdict) {
	evidence := fmt.Sprintf("%s: %s", probe.Quote(v.Header+": "+v.Value), v.Reason)
	if j.Org == "" {
		for _, list := range j.Sources() {
			for _, s := range list {
				m := oneOrg.FindStringSubmatch(s)
				if m == nil {
					continue
				}
				org := strings.ToLower(m[1])
				if j.Frame(j.Final(), "https://"+org+".kustomerapp.com").Allowed {
					j.report("online-blocked-in-kustomer", fmt.Sprintf("the page lets only the organisations that it names frame it, such as %q: %s", org, probe.Quote(v.Header+": "+v.Value)),
						fmt.Sprintf("check with --org %s if it is only for them, else send %q", org, kustomerPolicy)).Severity = diag.Warning
					return
				}
			}
		}
	}
	j.report("online-blocked-in-kustomer", "the page refuses to be framed by Kustomer: "+evidence, j.remedy(v))
}

// remedy is the header to send. What is allowed now stays allowed.
func (j *online) remedy(v probe.Verdict) string {
	if v.Header == probe.OptionsHeader {
		return fmt.Sprintf("send %q; browsers then pass over X-Frame-Options", kustomerPolicy)
	}
	useless := append(j.Paths(), "'none'")
	policy := probe.PolicyHeader + ": frame-ancestors"
	for _, s := range strings.Fields(v.Value)[1:] {
		if !slices.ContainsFunc(useless, func(u string) bool { return strings.EqualFold(u, s) }) {
			policy += " " + s
		}
	}
	hint := "send " + probe.Quote(policy+" "+kustomerSource)
	if len(j.Sources()) > 1 {
		hint += "; each policy that is sent must allow it"
	}
	return hint
}

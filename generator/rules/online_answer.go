package rules

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/picture"
	"vitrine/generator/probe"
)

// Answer is an address of a definition and what the network says of it.
type Answer struct {
	*probe.Answer
	Icon    bool          // it is asked for as a picture, not as a page
	Picture picture.Facts // what an icon's bytes are
	MadeUp  bool          // made-up values stand in the address
	Org     string        // the organisation that frames the widgets; "" for any
	Gallery string        // origin of the gallery; "" where it is not known
}

// CheckAnswer judges an answer. The findings have no place: it is that of the
// address in the definition.
func CheckAnswer(a Answer) []diag.Diagnostic {
	j := answer{Answer: a}
	if a.Icon {
		j.icon()
	} else {
		j.page()
	}
	return j.found
}

// anyOrg stands for an organisation when none is named.
const anyOrg = "example"

// KustomerOrigin is the origin that an organisation's widgets are shown in; ""
// for any organisation.
func KustomerOrigin(org string) string {
	if org == "" {
		org = anyOrg
	}
	return "https://" + org + ".kustomerapp.com"
}

// answer is an answer while it is judged.
type answer struct {
	Answer
	found []diag.Diagnostic
}

func (j *answer) report(rule, message, hint string) *diag.Diagnostic {
	j.found = append(j.found, Finding(rule, message, hint))
	return &j.found[len(j.found)-1]
}

func (j *answer) icon() {
	if j.answered("icon") {
		j.found = append(j.found, CheckIcon(j.Picture, "")...)
		j.found = append(j.found, CheckIconType(j.Picture, j.Type)...)
	}
}

func (j *answer) page() {
	if !j.answered("page") {
		return
	}
	j.redirects()
	switch {
	case j.Status == http.StatusNoContent || j.Status == http.StatusResetContent:
		j.report("online-not-a-page", fmt.Sprintf("the page answers with status %d, which has no content", j.Status),
			"answer with a page and status 200")
	case j.File:
		j.report("online-not-a-page", "the page is sent as a file to save", "leave \"Content-Disposition: attachment\" out")
	case j.Type == "":
		j.report("online-not-a-page", "the page is empty and has no type", "answer with \"Content-Type: text/html\"")
	case j.Type != "text/html" && j.Type != "application/xhtml+xml":
		j.report("online-not-a-page", fmt.Sprintf("the page is of type %s, not HTML", probe.Quote(j.Type)),
			"answer with \"Content-Type: text/html\"")
	}
	j.framing()
}

// waits are the statuses that may be others inside of Kustomer, for someone
// who is logged in.
var waits = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusTooManyRequests}

// answered tells whether there is an answer to judge, and reports why not.
func (j *answer) answered(what string) bool {
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
		message := fmt.Sprintf("the %s answers with status %d %s", what, j.Status, http.StatusText(j.Status))
		d := j.report(rule, strings.TrimSpace(message), "the address must answer with status 200")
		switch {
		case j.Icon:
		case slices.Contains(waits, j.Status):
			d.Severity, d.Hint = diag.Warning, "it may answer otherwise inside of Kustomer; who may frame it was not judged"
		case j.MadeUp:
			d.Severity, d.Hint = diag.Warning, "made-up values stand in the address; give real ones in samples.yaml"
		}
	default:
		return true
	}
	return false
}

// advice says how a fault is mended.
func (j *answer) advice(k probe.Kind) string {
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
func (j *answer) redirects() {
	if len(j.Hops) == 0 {
		return
	}
	if from, to := host(j.URL), host(j.Final()); from != to {
		message := fmt.Sprintf("the page is redirected from %s to another host: %s", probe.Quote(from), probe.Quote(place(j.Final())))
		j.report("online-redirect", message,
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
		message := fmt.Sprintf("the redirect to %s loses %s of the query", probe.Quote(place(j.Final())), strings.Join(lost, " and "))
		j.report("online-redirect", message,
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
func (j *answer) framing() {
	for _, s := range j.Paths() {
		j.report("online-frame-ancestors-path",
			fmt.Sprintf("the source %s of frame-ancestors has a path and so matches nobody", probe.Quote(s)), "write the origin alone")
	}
	if v, ok := j.AllowsFrom(); ok {
		j.report("online-xfo-allow-from", fmt.Sprintf("%s restricts nothing", probe.Quote(probe.OptionsHeader+": "+v)),
			fmt.Sprintf("send %q instead", kustomerPolicy))
	}
	switch v := j.Frame(j.Final(), KustomerOrigin(j.Org)); {
	case !v.Allowed:
		j.blocked(v)
	case j.Gallery != "":
		if v := j.Frame(j.Final(), j.Gallery); !v.Allowed {
			j.report("online-blocked-here", fmt.Sprintf("correct for Kustomer, and therefore no preview on %s: %s", j.Gallery,
				probe.Quote(v.Header+": "+v.Value)), "nothing needs to be mended")
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
func (j *answer) blocked(v probe.Verdict) {
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
					message := fmt.Sprintf("the page lets only the organisations that it names frame it, such as %q: %s", org,
						probe.Quote(v.Header+": "+v.Value))
					j.report("online-blocked-in-kustomer", message,
						fmt.Sprintf("check with --org %s if it is only for them, else send %q", org, kustomerPolicy)).Severity = diag.Warning
					return
				}
			}
		}
	}
	j.report("online-blocked-in-kustomer", "the page refuses to be framed by Kustomer: "+evidence, j.remedy(v))
}

// remedy is the header to send. What is allowed now stays allowed.
func (j *answer) remedy(v probe.Verdict) string {
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

// host returns the host of an address.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

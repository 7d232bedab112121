package probe

import (
	"context"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// agent is how we introduce ourselves.
const agent = "Vitrine/1 (checks the widgets of Kustomer app definitions)"

// secure sets a transport up so that it goes only where it may.
func (a *Asker) secure(t *http.Transport) {
	dialer := &net.Dialer{Timeout: a.connect(), Control: a.control}
	t.DialContext = dialer.DialContext
	t.Proxy = nil
	t.ForceAttemptHTTP2 = true
	t.MaxResponseHeaderBytes = maxHeader
	t.TLSHandshakeTimeout = a.Timeout
	t.IdleConnTimeout = a.Timeout
	t.MaxIdleConnsPerHost = 1
}

// connect is the part of the time of a request that connecting may take, so
// that a host that is not there is told from a page that is slow.
func (a *Asker) connect() time.Duration { return a.Timeout / 2 }

// ask asks one address and follows where it leads. A transport, and no
// client, makes the requests: it keeps no cookies, sends no referrer and
// follows nothing by itself.
func (a *Asker) ask(ctx context.Context, q Question) *Answer {
	answer := &Answer{URL: q.URL, Asked: time.Now().UTC(), Open: a.AllowPrivate, kept: q.Body}
	u, err := url.Parse(q.URL)
	if err != nil {
		answer.Fault = &Fault{Unreadable, "the address cannot be read"}
		return answer
	}
	for {
		if answer.Fault = a.allowed(u); answer.Fault != nil {
			if answer.Fault.Kind == NotHTTPS && len(answer.Hops) > 0 {
				answer.Fault = &Fault{ToHTTP, "it is redirected to plain http at " + Quote(u.Hostname())}
			}
			return answer
		}
		next, fault := a.request(ctx, u, answer)
		switch {
		case fault != nil:
			answer.Fault = fault
			return answer
		case next == "":
			return answer
		case len(answer.Hops) == MaxRedirects:
			answer.Fault = &Fault{Redirects, "it is redirected more than five times"}
			return answer
		}
		to, err := u.Parse(next)
		if err != nil || to.Host == "" {
			answer.Fault = &Fault{RedirectsBad, "it is redirected to " + Quote(next) + ", which is no address"}
			return answer
		}
		u = to
		answer.Hops = append(answer.Hops, u.String())
	}
}

// allowed looks at an address before anybody is asked.
func (a *Asker) allowed(u *url.URL) *Fault {
	switch {
	case u.Scheme != "https":
		return &Fault{NotHTTPS, "the address is not https"}
	case u.Hostname() == "" || u.User != nil:
		return &Fault{Unreadable, "the address has no host, or a user name"}
	case !a.webPort(u.Port()):
		return &Fault{Port, "port " + Quote(u.Port()) + " is not one of a web server"}
	}
	return nil
}

// request makes one request. next is where the answer sends us on to.
func (a *Asker) request(ctx context.Context, u *url.URL, answer *Answer) (next string, fault *Fault) {
	release, err := a.hold(ctx, strings.ToLower(u.Hostname()))
	if err != nil {
		return "", a.faultOf(err, u.Hostname())
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, a.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return "", &Fault{Unreadable, "the address cannot be read"}
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	resp, err := a.transport.RoundTrip(req)
	if err != nil {
		return "", a.faultOf(err, u.Hostname())
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case 301, 302, 303, 307, 308:
		if to := resp.Header.Get("Location"); to != "" {
			return to, nil
		}
	}
	err = answer.take(resp)
	if err == nil && answer.kept {
		err = ctx.Err() // a server that notices first may end the body in good order
	}
	if err != nil {
		return "", a.faultOf(err, u.Hostname())
	}
	return "", nil
}

// take notes what a final answer says.
func (a *Answer) take(resp *http.Response) error {
	h := resp.Header
	a.Status = resp.StatusCode
	a.Framing = Framing{Policies: clone(h.Values("Content-Security-Policy")), Options: clone(h.Values("X-Frame-Options"))}
	disposition, _, _ := strings.Cut(h.Get("Content-Disposition"), ";")
	a.File = strings.EqualFold(strings.TrimSpace(disposition), "attachment")
	limit := int64(0)
	switch {
	case a.kept:
		limit = MaxBody + 1 // one more, to tell that there is more
	case strings.TrimSpace(h.Get("Content-Type")) == "":
		limit = sniffed
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit))
	if err != nil && a.kept {
		return err
	}
	a.Type = mediaType(h.Get("Content-Type"), body)
	if a.kept {
		a.Whole = len(body) <= MaxBody
		a.Body = body[:min(len(body), MaxBody)]
	}
	return nil
}

// mediaType reads a Content-Type; where there is none it looks at the body.
func mediaType(header string, body []byte) string {
	if strings.TrimSpace(header) == "" {
		if len(body) == 0 {
			return ""
		}
		header = http.DetectContentType(body)
	}
	if kind, _, err := mime.ParseMediaType(header); err == nil {
		return kind
	}
	kind, _, _ := strings.Cut(header, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// clone copies header values, so that the rest of the headers is let go of.
func clone(values []string) []string {
	var out []string
	for _, v := range values {
		out = append(out, strings.Clone(v))
	}
	return out
}

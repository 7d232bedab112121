package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"time"
)

// Kind says what went wrong.
type Kind string

// The kinds of faults.
const (
	NotHTTPS     Kind = "not-https"     // not asked: the address is not https
	NeverAsked   Kind = "never-asked"   // a link-local address, or a cloud's own
	NotPublic    Kind = "not-public"    // not asked: this machine, a private network
	Port         Kind = "port"          // not asked: no port of a web server
	Unreadable   Kind = "unreadable"    // not asked: the address cannot be read
	NoHost       Kind = "no-host"       // DNS knows no such name
	DNS          Kind = "dns"           // DNS failed otherwise
	Refused      Kind = "refused"       // nobody listens
	NoConnection Kind = "no-connection" // nobody answers
	Timeout      Kind = "timeout"       // connected, and no answer in time
	Network      Kind = "network"       // another failure on the way
	CertExpired  Kind = "cert-expired"  // or not valid yet
	CertHost     Kind = "cert-host"     // for another host
	CertUnknown  Kind = "cert-unknown"  // from an authority that is not known
	CertOther    Kind = "cert-other"    // otherwise invalid
	TLS          Kind = "tls"           // the handshake failed
	Protocol     Kind = "protocol"      // what came is no HTTP
	ToHTTP       Kind = "to-http"       // redirected to plain http
	Redirects    Kind = "redirects"     // redirected too often
	RedirectsBad Kind = "redirects-bad" // redirected to what is no address
)

// Fault is why there is no answer.
type Fault struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"` // in words, with outside text quoted and cut
}

// ofHost tells whether a fault concerns every address of the host.
func (k Kind) ofHost() bool {
	switch k {
	case NotPublic, NoHost, DNS, Refused, NoConnection, CertExpired, CertHost, CertUnknown, CertOther, TLS:
		return true
	}
	return false
}

// noWay tells whether the fault may as well be that of this machine.
func (k Kind) noWay() bool {
	return k == NoHost || k == DNS || k == NoConnection || k == Network
}

// maxShown bounds a piece of an answer that is shown, in characters.
const maxShown = 200

// Quote quotes a piece of an answer for people: nothing in it reaches a
// terminal raw, and it is cut where it is long.
func Quote(s string) string {
	if cut := []rune(s[:min(len(s), 4*maxShown)]); len(cut) > maxShown {
		s = string(cut[:maxShown]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// faultOf turns the error of a request into a fact.
func (a *Asker) faultOf(err error, host string) *Fault {
	name := Quote(host)
	var denied *refused
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &denied) && denied.never:
		return &Fault{NeverAsked, fmt.Sprintf("%s leads to %s, which is %s", name, denied.address, denied.what)}
	case errors.As(err, &denied):
		return &Fault{NotPublic, fmt.Sprintf("%s leads to %s, which is %s", name, denied.address, denied.what)}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Fault{NoHost, "DNS knows no host " + name}
	case errors.As(err, &dns):
		return &Fault{DNS, "the name " + name + " cannot be looked up: DNS fails"}
	}
	if f := certificate(err, name); f != nil {
		return f
	}
	var op *net.OpError
	switch {
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		return &Fault{NoConnection, fmt.Sprintf("no connection to %s within %s", name, a.connect().Round(time.Millisecond))}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return &Fault{Timeout, fmt.Sprintf("%s did not answer within %s", name, a.Timeout.Round(time.Millisecond))}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Fault{Refused, name + " refuses the connection"}
	case errors.Is(err, syscall.ECONNRESET):
		return &Fault{Network, name + " broke the connection off"}
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return &Fault{Network, "there is no way to " + name}
	}
	return handshake(err, name)
}

// certificate explains why a certificate is not accepted.
func certificate(err error, name string) *Fault {
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var other *tls.CertificateVerificationError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		words := "expired on " + invalid.Cert.NotAfter.Format(time.DateOnly)
		if time.Now().Before(invalid.Cert.NotBefore) {
			words = "is not valid before " + invalid.Cert.NotBefore.Format(time.DateOnly)
		}
		return &Fault{CertExpired, "the certificate of " + name + " " + words}
	case errors.As(err, &host):
		return &Fault{CertHost, "the certificate of " + name + " is for " + certNames(host.Certificate)}
	case errors.As(err, &unknown):
		return &Fault{CertUnknown, "the certificate of " + name + " is not from an authority that this machine knows"}
	case errors.As(err, &other), errors.As(err, &invalid):
		return &Fault{CertOther, "the certificate of " + name + " is not valid"}
	}
	return nil
}

func certNames(c *x509.Certificate) string {
	var names []string
	names = append(names, c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return "no host"
	}
	return Quote(strings.Join(names[:min(len(names), 5)], ", "))
}

// handshake tells failures of TLS from those of HTTP. The libraries have no
// types for most of them.
func handshake(err error, name string) *Fault {
	var record tls.RecordHeaderError
	var alert tls.AlertError
	text := err.Error()
	switch {
	case errors.As(err, &record):
		return &Fault{TLS, name + " does not speak TLS"}
	case errors.As(err, &alert), strings.Contains(text, "tls: "):
		return &Fault{TLS, "no TLS connection to " + name + " comes about"}
	case strings.Contains(text, "malformed "), strings.Contains(text, "server response headers exceeded"), strings.Contains(text, "http2:"):
		return &Fault{Protocol, "what " + name + " answers is not HTTP that can be read"}
	}
	return &Fault{Network, "the connection to " + name + " fails"}
}

package appdef

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"vitrine/generator/diag"
	"vitrine/generator/nets"
)

// authority reads user name, host and port, and returns where they end.
func (p *addressParser) authority(at int) int {
	end := len(p.s)
	if i := strings.IndexAny(p.s[at:], `/?#\`); i >= 0 {
		end = at + i
	}
	text := strings.TrimRight(p.s[at:end], " ")
	if end < len(p.s) {
		text = p.s[at:end]
	}
	if i := strings.LastIndexByte(text, '@'); i >= 0 {
		p.refuse(diag.Span{Start: at, End: at + i + 1}, "url-userinfo", "a user name or password stands before the host",
			"remove it: everyone can read it, and it can disguise where the address leads")
		at, text = at+i+1, text[i+1:]
	}
	host, port, hasPort := splitPort(text)
	span := diag.Span{Start: at, End: at + len(host)}
	p.a.HostSpan = span
	if hasPort {
		p.port(diag.Span{Start: span.End + 1, End: at + len(text)}, port)
	}
	if host == "" {
		p.refuse(diag.Span{Start: max(0, at-2), End: min(at+1, len(p.s))}, "url-malformed", "the address has no host", absolute)
		return end
	}
	p.host(span, host)
	return end
}

// splitPort cuts host and port at the last colon outside of brackets.
func splitPort(s string) (host, port string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 || i < strings.LastIndexByte(s, ']') {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func (p *addressParser) port(span diag.Span, text string) {
	if p.referred(span) {
		return
	}
	n, err := strconv.ParseUint(text, 10, 16)
	switch {
	case text == "":
		p.refuse(diag.Span{Start: span.Start - 1, End: span.End}, "url-malformed", "no port after the colon",
			"write a number or leave the colon out")
	case err != nil:
		p.refuse(span, "url-malformed", fmt.Sprintf("%q is no port", brief(text)), "a port is a number up to 65535")
	case p.a.Scheme == "https" && n == 443, p.a.Scheme == "http" && n == 80:
	default:
		p.a.Port = strconv.FormatUint(n, 10)
	}
}

// referred tells whether a reference stands in the span.
func (p *addressParser) referred(s diag.Span) bool {
	for _, r := range p.refs {
		if r.Span.Start < s.End && s.Start < r.Span.End {
			return true
		}
	}
	return false
}

// host reads a host as browsers do, as far as it is one.
func (p *addressParser) host(span diag.Span, text string) {
	if text[0] == '[' {
		p.ipv6(span, text)
		return
	}
	name, ascii := foldHost(text)
	labels := strings.Split(strings.TrimSuffix(name, "."), ".")
	for _, label := range labels {
		if what := labelTrouble(label); what != "" {
			p.refuse(span, "url-malformed", fmt.Sprintf("the host %q %s", brief(text), what), "a host is made of letters, digits, points and dashes")
			return
		}
	}
	name = toASCII(name)
	if !ascii {
		p.idn(span, text, name)
	}
	if p.referred(span) {
		return // whoever fills in the setting decides
	}
	if what := nameTrouble(name); what != "" {
		p.refuse(span, "url-malformed", fmt.Sprintf("the host %q %s", brief(text), what), "no name server can know such a name")
		return
	}
	if isNumeric(labels[len(labels)-1]) {
		p.ipv4(span, text, labels)
		return
	}
	p.a.Host = name
	if localName(labels) {
		p.local(span, name)
	}
}

// foldHost does the part of UTS 46 that matters for disguises: full-width
// forms become ASCII, ideographic points become points, letters lower case.
func foldHost(s string) (folded string, ascii bool) {
	ascii = true
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
		case r == 0x3002 || r == 0xFF0E || r == 0xFF61:
			ascii = false
			return '.'
		case 0xFF01 <= r && r <= 0xFF5E:
			ascii = false
			r -= 0xFEE0
		default:
			ascii = false
		}
		return unicode.ToLower(r)
	}, s), ascii
}

// labelTrouble says what is wrong with one label of a folded host.
func labelTrouble(label string) string {
	if label == "" {
		return "has an empty part"
	}
	for _, r := range label {
		switch {
		case r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r)) || r == '-' || r == '_'):
		case r >= 0x80 && r != unicode.ReplacementChar && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
		default:
			return fmt.Sprintf("contains %q", r)
		}
	}
	if len(label) > maxLabel && !isASCII(label) {
		return "has a part that is too long"
	}
	if label[0] == '-' || label[len(label)-1] == '-' {
		return "has a part that begins or ends with a dash"
	}
	if strings.HasPrefix(label, "xn--") {
		if text, ok := fromPunycode(label); !ok || labelTrouble(text) != "" {
			return "has a part that begins with xn-- and is no punycode"
		}
	}
	return ""
}

func (p *addressParser) idn(span diag.Span, text, name string) {
	message := fmt.Sprintf("the host %q has letters outside ASCII", brief(text))
	if p.block == "" {
		p.block = message
	}
	p.problem(span, diag.Warning, "url-idn", message, fmt.Sprintf("browsers go to %q; write that, so that everyone sees it", brief(name)))
}

func (p *addressParser) ipv6(span diag.Span, text string) {
	ip, err := netip.ParseAddr(strings.TrimSuffix(text[1:], "]"))
	if err != nil || !strings.HasSuffix(text, "]") || !ip.Is6() || ip.Zone() != "" {
		p.refuse(span, "url-malformed", fmt.Sprintf("%q is no IPv6 address", brief(text)), absolute)
		return
	}
	p.a.Host = "[" + ip.String() + "]"
	if ip.Is4In6() { // browsers do not write ::ffff:127.0.0.1 with points
		b := ip.As16()
		p.a.Host = fmt.Sprintf("[::ffff:%x:%x]", uint(b[12])<<8|uint(b[13]), uint(b[14])<<8|uint(b[15]))
	}
	if nets.Local(ip) {
		p.local(span, p.a.Host)
	}
}

// isNumeric tells whether the last label makes browsers read the host as an
// IPv4 address.
func isNumeric(label string) bool {
	if digits(label) == len(label) {
		return true
	}
	hex, ok := strings.CutPrefix(label, "0x")
	return ok && strings.Trim(hex, "0123456789abcdef") == ""
}

// ipv4 reads the spellings of an IPv4 address that browsers accept: up to
// four numbers, decimal, octal or hexadecimal, the last filling the rest.
func (p *addressParser) ipv4(span diag.Span, text string, labels []string) {
	value, ok := ipv4Number(labels)
	if !ok {
		p.refuse(span, "url-malformed", fmt.Sprintf("the host %q ends in a number and is no IPv4 address", brief(text)), absolute)
		return
	}
	ip := netip.AddrFrom4([4]byte{byte(value >> 24), byte(value >> 16), byte(value >> 8), byte(value)})
	p.a.Host = ip.String()
	odd := text != p.a.Host
	if odd && p.block == "" {
		p.block = fmt.Sprintf("the host %q is another spelling of %s", brief(text), p.a.Host)
	}
	switch {
	case nets.Local(ip):
		p.local(span, p.a.Host)
	case odd:
		p.refuse(span, "url-malformed", fmt.Sprintf("the host %q is another spelling of %s", brief(text), p.a.Host), "write it in full")
	}
}

func ipv4Number(labels []string) (value uint64, ok bool) {
	if len(labels) > 4 {
		return 0, false
	}
	for i, label := range labels {
		base := 10
		if hex, ok := strings.CutPrefix(label, "0x"); ok {
			label, base = "0"+hex, 16
		} else if len(label) > 1 && label[0] == '0' {
			base = 8
		}
		n, err := strconv.ParseUint(label, base, 33)
		room := uint(8)
		if i == len(labels)-1 {
			room = uint(8 * (4 - i))
		}
		if err != nil || n>>room != 0 {
			return 0, false
		}
		value = value<<room | n
	}
	return value, true
}

// localSuffixes are names that no public server answers to: RFC 6761, 6762,
// 8375, and what ICANN keeps out of the root.
var localSuffixes = []string{
	"localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa",
}

func localName(labels []string) bool {
	if len(labels) == 1 {
		return true
	}
	name := strings.Join(labels, ".")
	for _, s := range localSuffixes {
		if strings.HasSuffix(name, "."+s) {
			return true
		}
	}
	return false
}

func (p *addressParser) local(span diag.Span, host string) {
	p.a.Local = true
	p.problem(span, diag.Warning, "url-local-host", fmt.Sprintf("%q leads to the agent's own machine or a private network", brief(host)),
		"use a public host; agents are elsewhere")
}

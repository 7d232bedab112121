package appdef

import (
	"fmt"
	"strings"
)

// What the domain name system takes, in bytes of the ASCII form (RFC 1035).
const (
	maxLabelDNS = 63
	maxNameDNS  = 253
)

// nameTrouble says why no name server can know a host, given in ASCII; "" if
// it can.
func nameTrouble(ascii string) string {
	ascii = strings.TrimSuffix(ascii, ".")
	for _, label := range strings.Split(ascii, ".") {
		if len(label) > maxLabelDNS {
			return fmt.Sprintf("has a part of %d characters; a part has at most %d", len(label), maxLabelDNS)
		}
	}
	if len(ascii) > maxNameDNS {
		return fmt.Sprintf("has %d characters; a name has at most %d", len(ascii), maxNameDNS)
	}
	return ""
}

// HostText is a host for people to read. One that has letters outside ASCII
// is shown in both of its forms, whichever was written: the one that browsers
// go to, and in brackets the one that people see. Any other comes back as it
// is.
func HostText(host string) string {
	folded, _ := foldHost(host)
	labels := strings.Split(folded, ".")
	for i, label := range labels {
		if !strings.HasPrefix(label, "xn--") {
			continue
		}
		if text, ok := fromPunycode(label); ok && labelTrouble(text) == "" {
			labels[i] = text
		}
	}
	text := strings.Join(labels, ".")
	for _, label := range labels {
		if isASCII(text) || label != "" && labelTrouble(label) != "" {
			return host
		}
	}
	return toASCII(text) + " (" + text + ")"
}

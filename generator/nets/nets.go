// Package nets knows which internet addresses are not of the public internet.
package nets

import "net/netip"

// special are the networks of the registries of special-purpose addresses. local are those that lead to this machine or to
// a network of one's own, or nowhere at all: templates/scripts/stage/hosts.ts has them once more.
var special = []struct {
	net   netip.Prefix
	local bool
	what  string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), true, "an address of this network"},
	{netip.MustParsePrefix("10.0.0.0/8"), true, "an address of a private network"},
	{netip.MustParsePrefix("100.64.0.0/10"), true, "an address behind a provider's translation"},
	{netip.MustParsePrefix("127.0.0.0/8"), true, "an address of this machine"},
	{netip.MustParsePrefix("169.254.0.0/16"), true, "a link-local address"},
	{netip.MustParsePrefix("172.16.0.0/12"), true, "an address of a private network"},
	{netip.MustParsePrefix("192.0.0.0/24"), true, "an address reserved for protocols"},
	{netip.MustParsePrefix("192.0.2.0/24"), false, "an address for documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), false, "an address of a 6to4 relay"},
	{netip.MustParsePrefix("192.168.0.0/16"), true, "an address of a private network"},
	{netip.MustParsePrefix("198.18.0.0/15"), true, "an address for benchmarks"},
	{netip.MustParsePrefix("198.51.100.0/24"), false, "an address for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), false, "an address for documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), true, "a multicast address"},
	{netip.MustParsePrefix("240.0.0.0/4"), true, "a reserved address"},
	{netip.MustParsePrefix("::/128"), true, "no address at all"},
	{netip.MustParsePrefix("::1/128"), true, "an address of this machine"},
	{netip.MustParsePrefix("::/96"), false, "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("64:ff9b::/96"), false, "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), false, "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("2001::/23"), false, "an address reserved for protocols"},
	{netip.MustParsePrefix("2001:db8::/32"), false, "an address for documentation"},
	{netip.MustParsePrefix("2002::/16"), false, "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("3fff::/20"), false, "an address for documentation"},
	{netip.MustParsePrefix("fc00::/7"), true, "an address of a private network"},
	{netip.MustParsePrefix("fe80::/10"), true, "a link-local address"},
	{netip.MustParsePrefix("fec0::/10"), true, "a reserved address"},
	{netip.MustParsePrefix("ff00::/8"), true, "a multicast address"},
}

var (
	global = netip.MustParsePrefix("2000::/3")     // the part of IPv6 that is given out
	nat64  = netip.MustParsePrefix("64:ff9b::/96") // the way from IPv6 to IPv4: its last four bytes are an IPv4 address
)

// NotPublic says what an address is that is not of the public internet; ""
// for one that is. An IPv4 address in IPv6 clothes is taken for what it is. What
// embeds another address (the forms for the way from IPv4 to IPv6) is not
// public either: it could lead anywhere.
func NotPublic(ip netip.Addr) string {
	if !ip.IsValid() {
		return "no address at all"
	}
	if ip.Zone() != "" {
		return "a link-local address"
	}
	ip = ip.Unmap()
	for _, s := range special {
		if s.net.Contains(ip) {
			return s.what
		}
	}
	if ip.Is6() && !global.Contains(ip) {
		return "a reserved address"
	}
	return ""
}

// Local tells whether an address leads to the machine of whoever follows it,
// to a network of theirs, or nowhere; also where NAT64 leads there.
func Local(ip netip.Addr) bool {
	ip = ip.Unmap()
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	for _, s := range special {
		if s.local && s.net.Contains(ip) {
			return true
		}
	}
	return false
}

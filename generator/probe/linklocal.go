package probe

import "net/netip"

// never are the networks that are not asked even if private ones are: every
// machine has them to itself, no widget is served from there, and clouds hand
// out a machine's credentials at such addresses.
var never = []struct {
	net  netip.Prefix
	what string
}{
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("fd00:ec2::254/128"), metadata},  // Amazon
	{netip.MustParsePrefix("fd20:ce::254/128"), metadata},   // Google
	{netip.MustParsePrefix("100.100.100.200/32"), metadata}, // Alibaba
	{netip.MustParsePrefix("168.63.129.16/32"), metadata},   // Azure
	{netip.MustParsePrefix("192.0.0.192/32"), metadata},     // Oracle
}

const metadata = "where a cloud tells its machines their credentials"

// neverAsked says what an address is that is asked under no circumstances; ""
// for others. An IPv4 address in IPv6 clothes is taken for what it is.
func neverAsked(ip netip.Addr) string {
	if ip.Zone() != "" {
		return never[1].what
	}
	for _, candidate := range append(embedded(ip), ip.Unmap()) {
		for _, n := range never {
			if n.net.Contains(candidate) {
				return n.what
			}
		}
	}
	return ""
}

// embeddings are the networks whose addresses hold an IPv4 address, and in
// which of their bytes: RFC 4291, 2765, 3056 and 6052. A network of one's own
// for translation may be cut in several ways.
var embeddings = []struct {
	net   netip.Prefix
	bytes [][4]int
}{
	{netip.MustParsePrefix("::/96"), [][4]int{{12, 13, 14, 15}}},
	{netip.MustParsePrefix("::ffff:0:0:0/96"), [][4]int{{12, 13, 14, 15}}},
	{netip.MustParsePrefix("64:ff9b::/96"), [][4]int{{12, 13, 14, 15}}},
	{netip.MustParsePrefix("64:ff9b:1::/48"), [][4]int{{6, 7, 9, 10}, {7, 9, 10, 11}, {9, 10, 11, 12}, {12, 13, 14, 15}}},
	{netip.MustParsePrefix("2002::/16"), [][4]int{{2, 3, 4, 5}}},
}

// embedded lists the IPv4 addresses that an IPv6 address may lead to.
func embedded(ip netip.Addr) []netip.Addr {
	if !ip.Is6() || ip.Is4In6() {
		return nil
	}
	var list []netip.Addr
	all := ip.As16()
	for _, e := range embeddings {
		if !e.net.Contains(ip) {
			continue
		}
		for _, at := range e.bytes {
			list = append(list, netip.AddrFrom4([4]byte{all[at[0]], all[at[1]], all[at[2]], all[at[3]]}))
		}
	}
	return list
}

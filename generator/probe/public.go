package probe

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
)

// special are the networks that are not the public internet, after the
// registries of special-purpose addresses. What embeds another address (the
// forms for the way from IPv4 to IPv6) is refused as well: it could lead
// anywhere.
var special = []struct {
	net  netip.Prefix
	what string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "an address of this network"},
	{netip.MustParsePrefix("10.0.0.0/8"), "an address of a private network"},
	{netip.MustParsePrefix("100.64.0.0/10"), "an address behind a provider's translation"},
	{netip.MustParsePrefix("127.0.0.0/8"), "an address of this machine"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("172.16.0.0/12"), "an address of a private network"},
	{netip.MustParsePrefix("192.0.0.0/24"), "an address reserved for protocols"},
	{netip.MustParsePrefix("192.0.2.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), "an address of a 6to4 relay"},
	{netip.MustParsePrefix("192.168.0.0/16"), "an address of a private network"},
	{netip.MustParsePrefix("198.18.0.0/15"), "an address for benchmarks"},
	{netip.MustParsePrefix("198.51.100.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "an address for documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), "a multicast address"},
	{netip.MustParsePrefix("240.0.0.0/4"), "a reserved address"},
	{netip.MustParsePrefix("::/128"), "no address at all"},
	{netip.MustParsePrefix("::1/128"), "an address of this machine"},
	{netip.MustParsePrefix("::/96"), "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("64:ff9b::/96"), "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("2001::/23"), "an address reserved for protocols"},
	{netip.MustParsePrefix("2001:db8::/32"), "an address for documentation"},
	{netip.MustParsePrefix("2002::/16"), "an address that embeds an IPv4 address"},
	{netip.MustParsePrefix("3fff::/20"), "an address for documentation"},
	{netip.MustParsePrefix("fc00::/7"), "an address of a private network"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("ff00::/8"), "a multicast address"},
}

// global is the part of IPv6 that is given out.
var global = netip.MustParsePrefix("2000::/3")

// notPublic says what an address is that is not of the public internet; ""
// for one that is. An IPv4 address in IPv6 clothes is taken for what it is.
func notPublic(ip netip.Addr) string {
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

// refused is a connection that we did not make.
type refused struct {
	address, what string
	never         bool // whatever is allowed
}

// Error says what was refused.
func (r *refused) Error() string { return fmt.Sprintf("%s is %s", r.address, r.what) }

// control looks at every connection before it is made. The name has been
// resolved by then, so no answer of a name server and no redirect gets past.
func (a *Asker) control(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("read the address %q of a connection: %w", address, err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return fmt.Errorf("read the address %q of a connection: %w", address, err)
	}
	if what := neverAsked(ip); what != "" {
		return &refused{host, what, true}
	}
	if what := notPublic(ip); what != "" && !a.AllowPrivate {
		return &refused{host, what, false}
	}
	return nil
}

// webPort tells whether a port may be asked. Below 1024 only that of https:
// nobody may use us to knock at mail servers.
func (a *Asker) webPort(port string) bool {
	if port == "" || port == "443" || a.AllowPrivate {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n >= 1024
}

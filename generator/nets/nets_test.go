package nets_test

import (
	"net/netip"
	"testing"

	"vitrine/generator/nets"
)

func TestNotPublic(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "198.17.0.1", "223.255.255.255",
		"2606:4700::1111", "2a00::1", "2003::1", "::ffff:8.8.8.8"} {
		if what := nets.NotPublic(netip.MustParseAddr(s)); what != "" {
			t.Errorf("%s is %s", s, what)
		}
	}
	for _, s := range []string{"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
		"3fff::1", "4000::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"} {
		if what := nets.NotPublic(netip.MustParseAddr(s)); what == "" {
			t.Errorf("%s passes for public", s)
		}
	}
	if nets.NotPublic(netip.Addr{}) == "" {
		t.Error("nothing passes for public")
	}
}

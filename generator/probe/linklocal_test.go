package probe

import (
	"errors"
	"net"
	"testing"
)

// TestNeverAsked: what clouds keep their credentials at is asked under no
// circumstances, however the address is written.
func TestNeverAsked(t *testing.T) {
	a := &Asker{AllowPrivate: true}
	for host, refuse := range map[string]bool{
		"169.254.169.254": true, "169.254.0.1": true, "169.254.170.2": true, "::ffff:169.254.169.254": true, "::ffff:a9fe:a9fe": true,
		"::169.254.169.254": true, "::ffff:0:169.254.169.254": true, "64:ff9b::169.254.169.254": true, "64:ff9b::a9fe:a9fe": true,
		"64:ff9b:1:a9fe:a9:fe00::": true, "64:ff9b:1::169.254.169.254": true, "2002:a9fe:a9fe::1": true,
		"fe80::1": true, "fe80::1%lo": true, "febf:ffff::1": true, "fd00:ec2::254": true, "fd20:ce::254": true,
		"100.100.100.200": true, "168.63.129.16": true, "192.0.0.192": true, "64:ff9b::100.100.100.200": true,
		"127.0.0.1": false, "10.1.2.3": false, "192.168.1.1": false, "::1": false, "fd00::1": false, "fd00:ec2::253": false,
		"100.100.100.201": false, "64:ff9b::8.8.8.8": false, "8.8.8.8": false, "2606:4700::1": false, "169.253.1.1": false, "fec0::1": false,
	} {
		err := a.control("tcp", net.JoinHostPort(host, "443"), nil)
		var denied *refused
		if errors.As(err, &denied) != refuse || refuse && a.faultOf(err, host).Kind != NeverAsked {
			t.Errorf("%s: %v", host, err)
		}
		if err := (&Asker{}).control("tcp", net.JoinHostPort(host, "443"), nil); refuse && err == nil {
			t.Errorf("%s is asked without AllowPrivate", host)
		}
	}
}

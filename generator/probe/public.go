package probe

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"

	"vitrine/generator/nets"
)

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
	if what := nets.NotPublic(ip); what != "" && !a.AllowPrivate {
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

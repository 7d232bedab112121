package main

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"syscall"

	"vitrine/generator/live"
)

// usualPort is that of the default address.
const usualPort = "8787"

// elsewhere says which address to take after one that cannot be had.
func elsewhere(addr string, why error) string {
	host, port, _ := net.SplitHostPort(addr)
	switch {
	case errors.Is(why, live.ErrAddress):
		return "write --addr " + completed(addr)
	case errors.Is(why, syscall.EACCES):
		return "take one from 1024 on: --addr " + net.JoinHostPort(host, usualPort)
	case errors.Is(why, syscall.EADDRINUSE):
		if free := nextFree(host, port); free != "" {
			return fmt.Sprintf("choose another; %s is free: --addr %s", free, free)
		}
	case errors.Is(why, live.ErrPort):
		return "write --addr " + net.JoinHostPort(host, usualPort)
	default:
		return fmt.Sprintf("--addr 127.0.0.1:%s is for this machine alone, --addr :%s for all that reach it", port, port)
	}
	return "choose another with --addr 127.0.0.1:0, which is any that is free"
}

// completed makes an address of what is half of one: a port, a host, or a URL.
func completed(addr string) string {
	addr = strings.TrimSpace(addr)
	if u, err := url.Parse(addr); err == nil && u.Host != "" {
		return net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), usualPort))
	}
	if _, err := strconv.ParseUint(addr, 10, 16); err == nil {
		return net.JoinHostPort("127.0.0.1", addr)
	}
	if ip := net.ParseIP(strings.Trim(addr, "[]")); ip != nil || addr != "" && !strings.ContainsAny(addr, ":/[] ") {
		return net.JoinHostPort(strings.Trim(addr, "[]"), usualPort)
	}
	return net.JoinHostPort("127.0.0.1", usualPort)
}

// nextFree is the next address of a host behind a port that is taken; "" for none.
func nextFree(host, name string) string {
	port, err := net.LookupPort("tcp", name)
	for next := port + 1; err == nil && next <= min(port+100, 65535); next++ {
		to := net.JoinHostPort(host, strconv.Itoa(next))
		if l, err := net.Listen("tcp", to); err == nil {
			l.Close()
			return to
		}
	}
	return ""
}

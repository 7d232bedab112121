//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peak is how many MB a process had in memory at most.
func peak(p *os.ProcessState) float64 {
	use, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // where it is bytes
		return float64(use.Maxrss) / 1e6
	}
	return float64(use.Maxrss) * 1024 / 1e6
}

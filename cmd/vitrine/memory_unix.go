//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// peakMemory is how many bytes the program had in memory at most.
func peakMemory() int64 {
	var use syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &use) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" { // where it is bytes
		return int64(use.Maxrss)
	}
	return int64(use.Maxrss) << 10
}

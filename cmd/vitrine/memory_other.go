//go:build !unix

package main

import "runtime"

// peakMemory is how many bytes the program asked the system for: the nearest
// to what it had in memory at most that there is.
func peakMemory() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}

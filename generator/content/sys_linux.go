package content

import (
	"io/fs"
	"syscall"
)

// changed returns when the file was last written, or its modification time was
// set, in ns: no program can set this one.
func changed(info fs.FileInfo) int64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctim.Nano()
	}
	return 0
}

//go:build unix

package content

import (
	"errors"
	"io/fs"
	"syscall"
)

// openNonblock keeps the opening of a pipe from waiting for a writer.
const openNonblock = syscall.O_NONBLOCK

func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}

func isLoop(err error) bool { return errors.Is(err, syscall.ELOOP) }

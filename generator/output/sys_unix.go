//go:build unix

package output

import (
	"errors"
	"io/fs"
	"syscall"
)

// isBusy reports whether a directory cannot be renamed because of where it
// is: a mount point, or on another mount.
func isBusy(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) }

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// alive reports whether a process exists.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Ino)
	}
	return 0
}

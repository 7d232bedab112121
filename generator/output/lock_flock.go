//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package output

import (
	"errors"
	"os"
	"syscall"
)

// lockDir takes the lock of a directory, without waiting for it.
func lockDir(dir string) (dirLock, error) {
	f, err := os.Open(dir)
	if err != nil {
		return dirLock{}, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err == nil {
		info, err := f.Stat()
		return dirLock{f, info}, err
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return dirLock{}, ErrLocked
	}
	return dirLock{}, errNoLocks // a network file system, mostly
}

package output

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
)

const (
	errAccessDenied     = syscall.Errno(5)
	errNotSameDevice    = syscall.Errno(17)
	errSharingViolation = syscall.Errno(32)
	deleteOnClose       = 0x04000000
)

// isBusy reports whether a directory cannot be renamed because of where it is
// or because somebody has a file in it open.
func isBusy(err error) bool {
	return errors.Is(err, errAccessDenied) || errors.Is(err, errNotSameDevice) || errors.Is(err, errSharingViolation)
}

func isReadOnly(error) bool { return false }

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	p.Release()
	return true
}

// lockDir opens a file beside the directory for nobody else; Windows removes
// it when we close it or die. A directory itself cannot be locked.
func lockDir(dir string) (dirLock, error) {
	name, err := syscall.UTF16PtrFromString(filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".vitrine-lock"))
	if err != nil {
		return dirLock{}, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	switch {
	case errors.Is(err, errSharingViolation):
		return dirLock{}, ErrLocked
	case err != nil:
		return dirLock{}, errNoLocks
	}
	return dirLock{Closer: os.NewFile(uintptr(h), dir)}, nil
}

func inode(os.FileInfo) uint64 { return 0 }

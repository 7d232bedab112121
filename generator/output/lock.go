package output

import (
	"errors"
	"io"
	"os"
)

var (
	errNoLocks    = errors.New("no locks here")
	errNoExchange = errors.New("directories cannot be exchanged here")
)

// dirLock is held until it is closed or the process dies.
type dirLock struct {
	io.Closer
	info os.FileInfo // what was locked; nil if the lock goes by name
}

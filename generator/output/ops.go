package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// beforeOp is called before every operation that changes the disk. Tests use
// it to kill the process, or to make the operation fail, at each one in turn.
var beforeOp func(op, file string) error

func before(op, file string) error {
	if beforeOp == nil {
		return nil
	}
	return beforeOp(op, file)
}

func makeDir(dir string) error {
	if err := before("mkdir", dir); err != nil {
		return err
	}
	return os.Mkdir(dir, 0o777)
}

// makeDirs makes a directory and its parents, and says which it had to make.
func makeDirs(dir string) (made []string, err error) {
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return nil, fmt.Errorf("%q is not a directory", at)
		}
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		missing = append(missing, at)
	}
	for _, d := range slices.Backward(missing) {
		err := makeDir(d)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return made, err
		}
		made = append(made, d)
	}
	return made, nil
}

func rename(from, to string) error {
	if err := before("rename", to); err != nil {
		return err
	}
	return os.Rename(from, to)
}

func remove(file string) error {
	if err := before("remove", file); err != nil {
		return err
	}
	return os.Remove(file)
}

// writeFile makes a new file. An error of Close counts: on some file systems
// it is the only one that tells of a full disk.
func writeFile(file string, data []byte) error {
	if err := before("create", file); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err = before("write", file); err == nil {
		_, err = f.Write(data)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// link gives a file a second name, so that its bytes, inode and time stay.
// Where that is impossible the file is copied with its time.
func link(from, to string) error {
	if err := before("link", to); err != nil {
		return err
	}
	if os.Link(from, to) == nil {
		return nil
	}
	return copyFile(from, to)
}

// copyFile makes a new file with the bytes, mode and time of another.
func copyFile(from, to string) error {
	if err := before("copy", to); err != nil {
		return err
	}
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return err
	}
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	if e := dst.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chtimes(to, info.ModTime(), info.ModTime())
	}
	return err
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

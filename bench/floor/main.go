// Command floor does what no generator can do without: it writes a site's files,
// as large as they are, with bytes that cost nothing to make.
//
//	go run ./bench/floor -list FILE -like SITE    lists the files of a built site and their sizes
//	go run ./bench/floor -list FILE -to DIRECTORY writes files of these names and sizes
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

func main() {
	list := flag.String("list", "", "the file with the list")
	like := flag.String("like", "", "a built site to list")
	to := flag.String("to", "", "a directory to write into, which need not exist")
	flag.Parse()
	var err error
	switch {
	case *list == "" || (*like == "") == (*to == ""):
		err = errors.New("expected -list, and either -like or -to")
	case *like != "":
		err = write(*list, *like)
	default:
		err = fill(*list, *to)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(2)
	}
}

// write lists a site: a line for each file and folder, the size first, -1 for a
// folder.
func write(list, site string) error {
	f, err := os.Create(list)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = filepath.WalkDir(site, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		size := info.Size()
		if d.IsDir() {
			size = -1
		}
		name, err := filepath.Rel(site, p)
		fmt.Fprintf(w, "%d %s\n", size, name)
		return err
	})
	return errors.Join(err, w.Flush(), f.Close())
}

type file struct {
	path string
	size int
}

// fill writes the files of a list: folders first, then files on all processors.
func fill(list, to string) error {
	text, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	var files []file
	largest := 0
	for line := range strings.Lines(string(text)) {
		digits, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		size, err := strconv.Atoi(digits)
		if err != nil || name != "." && !filepath.IsLocal(name) {
			return fmt.Errorf("%q is no line of a list", line)
		}
		path := filepath.Join(to, name)
		if size < 0 {
			if err := os.MkdirAll(path, 0o755); err != nil {
				return err
			}
			continue
		}
		files, largest = append(files, file{path, size}), max(largest, size)
	}
	return fillAll(files, bytes.Repeat([]byte{'x'}, largest))
}

func fillAll(files []file, data []byte) error {
	var next atomic.Int64
	var all sync.WaitGroup
	failed := make(chan error, runtime.GOMAXPROCS(0))
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(files); i = next.Add(1) - 1 {
				if err := os.WriteFile(files[i].path, data[:files[i].size], 0o644); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(failed)
	return <-failed
}

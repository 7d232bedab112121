// Command corpus writes invented app definitions to measure on:
//
//	go run ./bench/corpus DIRECTORY NUMBER
//
// The directory must not exist. What is wrong with which app on purpose goes
// into a file beside it, DIRECTORY.defects.json.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"vitrine/bench/made"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(2)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("expected a directory and a number of apps")
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 0 {
		return fmt.Errorf("%q is no number of apps", args[1])
	}
	dir := filepath.Clean(args[0])
	if _, err := os.Lstat(dir); err == nil {
		return fmt.Errorf("%q exists", dir)
	}
	defects, err := made.Write(dir, n)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(defects, "", " ")
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d apps, %d with a defect\n", dir, n, len(defects))
	return os.WriteFile(dir+".defects.json", append(text, '\n'), 0o644)
}

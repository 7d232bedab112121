package render

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

// place finds where in a theme html/template saw a mistake. Templates are
// parsed under their path, so the path is what it says.
var place = regexp.MustCompile(`((?:parts/|pages/)?[^:/\s]+\.html):(\d+)(?::(\d+))?: (?s:(.*))$`)

// mistake says an error of html/template in terms of the theme's files: path,
// line and, where it is known, column, the line itself and a caret. An error
// that names no file of the theme stays as it is.
func mistake(layers Layers, err error) error {
	m := place.FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("theme: %w", err)
	}
	text, readErr := fs.ReadFile(layers, m[1])
	if readErr != nil {
		return fmt.Errorf("theme: %w", err)
	}
	where, excerpt := m[1]+":"+m[2], ""
	row, _ := strconv.Atoi(m[2])
	if lines := strings.Split(string(text), "\n"); row >= 1 && row <= len(lines) {
		line := strings.TrimRight(lines[row-1], "\r")
		excerpt = "\n  " + line
		// html/template counts bytes from 0, people and editors count from 1.
		if at, err := strconv.Atoi(m[3]); err == nil && at <= len(line) {
			where += ":" + strconv.Itoa(at+1)
			excerpt += "\n  " + blank(line[:at]) + "^"
		}
	}
	return fmt.Errorf("theme: %s: %s%s\n  %s", where, m[4], excerpt, layers.whose(m[1]))
}

// blank is as wide as text is: tabs stay, all else becomes a space.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}

// whose says which layer a file comes from, and so where to mend it.
func (l Layers) whose(name string) string {
	for i, f := range l {
		if _, err := fs.Stat(f, name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if i < len(l)-1 {
			return "the file is in your theme directory: mend it there, or delete it to have the built-in one"
		}
		break
	}
	return "the file is the built-in theme's: check that the files of your theme directory fit it"
}

package render

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// place finds where in a theme html/template saw a mistake. Templates are
// parsed under their path, so the path is what it says.
var place = regexp.MustCompile(`((?:parts/|pages/)?[^:/\s]+\.html):(\d+)(?::(\d+))?: (?s:(.*))$`)

// Mistake is an error in a file of the theme.
type Mistake struct {
	Where   string   // path in the theme, line and, where it is known, column
	Message string   // what is wrong, in html/template's words
	Excerpt []string // the line and, below it, a caret where the column is known
	Hint    string   // how to mend it: whose layer the file is in
	cause   error
}

// Error is one line: where and what.
func (m *Mistake) Error() string { return "theme: " + m.Where + ": " + m.Message }

// Unwrap returns html/template's error.
func (m *Mistake) Unwrap() error { return m.cause }

// mistake says an error of html/template in terms of the theme's files. One
// that names no file of the theme stays as it is.
func mistake(layers Layers, err error) error {
	if m := (*Mistake)(nil); errors.As(err, &m) { // of a part that another template calls
		return m
	}
	found := place.FindStringSubmatch(err.Error())
	if found == nil {
		return fmt.Errorf("theme: %w", err)
	}
	file, row, column := found[1], found[2], found[3]
	text, readErr := fs.ReadFile(layers, file)
	if readErr != nil {
		return fmt.Errorf("theme: %w", err)
	}
	m := &Mistake{Where: file + ":" + row, Message: found[4], Hint: layers.whose(file), cause: err}
	n, _ := strconv.Atoi(row)
	lines := strings.Split(string(text), "\n")
	if n < 1 || n > len(lines) {
		return m
	}
	line := strings.ReplaceAll(strings.TrimRight(lines[n-1], "\r"), "\t", " ")
	m.Excerpt = []string{line}
	// html/template counts bytes from 0, people and editors count from 1.
	if at, err := strconv.Atoi(column); err == nil && at <= len(line) {
		m.Where += ":" + strconv.Itoa(at+1)
		m.Excerpt = append(m.Excerpt, strings.Repeat(" ", utf8.RuneCountInString(line[:at]))+"^")
	}
	return m
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

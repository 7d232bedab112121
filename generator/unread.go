package generator

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// lost says why a file cannot be read that may well be there: the disk fails,
// too many files are open, the permissions are wrong. "" for no error and for
// what a file is or is not, which no second try would change.
func lost(err error) string {
	switch {
	case err == nil, errors.Is(err, errTooLarge), errors.Is(err, errNotRegular), errors.Is(err, fs.ErrNotExist), isLoop(err):
		return ""
	}
	return reason(err)
}

// lose notes that what was found last cannot be read: a folder by its name, or
// "" for the entry itself.
func (l *listing) lose(dir string, err error) {
	l.definitions[len(l.definitions)-1].lost = lost(err)
	if dir != "" && lost(err) != "" {
		if l.lost == nil {
			l.lost = map[string]string{}
		}
		l.lost[dir] = lost(err)
	}
}

// lostFolder says why the folder of a file cannot be read; "" if it can.
func (l *listing) lostFolder(p string) string {
	if len(l.lost) == 0 {
		return ""
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if why := l.lost[dir]; why != "" {
			return why
		}
	}
	return ""
}

// lostNow tries to read a file that could not be read.
func (c *Catalogue) lostNow(e entry) string {
	if e.lost != "" {
		return e.lost
	}
	f, _, err := opened(c.content, e.path)
	if err == nil {
		_, err = f.Read(make([]byte, 1))
		f.Close()
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	return lost(err)
}

// stale is the finding of a definition that is shown as it was read before.
func (f *file) stale() []diag.Diagnostic {
	if f.lost == "" {
		return nil
	}
	return []diag.Diagnostic{{
		Rule: "file-unreadable", Severity: diag.Error,
		Message: "the file cannot be read: " + f.lost + "; what was read before is shown", Hint: "check its permissions",
	}}
}

// Unreadable is a file or folder that may well be there, but cannot be read.
type Unreadable struct {
	Path   string
	Reason string
	Shown  bool // as it was before
}

// Unreadable lists what could not be read, by path. A second try may help.
func (c *Catalogue) Unreadable() []Unreadable {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var list []Unreadable
	for _, p := range sortedKeys(c.files) {
		if f := c.files[p]; f.lost != "" && (f.kept == nil || !strings.HasPrefix(f.kept.below, p+"/")) {
			list = append(list, Unreadable{p, f.lost, f.definition()})
		}
	}
	return list
}

// unreadable keeps a file that could not be read as a finding; one that is
// too large keeps its page as well.
func (c *Catalogue) unreadable(f *file, err error) {
	f.text, f.examined, f.samples = nil, examined{}, sampleFile{}
	if errors.Is(err, errTooLarge) {
		f.examined = examined{app: &appdef.App{}, head: &head{}, findings: []diag.Diagnostic{tooLarge(c.opts.Limits)}}
		return
	}
	f.trouble = &diag.Diagnostic{
		Rule: "file-unreadable", Severity: diag.Error, Message: "the file cannot be read: " + reason(err), Hint: "check its permissions",
	}
}

func tooLarge(limits Limits) diag.Diagnostic {
	return diag.Diagnostic{
		Rule: "json-limits", Severity: diag.Error,
		Message: fmt.Sprintf("the file has more than %d bytes and was not read", limits.FileSize),
		Hint:    "raise limits.file-size in config.yaml if it really is a definition",
	}
}

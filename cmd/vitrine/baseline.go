package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator/baseline"
	"vitrine/generator/content"
	"vitrine/generator/diag"
)

const baselineHelp = `

--baseline FILE leaves out the findings that FILE holds, so that a check of what
was there before fails for new ones only; --write-baseline writes it, and renews
it. A finding is known by its file, its rule, the value that it is about and
what it says, not by its line. What FILE holds and is no longer found is told.`

// baselineFlags adds the flags of check about known findings.
func baselineFlags(cmd *cobra.Command, flags *checkFlags) {
	cmd.Flags().StringVar(&flags.baseline, "baseline", "", "file of known findings, which are left out")
	cmd.Flags().BoolVar(&flags.writeBaseline, "write-baseline", false, "with --baseline: write what is found into the file")
}

// knowing is a baseline while a check uses it. The zero value knows nothing.
type knowing struct {
	file   string             // as given; "" for no baseline
	base   *baseline.Baseline // nil for one that is to be written anew
	here   string             // absolute path of the directory that paths in it begin at
	count  int                // findings that were left out
	gone   []baseline.Entry   // what was not found any more
	online bool               // the network was asked
	places []string           // what was checked, as in the baseline; nil for everything
}

// knowing reads the baseline of a check, before anything else is done. One that is to be
// written need not be there, or be sound: but what is no baseline is never overwritten.
func (flags *checkFlags) knowing(c *config, named bool) (*knowing, error) {
	k := &knowing{file: flags.baseline, online: c.Check.Online}
	if k.file == "" {
		return k, nil
	}
	whole, err := filepath.Abs(k.file)
	if err != nil {
		return nil, err
	}
	k.here = filepath.Dir(whole)
	text, err := os.ReadFile(k.file)
	if errors.Is(err, fs.ErrNotExist) && flags.writeBaseline {
		return k, nil
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("read the baseline %q: %s", k.file, content.Reason(err)), "--write-baseline writes one")
	}
	if k.base, err = baseline.Read(text); err == nil || flags.writeBaseline && !named && baseline.Is(text) {
		return k, nil
	}
	fault := (*baseline.Fault)(nil)
	switch {
	case errors.Is(err, baseline.ErrVersion):
		return nil, withHint(fmt.Errorf("read the baseline %q: %w", k.file, err), "write it anew: "+k.renewal())
	case !baseline.Is(text):
		return nil, withHint(fmt.Errorf("%q is no baseline", k.file),
			"name one that --write-baseline has written, or a file that is not there yet")
	case errors.As(err, &fault) && fault.Hint != "":
		return nil, withHint(fmt.Errorf("%s:%w", k.file, err), fault.Hint+"; or write it anew: "+k.renewal())
	}
	return nil, withHint(fmt.Errorf("%s:%w", k.file, err), "write it anew: "+k.renewal())
}

// renewal is the command that writes the baseline.
func (k *knowing) renewal() string {
	return fmt.Sprintf("vitrine check --baseline %q --write-baseline", k.file)
}

// look notes what is checked.
func (k *knowing) look(s *subjects) {
	switch {
	case s.text != nil:
		k.places = []string{k.name(s.shown)}
	case s.places[0].named:
		for _, p := range s.places {
			k.places = append(k.places, k.name(path.Join(fromHere(p.dir), p.within)))
		}
	}
}

// name is what the baseline calls a path.
func (k *knowing) name(p string) string {
	if whole, err := filepath.Abs(filepath.FromSlash(p)); err == nil {
		if rel, err := filepath.Rel(k.here, whole); err == nil {
			p = rel
		}
	}
	return filepath.ToSlash(p)
}

// naming returns what the baseline calls the files of a report.
func (k *knowing) naming(r *diag.Report) func(*diag.Source) string {
	return func(src *diag.Source) string {
		if filepath.IsAbs(filepath.FromSlash(src.Path)) {
			return k.name(src.Path)
		}
		return k.name(path.Join(r.Dir, src.Path))
	}
}

// looked tells whether a finding would have been found, were it still there.
func (k *knowing) looked(e baseline.Entry) bool {
	if strings.HasPrefix(e.Rule, "online-") && !k.online {
		return false
	}
	for _, p := range k.places {
		if e.File == p || p == "." || strings.HasPrefix(e.File, p+"/") {
			return true
		}
	}
	return k.places == nil
}

// filter leaves what is known out of a report.
func (k *knowing) filter(r *diag.Report) *diag.Report {
	if k.base == nil {
		return r
	}
	fresh, count, gone := k.base.Filter(r, k.naming(r))
	k.count = count
	for _, e := range gone {
		if k.looked(e) {
			k.gone = append(k.gone, e)
		}
	}
	return fresh
}

// write writes what was found as the baseline. What was not looked for stays in it.
func (e *env) writeBaseline(k *knowing, r *diag.Report) error {
	next := baseline.Of(r, k.naming(r))
	found := next.Len()
	if k.base != nil {
		next = next.Plus(k.base, func(e baseline.Entry) bool { return !k.looked(e) })
	}
	file := k.file
	if to, err := filepath.EvalSymlinks(file); err == nil {
		file = to
	}
	if err := writeWhole(file, next.Text()); err != nil {
		return fmt.Errorf("write the baseline %q: %s", k.file, content.Reason(err))
	}
	fmt.Fprintf(e.err, "wrote %s into the baseline %s", count(found, "finding"), diag.Visible(k.file))
	if more := next.Len() - found; more > 0 {
		fmt.Fprintf(e.err, ", and kept %d that this check did not look for", more)
	}
	fmt.Fprintln(e.err)
	return nil
}

// tellKnown says what the baseline holds and was not found any more.
func (e *env) tellKnown(k *knowing) {
	if len(k.gone) == 0 {
		return
	}
	for _, g := range k.gone[:min(len(k.gone), maxTold)] {
		where := ""
		if g.Path != "" {
			where = " at " + g.Path
		}
		e.note("in the baseline, and no longer found: %s in %s%s", g.Rule, g.File, where)
	}
	if more := len(k.gone) - maxTold; more > 0 {
		e.note("and %d more", more)
	}
	e.hint("%s takes what is gone out of it", k.renewal())
}

package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/diag"
)

// writers are the formats of check.
var writers = map[string]func(w io.Writer, r *diag.Report, colour bool) error{
	"text": diag.WriteText,
	"json": func(w io.Writer, r *diag.Report, _ bool) error { return diag.WriteJSON(w, r) },
}

func checkCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use: "check [PATH…]", Short: "print what is wrong with the definitions",
		Long: `Check looks at every definition of the content directory, or at the files
and directories named, and prints its findings on stdout.

The exit code is 0 without findings at or above --fail-on, 1 with such
findings, and 2 if the check could not run.`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			return e.check(c, paths)
		},
	}
	cmd.Flags().String("format", "text", "text or json")
	cmd.Flags().String("fail-on", "error", "the least severity that makes the exit code 1: error, warning or never")
	return cmd
}

func (e *env) check(c *config, paths []string) error {
	write, ok := writers[c.Check.Format]
	if !ok {
		return fmt.Errorf("unknown format %q; expected text or json", c.Check.Format)
	}
	if !slices.Contains([]string{"error", "warning", "never"}, c.Check.FailOn) {
		return fmt.Errorf("fail-on is %q; expected error, warning or never", c.Check.FailOn)
	}
	report, err := c.report(paths)
	if err != nil {
		return err
	}
	if err := write(e.out, report, isTerminal(e.out)); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	counts := report.Counts()
	fmt.Fprintf(e.err, "checked %s with %s in %s: %s\n", count(report.Apps, "app"), count(report.Widgets, "widget"), count(len(report.Files), "file"), verdict(counts))
	if c.Check.FailOn != "never" && counts.Error > 0 || c.Check.FailOn == "warning" && counts.Warning > 0 {
		e.exit = exitFindings
	}
	return nil
}

// report checks the content directory, or the paths named.
func (c *config) report(paths []string) (*diag.Report, error) {
	if len(paths) == 0 {
		cat, err := c.catalogue()
		if err != nil {
			return nil, err
		}
		return cat.Report(c.Content), nil
	}
	all := &diag.Report{}
	for _, p := range paths {
		r, err := c.reportPath(p)
		if err != nil {
			return nil, err
		}
		all.Files = append(all.Files, r.Files...)
		all.Apps += r.Apps
		all.Widgets += r.Widgets
	}
	return all, nil
}

// reportPath checks one file or directory. What lies in the content
// directory is seen together with the rest of it, so that the rules about
// several definitions hold; its paths are relative to that directory. Other
// paths are printed as given.
func (c *config) reportPath(p string) (*diag.Report, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, withHint(fmt.Errorf("check %q: %w", p, err), "name a file or directory that exists")
	}
	if rel, ok := inside(c.Content, p); ok {
		cat, err := c.catalogue()
		if err != nil {
			return nil, err
		}
		return prefixed(cat.Report("").Within(rel), c.Content), nil
	}
	dir, name := p, "."
	if !info.IsDir() {
		dir, name = filepath.Dir(p), filepath.Base(p)
	}
	content, err := openContent(dir)
	if err != nil {
		return nil, err
	}
	theme, err := openTheme("")
	if err != nil {
		return nil, err
	}
	cat := generator.NewCatalogue(generator.Only(content, name), theme, c.options())
	if _, err := cat.Refresh(); err != nil {
		return nil, err
	}
	return prefixed(cat.Report("").Within(name), dir), nil
}

// inside returns p relative to dir if it lies in it.
func inside(dir, p string) (string, bool) {
	a, errA := filepath.Abs(dir)
	b, errB := filepath.Abs(p)
	if errA != nil || errB != nil {
		return "", false
	}
	rel, err := filepath.Rel(a, b)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// prefixed puts a directory in front of the paths of a report, because its
// files may come from several.
func prefixed(r *diag.Report, dir string) *diag.Report {
	for i := range r.Files {
		r.Files[i].Source.Path = path.Join(filepath.ToSlash(dir), r.Files[i].Source.Path)
	}
	return r
}

// isTerminal tells whether colours make sense.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

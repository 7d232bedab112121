package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/trace"
)

// formatFlags are the flags of fmt.
type formatFlags struct {
	check, diff, allowEmpty bool
	stdinName               string
}

func formatCommand(e *env) *cobra.Command {
	var flags formatFlags
	cmd := &cobra.Command{
		Use: "fmt [PATH…]", Short: "lay definitions out: the order of keys, and white space",
		Long: `Fmt lays out every definition of the content directory, or the files and
directories named, and prints the names of those it changed. Other JSON is left
alone. With - it reads one definition from standard input and prints it.

Nothing is lost: names, values, numbers and escapes stay byte for byte, and the
elements of arrays keep their order. What changes is

  keys          those that documents name come first, in the order of the
                platform's examples (app, version, title, …, settings, widgets,
                i18n; of a widget name, title, url, icon, …), then all others
                as they stood; categories, settings, locales and versions of
                the changelog are yours and stay where they are
  indentation   two spaces a level, a line for each member and element
  arrays        of texts, numbers and the like stand on one line where they have
                room within 100 columns, unless the first element begins on a
                line of its own: then each has one
  lines         end as the first one does (LF or CRLF); the last one ends, too;
                a byte order mark is dropped

Definitions that are kept as JavaScript or TypeScript modules are left alone.
What should be JSON and is not is left as it is and told: comments, trailing
commas, a name that stands twice. vitrine check --fix mends the first two; all other files are
laid out all the same.

The exit code is 0, or 1 if there was such a file, or with --check one that
is to be laid out; 2 if fmt could not run, or found no definition at all.`,
		Example: `  vitrine fmt
  vitrine fmt content/apps/my_app
  vitrine fmt --check --diff
  vitrine fmt - --stdin-filename content/apps/my_app/app.json <app.json`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			switch stdin := slices.Contains(paths, "-"); {
			case stdin && len(paths) > 1:
				return withHint(fmt.Errorf("- stands for standard input and cannot be laid out together with other paths"), "run vitrine fmt twice")
			case flags.stdinName != "" && !stdin:
				return withHint(fmt.Errorf("--stdin-filename means nothing without -"), "run vitrine fmt - --stdin-filename NAME")
			}
			return e.format(c, flags, paths)
		},
	}
	cmd.Flags().BoolVar(&flags.check, "check", false, "write nothing, list what is to be laid out, and exit with 1 if there is any")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "write nothing, and show what would change")
	cmd.Flags().BoolVar(&flags.allowEmpty, "allow-empty", false, "do not mind that there is no app definition at all")
	cmd.Flags().StringVar(&flags.stdinName, "stdin-filename", "", "what to call the definition from standard input")
	return cmd
}

// layouts are definitions that are to be laid out, and those that cannot be.
type layouts struct {
	list    []fixable
	refused diag.Report
	sound   int // files that are as they should be
	modules int // definitions that are no JSON, and are left alone
}

func (e *env) format(c *config, flags formatFlags, paths []string) error {
	defer useRoom(checkRoom, checkGrowth)()
	ctx, stop := signalled(context.Background())
	defer stop()
	c.trace = trace.New()
	quiet := e.showProgress(c.trace)
	s, err := await(ctx, func() (*subjects, error) { return e.subjects(c, checkFlags{stdinName: flags.stdinName}, paths) })
	quiet()
	if err != nil {
		return err
	}
	l := s.layouts()
	if s.folders() && len(l.list)+len(l.refused.Files)+l.sound+l.modules == 0 && !flags.allowEmpty {
		return s.empty()
	}
	switch {
	case flags.diff:
		for _, m := range l.list {
			if _, err := io.WriteString(e.out, m.Diff(m.shown)); err != nil {
				return fmt.Errorf("write differences: %w", err)
			}
		}
	case flags.check:
		for _, m := range l.list {
			fmt.Fprintln(e.out, diag.Visible(m.shown))
		}
	case s.text != nil:
		if err := e.printLaidOut(s.text.Data, l); err != nil {
			return fmt.Errorf("write the definition: %w", err)
		}
	default:
		if err := e.layOut(ctx, l.list); err != nil {
			return err
		}
	}
	return e.closeFormat(l, flags, s.text != nil)
}

// itIs is how something stays as it is.
func itIs(n int) string {
	if n == 1 {
		return "it is"
	}
	return "they are"
}

// layouts lays out every definition in memory.
func (s *subjects) layouts() (l layouts) {
	take := func(m fixable, refused *diag.File, changes bool) {
		switch {
		case refused != nil:
			refused.Source.Path = appdef.ConcealName(m.shown)
			l.refused.Files = append(l.refused.Files, *refused)
		case changes:
			l.list = append(l.list, m)
		case m.Path != "" || s.text != nil:
			l.sound++
		}
	}
	if s.text != nil {
		if content.Module(s.text.Name) {
			l.modules++
			return l
		}
		m, refused, ok := s.text.Format()
		take(fixable{m, "", s.shown}, refused, ok)
		return l
	}
	done := map[string]bool{}
	for _, p := range s.places {
		for _, f := range p.session.Snapshot().Outline("").Within(appdef.ConcealName(p.within)).Files {
			if shown := path.Join(filepath.ToSlash(p.dir), f.Source.Path); !done[shown] {
				done[shown] = true
				if content.Module(f.Source.Path) {
					l.modules++
					continue
				}
				m, refused, ok := gallery.Format(p.session.Snapshot(), f.Source.Path, false)
				take(fixable{m, p.dir, shown}, refused, ok)
			}
		}
	}
	return l
}

// printLaidOut prints the definition from standard input; one that is as it should be,
// or none at all, as it is; nothing of one that is refused.
func (e *env) printLaidOut(text []byte, l layouts) error {
	switch {
	case len(l.refused.Files) > 0:
		return nil
	case len(l.list) > 0:
		text = l.list[0].After
	}
	_, err := e.out.Write(text)
	return err
}

// layOut writes the definitions, and prints which. One that cannot be written keeps no
// other from it; a signal ends it between two files.
func (e *env) layOut(ctx context.Context, list []fixable) error {
	defer outlivePipes()()
	for _, m := range list {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := replace(m.dir, m.Path, m.Before, m.After); err != nil {
			e.fail(fmt.Errorf("lay out %q: %w", m.shown, err))
			e.exit = exitFailure
			continue
		}
		fmt.Fprintln(e.out, diag.Visible(m.shown))
	}
	return nil
}

// closeFormat tells what was refused and sums up on stderr, and decides the exit code.
func (e *env) closeFormat(l layouts, flags formatFlags, piped bool) error {
	var why bytes.Buffer
	if err := diag.WriteText(&why, &l.refused, colours(e.err)); err != nil {
		return err
	}
	e.err.Write(why.Bytes())
	dry := flags.check || flags.diff
	if what := "laid out"; !piped || dry {
		if dry {
			what = "to be laid out"
		}
		fmt.Fprintf(e.err, "%s %s, %d as it should be\n", count(len(l.list), "file"), what, l.sound)
	}
	if n := len(l.refused.Files); n > 0 {
		e.note("%s not laid out: see above", areOrIs(n))
		if slices.ContainsFunc(l.refused.Files, func(f diag.File) bool { return worthMending(f.Diagnostics, true) }) {
			e.hint("vitrine check --fix mends what is certain; run vitrine fmt again then")
		}
	} else if len(l.list)+l.sound+l.modules == 0 {
		e.note("what is no app definition is left alone")
	}
	if l.modules > 0 {
		e.note("%s left as %s: fmt lays out JSON, and modules are a matter of other tools", count(l.modules, "module"), itIs(l.modules))
	}
	if e.exit == exitClean && (len(l.refused.Files) > 0 || flags.check && len(l.list) > 0) {
		e.exit = exitFindings
	}
	return nil
}

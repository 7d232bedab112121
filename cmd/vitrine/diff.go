package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
	"vitrine/generator/gallery"
)

// diffWriters are the formats of diff.
var diffWriters = map[string]func(w io.Writer, c *diff.Comparison, colour bool) error{
	"text":     diff.WriteText,
	"json":     func(w io.Writer, c *diff.Comparison, _ bool) error { return diff.WriteJSON(w, c) },
	"markdown": func(w io.Writer, c *diff.Comparison, _ bool) error { return diff.WriteMarkdown(w, c) },
}

// failLevels are the values of diff's --fail-on: the least that the changes
// must ask of the version.
var failLevels = map[string]diff.Level{"any": diff.Patch, "minor": diff.Minor, "major": diff.Major, "never": diff.Major + 1}

type diffFlags struct{ format, failOn string }

func diffCommand(e *env) *cobra.Command {
	var flags diffFlags
	cmd := &cobra.Command{
		Use: "diff OLD NEW", Short: "say in words what changed between two definitions", Args: takes(2, 2, "two definitions, OLD and NEW"),
		ValidArgsFunction: e.completeDefinition,
		Long: `Diff compares two definitions property by property and says what changed, what
the app may newly do first: permissions, hosts, secrets in addresses. It tells
whether the changes ask for a major, minor or patch version, as the platform's
guide has it, and warns when the versions say otherwise.

OLD and NEW are files, - for standard input, or APP@VERSION for a definition
of the content directory; APP@latest is the newest release.

The exit code is 0 unless --fail-on says otherwise, and 2 if the definitions
could not be compared. With --fail-on major it is 1 when the changes ask for a
major version, with minor when they ask for that or more, with any when
anything changed. A warning about the version does not change it.`,
		Example: `  vitrine diff old.json new.json
  vitrine diff my_app@1.4.0 my_app@latest
  git show main:content/apps/my_app/app.json | vitrine diff - content/apps/my_app/app.json --format markdown`,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			if err := flags.check(); err != nil {
				return err
			}
			return e.diff(c, flags, args[0], args[1])
		},
	}
	cmd.Flags().StringVar(&flags.format, "format", "text", "text, json or markdown")
	cmd.Flags().StringVar(&flags.failOn, "fail-on", "never", "the least change that makes the exit code 1: major, minor, any or never")
	complete(cmd, "format", words(slices.Sorted(maps.Keys(diffWriters))...))
	complete(cmd, "fail-on", words("major", "minor", "any", "never"))
	return cmd
}

// check refuses options that mean nothing.
func (f *diffFlags) check() error {
	formats, levels := slices.Sorted(maps.Keys(diffWriters)), slices.Sorted(maps.Keys(failLevels))
	if diffWriters[f.format] == nil {
		return didYouMean(fmt.Errorf("unknown format %q", f.format), f.format, formats, "expected "+strings.Join(formats, ", "))
	}
	if _, ok := failLevels[f.failOn]; !ok {
		return didYouMean(fmt.Errorf("fail-on is %q; expected major, minor, any or never", f.failOn), f.failOn, levels, "never is the default")
	}
	return nil
}

func (e *env) diff(c *config, flags diffFlags, old, new string) error {
	if old == "-" && new == "-" {
		return withHint(errors.New("standard input cannot be both definitions"), "name a file for one of them")
	}
	s := sides{env: e, config: c}
	a, err := s.side(old)
	if err != nil {
		return fmt.Errorf("read %q: %w", old, err)
	}
	b, err := s.side(new)
	if err != nil {
		return fmt.Errorf("read %q: %w", new, err)
	}
	all := &diff.Comparison{Old: a, New: b, Result: diff.Compare(a.App, b.App)}
	if err := diffWriters[flags.format](e.out, all, colours(e.out)); err != nil {
		return fmt.Errorf("write the comparison: %w", err)
	}
	fmt.Fprintf(e.err, "compared %s with %s: %s\n", diag.Visible(a.Name), diag.Visible(b.Name), all.Summary())
	if all.Verdict.Needs >= failLevels[flags.failOn] {
		e.exit = exitFindings
	}
	return nil
}

// sides finds the definitions that the command line names.
type sides struct {
	env     *env
	config  *config
	session *generator.Session // of the content directory, once it is asked for
}

func (s *sides) side(name string) (*diff.Side, error) {
	side, unsure, err := s.find(name)
	if err == nil && unsure > 0 {
		what := "no JSON"
		if content.Module(side.Name) {
			what = "no module that can be read"
		}
		s.env.note("%s is %s (%s); what could be read was compared", side.Name, what, count(unsure, "error"))
	}
	return side, err
}

// find reads a file if there is one of that name, and else looks for a
// version in the content directory.
func (s *sides) find(name string) (*diff.Side, int, error) {
	app, version, versioned := cutLast(name, "@")
	if _, err := os.Stat(name); name != "-" && err != nil && versioned {
		return s.version(app, version)
	} else if name != "-" && err != nil {
		return nil, 0, withHint(errors.New(content.Reason(err)), "name a file, or APP@VERSION for a definition of the content directory")
	}
	data, err := s.read(name)
	if err != nil {
		return nil, 0, err
	}
	if name == "-" {
		name = "stdin.json"
	}
	text := gallery.Single{Name: filepath.ToSlash(name), Data: data, Options: s.config.options()}
	if !content.Module(name) {
		return text.Side()
	}
	beside, err := content.Dir(filepath.Dir(name)) // what it brings in stands there
	if err != nil {
		return nil, 0, err
	}
	defer beside.Close()
	text.Name, text.Content = filepath.Base(name), beside
	side, unsure, err := text.Side()
	if side != nil {
		side.Name = filepath.ToSlash(name)
	}
	return side, unsure, err
}

// cutLast cuts at the last separator.
func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i <= 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// read takes one byte more than the limit, so that a file beyond it is told
// from one that just fits.
func (s *sides) read(name string) ([]byte, error) {
	limit := s.config.Limits.FileSize
	if limit <= 0 {
		limit = 8 << 20 // as check.Limits has it
	}
	in := s.env.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || info.IsDir() {
			return nil, withHint(errors.New("it is a directory"), "name the definition in it")
		}
		in = f
	}
	return io.ReadAll(io.LimitReader(in, limit+1))
}

func (s *sides) version(app, version string) (*diff.Side, int, error) {
	if s.session == nil {
		session, err := s.config.session(forChecks, nil)
		if err != nil {
			return nil, 0, err
		}
		s.session = session
	}
	side, unsure, err := gallery.Side(s.session.Snapshot(), app, version)
	if err != nil {
		return nil, 0, didYouMean(err, app, s.apps(app), "name a file, or APP@VERSION for a definition in "+s.config.Content)
	}
	side.Name = path.Join(filepath.ToSlash(s.config.Content), side.Name)
	return side, unsure, nil
}

// apps are the names of the apps that one may have been meant of; none if it is there.
func (s *sides) apps(name string) []string {
	if s.session.Snapshot().Layout.App(name) != nil {
		return nil
	}
	return appNames(s.session.Snapshot())
}

// appNames are the names of all apps.
func appNames(s *gallery.Snapshot) (names []string) {
	for _, group := range s.Layout.Groups() {
		for _, app := range group.Apps {
			names = append(names, app.Name)
		}
	}
	return names
}

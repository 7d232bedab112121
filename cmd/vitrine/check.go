package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator/diag"
	"vitrine/generator/trace"
)

// writers are the formats of check.
var writers = map[string]func(w io.Writer, r *diag.Report, colour bool) error{
	"text":   diag.WriteText,
	"json":   plain(diag.WriteJSON),
	"sarif":  plain(diag.WriteSARIF),
	"github": plain(diag.WriteGitHub),
	"junit":  plain(diag.WriteJUnit),
	"csv":    plain(diag.WriteCSV),
}

// plain is a format without colours.
func plain(write func(io.Writer, *diag.Report) error) func(io.Writer, *diag.Report, bool) error {
	return func(w io.Writer, r *diag.Report, _ bool) error { return write(w, r) }
}

// severities are the values of --fail-on.
var severities = []string{"error", "warning", "never"}

// checkFlags are the flags of check that no configuration sets.
type checkFlags struct {
	fix, unsafe, diff bool
	fresh             bool // with --online
	verbose           bool
	allowEmpty        bool
	stdinName         string
	baseline          string
	writeBaseline     bool
	watch             bool
}

func checkCommand(e *env) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use: "check [PATH…]", Short: "print what is wrong with the definitions, and mend it",
		Long: `Check looks at every definition of the content directory, or at the files
and directories named, and prints its findings on stdout. With - it reads one
definition from standard input. Definitions are JSON, or JavaScript and TypeScript
modules, which are read and never run: --stdin-filename tells which.

The exit code is 0 without findings at or above --fail-on, 1 with such
findings, and 2 if the check could not run, or found no definition at all.

Formats: text for people; json (vitrine schema --report describes it); sarif
for code scanning; github for annotations of a workflow; junit for CI; csv for
spreadsheets. Paths in json and sarif are relative to the content directory;
name that directory, as in "vitrine check content --format sarif", to have
them relative to where you are, which is what code scanning expects. Paths in
github are those of the repository, $GITHUB_WORKSPACE, wherever in it you are.

--fix mends what can be mended without guessing, and keeps formatting and
everything else byte for byte; what remains is printed and decides the exit
code. --unsafe allows guesses as well. --diff shows the changes and writes
nothing; its exit code is that of the findings as they are.` + watchHelp + baselineHelp + onlineHelp,
		Example: `  vitrine check
  vitrine check --fix
  vitrine check content/apps/my_app/app.json --diff --unsafe
  vitrine check - --stdin-filename content/apps/my_app/app.json <app.json
  vitrine check --watch
  vitrine check --baseline known.json --write-baseline
  vitrine check --online --org acme
  vitrine check content --format sarif >vitrine.sarif`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			c, err := e.loadCheck(cmd, flags, paths)
			switch {
			case err != nil:
				return err
			case flags.watch:
				return e.watchCheck(cmd, c, flags, paths)
			}
			return e.check(c, flags, paths)
		},
	}
	addFlags(cmd.Flags(), "check.format", "check.fail-on", "check.max-warnings", "serve.poll")
	complete(cmd, "format", words(slices.Sorted(maps.Keys(writers))...))
	complete(cmd, "fail-on", words(severities...))
	cmd.Flags().BoolVar(&flags.fix, "fix", false, "mend what can be mended without guessing")
	cmd.Flags().BoolVar(&flags.unsafe, "unsafe", false, "with --fix or --diff: mend by guessing as well")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "show what --fix would change, and write nothing")
	cmd.Flags().BoolVar(&flags.watch, "watch", false, "go on: check again what is saved, until Ctrl+C")
	baselineFlags(cmd, &flags)
	onlineFlags(cmd, &flags.fresh)
	outcomeFlags(cmd, &flags.verbose, &flags.allowEmpty)
	cmd.Flags().StringVar(&flags.stdinName, "stdin-filename", "", "what to call the definition from standard input")
	return cmd
}

// loadCheck reads the configuration of a check.
func (e *env) loadCheck(cmd *cobra.Command, flags checkFlags, paths []string) (*config, error) {
	c, err := e.load(cmd)
	if err != nil {
		return nil, err
	}
	c.verbose = flags.verbose
	if err := c.checkable(flags, paths); err != nil {
		return nil, err
	}
	return c, c.watchable(flags, paths)
}

// checkable refuses options that mean nothing.
func (c *config) checkable(flags checkFlags, paths []string) error {
	if _, ok := writers[c.Check.Format]; !ok {
		known := slices.Sorted(maps.Keys(writers))
		err := fmt.Errorf("%s: unknown format %q", c.place("check.format"), c.Check.Format)
		return didYouMean(err, c.Check.Format, known, "expected "+strings.Join(known, ", "))
	}
	stdin := slices.Contains(paths, "-")
	switch {
	case !slices.Contains(severities, c.Check.FailOn):
		err := fmt.Errorf("%s is %q; expected error, warning or never", c.place("check.fail-on"), c.Check.FailOn)
		return didYouMean(err, c.Check.FailOn, severities, "error is the default")
	case flags.unsafe && !flags.fix && !flags.diff:
		return withHint(fmt.Errorf("--unsafe means nothing by itself"), "add --fix, or --diff to see what it would do")
	case stdin && len(paths) > 1:
		return withHint(fmt.Errorf("- stands for standard input and cannot be checked together with other paths"), "run vitrine check twice")
	case stdin && flags.fix && !flags.diff:
		return withHint(fmt.Errorf("--fix cannot write to standard input"), "use --diff, or name the file")
	case flags.stdinName != "" && !stdin:
		return withHint(fmt.Errorf("--stdin-filename means nothing without -"), "run vitrine check - --stdin-filename NAME")
	case flags.writeBaseline && flags.baseline == "":
		return withHint(fmt.Errorf("--write-baseline means nothing by itself"), "name the file as well: --baseline known.json")
	case flags.writeBaseline && flags.diff:
		return withHint(fmt.Errorf("--diff writes nothing, and --write-baseline does"), "leave out one of them")
	case flags.fresh && !c.Check.Online:
		return withHint(fmt.Errorf("--fresh means nothing by itself"), "add --online")
	}
	return nil
}

func (e *env) check(c *config, flags checkFlags, paths []string) error {
	k, err := flags.knowing(c, len(paths) > 0)
	if err != nil {
		return err
	}
	defer useRoom(checkRoom, checkGrowth)()
	ctx, stop := signalled(context.Background())
	defer stop()
	s, err := e.lookAt(ctx, c, flags, paths)
	stop() // from here on a signal ends the program, as it ends others that print
	if err != nil {
		return err
	}
	k.look(s)
	net := c.inquiry(c.Check.Online, flags.fresh)
	if err := e.ask(net, s.online); err != nil {
		return err
	}
	report := s.report()
	switch {
	case flags.diff:
		if err := e.showDiff(s, report, flags.unsafe); err != nil {
			return err
		}
	case flags.fix:
		if err := e.mend(s, report, flags.unsafe); err != nil {
			return err
		}
		if err := e.ask(net, s.online); err != nil {
			return err
		}
		report = s.report()
	}
	none := s.folders() && nothing(report) && !flags.allowEmpty
	if flags.writeBaseline && !none {
		return e.writeBaseline(k, report)
	}
	report = k.filter(report)
	report.Version = version()
	if err := locate(report, c.Check.Format); err != nil {
		return err
	}
	if !flags.diff {
		if err := writers[c.Check.Format](e.out, report, colours(e.out)); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	}
	e.told(net)
	if none {
		return s.empty()
	}
	if c.Check.Format == "text" && !flags.diff {
		e.byApp(report)
	}
	e.close(c, report, k, s.where(), flags)
	return nil
}

// lookAt looks at what is to be checked, and shows how far it is where that takes long.
func (e *env) lookAt(ctx context.Context, c *config, flags checkFlags, paths []string) (*subjects, error) {
	c.trace = trace.New()
	defer e.showProgress(c.trace)()
	return await(ctx, func() (*subjects, error) { return e.subjects(c, flags, paths) })
}

// close sums up and decides the exit code.
func (e *env) close(c *config, report *diag.Report, k *knowing, where string, flags checkFlags) {
	e.sumUp(report, k, where, flags)
	counts := report.Counts()
	tooMany := c.Check.MaxWarnings >= 0 && counts.Warning > c.Check.MaxWarnings
	if c.Check.FailOn != "never" && (counts.Error > 0 || tooMany) || c.Check.FailOn == "warning" && counts.Warning > 0 {
		e.exit = exitFindings
	}
}

// sumUp says on stderr what was found. where says which directory was checked.
func (e *env) sumUp(report *diag.Report, k *knowing, where string, flags checkFlags) {
	counts, size := report.Counts(), report.Size()
	more := ""
	if k.file != "" {
		more = fmt.Sprintf("; %d in the baseline", k.count)
	}
	fmt.Fprintf(e.err, "checked %s with %s in %s%s: %s%s\n", apps(size), count(size.Widgets, "widget"), count(len(report.Files), "file"),
		where, verdict(counts), more)
	e.tellKnown(k)
	e.tellOthers(report)
	unreadable, safe, guesses := tally(report)
	if unreadable > 0 {
		e.note("%s no %s; what could be read was checked all the same", areOrIs(unreadable), unreadableAs(report))
	}
	switch {
	case flags.diff || safe+guesses == 0:
	case guesses == 0:
		e.hint("vitrine check --fix mends %d of these", safe)
	case safe == 0:
		e.hint("vitrine check --fix --unsafe mends %d of these by guessing; --diff --unsafe shows how", guesses)
	default:
		e.hint("vitrine check --fix mends %d of these, and with --unsafe %d more by guessing; --diff shows how", safe, guesses)
	}
}

func areOrIs(files int) string {
	if files == 1 {
		return "1 file is"
	}
	return fmt.Sprintf("%d files are", files)
}

// tally counts the files that are no JSON, and the findings that can be
// mended with certainty and by guessing.
func tally(r *diag.Report) (unreadable, safe, guesses int) {
	for _, list := range r.Found() {
		broken := false
		for i := range list {
			d := &list[i]
			broken = broken || d.Syntax
			switch {
			case d.Fixable(false):
				safe++
			case d.Fixable(true):
				guesses++
			}
		}
		if broken {
			unreadable++
		}
	}
	return unreadable, safe, guesses
}

// unreadableAs says what files with faults in their text are not.
func unreadableAs(r *diag.Report) string {
	for _, list := range r.Found() {
		if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Rule == "module-syntax" }) {
			return "JSON, or no module that can be read"
		}
	}
	return "JSON"
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/output"
	"vitrine/generator/trace"
)

func buildCommand(e *env) *cobra.Command {
	var flags buildFlags
	cmd := &cobra.Command{
		Use: "build", Short: "write the gallery into a directory", Args: takesNone, ValidArgsFunction: cobra.NoFileCompletions,
		Long: `Build writes the gallery into the output directory. The directory must be
empty or hold an earlier build: nothing else is ever overwritten or deleted.
The site is complete or unchanged, whatever happens, and a file that would
not change is left alone.

Findings do not stop a build; a page that cannot be written is left out and
named, and makes the exit code 1. With --strict an error or warning makes the
exit code 1. A content directory without any definition stops it: an empty
gallery takes --allow-empty.

What cannot be read though it is there keeps the pages that the build before
wrote, and makes the exit code 1; everything else comes out new.

What was computed is kept for the next build, which reads and renders only
what differs: in "vitrine" in the user's cache directory, in the folder that
--cache names, or with --no-cache not at all. It may be deleted at any time.

Decisions on apps that stand in the content directory, as reviews/<app>.yaml,
are shown on the app's pages and in the review queue. An app's page writes
such a file.

On a terminal a build that takes longer than a second shows how far it is.
--timings adds a table: the stages one after the other, what went on in them
and each kind of file that was made, both summed over all processors.

--against marks what is new and what changed since an earlier state, and lists
what was removed on the report. The earlier state is the gallery.json of an
earlier build, the directory that holds it, or a content directory.` + onlineHelp + `
What was found stands on the widget's page, beside its preview.`,
		Example: `  vitrine build
  vitrine build --base-url https://acme.github.io/widgets/
  vitrine build --against public --strict`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			if flags.fresh && !c.Build.Online {
				return withHint(fmt.Errorf("--fresh means nothing by itself"), "add --online")
			}
			c.verbose = flags.verbose
			ctx, stop := signalled(context.Background())
			defer stop()
			defer outlivePipes()()
			return e.build(ctx, c, flags)
		},
	}
	addFlags(cmd.Flags(), "build.strict")
	onlineFlags(cmd, &flags.fresh)
	outcomeFlags(cmd, &flags.verbose, &flags.allowEmpty)
	flags.cache.add(cmd)
	cmd.Flags().BoolVar(&flags.timings, "timings", false, "tell where time and bytes went, and how much memory it took")
	cmd.Flags().StringVar(&flags.against, "against", "",
		"a gallery.json, a directory with one or a content directory: mark what differs from that state")
	return cmd
}

// buildFlags are the flags of build that no configuration sets.
type buildFlags struct {
	against string
	fresh   bool // with --online

	verbose, allowEmpty, timings bool

	cache cacheFlags
}

func (e *env) build(ctx context.Context, c *config, flags buildFlags) error {
	start := time.Now()
	defer useRoom(heapRoom, heapGrowth)()
	c.trace = trace.New()
	quiet := e.showProgress(c.trace)
	defer quiet()
	earlier, err := c.earlier(flags.against)
	if err != nil {
		return err
	}
	w, err := output.Open(c.Output, output.Options{Protected: c.protected(), Tool: "vitrine " + version(), Log: e.say})
	if errors.Is(err, output.ErrLocked) { // which says what to do
		return err
	}
	if err != nil {
		return withHint(err, "name a directory of its own with --output; it must be empty, or hold an earlier build")
	}
	net := c.inquiry(c.Build.Online, flags.fresh)
	store, place := c.store(flags.cache)
	session, err := await(ctx, func() (*generator.Session, error) { return c.session(forBuild, store) })
	unreadable := 0
	if err == nil {
		unreadable, err = e.prepare(session, c, w, earlier, flags.allowEmpty)
	}
	if err == nil {
		err = e.ask(net, func(ctx context.Context, o check.Online) error { return ask(ctx, session, ".", o) })
	}
	if err == nil {
		_, err = session.Build(ctx, w, place)
		unreadable += e.missed(session, ctx.Err() == nil)
	}
	if ctx.Err() != nil { // whatever else failed, that is why
		err = context.Cause(ctx)
	}
	var lost *gallery.LostPages
	if errors.As(err, &lost) {
		err = nil // the others are a site
	}
	if errors.Is(err, content.ErrChanged) {
		err = withHint(err, "build again: every file is then read anew")
	}
	if errors.Is(err, output.ErrUnwritable) {
		err = withHint(err, "let whoever runs this write into it, in a container by a volume; --output names another directory")
	}
	if err != nil {
		return joined(err, w.Abort())
	}
	c.trace.Begin("put in place", 0)
	stats, err := w.Commit()
	if err != nil {
		return fmt.Errorf("write the gallery: %w", err)
	}
	e.told(net)
	e.lost(lost)
	c.trace.Begin("remember", 0)
	err = session.Remember(w, place)
	c.trace.Begin("", 0)
	quiet()
	if err != nil && flags.cache.dir != "" { // else nobody asked for it
		e.note("what was computed cannot be kept for the next build, which will take longer: %v", err)
	}
	counts := e.summary(c, session.Snapshot().Outline(c.Content), stats, time.Since(start))
	e.tellSize(c.trace)
	if flags.timings {
		if err := writeTimings(e.err, c.trace, time.Since(start)); err != nil {
			return fmt.Errorf("write timings: %w", err)
		}
	}
	if unreadable > 0 {
		e.exit = exitFindings
	}
	if c.Build.Strict && counts.Error+counts.Warning > 0 {
		e.exit = exitFindings
		e.hint("vitrine check tells what they are")
	}
	return nil
}

// summary is the last word of a build.
func (e *env) summary(c *config, report *diag.Report, stats output.Stats, took time.Duration) diag.Counts {
	_, bytes := c.trace.Site()
	counts := report.Counts()
	fmt.Fprintf(e.err, "built %s of %s from %s in %s into %s (%d written, %d unchanged, %d removed): %s\n",
		count(stats.Written+stats.Unchanged, "file"), inBytes(bytes), apps(report.Size()), took.Round(time.Millisecond), diag.Visible(c.Output),
		stats.Written, stats.Unchanged, stats.Removed, verdict(counts))
	e.tellOthers(report)
	return counts
}

// lost tells which pages the site does without.
func (e *env) lost(l *gallery.LostPages) {
	if l == nil {
		return
	}
	e.exit = exitFindings
	for i := range l.Pages {
		if i == lostMost {
			fmt.Fprintf(e.err, "and %s more\n", count(len(l.Pages)-i, "page"))
			break
		}
		fmt.Fprintf(e.err, "left out: %s\n", diag.Visible(l.Pages[i].Err.Error()))
	}
	e.hint("the other pages are published; rename the files or the apps that these come from")
}

// lostMost is how many lost pages are named.
const lostMost = 20

// prepare makes of what was read what is built: with the pages of the build
// before for what cannot be read, and with marks for what differs from an
// earlier state. It tells how much cannot be read.
func (e *env) prepare(
	session *generator.Session, c *config, w *output.Writer, earlier *gallery.Baseline, allowEmpty bool,
) (unreadable int, err error) {
	err = session.Apply(func(s *gallery.Snapshot) (*gallery.Snapshot, error) {
		s, unreadable, err = e.keep(s, w.Earlier)
		if err == nil && !allowEmpty && nothing(s.Outline("")) {
			err = noDefinition(c.Content)
		}
		if err == nil && earlier != nil {
			s = gallery.Against(s, earlier)
		}
		return s, err
	})
	return unreadable, err
}

// keep has what cannot be read shown as the build before has it, and tells how
// much that is: a disk that fails for a moment must not make the site smaller.
func (e *env) keep(s *gallery.Snapshot, earlier func(string) ([]byte, bool)) (*gallery.Snapshot, int, error) {
	list := gallery.ListUnreadable(s)
	if len(list) == 0 {
		return s, 0, nil
	}
	s, kept, err := gallery.Keep(s, earlier)
	for _, u := range list {
		e.say(fmt.Sprintf("%q cannot be read: %s", u.Path, u.Reason))
	}
	if kept > 0 {
		e.say(fmt.Sprintf("the pages of %s stay as the build before wrote them", count(kept, "app version")))
	}
	return s, len(list), err
}

// missed tells which files beside definitions could not be read, and how many
// they are.
func (e *env) missed(s *generator.Session, aloud bool) int {
	list := gallery.ListMissed(s.Snapshot())
	for _, u := range list {
		if aloud {
			e.say(fmt.Sprintf("%q cannot be read: %s; pages are without it", u.Path, u.Reason))
		}
	}
	return len(list)
}

// protected are the directories that the output must not touch.
func (c *config) protected() []string {
	list := []string{c.Content}
	if _, err := os.Stat(c.Shots); err == nil {
		list = append(list, c.Shots)
	}
	if c.Theme != "" {
		list = append(list, c.Theme)
	}
	return list
}

// joined keeps the first error; a second one while cleaning up is told too.
func joined(err, second error) error {
	if second != nil {
		return fmt.Errorf("%w (and cleaning up: %v)", err, second)
	}
	return err
}

// count counts things in words: "1 app", "2 apps", "2 addresses".
func count(n int, thing string) string {
	switch {
	case n == 1:
		return "1 " + thing
	case strings.HasSuffix(thing, "s"):
		thing += "e"
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// apps says in words how many apps there are, and in how many versions where
// that is another number.
func apps(s diag.Size) string {
	if s.Versions == s.Apps {
		return count(s.Apps, "app")
	}
	return count(s.Apps, "app") + " in " + count(s.Versions, "version")
}

// verdict says counts in words.
func verdict(c diag.Counts) string {
	return fmt.Sprintf("%s, %s, %s", count(c.Error, "error"), count(c.Warning, "warning"), count(c.Info, "info"))
}

package main

import (
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/live"
)

const watchHelp = `

--watch goes on until Ctrl+C, which ends it with 0. After each save it prints
what is found in the files that were saved, and in those of which something else
is to be said now. It follows config.yaml as well; --poll is for network drives
and containers in which the system tells nothing of changes.`

// watchable refuses what a check cannot do that goes on.
func (c *config) watchable(flags checkFlags, paths []string) error {
	if !flags.watch {
		if slices.Contains(c.flags, "serve.poll") {
			return withHint(fmt.Errorf("--poll means nothing by itself"), "add --watch")
		}
		return nil
	}
	for _, not := range []struct {
		given      bool
		what, hint string
	}{
		{slices.Contains(paths, "-"), "-", "standard input is read once; name the file"},
		{flags.fix, "--fix", "run vitrine check --fix in another terminal: what it mends is seen as what an editor saves"},
		{flags.diff, "--diff", "run vitrine check --diff in another terminal"},
		{flags.baseline != "", "--baseline", "run vitrine check --baseline without --watch"},
		{c.Check.Online, c.place("check.online"), "the network is not asked at every save: add --online=false"},
		{c.Check.Format != "text", c.place("check.format"), "what goes on is text, for people: --format text"},
	} {
		if not.given {
			return withHint(fmt.Errorf("--watch cannot be used together with %s", not.what), not.hint)
		}
	}
	return nil
}

// watching is a check that goes on: after each save it tells what concerns the
// files that were saved.
type watching struct {
	env   *env
	cmd   *cobra.Command
	flags checkFlags
	paths []string
	end   context.CancelCauseFunc // when nothing can be printed any more

	config   *config
	subjects *subjects
	told     *diag.Report      // what was found when it was told last
	counts   diag.Counts       // of that
	troubles map[string]string // what keeps a directory or the configuration from being read
	retries  retries
}

// watchCheck checks, and checks again what is saved, until a signal ends it.
func (e *env) watchCheck(cmd *cobra.Command, c *config, flags checkFlags, paths []string) error {
	ctx, stop := signalled(cmd.Context())
	defer stop()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	enough := useRoom(checkRoom, checkGrowth)
	s, err := e.lookAt(ctx, c, flags, paths)
	enough()
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	w := &watching{
		env: e, cmd: cmd, flags: flags, paths: paths, end: end, config: c, subjects: s, told: s.report(), troubles: map[string]string{},
	}
	defer func() { w.subjects.close() }()
	if err := w.begin(); err != nil {
		return err
	}
	keepUp(ctx, w)
	if cause := context.Cause(ctx); isPrinting(cause) {
		return cause
	}
	return nil
}

// begin prints what a check prints, and that it goes on.
func (w *watching) begin() error {
	e, report := w.env, w.told
	w.counts, report.Version = report.Counts(), version()
	if err := w.print(report); err != nil {
		return err
	}
	e.byApp(report)
	e.sumUp(report, &knowing{}, w.subjects.where(), w.flags)
	if w.subjects.folders() && nothing(report) && !w.flags.allowEmpty {
		e.note("%s; waiting for one", oneLine(w.subjects.empty()))
	}
	fmt.Fprintln(e.err, "watching for changes; press Ctrl+C to stop")
	return nil
}

// unprinted is why findings could not be printed.
type unprinted struct{ error }

func isPrinting(err error) bool {
	_, ok := err.(unprinted)
	return ok
}

func (w *watching) print(r *diag.Report) error {
	if err := diag.WriteText(w.env.out, r, colours(w.env.out)); err != nil {
		return unprinted{fmt.Errorf("write findings: %w", err)}
	}
	return nil
}

// watch follows what is checked, and the configuration.
func (w *watching) watch() *live.Watcher {
	o := live.WatchOptions{Files: []string{w.config.path()}, Exclude: []string{w.config.Output}, Log: w.env.say, Poll: w.config.Serve.Poll}
	var dirs []string
	var ignores []func(string, bool) bool
	var names []func(string) (string, bool)
	for _, f := range w.subjects.followed() {
		o.Files = append(o.Files, f.ignoreFiles()...)
		dirs, ignores, names = append(dirs, f.dir), append(ignores, f.ignores()), append(names, below(f.dir))
	}
	o.Ignore = func(path string, dir bool) bool { // what one of them looks at is looked at
		for i, ignored := range ignores {
			if _, ok := names[i](path); ok && !ignored(path, dir) {
				return false
			}
		}
		return true
	}
	return live.Watch(dirs, o)
}

func (w *watching) settings() *config { return w.config }

func (w *watching) retry() <-chan time.Time { return w.retries.C }

// setUp tells whether the configuration changed, or may be whole again.
func (w *watching) setUp(change live.Change) bool {
	return w.config.among(change.Paths) || w.troubles[ofSetup] != "" && change.All
}

// restart reads the configuration again, and checks everything by it. If it is
// broken, that is told, and the one before holds.
func (w *watching) restart() bool {
	start := time.Now()
	c, err := w.env.loadCheck(w.cmd, w.flags, w.paths)
	var s *subjects
	if err == nil {
		s, err = w.env.subjects(c, w.flags, w.paths)
	}
	if err != nil {
		w.failed(ofSetup, oneLine(err)+"; what was configured before holds")
		return false
	}
	w.subjects.close()
	w.config, w.subjects = c, s
	clear(w.troubles)
	w.separate()
	w.env.say("configuration changed: everything was checked again")
	now := s.report()
	if now.Dir != w.told.Dir { // nothing that was told is about these files
		w.told, w.counts = &diag.Report{}, diag.Counts{}
	}
	n := newsOf(w.told, now, nil)
	if n.none() {
		fmt.Fprintf(w.env.err, "nothing differs%s\n", w.elsewhere(n))
	}
	w.tell(n, start)
	return true
}

// failed tells of trouble, once.
func (w *watching) failed(what, message string) {
	if w.troubles[what] != message {
		w.troubles[what] = message
		w.env.say(message)
	}
}

// refresh looks at the files that may have changed, or at all, and tells what is
// found in them.
func (w *watching) refresh(change live.Change) {
	start := time.Now()
	if len(change.Paths) >= storm {
		defer hurry()()
	}
	for _, dir := range change.Gone { // the watcher has said so
		w.troubles[dir] = notThere(dir)
	}
	if len(change.Gone) > 0 && len(change.Paths) == 0 && !change.All {
		return
	}
	saved, again := map[string]bool{}, false
	for _, f := range w.subjects.followed() {
		dir := filepath.Clean(f.dir)
		before := f.session.Snapshot()
		changes, err := f.look(change, false)
		if err != nil {
			again = true
			if w.troubles[dir] == "" {
				w.failed(dir, err.Error())
			}
			continue
		}
		if w.troubles[dir] != "" {
			delete(w.troubles, dir)
			w.env.say(fmt.Sprintf("the directory %q can be read again", f.dir))
		}
		after := f.session.Snapshot()
		again = again || len(unread(after)) > 0
		for _, file := range changes.Files {
			w.subjects.saw(saved, f, file, gallery.OutlinesOf(before, file), gallery.OutlinesOf(after, file))
		}
	}
	w.retries.next(again)
	n := newsOf(w.told, w.subjects.report(), saved)
	if !n.none() {
		w.separate()
	}
	w.tell(n, start)
}

// separate sets what a save brought apart from what was said before it.
func (w *watching) separate() {
	fmt.Fprintf(w.env.err, "\n---- %s ----\n", time.Now().Format(time.TimeOnly))
}

// tell prints what a look came to.
func (w *watching) tell(n news, start time.Time) {
	w.told = n.report
	w.counts = w.counts.Plus(n.after).Minus(n.before)
	if n.none() {
		return
	}
	part := *n.report
	part.Files, part.Version = n.found, version()
	if err := w.print(&part); err != nil {
		w.end(err)
		return
	}
	for _, x := range n.lost[:min(len(n.lost), maxTold)] {
		fmt.Fprintf(w.env.err, "%s: %s\n", shownPath(n.report.Dir, x.name), x.why)
	}
	what := count(len(n.files), "file")
	switch len(n.files) {
	case 0:
		what = count(len(n.lost), "file")
	case 1:
		what = shownPath(n.report.Dir, n.files[0])
	}
	took := time.Since(start).Round(time.Millisecond)
	fmt.Fprintf(w.env.err, "%s: checked again in %s: %s%s\n", what, took, n.summary(), w.elsewhere(n))
}

// elsewhere says what is wrong in the files that are not told of.
func (w *watching) elsewhere(n news) string {
	rest := w.counts.Minus(n.after)
	if rest.Info = 0; rest == (diag.Counts{}) {
		return ""
	}
	return "; elsewhere " + some(rest)
}

// news is what a look came to.
type news struct {
	saved
	report *diag.Report
	found  []diag.File // the files to be told of, as they are now
	lost   []lost
}

// lost is a file that is checked no more.
type lost struct{ name, why string }

func (n *news) none() bool { return len(n.files)+len(n.lost) == 0 }

// newsOf compares what is found with what was: the files that were saved are told
// of, and those of which something else is said now.
func newsOf(before, after *diag.Report, saved map[string]bool) news {
	n := news{report: after}
	was := byPath(before.Files)
	for _, f := range after.Files {
		name := f.Source.Path
		old := was[name]
		delete(was, name)
		if saved[name] || !slices.EqualFunc(old, []diag.File{f}, alike) && len(old)+f.Kept.Findings.Len() > 0 {
			n.found, n.files = append(n.found, f), append(n.files, name)
			n.compare(withFindings(old), withFindings([]diag.File{f}))
		}
	}
	others := map[string]bool{}
	for _, name := range after.Others {
		if others[name] = true; saved[name] {
			n.lost = append(n.lost, lost{name, "is no app definition"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was)) {
		switch old := was[name]; {
		case !saved[name] && old[0].Kept.Findings.Len() == 0:
			continue
		case old[0].Name == "": // it is one of those that are told of only while something is found in them
			n.files = append(n.files, name)
		case !others[name]:
			n.lost = append(n.lost, lost{name, "is gone"})
		}
		n.compare(withFindings(was[name]), nil)
	}
	return n
}

// alike tells whether the same is found in a file.
func alike(a, b diag.File) bool { return a.Kept.Findings == b.Kept.Findings }

// withFindings are files with their findings at hand.
func withFindings(files []diag.File) []diag.File {
	out := slices.Clone(files)
	for i := range out {
		out[i].Diagnostics = out[i].Kept.Findings.List()
	}
	return out
}

// followed lists the directories that are looked at, each once.
func (s *subjects) followed() (list []followed) {
	for _, p := range s.places {
		if slices.ContainsFunc(list, func(f followed) bool { return f.session == p.session }) {
			continue
		}
		f := followed{dir: p.dir, session: p.session}
		if p.alone {
			f.only = p.within
		}
		list = append(list, f)
	}
	return list
}

// saw notes a file of a directory, and those whose findings are told beside it,
// as reports call them.
func (s *subjects) saw(names map[string]bool, f followed, file string, files ...[]diag.File) {
	list := []string{file, appdef.ConcealName(file)}
	for _, of := range slices.Concat(files...) {
		list = append(list, of.Source.Path)
	}
	for _, name := range list {
		if s.places[0].named {
			name = path.Join(fromHere(f.dir), name)
		}
		names[name] = true
	}
}

// close gives the directories back.
func (s *subjects) close() {
	for _, f := range s.followed() {
		f.session.Close()
	}
}

package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator"
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
	named    []string // files that are watched since one that is looked at by itself names them
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
	w.named = w.subjects.named()
	o.Files = append(o.Files, w.named...)
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

func (w *watching) moved() bool { return !slices.Equal(w.named, w.subjects.named()) }

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
		changes, err := w.subjects.look(&f, change)
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

// named are the files that those name which are looked at by themselves.
func (s *subjects) named() (files []string) {
	for _, f := range s.followed() {
		files = append(files, f.named()...)
	}
	return files
}

// look looks at the files of a change. A file that is looked at by itself is read
// anew, with all that it is made of: no list of a directory tells that this changed.
func (s *subjects) look(f *followed, change live.Change) (generator.Changes, error) {
	if f.only == "" {
		return f.look(change, false)
	}
	named := f.named()
	own := slices.ContainsFunc(change.Paths, func(path string) bool {
		name, ok := inside(f.dir, path)
		return ok && beside(filepath.FromSlash(name), f.only) || slices.Contains(named, path)
	})
	if !own && !change.All {
		return generator.Changes{}, nil
	}
	fresh, err := s.open(f.dir, f.only)
	if err != nil {
		return generator.Changes{}, f.unless(err)
	}
	for i := range s.places {
		if s.places[i].session == f.session {
			s.places[i].session = fresh
		}
	}
	f.session.Close()
	f.session = fresh
	if !own { // what differs is found all the same
		return generator.Changes{}, nil
	}
	return generator.Changes{Files: []string{f.only}}, nil
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

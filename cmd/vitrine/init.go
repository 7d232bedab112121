package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/output"
	"vitrine/generator/render"
)

func initCommand(e *env) *cobra.Command {
	var dry bool
	var which string
	cmd := &cobra.Command{
		Use: "init [DIR]", Short: "begin a gallery: config.yaml, a sample app, a workflow that publishes it", Args: takes(0, 1, "one directory"),
		Long: `Init makes what a gallery needs in a directory, the current one by default:
config.yaml, a README.md, a .gitignore, a sample app with a page for its
preview, and a workflow for GitHub that checks pull requests, says what they
change, and publishes the gallery on GitHub Pages.

It asks nothing. Where there are app definitions already, config.yaml names
their folder and no sample app is made. Where the gallery will be published is
worked out from the remote "origin" and from a CNAME file; git is not run.

Nothing is overwritten: a file that is there is kept, and told. No link is
followed out of the directory.

The workflow builds Vitrine from the commit that this program was built from.
Where the program does not know it, the next steps say what to fill in;
--vitrine says it beforehand.`,
		Example: `  vitrine init
  vitrine init my-gallery
  vitrine init --dry-run
  vitrine init --vitrine acme/vitrine@0123456789abcdef0123456789abcdef01234567`,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return e.init(cmd, dir, which, dry)
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would be made, and write nothing")
	cmd.Flags().StringVar(&which, "vitrine", "", "the Vitrine that the workflow runs: OWNER/REPO@COMMIT, with the full commit")
	return cmd
}

// The Vitrine that a workflow runs where nobody knows it.
const (
	unknownVitrine = "OWNER/vitrine"
	unknownCommit  = "COMMIT"
)

// sourceRepository is where the source of this program is on GitHub: releases
// set it with -ldflags "-X main.sourceRepository=OWNER/vitrine".
var sourceRepository = ""

func (e *env) init(cmd *cobra.Command, dir, which string, dry bool) error {
	module := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		module = info.Main.Path
	}
	s := &starter{App: "first_app", Title: "First App", Host: "first-app.example", Content: "content"}
	s.Vitrine, s.Commit = vitrineOf(self(), module)
	if which != "" {
		var ok bool
		if s.Vitrine, s.Commit, ok = strings.Cut(which, "@"); !ok || !ownerRepo.MatchString(s.Vitrine) || !fullCommit.MatchString(s.Commit) {
			return withHint(fmt.Errorf("--vitrine is %q; expected OWNER/REPO@COMMIT with 40 hexadecimal digits", which),
				"a branch or tag may come to mean another program; git rev-parse HEAD tells the commit")
		}
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		if dry {
			s.Sample, s.GitHub, s.Branch = true, true, "main"
			return e.rehearse(nil, dir, s)
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return err
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return withHint(fmt.Errorf("begin a gallery in %q: %w", dir, err), "name a directory")
	}
	defer root.Close()
	if err := e.look(cmd, s, dir, root); err != nil {
		return err
	}
	if dry {
		return e.rehearse(root, dir, s)
	}
	return e.begin(root, dir, s)
}

var (
	ownerRepo  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$`)
	fullCommit = regexp.MustCompile(`^[0-9a-f]{40}$`)
)

// vitrineOf tells repository and commit of a program, whose module has a path.
func vitrineOf(id identity, module string) (repository, commit string) {
	repository, commit = unknownVitrine, unknownCommit
	if ownerRepo.MatchString(sourceRepository) {
		repository = sourceRepository
	} else if parts := strings.Split(module, "/"); len(parts) >= 3 && parts[0] == "github.com" {
		repository = parts[1] + "/" + parts[2]
	}
	// A program that was built from more than the commit is in no repository.
	if fullCommit.MatchString(id.Commit) && !id.Modified {
		commit = id.Commit
	}
	return repository, commit
}

// look finds out what is in the directory already.
func (e *env) look(cmd *cobra.Command, s *starter, dir string, root *os.Root) error {
	r := readRepository(dir)
	s.remote, s.Branch = r.origin, r.branch
	if s.Branch == "" {
		s.Branch = "main"
	}
	s.GitHub = s.remote.host != "gitlab.com"
	domain, err := customDomain(root)
	if err != nil {
		return fmt.Errorf("read CNAME: %w", err)
	}
	s.BaseURL = s.remote.pages(domain)
	if _, err = root.Lstat("config.yaml"); err == nil { // it is kept, so no sample is made, whose pages it would have to name
		kept := *e
		kept.config = filepath.Join(dir, "config.yaml")
		c, err := kept.load(cmd)
		if err != nil {
			return err
		}
		s.Content = path.Clean(filepath.ToSlash(c.Content))
		return nil
	}
	definitions, err := definitionsIn(dir)
	if err != nil {
		return err
	}
	if s.Sample = len(definitions) == 0; !s.Sample {
		s.Content, err = contentOf(definitions)
	}
	return err
}

// definitionsIn lists the app definitions below a directory.
func definitionsIn(dir string) ([]string, error) {
	files, err := openContent(dir)
	if err != nil {
		return nil, err
	}
	theme, err := openTheme("", render.Brand{})
	if err != nil {
		return nil, err
	}
	session := generator.Open(files, theme, gallery.Options{CheckOnly: true}, nil)
	if _, err := session.Refresh(); err != nil {
		return nil, joined(err, session.Close())
	}
	var list []string
	for _, f := range session.Snapshot().Outline("").Files {
		if f.App != "" {
			list = append(list, f.Source.Path)
		}
	}
	return list, session.Close()
}

// contentOf is the folder that all definitions lie in, with room for others
// beside a single one; where some lie in content/, that.
func contentOf(definitions []string) (string, error) {
	if slices.ContainsFunc(definitions, func(d string) bool { return strings.HasPrefix(d, "content/") }) {
		return "content", nil
	}
	common := path.Dir(definitions[0])
	alone := true
	for _, d := range definitions {
		alone = alone && path.Dir(d) == common
	}
	for _, d := range definitions {
		for common != "." && d != common && !strings.HasPrefix(d, common+"/") {
			common = path.Dir(common)
		}
	}
	if parent := path.Dir(common); alone && parent != "." {
		return parent, nil
	}
	if common == "." {
		return "", withHint(fmt.Errorf("%q and the other definitions have no folder of their own, as the gallery needs", definitions[0]),
			"move each app into content/apps/, for example content/apps/my_app/app.json, and run vitrine init again")
	}
	return common, nil
}

// rehearse shows what would be made; root is nil where there is no directory yet.
func (e *env) rehearse(root *os.Root, dir string, s *starter) error {
	for _, f := range s.files() {
		if root != nil {
			if _, err := root.Lstat(f.Path); err == nil {
				e.say("would keep " + f.Path)
				continue
			}
		}
		e.say("would make " + path.Join(dir, f.Path))
		if _, err := io.WriteString(e.out, diag.Diff(f.Path, "", string(f.Data))); err != nil {
			return fmt.Errorf("write differences: %w", err)
		}
	}
	return nil
}

// begin makes the files and says how to go on.
func (e *env) begin(root *os.Root, dir string, s *starter) error {
	var made []string
	for _, f := range s.files() {
		err := makeFile(root, f)
		switch {
		case errors.Is(err, fs.ErrExist):
			fmt.Fprintf(e.err, "kept %s\n", diag.Visible(f.Path))
			continue
		case err != nil:
			return withHint(fmt.Errorf("make %q: %w", f.Path, err), "what was made before it stays; mend the cause and run vitrine init again")
		}
		fmt.Fprintf(e.err, "made %s\n", diag.Visible(f.Path))
		made = append(made, f.Path)
	}
	if above := repositoryAbove(dir); above != "" && slices.Contains(made, workflowPath) {
		e.note("this is no root of a repository, and GitHub reads workflows there only: run vitrine init in %s, or move .github there "+
			"and have the workflow work in this folder", shellWord(filepath.ToSlash(above)))
	}
	if len(made) == 0 {
		e.note("everything was there already")
	}
	e.next(s.steps(dir, made))
	return nil
}

// makeFile writes a file that is not there yet. It follows no link out of the
// directory, and none at the file's own place.
func makeFile(root *os.Root, f output.File) error {
	if err := root.MkdirAll(path.Dir(f.Path), 0o777); err != nil {
		return err
	}
	file, err := root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(f.Data)
	if err = errors.Join(err, file.Close()); err != nil {
		return joined(err, root.Remove(f.Path))
	}
	return nil
}

// next prints how to go on.
func (e *env) next(steps []string) {
	fmt.Fprintln(e.err, "next:")
	for i, step := range steps {
		fmt.Fprintf(e.err, "  %d. %s\n", i+1, diag.Visible(step))
	}
}

// steps says how a gallery is seen and published.
func (s *starter) steps(dir string, made []string) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if path.Clean(dir) != "." {
		add("cd %s", shellWord(dir))
	}
	add("vitrine serve    shows the gallery; what you save is on the screen at once")
	if s.Sample {
		add("edit %s/apps/%s/app.json, or: vitrine new app my_app", s.Content, s.App)
	}
	if !s.GitHub {
		add("for GitLab Pages let a job run: vitrine build --output public")
		return list
	}
	if slices.Contains(made, workflowPath) && (s.Vitrine == unknownVitrine || s.Commit == unknownCommit) {
		add("in %s fill in VITRINE_REPOSITORY and VITRINE_COMMIT: which Vitrine runs there", workflowPath)
	}
	address := "your repository's Settings, Pages"
	if s.remote.host == "github.com" {
		address = fmt.Sprintf("https://github.com/%s/%s/settings/pages", s.remote.owner, s.remote.repo)
	}
	add("%s: as Source choose GitHub Actions", address)
	if len(made) > 0 {
		add("git add %s && git commit -m \"Add the widget gallery\" && git push", strings.Join(tops(made), " "))
	}
	if s.BaseURL != "" {
		add("the gallery comes to %s", s.BaseURL)
	}
	return list
}

// tops are the first components of paths, each once.
func tops(paths []string) []string {
	var list []string
	for _, p := range paths {
		first, _, _ := strings.Cut(p, "/")
		if !slices.Contains(list, first) {
			list = append(list, shellWord(first))
		}
	}
	return list
}

// shellWord writes a word so that a shell takes it for one.
func shellWord(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./][A-Za-z0-9_./+@:-]*$`)

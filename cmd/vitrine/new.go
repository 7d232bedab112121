package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
)

func newCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use: "new", Short: "begin an app, or a widget of an app", Args: noSuchCommand,
		Long: `New writes a definition to begin with, in which vitrine check finds nothing.
Nothing is overwritten.`,
		Example: `  vitrine new app orders_app --dry-run
  vitrine new app orders_app
  vitrine new widget my_app orders`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAppCommand(e), newWidgetCommand(e))
	return cmd
}

func newAppCommand(e *env) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use: "app NAME", Short: "begin an app in a folder of its own",
		Args:              takes(1, 1, "the name of the app"),
		ValidArgsFunction: cobra.NoFileCompletions,
		Long: `New app writes apps/NAME in the content directory: app.json with one widget,
README.md and samples.yaml. It refuses a name that is taken.`,
		Example: `  vitrine new app orders_app
  vitrine new app orders_app --dry-run`,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			return e.newApp(c, args[0], dry)
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would be made, and write nothing")
	return cmd
}

func newWidgetCommand(e *env) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use: "widget APP NAME", Short: "add a widget to an app",
		Args:              takes(2, 2, "an app and the name of the widget"),
		ValidArgsFunction: cobra.NoFileCompletions,
		Long: `New widget adds a widget to the newest version of an app. Everything else in
its definition stays byte for byte. It refuses a definition that is no JSON,
a module in which the list of widgets is not written out, and a name that is
taken.`,
		Example: `  vitrine new widget my_app orders
  vitrine new widget my_app orders --dry-run`,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := e.load(cmd)
			if err != nil {
				return err
			}
			return e.newWidget(c, args[0], args[1], dry)
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show the difference, and write nothing")
	return cmd
}

func (e *env) newApp(c *config, name string, dry bool) error {
	if err := checkName("app", name); err != nil {
		return err
	}
	session, err := c.session(forChecks, nil)
	if err != nil {
		return err
	}
	defer session.Close()
	if app := session.Snapshot().Layout.App(name); app != nil {
		return withHint(fmt.Errorf("the app %q is there already: %q", name, app.Versions[0].Path), "choose another name, or edit that file")
	}
	s := &starter{App: name, Title: titleOf(name), Host: hostOf(name)}
	files := s.appFiles()
	alone := gallery.Single{Name: files[0].Path, Data: files[0].Data, Options: c.options()}
	for _, f := range alone.Report().Files {
		for _, d := range f.Diagnostics {
			return withHint(fmt.Errorf("an app cannot be called %q: %s", name, d.Message), "choose another name")
		}
	}
	if dry {
		for _, f := range files {
			if _, err := io.WriteString(e.out, diag.Diff(fromHere(c.Content)+"/"+f.Path, "", string(f.Data))); err != nil {
				return fmt.Errorf("write differences: %w", err)
			}
		}
		return nil
	}
	root, err := os.OpenRoot(c.Content)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Lstat("apps/" + name); !errors.Is(err, fs.ErrNotExist) {
		return withHint(fmt.Errorf("%q is there already", filepath.ToSlash(c.Content)+"/apps/"+name), "choose another name, or move it away")
	}
	for _, f := range files {
		shown := fromHere(c.Content) + "/" + f.Path
		if err := makeFile(root, f); err != nil {
			return fmt.Errorf("make %q: %w", shown, err)
		}
		fmt.Fprintf(e.err, "made %s\n", diag.Visible(shown))
	}
	e.next([]string{
		"edit " + fromHere(c.Content) + "/" + files[0].Path + ", while vitrine serve shows it",
		"to see the widget of your dev server, add to previews: in config.yaml: {from: https://" + s.Host + "/, to: http://localhost:3000/}",
		"vitrine new widget " + name + " my_widget    adds a widget",
	})
	return nil
}

// goodName is the name of an app or widget that is one everywhere: in the
// definition, in keys of translations, as a folder and as a page.
var goodName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// checkName refuses names that make trouble, and suggests one that does not.
func checkName(what, name string) error {
	if goodName.MatchString(name) && !rules.Reserved(name) {
		return nil
	}
	good := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(name), "_"), "_")
	if len(good) > 60 {
		good = strings.Trim(good[:60], "_")
	}
	switch {
	case rules.Reserved(good):
		good += "_" + what
	case good == "":
		good = "my_" + what
	case !goodName.MatchString(good): // it begins with a digit
		good = what + "_" + good
	}
	return withHint(fmt.Errorf("the name %q makes trouble; expected small letters, digits and underscores, a letter first, at most 63", name),
		fmt.Sprintf("for example %q", good))
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// titleOf makes a title of a name: "my_app" is "My App".
func titleOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '_' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// hostOf makes an invented host of a name, which no one can register.
func hostOf(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' }), "-") + ".example"
}

// newWidget adds a widget to an app's newest text.
func (e *env) newWidget(c *config, app, name string, dry bool) error {
	if err := checkName("widget", name); err != nil {
		return err
	}
	session, err := c.session(forChecks, nil)
	if err != nil {
		return err
	}
	defer session.Close()
	at, err := newestText(session, app)
	if err != nil {
		return err
	}
	shown := fromHere(c.Content) + "/" + at
	before, err := c.readDefinition(at)
	if err != nil {
		return fmt.Errorf("read %q: %w", shown, err)
	}
	alone := gallery.Single{Name: at, Data: before, Options: c.options()}
	if err := soundJSON(alone.Report(), shown); err != nil {
		return err
	}
	edits, err := addWidget(before, check.Root(at, before, c.options().Limits), name)
	if err != nil {
		return fmt.Errorf("%q: %w", shown, err)
	}
	edited, ok := alone.Edited(diag.Apply(before, edits))
	if !ok {
		return withHint(fmt.Errorf("%q is too large", shown), "limits.file-size in config.yaml bounds it")
	}
	if dry {
		_, err := io.WriteString(e.out, edited.Diff(shown))
		return err
	}
	if err := replace(c.Content, at, before, edited.After); err != nil {
		return fmt.Errorf("add the widget to %q: %w", shown, err)
	}
	fmt.Fprintf(e.err, "added %s to %s\n", name, diag.Visible(shown))
	return nil
}

// soundJSON is the first fault of a text that is no JSON; nil of one that is.
func soundJSON(r *diag.Report, shown string) error {
	for _, f := range r.Files {
		for _, d := range f.Diagnostics {
			if d.Syntax {
				at := f.Source.Position(d.Span.Start)
				what := "no JSON"
				if content.Module(shown) {
					what = "no module that can be read"
				}
				return withHint(fmt.Errorf("%q is %s: line %d, column %d: %s", shown, what, at.Line, at.Column, d.Message),
					"vitrine check "+shellWord(shown)+" tells more; mend it first")
			}
		}
	}
	return nil
}

// newestText is the path of an app's newest version in the content directory.
func newestText(session *generator.Session, name string) (string, error) {
	s := session.Snapshot()
	if app := s.Layout.App(name); app != nil {
		return app.Versions[0].Path, nil
	}
	return "", didYouMean(fmt.Errorf("there is no app %q", name), name, appNames(s), "vitrine new app "+shellWord(name)+" begins one")
}

// readDefinition reads a definition as it stands in the content directory.
func (c *config) readDefinition(name string) ([]byte, error) {
	root, err := os.OpenRoot(c.Content)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(name)
}

package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/rules"
)

// What shells complete while somebody types: nothing is checked or built, and what
// takes longer than people wait is left out.
const (
	completeFiles = 20_000   // of the content directory
	completeBytes = 64 << 10 // of a definition; id and version stand at its beginning
	completeFor   = time.Second
)

// fitForShells is what of a definition may reach a shell: it means nothing to any.
var fitForShells = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.+-]{0,99}$`)

// words complete one of a few words; a word may have an explanation behind a tab.
func words(list ...cobra.Completion) cobra.CompletionFunc {
	return cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveKeepOrder)
}

// complete sets how shells complete the value of a flag.
func complete(cmd *cobra.Command, flag string, with cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, with); err != nil {
		panic(err) // the command has no such flag
	}
}

// completeFolders says which flags are directories.
func completeFolders(cmd *cobra.Command, flags ...string) {
	for _, flag := range flags {
		complete(cmd, flag, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		})
	}
}

// completionCommand is cobra's, for shells that there are, and with bash's words not cut at @.
func completionCommand(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() != "completion" {
			continue
		}
		cmd.Args, cmd.RunE = noSuchShell, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		cmd.Short = "print a script that completes words in a shell"
		cmd.Example = "  source <(vitrine completion bash)\n  vitrine completion fish >~/.config/fish/completions/vitrine.fish"
		for _, shell := range cmd.Commands() {
			if write := shell.RunE; shell.Name() == "bash" {
				shell.RunE = func(cmd *cobra.Command, args []string) error {
					if err := write(cmd, args); err != nil {
						return err
					}
					_, err := fmt.Fprintln(cmd.OutOrStdout(), "\n# APP@VERSION is one word\nCOMP_WORDBREAKS=${COMP_WORDBREAKS//@/}")
					return err
				}
			}
		}
	}
}

func noSuchShell(of *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	names := namesBelow(of)
	return didYouMean(fmt.Errorf("there is no completion for %q", args[0]), args[0], names, "expected "+strings.Join(names, ", "))
}

// completeRule completes the name of one rule.
func completeRule(_ *cobra.Command, args []string, word string) (list []cobra.Completion, _ cobra.ShellCompDirective) {
	for _, r := range rules.All {
		if len(args) == 0 && strings.HasPrefix(r.Name, word) {
			list = append(list, cobra.CompletionWithDesc(r.Name, r.Summary))
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeDefinition completes APP@VERSION; where no app is called so, shells
// complete files.
func (e *env) completeDefinition(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	c, err := e.load(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	id, _, versioned := cutLast(word, "@")
	versions := c.versions(time.Now().Add(completeFor))
	if !versioned {
		var list []cobra.Completion
		for _, app := range slices.Sorted(maps.Keys(versions)) {
			if strings.HasPrefix(app, word) {
				list = append(list, app+"@")
			}
		}
		return list, cobra.ShellCompDirectiveNoSpace
	}
	var list []cobra.Completion
	if len(versions[id]) > 0 {
		list = append(list, id+"@latest")
	}
	for _, v := range versions[id] {
		list = append(list, id+"@"+v)
	}
	list = slices.DeleteFunc(list, func(s string) bool { return !strings.HasPrefix(s, word) })
	return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// versions are the versions of the apps in the content directory, newest first: as
// many as are found until then.
func (c *config) versions(until time.Time) map[string][]string {
	found := map[string][]string{}
	files, err := content.Dir(c.Content)
	if err != nil {
		return found
	}
	defer files.Close()
	tree, err := content.Walk(files, nil, content.Options{Pages: strings.Trim(c.Widgets, "/"), Files: completeFiles})
	if err != nil {
		return found
	}
	for _, name := range tree.Entries() {
		if time.Now().After(until) {
			break
		}
		if app, version := identityOf(files, name); fitForShells.MatchString(app) && fitForShells.MatchString(version) {
			found[app] = append(found[app], version)
		}
	}
	for app, list := range found {
		slices.SortFunc(list, newest)
		found[app] = slices.Compact(list)
	}
	return found
}

// newest orders versions, the newest first; what is none comes last.
func newest(a, b string) int {
	x, okX := appdef.ParseVersion(a)
	y, okY := appdef.ParseVersion(b)
	switch {
	case okX && okY:
		return cmp.Or(y.Compare(x), cmp.Compare(a, b))
	case okX:
		return -1
	case okY:
		return 1
	}
	return cmp.Compare(a, b)
}

// identityOf reads what a definition is called, and no more of it than that takes.
func identityOf(files fs.FS, name string) (app, version string) {
	f, err := files.Open(name)
	if err != nil {
		return "", ""
	}
	defer f.Close()
	text := bufio.NewReader(io.LimitReader(f, completeBytes))
	if bom, _ := text.Peek(3); string(bom) == "\ufeff" {
		text.Discard(3)
	}
	d := json.NewDecoder(text)
	if begin, err := d.Token(); err != nil || begin != json.Delim('{') {
		return "", ""
	}
	for (app == "" || version == "") && d.More() {
		key, err := d.Token()
		var value any
		if err == nil {
			err = d.Decode(&value)
		}
		if err != nil {
			break
		}
		switch said, _ := value.(string); key {
		case "app":
			app = said
		case "version":
			version = said
		}
	}
	return app, version
}

package main

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// checkManual: pages holds a man page for each command that help lists, and no other; its flags and examples stand in it.
func checkManual(t *testing.T, pages fs.FS) {
	t.Helper()
	top := rootCommand(&env{})
	top.InitDefaultCompletionCmd()
	want := map[string]bool{}
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		want[name] = true
		text, err := fs.ReadFile(pages, name)
		if err != nil {
			t.Errorf("%q: %v", cmd.CommandPath(), err)
			return
		}
		page := strings.NewReplacer(`\-`, "-", `\.`, ".", `\&`, "").Replace(string(text))
		if !strings.Contains(page, cmd.Short) {
			t.Errorf("%s: %q does not stand in it", name, cmd.Short)
		}
		flag := func(f *pflag.Flag) {
			if !f.Hidden && !strings.Contains(page, "--"+f.Name) {
				t.Errorf("%s: --%s does not stand in it", name, f.Name)
			}
		}
		cmd.LocalFlags().VisitAll(flag)
		cmd.InheritedFlags().VisitAll(flag)
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				walk(c)
			}
		}
	}
	walk(top)
	found, err := fs.Glob(pages, "*")
	if err != nil || len(want) < 10 {
		t.Fatal(len(want), err)
	}
	for _, name := range found {
		if !want[name] {
			t.Errorf("%s is the page of no command", name)
		}
	}
	if page, _ := fs.ReadFile(pages, "vitrine.1"); !strings.Contains(string(page), "v1.2.3") || !strings.Contains(string(page), "Apr 2026") {
		t.Error("vitrine.1 does not name the release and when it was made")
	}
}

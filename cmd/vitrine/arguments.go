package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vitrine/generator/appdef"
)

// takes is the check of a command that takes so many arguments, which what names.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch n := len(args); {
		case least <= n && n <= most:
			return nil
		case least == most:
			return withHint(fmt.Errorf("%s takes %s; given: %d", cmd.CommandPath(), what, n), seeHelp(cmd))
		default:
			return withHint(fmt.Errorf("%s takes at most %s; given: %d", cmd.CommandPath(), what, n), seeHelp(cmd))
		}
	}
}

// takesNone is the check of a command without arguments. People name the directory.
func takesNone(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := fmt.Errorf("%s takes no arguments; given: %q", cmd.CommandPath(), args[0])
	if info, failed := os.Stat(args[0]); failed == nil && info.IsDir() {
		return withHint(err, fmt.Sprintf("write %s --content %s for the definitions in that directory", cmd.CommandPath(), args[0]))
	}
	return withHint(err, seeHelp(cmd))
}

func seeHelp(cmd *cobra.Command) string { return fmt.Sprintf("see %s --help", cmd.CommandPath()) }

// flagError says what is wrong with a flag, and which was meant.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var lacking *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		return withHint(err, otherFlag(cmd, unknown.GetSpecifiedName()))
	case errors.As(err, &lacking) && lacking.GetFlag() != nil:
		f := lacking.GetFlag()
		return withHint(fmt.Errorf("--%s needs a value", f.Name), f.Usage)
	case errors.As(err, &invalid):
		f, expected := invalid.GetFlag(), "a value of another kind"
		switch f.Value.Type() {
		case "bool":
			expected = "true or false"
		case "int":
			expected = "a whole number"
		}
		return withHint(fmt.Errorf("--%s is %q; expected %s", f.Name, invalid.GetValue(), expected), f.Usage)
	}
	return withHint(err, seeHelp(cmd))
}

// otherFlag is the hint about a flag that a command does not have.
func otherFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if best, _, ok := appdef.Closest(name, names); ok {
		return fmt.Sprintf("did you mean \"--%s\"?", best)
	}
	for _, other := range cmd.Root().Commands() {
		if other.Flags().Lookup(name) != nil {
			return fmt.Sprintf("%s has a flag of that name; %s", other.CommandPath(), seeHelp(cmd))
		}
	}
	return seeHelp(cmd)
}

// helpCommand is cobra's, which prints the help of everything for a name that is none.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "explain a command",
		Example: `  vitrine help check
  vitrine check --help`,
		RunE: func(cmd *cobra.Command, args []string) error {
			of, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return noSuchCommand(cmd.Root(), args)
			}
			of.InitDefaultHelpFlag() // which else appears when the command runs
			return of.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) (names []cobra.Completion, _ cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			for _, c := range cmd.Root().Commands() {
				if c.IsAvailableCommand() {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

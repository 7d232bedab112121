// Command vitrine turns Kustomer app definitions into a browsable gallery of
// their widgets, and checks them.
//
// There is one file a command. Everything that is said to people who are not
// reading findings goes to stderr (say.go), in lower case and without a full
// stop; findings, documents and the address of the server go to stdout.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitClean    = 0 // no findings at or above --fail-on
	exitFindings = 1
	exitFailure  = 2 // could not run
)

// Help names the commands in the order in which one comes to need them.
func init() { cobra.EnableCommandSorting = false }

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// env is what a command may touch of the world.
type env struct {
	in       io.Reader
	out, err io.Writer
	config   string
	exit     int
}

// run executes the command line and returns the exit code.
func run(args []string, in io.Reader, out, errw io.Writer) int {
	e := &env{in: in, out: out, err: errw}
	root := rootCommand(e)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	return e.guard(root.Execute)
}

// moreCommands are those of a build with more tags (documents.go).
var moreCommands []func(*env) *cobra.Command

func rootCommand(e *env) *cobra.Command {
	root := &cobra.Command{
		Use:   "vitrine",
		Short: "a gallery and a linter for the widgets of Kustomer app definitions",
		Long: `Vitrine turns a directory of Kustomer app definitions into a static gallery:
a page for each widget with a live preview, its properties and what is wrong
with it.

  vitrine init      begin a gallery, with a workflow that publishes it
  vitrine serve     build the gallery, show it, rebuild as files change
  vitrine new       begin an app, or a widget of an app
  vitrine check     print what is wrong, for people or for CI
  vitrine build     write the gallery into a directory

The definitions are looked for in content/, settings in config.yaml.`,
		SilenceUsage: true, SilenceErrors: true, Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&e.config, "config", "", "configuration file (default config.yaml if there is one)")
	addFlags(flags, "content", "output", "theme", "base-url")
	completeFolders(root, "content", "output", "theme")
	complete(root, "config", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return []cobra.Completion{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
	})
	root.AddCommand(initCommand(e), serveCommand(e), newCommand(e), checkCommand(e), formatCommand(e), buildCommand(e), diffCommand(e),
		shotsCommand(e), lspCommand(e), rulesCommand(e), schemaCommand(e), versionCommand(e))
	for _, more := range moreCommands {
		root.AddCommand(more(e))
	}
	versionFlag(root)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.SetOut(e.out)
	completionCommand(root)
	return root
}

// namesBelow are the names of the commands below a command.
func namesBelow(of *cobra.Command) (names []string) {
	for _, c := range of.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// noSuchCommand suggests the command that was meant, among those below a command.
func noSuchCommand(of *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return didYouMean(fmt.Errorf("unknown command %q", args[0]), args[0], namesBelow(of), "run \"vitrine help\" for the commands")
}

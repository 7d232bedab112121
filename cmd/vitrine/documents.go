//go:build documents

// What a release brings besides the program. It is behind a build tag, so that
// the program itself does not carry what writes manuals:
//
//	go run -tags documents ./cmd/vitrine documents DIR

package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func init() { moreCommands = append(moreCommands, documentsCommand) }

func documentsCommand(*env) *cobra.Command {
	return &cobra.Command{
		Use: "documents DIR", Short: "write the man pages and shell completions of a release", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			man, completions := filepath.Join(args[0], "man"), filepath.Join(args[0], "completions")
			for _, dir := range []string{man, completions} {
				if err := os.MkdirAll(dir, 0o755); err != nil {
					return err
				}
			}
			header := &doc.GenManHeader{Section: "1", Source: "vitrine " + version(), Manual: "Vitrine"}
			if made, err := time.Parse(time.RFC3339, date); err == nil {
				header.Date = &made // not today's: the same release has the same bytes
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true
			indent(root)
			return cmp.Or(
				doc.GenManTree(root, header, man),
				root.GenBashCompletionFileV2(filepath.Join(completions, "vitrine.bash"), true),
				root.GenZshCompletionFile(filepath.Join(completions, "_vitrine")),
				root.GenFishCompletionFile(filepath.Join(completions, "vitrine.fish"), true),
				root.GenPowerShellCompletionFileWithDesc(filepath.Join(completions, "vitrine.ps1")),
			)
		},
	}
}

// indent sets the indented lines of all help texts as deep as Markdown, which
// manuals are made from, asks for: otherwise they would be filled.
func indent(cmd *cobra.Command) {
	cmd.Long = strings.ReplaceAll(cmd.Long, "\n  ", "\n    ")
	for _, c := range cmd.Commands() {
		indent(c)
	}
}

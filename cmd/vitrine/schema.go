package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

func schemaCommand(e *env) *cobra.Command {
	var report, ofGallery bool
	cmd := &cobra.Command{
		Use: "schema", Short: "print a JSON Schema of app definitions, for editors", Args: takesNone, ValidArgsFunction: cobra.NoFileCompletions,
		Long: `Schema prints a JSON Schema (2020-12) of an app definition, so that an editor
completes and explains its keys while you type. With --report it prints the
schema of what vitrine check --format json prints, and with --gallery that of
a gallery's gallery.json.

In VS Code, run "vitrine schema >.vscode/app.schema.json" and add to
.vscode/settings.json:

  "json.schemas": [
    { "fileMatch": ["content/apps/**/*.json"], "url": "./.vscode/app.schema.json" }
  ]

A definition itself must not name its schema: the platform refuses a top-level
key that it does not know, and $schema is one.`,
		Example: `  vitrine schema >app.schema.json
  vitrine schema --report
  vitrine schema --gallery`,
		RunE: func(*cobra.Command, []string) error {
			text := appdef.Schema()
			switch {
			case report && ofGallery:
				return withHint(fmt.Errorf("--report and --gallery are two schemas"), "run vitrine schema twice")
			case report:
				text = diag.ReportSchema
			case ofGallery:
				text = gallery.Schema
			}
			_, err := e.out.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&report, "report", false, "the schema of vitrine check --format json")
	cmd.Flags().BoolVar(&ofGallery, "gallery", false, "the schema of gallery.json")
	return cmd
}

package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vitrine/generator/rules"
)

func rulesCommand(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "rules [NAME]", Short: "list the rules, or explain one", Args: takes(0, 1, "one rule"),
		Long: `Rules lists what is checked, with the severity of each rule, or explains one:
why it is, where it comes from, and an example that breaks it and one that
keeps it. rules: and ignore: in config.yaml make rules weigh more or less.`,
		Example: `  vitrine rules
  vitrine rules size-fixed
  vitrine rules | grep permissions`,
		ValidArgsFunction: completeRule,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return e.listRules()
			}
			return e.explain(args[0])
		},
	}
}

func (e *env) listRules() error {
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, r := range rules.All {
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.Name, r.Severity, r.Summary)
	}
	return w.Flush()
}

func (e *env) explain(name string) error {
	r, ok := rules.Find(name)
	if !ok {
		return didYouMean(fmt.Errorf("there is no rule %q", name), name, rules.Names(), "vitrine rules lists them")
	}
	fmt.Fprintf(e.out, "%s (%s)\n%s\n\n%s\n\nsource: %s\n", r.Name, r.Severity, r.Summary, r.Why, r.Source)
	for _, d := range rules.Documents(r.Source) {
		if d.Href != "" {
			fmt.Fprintf(e.out, "  %s\n", d.Href)
		}
	}
	what := ""
	if r.Example != "" {
		what = " (" + strings.ToLower(r.Example.String()[:1]) + r.Example.String()[1:] + ")"
	}
	fmt.Fprintf(e.out, "\nbreaks the rule%s:\n\n%s\nkeeps it%s:\n\n%s", what, r.Bad, what, r.Good)
	return nil
}

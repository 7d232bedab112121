package check

import (
	"cmp"
	"slices"

	"vitrine/generator/diag"
)

// bounded keeps the most severe findings of a file, of equal ones those that
// come first, and tells in one more finding how many of each severity are
// left out; unkept errors were left out already. What it returns is in order
// of place, as list is.
func bounded(list []diag.Diagnostic, limit, unkept int) []diag.Diagnostic {
	if len(list) <= limit && unkept == 0 {
		return list
	}
	order := make([]int, len(list)) // of the findings, worst first
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(list[a].Severity, list[b].Severity) })
	n := min(limit, len(order))
	kept, hidden := order[:n], order[n:]
	slices.Sort(kept)
	left := diag.Counts{Error: unkept}
	first, worst := len(list)-1, diag.Info
	if unkept > 0 {
		worst = diag.Error
	}
	for _, i := range hidden {
		left.Add(list[i].Severity)
		first, worst = min(first, i), min(worst, list[i].Severity)
	}
	out := make([]diag.Diagnostic, 0, limit+1)
	for _, i := range kept {
		out = append(out, list[i])
	}
	out = append(out, diag.Diagnostic{
		// What is left out weighs as much as the worst of it, so that a bound
		// neither fails a check nor lets it pass.
		Rule: "json-limits", Severity: worst, Span: list[first].Span,
		Message: "not shown: " + left.More() + ", the least severe of this file",
		Hint:    "mend those that are shown first, or raise limits.findings in config.yaml",
	})
	return diag.Sort(out)
}

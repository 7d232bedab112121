package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"

	"vitrine/generator/diag"
)

// locate tells a report where it was made. GitHub looks for the files of
// annotations from the root of the repository, which a step may have left.
func locate(r *diag.Report, format string) error {
	here, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find the working directory: %w", err)
	}
	r.Root = filepath.ToSlash(here)
	if workspace := os.Getenv("GITHUB_WORKSPACE"); format == "github" && workspace != "" {
		if rel, ok := inside(workspace, here); ok {
			r.Dir = path.Join(rel, r.Dir)
		}
	}
	return nil
}

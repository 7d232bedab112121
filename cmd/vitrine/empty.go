package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vitrine/generator/diag"
)

// outcomeFlags are the flags of check and build about what is no definition.
func outcomeFlags(cmd *cobra.Command, verbose, allowEmpty *bool) {
	cmd.Flags().BoolVar(verbose, "verbose", false, "list files that are no app definitions one by one, in every format")
	cmd.Flags().BoolVar(allowEmpty, "allow-empty", false, "do not mind that there is no app definition at all")
}

// nothing tells whether a report is about no definition, and not because
// something could not be read.
func nothing(r *diag.Report) bool { return r.Size().Apps == 0 && r.Counts().Error == 0 }

// folders tells whether only folders are checked. Who names a file may name
// one that is no definition, as hooks do that pass on what changed.
func (s *subjects) folders() bool {
	for _, p := range s.places {
		if p.file {
			return false
		}
	}
	return s.text == nil
}

// empty is the error of a check that found no definition.
func (s *subjects) empty() error {
	return noDefinition(strings.Join(s.dirs(), ", "))
}

// dirs are the directories that are checked, as they were given.
func (s *subjects) dirs() (dirs []string) {
	for _, p := range s.places {
		dirs = append(dirs, path.Join(filepath.ToSlash(p.dir), p.within))
	}
	return dirs
}

// noDefinition says that a directory holds no definition.
func noDefinition(dir string) error {
	return withHint(fmt.Errorf("there is no app definition in %q", dir),
		"a definition is a JSON file with app, version and title, for example apps/my_app/app.json, or a module that exports one; "+
			"--allow-empty if there need not be any")
}

// tellOthers says how many files are no definitions.
func (e *env) tellOthers(r *diag.Report) {
	switch n := len(r.Others); n {
	case 0:
	case 1:
		e.note("1 other file is no app definition; --verbose lists it")
	default:
		e.note("%d other files are no app definitions; --verbose lists them", n)
	}
}

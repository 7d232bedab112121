package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// What a release says of itself: set by the linker (-X main.release=v1.2.3),
// empty in every other build, which Go stamps with what it knows.
var release, commit, date string

// identity tells one build of this program from others.
type identity struct {
	Version  string `json:"version"`          // of the release or module; "(devel)" where nothing is known
	Commit   string `json:"commit,omitempty"` // all digits of its name
	Date     string `json:"date,omitempty"`   // when it was committed, RFC 3339
	Modified bool   `json:"modified"`         // whether the files differed from the commit
	Go       string `json:"go"`
	Platform string `json:"platform"` // as in GOOS/GOARCH
}

// identify returns what is known of this build: from the linker, else from
// what Go noted in the program. info may be nil.
func identify(info *debug.BuildInfo) identity {
	id := identity{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info != nil {
		if info.Main.Version != "" {
			id.Version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				id.Commit = s.Value
			case "vcs.time":
				id.Date = s.Value
			case "vcs.modified":
				id.Modified = s.Value == "true"
			}
		}
	}
	if release != "" {
		id.Version = release
	}
	if commit != "" { // the linker's flags name a commit only where the files are those of the commit
		id.Commit, id.Date, id.Modified = commit, date, false
	}
	return id
}

func self() identity {
	info, _ := debug.ReadBuildInfo()
	return identify(info)
}

// version is what reports and sites say that they were made with.
func version() string { return self().Version }

// print writes a line each for what is known.
func (id identity) print(w io.Writer) {
	fmt.Fprintln(w, "vitrine", id.Version)
	if id.Commit != "" {
		modified := ""
		if id.Modified {
			modified = ", modified"
		}
		fmt.Fprintf(w, "commit: %s%s\n", id.Commit, modified)
	}
	if id.Date != "" {
		fmt.Fprintln(w, "date:", id.Date)
	}
	fmt.Fprintln(w, "go:", id.Go, id.Platform)
}

func versionCommand(e *env) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "version", Short: "print the version, the commit and what it was built with", Args: cobra.NoArgs,
		Long: `Version prints which build of vitrine this is: its version, the commit that it
was built from and when that was made, where they are known, and the Go that
built it. A bug report begins with it. --json prints the same for scripts;
vitrine --version prints the first line alone.`,
		RunE: func(*cobra.Command, []string) error {
			if !asJSON {
				self().print(e.out)
				return nil
			}
			return json.NewEncoder(e.out).Encode(self())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print an object, for scripts")
	return cmd
}

// versionFlag gives the root the flag --version, which prints one line.
func versionFlag(root *cobra.Command) {
	root.Version = version()
	root.SetVersionTemplate("vitrine {{.Version}}\n")
	root.Flags().Bool("version", false, "print the version")
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pinned is an action of a full commit, with the version that it is in a comment; local ones need none.
var pinned = regexp.MustCompile(`^uses: ([\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./.*)$`)

// TestPinned: every action that the repository's workflows, its own action and the workflow that init writes use is
// pinned: a tag may come to mean another program. One action has one pin everywhere.
func TestPinned(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../.github/workflows/*.y*ml", "../../action.y*ml", "start/*.yml"} {
		found, err := filepath.Glob(pattern)
		must(t, err)
		files = append(files, found...)
	}
	pins, uses := map[string]string{}, 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		must(t, err)
		for i, line := range strings.Split(string(text), "\n") {
			line = strings.TrimPrefix(strings.TrimSpace(line), "- ")
			if at := strings.Index(line, "]]- uses:"); at >= 0 { // the first line of a template
				t.Errorf("%s:%d: put the step on a line of its own", name, i+1)
			}
			if at := strings.Index(line, "uses: "); at >= 0 && !strings.HasPrefix(line, "#") {
				uses++
				line = line[at:]
				if !pinned.MatchString(line) {
					t.Errorf("%s:%d: %s", name, i+1, line)
				}
				action, _, _ := strings.Cut(line, "@")
				if before := pins[action]; before != "" && before != line {
					t.Errorf("%s:%d: %s, elsewhere %s", name, i+1, line, before)
				}
				pins[action] = line
			}
		}
	}
	if len(files) < 3 || uses < 15 {
		t.Errorf("found only %d uses in %q", uses, files)
	}
}

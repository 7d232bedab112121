package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDockerfile: the image runs the program as nobody in particular, from pinned bases, with the flags of a release, and all
// that it copies is there and not ignored.
func TestDockerfile(t *testing.T) {
	t.Parallel()
	text := strings.ReplaceAll(textOf(t, "Dockerfile"), "\\\n", " ")
	ignored := strings.Split(textOf(t, ".dockerignore"), "\n")
	last := map[string]string{} // the last of each instruction in the last stage
	for line := range strings.SplitSeq(text, "\n") {
		instruction, args, _ := strings.Cut(line, " ")
		switch instruction {
		case "FROM":
			clear(last)
			if !regexp.MustCompile(`:[\w.-]+@sha256:[0-9a-f]{64}( AS \w+)?$`).MatchString(args) {
				t.Errorf("%q is not pinned by tag and digest", args)
			}
		case "COPY":
			fields := strings.Fields(args)
			if strings.HasPrefix(fields[0], "--from=") {
				continue
			}
			for _, src := range fields[:len(fields)-1] {
				if _, err := os.Stat(filepath.Join(root, src)); err != nil {
					t.Errorf("COPY %s: %v", src, err)
				}
				if !slices.Contains(ignored, "!"+src) {
					t.Errorf("COPY %s: .dockerignore leaves it out", src)
				}
			}
		}
		last[instruction] = args
	}
	if !regexp.MustCompile(`^[1-9]\d*:[1-9]\d*$`).MatchString(last["USER"]) {
		t.Errorf("USER is %q, want numbers that are not root's", last["USER"])
	}
	if !strings.Contains(last["COPY"]+text, "--from=build /out/vitrine /usr/local/bin/vitrine") ||
		last["ENTRYPOINT"] != `["/usr/local/bin/vitrine"]` {
		t.Errorf("ENTRYPOINT is %q, want the program that is copied", last["ENTRYPOINT"])
	}
	var g goreleaser
	readYAML(t, ".goreleaser.yaml", &g)
	given := strings.NewReplacer("v{{ .Version }}", "$VERSION", "{{ .FullCommit }}", "$COMMIT", "{{ .CommitDate }}", "$DATE",
		`{{ if index .Env "GITHUB_REPOSITORY" }}{{ .Env.GITHUB_REPOSITORY }}{{ end }}`, "$REPOSITORY")
	link := given.Replace(g.Builds[0].Ldflags[0])
	build := strings.Join(slices.Concat(g.Builds[0].Env, []string{"GOOS=$TARGETOS GOARCH=$TARGETARCH go build"}, g.Builds[0].Flags,
		[]string{`-ldflags "` + link + `"`, "-o /out/vitrine", g.Builds[0].Main}), " ")
	if !strings.Contains(strings.Join(strings.Fields(text), " "), build) {
		t.Errorf("the image is not built as a release is:\n%s", build)
	}
}

// TestGoVersions: releases and images are built with one Go, of the line that go.mod asks for.
func TestGoVersions(t *testing.T) {
	t.Parallel()
	find := func(name, pattern string) string {
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(textOf(t, name), -1)
		for _, f := range found {
			if f[1] != found[0][1] {
				t.Errorf("%s names Go %s and %s", name, found[0][1], f[1])
			}
		}
		if len(found) == 0 {
			t.Fatalf("%s names no Go", name)
		}
		return found[0][1]
	}
	line := find("go.mod", `(?m)^go (\d+\.\d+)`)
	released := find(".github/workflows/release.yml", `go-version: (\S+)`)
	if image := find("Dockerfile", `golang:([\d.]+)`); image != released {
		t.Errorf("images are built with Go %s, releases with %s", image, released)
	}
	if !strings.HasPrefix(released, line+".") {
		t.Errorf("releases are built with Go %s, go.mod asks for %s", released, line)
	}
	if action := find("action.yml", `go-version: (\S+)`); action != line+".x" {
		t.Errorf("the action builds with Go %s, want %s.x", action, line)
	}
}

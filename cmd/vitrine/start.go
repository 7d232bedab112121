package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"text/template"

	"vitrine/generator/output"
)

// starts holds what init and new write, as templates in double square brackets:
// braces mean something in definitions and in workflows.
//
//go:embed start
var starts embed.FS

// starter is what the templates know.
type starter struct {
	App, Title, Host string // of the sample app
	Content          string // folder of app definitions, with slashes
	BaseURL          string // "" where it is not known
	Branch           string // that is published
	Vitrine, Commit  string // which Vitrine the workflow runs; OWNER/vitrine and COMMIT where it is not known
	Sample, GitHub   bool   // whether a sample app is made, and a workflow

	remote remote // of the repository
}

// workflowPath is the path of the workflow.
const workflowPath = ".github/workflows/gallery.yml"

// appFiles are the files of a new app, relative to the content directory.
func (s *starter) appFiles() []output.File {
	dir := "apps/" + s.App + "/"
	return []output.File{
		{Path: dir + "app.json", Data: s.fill("app.json")},
		{Path: dir + "README.md", Data: s.fill("app.md")},
		{Path: dir + "samples.yaml", Data: s.fill("samples.yaml")},
	}
}

// files are the files of a new gallery, relative to its directory.
func (s *starter) files() []output.File {
	list := []output.File{
		{Path: "config.yaml", Data: s.fill("config.yaml")},
		{Path: "README.md", Data: s.fill("README.md")},
		{Path: ".gitignore", Data: s.fill("gitignore")},
	}
	if s.GitHub {
		list = append(list, output.File{Path: workflowPath, Data: s.fill("gallery.yml")})
	}
	if !s.Sample {
		return list
	}
	for _, f := range append(s.appFiles(),
		output.File{Path: "apps/" + s.App + "/icons/app.svg", Data: s.fill("icon.svg")},
		output.File{Path: "apps/" + s.App + "/icons/hello.svg", Data: s.fill("icon.svg")},
		output.File{Path: "widgets/hello.html", Data: s.fill("hello.html")},
	) {
		f.Path = s.Content + "/" + f.Path
		list = append(list, f)
	}
	return list
}

// fill makes a file of its template.
func (s *starter) fill(name string) []byte {
	text, err := starts.ReadFile("start/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	t := template.Must(template.New(name).Delims("[[", "]]").Funcs(template.FuncMap{"quote": quoteYAML}).Parse(string(text)))
	var b strings.Builder
	if err := t.Execute(&b, s); err != nil {
		panic(fmt.Sprintf("fill in %s: %v", name, err)) // plain texts
	}
	return []byte(b.String())
}

// quoteYAML writes a text as YAML does where it could mean something else: a
// JSON string is one.
func quoteYAML(s string) string {
	if plainYAML.MatchString(s) && !wordYAML.MatchString(s) {
		return s
	}
	quoted, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string
	}
	return string(quoted)
}

var (
	plainYAML = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_./-]*$`)
	wordYAML  = regexp.MustCompile(`(?i)^(true|false|null|yes|no|on|off|y|n)$`) // that are no texts
)

package generator

import (
	"sync"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// judged is what is known against a file, as the configuration sees it. What
// is remembered of a text knows no configuration, so it is asked each time.
func (c *Catalogue) judged(f *file, used []bool) []diag.Diagnostic {
	return c.opts.Levels.Apply(f.subject(), f.allFindings(), used)
}

// subject names a file for the configuration.
func (f *file) subject() rules.Subject {
	s := rules.Subject{Path: f.path}
	if f.head != nil {
		s.App = f.head.id
	}
	return s
}

// verdict is one file of the content directory, or beside it, with its
// findings. file is nil where there is no definition.
type verdict struct {
	file *file
	diag.File
}

// verdicts judges every file. Only here the unused entries of ignore: are
// known, as only here everything is seen. It is remembered until something
// changes: the report is made of many files.
func (c *Catalogue) verdicts() []verdict {
	c.verdict.mu.Lock()
	defer c.verdict.mu.Unlock()
	if c.verdict.list == nil {
		c.verdict.list, c.verdict.others = c.judgeAll()
	}
	return c.verdict.list
}

// verdictMemo is what verdicts remembers; nil when it must look again.
type verdictMemo struct {
	mu     sync.Mutex
	list   []verdict
	others []string // files that are no definitions, if they are not in the list
}

// judgeAll tells the files that are no definitions apart, unless they are to
// be listed: beside a widget's source there may be hundreds.
func (c *Catalogue) judgeAll() (list []verdict, others []string) {
	list = []verdict{}
	used := make([]bool, len(c.opts.Levels.Ignores))
	for _, p := range sortedKeys(c.files) {
		f := c.files[p]
		v := verdict{f, diag.File{Source: f.source(), Diagnostics: c.judged(f, used), App: f.subject().App}}
		if f.definition() {
			v.Name, v.AppVersion, v.Widgets = f.name, f.head.version, len(f.head.widgets)
		}
		if !c.opts.Verbose && noDefinition(v.Diagnostics) {
			others = append(others, f.path)
			continue
		}
		list = append(list, v)
		if len(f.samples.findings) > 0 {
			of := rules.Subject{Path: f.samples.path, App: v.App}
			src := diag.NewSource(appdef.ConcealName(f.samples.path), f.samples.text)
			src.Secret = f.samples.secrets
			list = append(list, verdict{nil, diag.File{
				Source: src, Diagnostics: c.opts.Levels.Apply(of, f.samples.findings, used),
			}})
		}
	}
	if config := c.opts.Config; config != nil {
		of := rules.Subject{Path: config.Path}
		if unused := c.opts.Levels.Apply(of, c.opts.Levels.Unused(used), nil); len(unused) > 0 {
			src := *config
			src.Secret = appdef.CredentialSpans(src.Text)
			list = append(list, verdict{nil, diag.File{Source: &src, Diagnostics: unused}})
		}
	}
	return list, others
}

// noDefinition tells whether all that is known of a file is that it is none
// of ours.
func noDefinition(list []diag.Diagnostic) bool {
	return len(list) == 1 && list[0].Rule == "gallery-not-a-definition" && list[0].Severity == diag.Info
}

// report is a report without files.
func (o *Options) report(dir string) *diag.Report {
	r := &diag.Report{Dir: dir}
	for i := range rules.All {
		r.Rules = append(r.Rules, rules.All[i].Rule)
	}
	if o.Site.BaseURL != "" {
		r.Docs = o.Site.BaseURL + "rules/"
	}
	return r
}

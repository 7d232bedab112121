package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// ruleLists gives rules another severity, or none.
type ruleLists struct {
	Disable []string `mapstructure:"disable"`
	Warn    []string `mapstructure:"warn"`
	Error   []string `mapstructure:"error"`
}

// ruleConfig is rules: in the configuration.
type ruleConfig struct {
	ruleLists `mapstructure:",squash"`
	Paths     []struct {
		ruleLists `mapstructure:",squash"`
		Path      string `mapstructure:"path"`
	} `mapstructure:"paths"`
}

// ignoreConfig is an entry of ignore: in the configuration.
type ignoreConfig struct {
	Rule    string `mapstructure:"rule"`
	Path    string `mapstructure:"path"`
	App     string `mapstructure:"app"`
	Pointer string `mapstructure:"pointer"`
	Reason  string `mapstructure:"reason"`
}

// levels reads what the configuration makes of the rules. Those for paths
// come last, so that they win.
func (c *config) levels() (rules.Levels, error) {
	var l rules.Levels
	if err := c.Rules.into(c, &l, "rules", ""); err != nil {
		return l, err
	}
	for i, p := range c.Rules.Paths {
		where := fmt.Sprintf("rules.paths[%d]", i)
		if p.Path == "" {
			return l, withHint(fmt.Errorf("%s has no path", c.place(where)), "write for example path: apps/legacy")
		}
		if err := rules.ValidGlob(p.Path); err != nil {
			return l, badGlob(c.place(where+".path"), p.Path, err)
		}
		if err := p.into(c, &l, where, p.Path); err != nil {
			return l, err
		}
	}
	return l, c.ignores(&l)
}

func (r *ruleLists) into(c *config, l *rules.Levels, where, path string) error {
	seen := map[string]string{}
	for _, list := range []struct {
		name   string
		rules  []string
		change rules.Change
	}{
		{"disable", r.Disable, rules.Change{Off: true}},
		{"warn", r.Warn, rules.Change{Severity: diag.Warning}},
		{"error", r.Error, rules.Change{Severity: diag.Error}},
	} {
		at := where + "." + list.name
		for i, name := range list.rules {
			entry := fmt.Sprintf("%s[%d]", at, i)
			if err := c.knownRule(entry, name); err != nil {
				return err
			}
			if rules.Fixed(name) && list.name != "error" {
				return withHint(fmt.Errorf("%s: %q can be neither switched off nor lowered", c.place(entry), name),
					"a text that is not JSON cannot be registered")
			}
			if before := seen[name]; before != "" && before != at {
				return withHint(fmt.Errorf("%s: %q stands in %s as well", c.place(entry), name, before), "keep one of them")
			}
			seen[name] = at
			change := list.change
			change.Rule, change.Path = name, path
			l.Changes = append(l.Changes, change)
		}
	}
	return nil
}

func (c *config) ignores(l *rules.Levels) error {
	spans := c.ignoreSpans()
	for i, x := range c.Ignore {
		where := fmt.Sprintf("ignore[%d]", i)
		if err := x.check(c, where); err != nil {
			return err
		}
		entry := rules.Ignore{Rule: x.Rule, Path: x.Path, App: x.App, Pointer: strings.TrimSuffix(x.Pointer, "/"), Reason: x.Reason}
		if i < len(spans) {
			entry.Span = spans[i]
		}
		l.Ignores = append(l.Ignores, entry)
	}
	return nil
}

func (x *ignoreConfig) check(c *config, where string) error {
	if x.Rule == "" {
		return withHint(fmt.Errorf("%s has no rule", c.place(where)), "vitrine rules lists them")
	}
	if err := c.knownRule(where+".rule", x.Rule); err != nil {
		return err
	}
	switch {
	case rules.Fixed(x.Rule):
		return withHint(fmt.Errorf("%s: %q cannot be ignored", c.place(where), x.Rule), "a text that is not JSON cannot be registered")
	case strings.TrimSpace(x.Reason) == "":
		return withHint(fmt.Errorf("%s has no reason", c.place(where)), "say why the finding is fine, for whoever reads this next year")
	case x.Pointer != "" && !strings.HasPrefix(x.Pointer, "/"):
		return withHint(fmt.Errorf("%s is %q; expected a JSON Pointer", c.place(where+".pointer"), x.Pointer), "write for example /widgets/0/url")
	}
	if err := rules.ValidGlob(x.Path); err != nil {
		return badGlob(c.place(where+".path"), x.Path, err)
	}
	return nil
}

func badGlob(where, glob string, err error) error {
	return withHint(fmt.Errorf("%s is %q: %w", where, glob, err), "write for example apps/legacy, or apps/*/old.json")
}

func (c *config) knownRule(where, name string) error {
	if _, ok := rules.Find(name); ok {
		return nil
	}
	return didYouMean(fmt.Errorf("%s: there is no rule %q", c.place(where), name), name, rules.Names(), "vitrine rules lists them")
}

// didYouMean adds the nearest name to an error, or else another hint.
func didYouMean(err error, word string, names []string, otherwise string) error {
	if best, _, ok := appdef.Closest(word, names); ok {
		return withHint(err, fmt.Sprintf("did you mean %q?", best))
	}
	return withHint(err, otherwise)
}

// source is the configuration file as findings name it: relative to the
// content directory, like everything else.
func (c *config) source() *diag.Source {
	if c.file == "" {
		return nil
	}
	name := c.file
	if rel, err := relative(c.Content, c.file); err == nil {
		name = rel
	}
	return diag.NewSource(filepath.ToSlash(name), c.text)
}

func relative(dir, file string) (string, error) {
	a, errA := filepath.Abs(dir)
	b, errB := filepath.Abs(file)
	if err := errors.Join(errA, errB); err != nil {
		return "", err
	}
	return filepath.Rel(a, b)
}

// ignoreSpans finds the entries of ignore: in the configuration.
func (c *config) ignoreSpans() []diag.Span {
	var doc yaml.Node
	if yaml.Unmarshal(c.text, &doc) != nil || len(doc.Content) == 0 {
		return nil
	}
	src := diag.NewSource("", c.text)
	var spans []diag.Span
	top := doc.Content[0].Content
	for i := 0; i+1 < len(top); i += 2 {
		if !strings.EqualFold(top[i].Value, "ignore") {
			continue
		}
		for _, entry := range top[i+1].Content {
			spans = append(spans, nodeSpan(src, entry))
		}
	}
	return spans
}

// nodeSpan is the rest of the line that a node begins on.
func nodeSpan(src *diag.Source, n *yaml.Node) diag.Span {
	line := src.LineSpan(n.Line)
	at := line.Start
	for col := 1; col < n.Column && at < line.End; col++ {
		_, size := utf8.DecodeRune(src.Text[at:line.End])
		at += size
	}
	return diag.Span{Start: at, End: line.End}
}

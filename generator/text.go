package generator

import (
	"io/fs"
	"path"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// Text is one definition by itself, such as standard input. What several
// definitions promise each other is not checked.
type Text struct {
	Name    string // its path relative to the content directory, or any name
	Data    []byte
	Content fs.FS // where the pictures that it names may stand; nil for nowhere
	Options Options
	online  []diag.Diagnostic
}

// Report checks the definition.
func (t *Text) Report() *diag.Report {
	limits := t.Options.Limits.withDefaults()
	r := t.Options.report("")
	name := appdef.ConcealName(t.Name)
	f := diag.File{Source: diag.NewSource(name, t.Data)}
	if int64(len(t.Data)) > limits.FileSize {
		f.Source = diag.NewSource(name, nil)
		f.Diagnostics = []diag.Diagnostic{tooLarge(limits)}
	} else {
		e := t.examine(t.Data, limits)
		f.Source.Secret = e.secrets
		if e.head != nil {
			f.App, f.Name, f.AppVersion, f.Widgets = e.head.id, e.head.name(t.Name), e.head.version, len(e.head.widgets)
		}
		f.Diagnostics = t.Options.Levels.Apply(t.subject(e), diag.Sort(slices.Concat(e.findings, t.icons(e), t.online)), nil)
	}
	r.Files = []diag.File{f}
	return r
}

func (t *Text) examine(data []byte, limits Limits) examined {
	return examine(data, path.Base(t.Name), limits, t.Options.around(t.stands))
}

func (t *Text) subject(e examined) rules.Subject {
	s := rules.Subject{Path: t.Name}
	if e.head != nil {
		s.App = e.head.id
	}
	return s
}

// icons measures the pictures that stand beside the definition.
func (t *Text) icons(e examined) []diag.Diagnostic {
	if e.head == nil || t.Content == nil {
		return nil
	}
	return e.head.iconFindings(func(address string) []iconFault {
		for _, p := range pictureNames(t.Name, address, t.Options.Site.Previews) {
			if t.has(p) {
				data, err := readFile(t.Content, p, maxIcon)
				return iconFaults(p, data, err)
			}
		}
		return nil
	})
}

// stands tells whether a picture stands beside the definition.
func (t *Text) stands(name string) bool {
	return slices.ContainsFunc(spellings(t.Name, "", name), t.has)
}

func (t *Text) has(p string) bool {
	if t.Content == nil {
		return false
	}
	info, err := fs.Stat(t.Content, p)
	return err == nil && info.Mode().IsRegular()
}

package lsp

import (
	"path/filepath"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// told is what the editor was told of a file last. While none of it differs the
// editor need not hear of it again.
type told struct {
	found diag.Packed
	stamp content.Stamp
	doc   *document // nil where the file is not open
}

// publish tells the editor what differs from what it was told before.
func (e *engine) publish(v *view, now finding) {
	report := now.snapshot.Outline("").Within(appdef.ConcealName(v.only))
	shown := map[string]bool{}
	for i := range report.Files {
		f := &report.Files[i]
		name := realName(now.snapshot, f.Source.Path)
		entry, _ := now.snapshot.Tree.Entry(name)
		is := told{f.Kept.Findings, entry.Stamp, now.docs[name]}
		if stamp, ok := now.snapshot.Tree.Companion(name); ok {
			is.stamp = stamp
		}
		key := e.key(v, name)
		if shown[key] = is.found != ""; !shown[key] && is.doc == nil || e.told[key] == is {
			continue
		}
		if e.told[key] = is; !e.s.mayTell(e, key) {
			delete(e.told, key)
			continue
		}
		src := v.source(f, is.doc, e.s.units())
		e.s.publish(e, key, is.doc, e.s.diagnostics(f.Kept.Findings.List(), src, e.s.address(key, is.doc), report.Docs))
	}
	for key, was := range e.told {
		doc := now.docs[v.nameOf(e, key)]
		if shown[key] || was.found == "" && was.doc == doc {
			continue
		}
		e.told[key] = told{doc: doc}
		if doc == nil {
			delete(e.told, key)
		}
		e.s.publish(e, key, doc, nil)
	}
}

// realName is how a file is called that reports may name without what looks like a
// secret in it.
func realName(s *gallery.Snapshot, shown string) string {
	if strings.Contains(shown, "*") {
		for _, e := range s.Layout.Entries() {
			if appdef.ConcealName(e.Path) == shown {
				return e.Path
			}
		}
	}
	return shown
}

// key names a file of the directory as open documents are named.
func (e *engine) key(v *view, name string) string {
	if v.only == name {
		return e.alone
	}
	return filepath.Join(v.dir, filepath.FromSlash(name))
}

func (v *view) nameOf(e *engine, key string) string {
	if key == e.alone {
		return v.only
	}
	name, _ := within(v.dir, key)
	return name
}

// source is the text that findings are about. One that cannot be read any more has
// no lines.
func (v *view) source(f *diag.File, doc *document, units protocol.PositionEncodingKind) *text {
	if doc != nil {
		return doc.text
	}
	data, _ := f.Kept.Text()
	return newText(data, units)
}

// clear takes back what was published.
func (e *engine) clear() {
	for key := range e.told {
		e.s.publish(e, key, nil, nil)
	}
}

// mayTell tells whether a file is this engine's to tell of: one may lie in the content
// directories of two folders, of which the inner one counts.
func (s *server) mayTell(e *engine, key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if owner := s.owners[key]; owner != nil {
		return owner == e
	}
	best := s.engineFor(&document{path: key})
	return best == nil || best == e
}

// publish sends the findings of a file. Only who published some may take them back:
// the file may be another engine's by now.
func (s *server) publish(e *engine, key string, doc *document, list []protocol.Diagnostic) {
	s.mu.Lock()
	owner := s.told[key]
	if list == nil && owner != nil && owner != e {
		s.mu.Unlock()
		return
	}
	if s.told[key] = e; list == nil {
		delete(s.told, key)
	}
	s.mu.Unlock()
	p := &protocol.PublishDiagnosticsParams{URI: s.address(key, doc), Diagnostics: list}
	if doc != nil {
		p.Version = protocol.NewOptional(doc.version)
	}
	if list == nil {
		p.Diagnostics = []protocol.Diagnostic{}
	}
	if err := s.client.PublishDiagnostics(s.ctx, p); err != nil && s.ctx.Err() == nil {
		s.opts.Log(err.Error())
	}
}

// address is how the editor writes the address of a file.
func (s *server) address(key string, doc *document) uri.URI {
	if doc != nil {
		return doc.uri
	}
	if !filepath.IsAbs(key) { // of what never was a file
		return uri.URI(key)
	}
	return uri.File(key)
}

// tags are how editors show what some rules are about: paler, or struck through.
var tags = map[string]protocol.DiagnosticTag{
	"reference-unused-setting": protocol.DiagnosticTagUnnecessary, "ignore-unused": protocol.DiagnosticTagUnnecessary,
	"settings-i18n-unknown": protocol.DiagnosticTagUnnecessary, "app-sdk-only-key": protocol.DiagnosticTagDeprecated,
}

// diagnostics are findings in the words of the protocol.
func (s *server) diagnostics(list []diag.Diagnostic, t *text, at uri.URI, docs string) []protocol.Diagnostic {
	s.mu.Lock()
	related := s.editor.related
	s.mu.Unlock()
	out := make([]protocol.Diagnostic, len(list))
	for i := range list {
		d := &list[i]
		x := protocol.Diagnostic{
			Range: t.rang(d.Span), Severity: severities[d.Severity], Code: protocol.String(d.Rule), Source: protocol.NewOptional("vitrine"),
			Message: protocol.String(message(d)),
		}
		if docs != "" {
			x.CodeDescription.Href = uri.URI(docs + d.Rule + ".html")
		}
		if tag, ok := tags[d.Rule]; ok {
			x.Tags = protocol.NewDiagnosticTags(tag)
		}
		for _, r := range d.Related {
			if related {
				x.RelatedInformation = append(x.RelatedInformation, protocol.DiagnosticRelatedInformation{
					Location: protocol.Location{URI: at, Range: t.rang(r.Span)}, Message: diag.Visible(r.Message),
				})
			}
		}
		out[i] = x
	}
	return out
}

var severities = map[diag.Severity]protocol.DiagnosticSeverity{
	diag.Error: protocol.DiagnosticSeverityError, diag.Warning: protocol.DiagnosticSeverityWarning,
	diag.Info: protocol.DiagnosticSeverityInformation,
}

// message is what a finding says, and how to mend it on a line of its own.
func message(d *diag.Diagnostic) string {
	return strings.TrimSuffix(diag.Visible(d.Message)+"\n"+diag.Visible(d.Hint), "\n")
}

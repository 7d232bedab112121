package lsp

import (
	"context"
	"encoding/json"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/editing"
)

// current is what the engine looks at; nil while there is nothing.
func (e *engine) current() *view {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.view
}

// textOf is the text of a file of the directory: the editor's, else the disk's.
func (e *engine) textOf(v *view, name string, units protocol.PositionEncodingKind, limit int64) (*text, *document) {
	e.mu.Lock()
	d := e.docs[name]
	e.mu.Unlock()
	if d != nil {
		return d.text, d
	}
	data, err := content.ReadFile(v.files, name, limit)
	if err != nil {
		return nil, nil
	}
	return newText(data, units), nil
}

// samplesOf is the samples.yaml that goes with a definition.
func (e *engine) samplesOf(v *view, name string) (*editing.SampleFile, bool) {
	home := path.Dir(name)
	e.mu.Lock()
	if e.now.snapshot != nil {
		home = e.now.snapshot.Tree.Home(name)
	}
	e.mu.Unlock()
	file := path.Join(home, "samples.yaml")
	t, _ := e.textOf(v, file, protocol.PositionEncodingKindUTF8, appdef.MaxSamples)
	if t == nil || len(t.data) > appdef.MaxSamples {
		return nil, false
	}
	return &editing.SampleFile{Path: file, Text: t.data}, true
}

// elsewhere turns places and edits of several files into the protocol's.
type elsewhere struct {
	q     *asked
	v     *view
	texts map[string]*text
	docs  map[string]*document
}

func (q *asked) elsewhere() *elsewhere {
	return &elsewhere{q, q.engine.current(), map[string]*text{q.rel: q.text}, map[string]*document{q.rel: q.document}}
}

// of is the text of a file; nil where there is none.
func (x *elsewhere) of(name string) *text {
	t, known := x.texts[name]
	if !known {
		t, x.docs[name] = x.q.engine.textOf(x.v, name, x.q.units, x.v.root.Options.Limits.WithDefaults().FileSize)
		x.texts[name] = t
	}
	return t
}

func (x *elsewhere) uri(name string) uri.URI {
	return x.q.engine.s.address(x.q.engine.key(x.v, name), x.docs[name])
}

func (x *elsewhere) locations(list []editing.Place) []protocol.Location {
	out := []protocol.Location{}
	for _, p := range list {
		if t := x.of(p.Path); t != nil {
			out = append(out, protocol.Location{URI: x.uri(p.Path), Range: t.rang(p.Span)})
		}
	}
	return out
}

// Definition leads to where a setting is declared.
func (s *server) Definition(ctx context.Context, p *protocol.DefinitionParams) (protocol.DefinitionResult, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	return protocol.LocationSlice(q.elsewhere().locations(editing.Definition(d, q.offset(p.Position)))), nil
}

// References lists where a setting is used.
func (s *server) References(ctx context.Context, p *protocol.ReferenceParams) ([]protocol.Location, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	return q.elsewhere().locations(editing.References(d, q.offset(p.Position), p.Context.IncludeDeclaration)), nil
}

// PrepareRename tells what a new name would be for.
func (s *server) PrepareRename(ctx context.Context, p *protocol.PrepareRenameParams) (protocol.PrepareRenameResult, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	span, name, ok := editing.Renamable(d, q.offset(p.Position))
	if !ok {
		return nil, nil
	}
	return &protocol.PrepareRenamePlaceholder{Range: q.rang(span), Placeholder: name}, nil
}

// otherVersions marks edits of other versions of an app: they are made where people
// say so.
const otherVersions protocol.ChangeAnnotationIdentifier = "otherVersions"

// Rename gives a setting another name. Other versions are published, so that their
// edits are made only where the editor asks people about them.
func (s *server) Rename(ctx context.Context, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	x := q.elsewhere()
	var older []*editing.Document
	if q.editor.confirm {
		older = x.versions()
	}
	r, err := editing.Rename(d, q.offset(p.Position), p.NewName, older)
	if err != nil {
		return nil, failed(err.Error())
	}
	edit := x.edit(r.Edits)
	files := x.byFile(r.Older)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		list := files[name]
		of := documentEdit(x.uri(name), x.version(name), list)
		for i := range list {
			of.Edits[i] = &protocol.AnnotatedTextEdit{TextEdit: list[i], AnnotationID: otherVersions}
		}
		edit.DocumentChanges = append(edit.DocumentChanges, of)
		edit.ChangeAnnotations = map[protocol.ChangeAnnotationIdentifier]protocol.ChangeAnnotation{
			otherVersions: {Label: "in other versions of the app", NeedsConfirmation: ptr(true)},
		}
	}
	return edit, nil
}

// versions are the other versions of the app that can be read.
func (x *elsewhere) versions() (list []*editing.Document) {
	x.q.engine.mu.Lock()
	snapshot := x.q.engine.now.snapshot
	x.q.engine.mu.Unlock()
	if snapshot == nil {
		return nil
	}
	e := snapshot.Layout.Entry(x.q.rel)
	if e == nil || e.App == nil {
		return nil
	}
	for _, other := range e.App.Versions {
		if other.Path == x.q.rel {
			continue
		}
		if t := x.of(other.Path); t != nil {
			if d := draft(x.v, other.Path, t.data); d != nil {
				list = append(list, d)
			}
		}
	}
	return list
}

func (x *elsewhere) version(name string) *int32 {
	if d := x.docs[name]; d != nil {
		return ptr(d.version)
	}
	return nil
}

func (x *elsewhere) byFile(edits []editing.Edit) map[string][]protocol.TextEdit {
	files := map[string][]protocol.TextEdit{}
	for _, e := range edits {
		if t := x.of(e.Path); t != nil {
			files[e.Path] = append(files[e.Path], protocol.TextEdit{Range: t.rang(e.Span), NewText: e.New})
		}
	}
	return files
}

func (x *elsewhere) edit(edits []editing.Edit) *protocol.WorkspaceEdit {
	out := &protocol.WorkspaceEdit{}
	if !x.q.editor.changes {
		out.Changes = map[uri.URI][]protocol.TextEdit{}
	}
	files := x.byFile(edits)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if out.Changes != nil {
			out.Changes[x.uri(name)] = files[name]
		} else {
			out.DocumentChanges = append(out.DocumentChanges, documentEdit(x.uri(name), x.version(name), files[name]))
		}
	}
	return out
}

// DocumentLink lists what the addresses and pictures of a definition lead to, and the
// app's page while one is served.
func (s *server) DocumentLink(ctx context.Context, p *protocol.DocumentLinkParams) ([]protocol.DocumentLink, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	x := q.elsewhere()
	list := []protocol.DocumentLink{}
	for _, l := range editing.Links(d) {
		target := uri.URI(l.Target)
		if !strings.HasPrefix(l.Target, "https://") {
			if x.v.dir == "" {
				continue
			}
			target = uri.File(filepath.Join(x.v.dir, filepath.FromSlash(l.Target)))
		}
		list = append(list, link(protocol.DocumentLink{Range: q.rang(l.Span), Target: &target}, l.Tooltip))
	}
	for _, lens := range editing.Lenses(d) {
		if lens.Widget >= 0 {
			continue
		}
		if page, ok := s.page(ctx, q, lens.Widget); ok {
			target := protocol.DocumentLink{Range: q.rang(lens.Span), Target: ptr(uri.URI(page))}
			list = append(list, link(target, "the page that vitrine serve shows"))
		}
	}
	return list, nil
}

func link(l protocol.DocumentLink, tooltip string) protocol.DocumentLink {
	if tooltip != "" {
		l.Tooltip = &tooltip
	}
	return l
}

// CodeLens offers previews of an app and its widgets, where there may be some.
func (s *server) CodeLens(ctx context.Context, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok || s.opts.Page == nil || q.engine.folder == "" || q.engine.alone != "" {
		return nil, canceled(ctx.Err())
	}
	list := []protocol.CodeLens{}
	for _, l := range editing.Lenses(d) {
		var arguments []protocol.LSPAny
		for _, value := range []any{q.document.uri, l.Widget} {
			data, err := json.Marshal(value)
			if err != nil {
				return nil, err
			}
			arguments = append(arguments, data)
		}
		list = append(list, protocol.CodeLens{
			Range: q.rang(lensSpan(l.Span)), Command: protocol.Command{Title: "Preview", Command: previewCommand, Arguments: arguments},
		})
	}
	return list, nil
}

package lsp

import (
	"bytes"
	"context"
	"iter"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// editor is what the other side can do.
type editor struct {
	units    protocol.PositionEncodingKind
	related  bool // shows related places
	changes  bool // takes edits of versions of documents
	create   bool // makes files
	resolve  bool // asks for the edit of an action when it is chosen
	snippets bool
	indents  bool // indents what is inserted as the line is
	confirm  bool // asks people about edits that are marked
	show     bool // opens addresses
}

// on tells whether an optional flag is set.
func on(b *bool) bool { return b != nil && *b }

func ptr[T any](v T) *T { return &v }

func editorOf(c *protocol.ClientCapabilities) editor {
	e := editor{units: protocol.PositionEncodingKindUTF16}
	known := []protocol.PositionEncodingKind{
		protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32,
	}
	if c.General != nil {
		for _, units := range c.General.PositionEncodings { // in the order that the editor likes
			if slices.Contains(known, units) {
				e.units = units
				break
			}
		}
	}
	if w := c.Workspace; w != nil && w.WorkspaceEdit != nil {
		e.changes = on(w.WorkspaceEdit.DocumentChanges)
		e.create = e.changes && slices.Contains(w.WorkspaceEdit.ResourceOperations, protocol.ResourceOperationKindCreate)
		e.confirm = e.changes && w.WorkspaceEdit.ChangeAnnotationSupport != nil
	}
	if w := c.Window; w != nil && w.ShowDocument != nil {
		e.show = w.ShowDocument.Support
	}
	if t := c.TextDocument; t != nil {
		if p := t.PublishDiagnostics; p != nil {
			e.related = on(p.RelatedInformation)
		}
		if a := t.CodeAction; a != nil {
			e.resolve = on(a.DataSupport) && slices.Contains(a.ResolveSupport.Properties, "edit")
		}
		if t.Completion != nil && t.Completion.CompletionItem != nil {
			e.snippets = on(t.Completion.CompletionItem.SnippetSupport)
			e.indents = slices.Contains(t.Completion.CompletionItem.InsertTextModeSupport.ValueSet, protocol.InsertTextModeAdjustIndentation)
		}
	}
	return e
}

// Initialize learns what the editor can do and which folders it has open.
func (s *server) Initialize(_ context.Context, p *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.mu.Lock()
	s.editor = editorOf(&p.Capabilities)
	s.phase = ready
	units := s.editor.units
	s.mu.Unlock()
	if p.ProcessID != nil && s.opts.Gone != nil {
		gone := s.opts.Gone(s.ctx, int(*p.ProcessID))
		go func() {
			select {
			case <-gone:
				s.opts.Log("the editor's process has ended")
				s.Exit(s.ctx)
			case <-s.ctx.Done():
			}
		}()
	}
	s.folders = foldersOf(p)
	return &protocol.InitializeResult{
		Capabilities: capabilities(units),
		ServerInfo:   protocol.ServerInfo{Name: "vitrine", Version: protocol.NewOptional(s.opts.Version)},
	}, nil
}

// begin looks at the folders, once the editor has gone on after initialize: before it
// has the answer to that, nothing may be told.
func (s *server) begin() {
	list := s.folders
	s.folders = nil
	for _, folder := range list {
		s.addFolder(folder)
	}
}

// foldersOf are the paths of the folders that are open. Older editors have one, and
// tell of it in older ways.
//
//lint:file-ignore SA1019 what the protocol advises against is read, and never written
func foldersOf(p *protocol.InitializeParams) (list []string) {
	if folders, ok := p.WorkspaceFolders.Get(); ok {
		for _, f := range folders {
			list = append(list, pathOf(f.URI))
		}
	} else if p.RootURI != nil {
		list = []string{pathOf(*p.RootURI)}
	} else if path, ok := p.RootPath.Get(); ok && path != "" {
		list = []string{pathOf(uri.File(path))}
	}
	return slices.DeleteFunc(list, func(path string) bool { return path == "" })
}

// Commands that the server carries out.
const previewCommand = "vitrine.preview"

// fixAll is the kind of the action that mends all that is safe.
const fixAll = protocol.CodeActionKind("source.fixAll.vitrine")

func capabilities(units protocol.PositionEncodingKind) protocol.ServerCapabilities {
	return protocol.ServerCapabilities{
		PositionEncoding: units,
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: ptr(true), Change: ptr(protocol.TextDocumentSyncKindIncremental), Save: &protocol.SaveOptions{},
		},
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, fixAll}, ResolveProvider: ptr(true),
		},
		DocumentFormattingProvider: protocol.Boolean(true),
		CompletionProvider:         &protocol.CompletionOptions{TriggerCharacters: []string{`"`, "{", ".", ":", ","}},
		HoverProvider:              protocol.Boolean(true),
		DefinitionProvider:         protocol.Boolean(true),
		ReferencesProvider:         protocol.Boolean(true),
		RenameProvider:             &protocol.RenameOptions{PrepareProvider: ptr(true)},
		DocumentSymbolProvider:     protocol.Boolean(true),
		FoldingRangeProvider:       protocol.Boolean(true),
		DocumentLinkProvider:       &protocol.DocumentLinkOptions{},
		InlayHintProvider:          protocol.Boolean(true),
		CodeLensProvider:           &protocol.CodeLensOptions{},
		ExecuteCommandProvider:     protocol.ExecuteCommandOptions{Commands: []string{previewCommand}},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: ptr(true), ChangeNotifications: protocol.Boolean(true),
		}},
	}
}

// DidChangeWorkspaceFolders opens and closes folders.
func (s *server) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	for _, f := range p.Event.Removed {
		s.removeFolder(pathOf(f.URI))
	}
	for _, f := range p.Event.Added {
		if path := pathOf(f.URI); path != "" {
			s.addFolder(path)
		}
	}
	return nil
}

// lines goes through the lines of a text.
func lines(text []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range bytes.Lines(text) {
			if !yield(string(bytes.TrimRight(line, "\n"))) {
				return
			}
		}
	}
}

package lsp

import (
	"context"
	"strings"
	"sync"

	"go.lsp.dev/protocol"

	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/editing"
	"vitrine/generator/gallery"
)

// What stands in a definition and what may be written there is answered by package
// editing; here its bytes become the protocol's lines and columns.

// reading is a version of a definition as package editing has it, read when somebody
// asks about it for the first time.
type reading struct {
	once sync.Once
	doc  *editing.Document
}

// definition begins a request about what a definition says. ok is false for what is
// none.
func (s *server) definition(ctx context.Context, id protocol.TextDocumentIdentifier) (q *asked, d *editing.Document, ok bool) {
	if q, ok = s.ask(ctx, id.URI); !ok {
		return nil, nil, false
	}
	v := q.engine.current()
	if v == nil || !isDefinition(q.document) {
		return nil, nil, false
	}
	limits := v.root.Options.Limits.WithDefaults()
	if int64(len(q.data)) > limits.FileSize {
		return nil, nil, false
	}
	if content.Module(q.rel) { // what it brings in may be another now
		d = draft(v, q.rel, q.data)
	} else {
		q.read.once.Do(func() { q.read.doc = draft(v, q.rel, q.data) })
		d = ptr(*q.read.doc)
	}
	if d == nil {
		return nil, nil, false
	}
	if file, ok := q.engine.samplesOf(v, q.rel); ok {
		d.AddSamples(file)
	}
	return q, d, ctx.Err() == nil
}

// draft reads a definition as an editor has it; nil for a module that is none.
func draft(v *view, rel string, text []byte) *editing.Document {
	limits := v.root.Options.Limits.WithDefaults()
	if !content.Module(rel) {
		return editing.NewDocument(rel, text, limits.Parse())
	}
	s := v.session.Snapshot()
	app := check.Module(&check.Subject{Path: rel, Text: text, File: gallery.FilesFor(s.Setup, s.Tree)}, limits)
	if app == nil {
		return nil
	}
	return &editing.Document{Path: rel, Text: text, App: app, Module: true}
}

// Completion lists what may be written at a place.
func (s *server) Completion(ctx context.Context, p *protocol.CompletionParams) (protocol.CompletionResult, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	list := &protocol.CompletionList{Items: []protocol.CompletionItem{}}
	for _, c := range editing.Complete(d, q.offset(p.Position)) {
		list.Items = append(list.Items, q.completion(d, &c))
	}
	return list, nil
}

var completionKinds = map[editing.CompletionKind]protocol.CompletionItemKind{
	editing.KeyCompletion: protocol.CompletionItemKindProperty, editing.ValueCompletion: protocol.CompletionItemKindValue,
	editing.ReferenceCompletion: protocol.CompletionItemKindVariable, editing.UnitCompletion: protocol.CompletionItemKindUnit,
	editing.SnippetCompletion: protocol.CompletionItemKindSnippet,
}

func (q *asked) completion(d *editing.Document, c *editing.Completion) protocol.CompletionItem {
	edit := &protocol.TextEdit{Range: q.rang(c.Replace), NewText: d.Plain(c)}
	item := protocol.CompletionItem{
		Label: c.Label, Kind: completionKinds[c.Kind], SortText: protocol.NewOptional(c.Sort), TextEdit: edit,
		AdditionalTextEdits: q.edits(c.Also),
	}
	if c.Filter != "" {
		item.FilterText = protocol.NewOptional(c.Filter)
	}
	if c.Detail != "" {
		item.Detail = protocol.NewOptional(c.Detail)
	}
	if c.Documentation != "" {
		item.Documentation = markdown(c.Documentation)
	}
	if c.Deprecated {
		item.Tags = []protocol.CompletionItemTag{protocol.CompletionItemTagDeprecated}
	}
	if c.Snippet && q.editor.snippets {
		item.InsertTextFormat, edit.NewText = protocol.InsertTextFormatSnippet, c.Insert
		if q.editor.indents {
			item.InsertTextMode = protocol.InsertTextModeAdjustIndentation
		}
	}
	return item
}

func markdown(text string) *protocol.MarkupContent {
	return &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
}

// Hover says what stands at a place.
func (s *server) Hover(ctx context.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	h, ok := editing.HoverAt(d, q.offset(p.Position))
	if !ok {
		return nil, nil
	}
	return &protocol.Hover{Contents: markdown(h.Markdown), Range: ptr(q.rang(h.Span))}, nil
}

var symbolKinds = map[editing.SymbolKind]protocol.SymbolKind{
	editing.GroupSymbol: protocol.SymbolKindNamespace, editing.AppSymbol: protocol.SymbolKindModule,
	editing.WidgetSymbol: protocol.SymbolKindClass, editing.CategorySymbol: protocol.SymbolKindObject,
	editing.SettingSymbol: protocol.SymbolKindVariable, editing.LocaleSymbol: protocol.SymbolKindObject,
	editing.TextSymbol: protocol.SymbolKindString, editing.ValueSymbol: protocol.SymbolKindProperty,
}

// DocumentSymbol is the outline of a definition.
func (s *server) DocumentSymbol(ctx context.Context, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolResult, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	return protocol.DocumentSymbolSlice(q.symbols(editing.Symbols(d))), nil
}

func (q *asked) symbols(list []editing.Symbol) []protocol.DocumentSymbol {
	out := []protocol.DocumentSymbol{}
	for _, x := range list {
		name := x.Name
		if strings.TrimSpace(name) == "" { // which editors refuse
			name = `""`
		}
		symbol := protocol.DocumentSymbol{Name: name, Kind: symbolKinds[x.Kind], Range: q.rang(x.Span), SelectionRange: q.rang(x.Selection)}
		if x.Detail != "" {
			symbol.Detail = ptr(x.Detail)
		}
		if len(x.Children) > 0 {
			symbol.Children = q.symbols(x.Children)
		}
		out = append(out, symbol)
	}
	return out
}

// FoldingRanges lists what can be folded; the line with the closing bracket stays.
func (s *server) FoldingRanges(ctx context.Context, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	list := []protocol.FoldingRange{}
	for _, span := range editing.Folds(d) {
		first, last := q.position(span.Start).Line, q.position(span.End).Line
		if last > first+1 {
			list = append(list, protocol.FoldingRange{StartLine: first, EndLine: last - 1})
		}
	}
	return list, nil
}

// InlayHint lists words that an editor shows behind places.
func (s *server) InlayHint(ctx context.Context, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	q, d, ok := s.definition(ctx, p.TextDocument)
	if !ok {
		return nil, canceled(ctx.Err())
	}
	list := []protocol.InlayHint{}
	for _, h := range editing.Hints(d, q.span(p.Range)) {
		hint := protocol.InlayHint{Position: q.position(h.Offset), Label: protocol.String(h.Label), PaddingLeft: ptr(true)}
		if h.Tooltip != "" {
			hint.Tooltip = protocol.String(h.Tooltip)
		}
		list = append(list, hint)
	}
	return list, nil
}

// lensSpan is the beginning of what a lens is beside: editors show it above a line.
func lensSpan(s diag.Span) diag.Span { return diag.Span{Start: s.Start, End: min(s.Start+1, s.End)} }

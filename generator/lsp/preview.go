package lsp

import (
	"context"
	"encoding/json"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// ExecuteCommand shows the page of a definition, or of one of its widgets, where
// "vitrine serve" runs.
func (s *server) ExecuteCommand(ctx context.Context, p *protocol.ExecuteCommandParams) (protocol.LSPAny, error) {
	if p.Command != previewCommand {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "unknown command %q", p.Command)
	}
	var of uri.URI
	widget := -1
	for i, to := range []any{&of, &widget} {
		if i < len(p.Arguments) {
			if err := json.Unmarshal(p.Arguments[i], to); err != nil {
				return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams,
					"%s takes the address of a document and the number of a widget: %v", p.Command, err)
			}
		}
	}
	q, ok := s.ask(ctx, of)
	if !ok {
		return nil, failed("this is no open definition")
	}
	page, ok := s.page(ctx, q, widget)
	switch {
	case ctx.Err() != nil:
		return nil, protocol.ErrRequestCancelled
	case !ok:
		s.tell(protocol.MessageTypeInfo,
			"there is no page of this: run \"vitrine serve\" in the folder of the configuration, and choose Preview again")
		return nil, nil
	case !q.editor.show:
		s.tell(protocol.MessageTypeInfo, "the page is "+page)
		return nil, nil
	}
	if _, err := s.client.ShowDocument(ctx, &protocol.ShowDocumentParams{URI: uri.URI(page), External: ptr(true)}); err != nil {
		return nil, fmt.Errorf("show %s: %w", page, err)
	}
	return nil, nil
}

// page is the address of a page that is served at this moment.
func (s *server) page(ctx context.Context, q *asked, widget int) (string, bool) {
	if s.opts.Page == nil || q.engine.folder == "" || q.engine.alone != "" {
		return "", false
	}
	return s.opts.Page(ctx, q.engine.folder, q.rel, widget)
}

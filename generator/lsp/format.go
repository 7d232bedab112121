package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// Formatting lays a definition out with the lines of fmt, whatever indentation an editor
// would like: definitions are to look the same wherever they are written. Somebody who
// is writing finds everything where it was: names keep their order, and comments stay.
// It refuses what is no JSON otherwise; what is no definition is left alone.
func (s *server) Formatting(ctx context.Context, p *protocol.DocumentFormattingParams) ([]protocol.TextEdit, error) {
	q, ok := s.ask(ctx, p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	snapshot, err := q.engine.reach(ctx, q)
	if err != nil {
		return nil, err
	}
	m, refused, ok := gallery.Format(snapshot, q.rel, true)
	if refused != nil {
		d := refused.Diagnostics[0]
		at := refused.Source.Position(d.Span.Start)
		return nil, failed(fmt.Sprintf("this is not laid out: line %d, column %d: %s", at.Line, at.Column, diag.Visible(d.Message)))
	}
	if !ok {
		return []protocol.TextEdit{}, nil
	}
	return q.edits(diag.Edits(q.data, m.After)), nil
}

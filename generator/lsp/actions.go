package lsp

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
)

// deed is what an action does, as the editor keeps it until somebody chooses it.
type deed struct {
	URI     uri.URI `json:"uri"`
	Version int32   `json:"version"`
	Do      string  `json:"do"`
	Rule    string  `json:"rule,omitempty"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
}

// What a deed may do.
const (
	doFix    = "fix"    // one finding
	doFixAll = "fixAll" // all that is safe
	doGuess  = "guess"  // all, also by guessing
	doIgnore = "ignore" // an entry of the configuration
)

// offerMost bounds the findings that actions are offered for at once: to make the
// edits of one costs a check.
const offerMost = 16

// CodeAction offers what can be done about the findings of a range.
func (s *server) CodeAction(ctx context.Context, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	q, ok := s.ask(ctx, p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	snapshot, err := q.engine.reach(ctx, q)
	if err != nil {
		return nil, err
	}
	all := findingsOf(snapshot, q.rel)
	here := slices.DeleteFunc(slices.Clone(all), func(d diag.Diagnostic) bool { return !touches(q.span(p.Range), d.Span) })
	slices.SortStableFunc(here, func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) }) // worst first
	here = here[:min(len(here), offerMost)]
	var list []protocol.CommandOrCodeAction
	offer := func(title string, kind protocol.CodeActionKind, preferred bool, to deed, about ...diag.Diagnostic) error {
		if !wanted(p.Context.Only, kind) {
			return nil
		}
		a := &protocol.CodeAction{Title: title, Kind: &kind}
		if preferred {
			a.IsPreferred = ptr(true)
		}
		a.Diagnostics = s.diagnostics(about, q.text, q.uri, snapshot.Outline("").Docs)
		to.URI, to.Version = q.uri, q.version
		if q.editor.resolve {
			a.Data, err = json.Marshal(to)
		} else if a.Edit, err = s.edit(ctx, q, snapshot, to); a.Edit == nil || err != nil {
			return ctx.Err() // it cannot be done, which the list tells by its absence
		}
		list = append(list, a)
		return err
	}
	for i := range here {
		d := &here[i]
		to := deed{Do: doFix, Rule: d.Rule, Start: d.Span.Start, End: d.Span.End}
		if d.Fixable(true) {
			err = offer(fixTitle(d), protocol.CodeActionKindQuickFix, !d.Unsafe, to, *d)
		}
		if to.Do = doIgnore; err == nil && s.canIgnore(q, d) {
			err = offer(fmt.Sprintf("Ignore %s here, with a reason", d.Rule), protocol.CodeActionKindQuickFix, false, to, *d)
		}
		if err != nil {
			return nil, canceled(err)
		}
	}
	guesses := func(list []diag.Diagnostic, unsafe bool) bool {
		return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Fixable(true) && d.Unsafe == unsafe })
	}
	if guesses(all, false) {
		err = offer("Mend all in this file that needs no guess", fixAll, false, deed{Do: doFixAll})
	}
	if err == nil && guesses(here, true) {
		err = offer("Mend all in this file, by guessing as well", protocol.CodeActionKindQuickFix, false, deed{Do: doGuess})
	}
	return list, canceled(err)
}

// canceled is the error of a request whose context has ended, in the words of the
// protocol.
func canceled(err error) error {
	if err == context.Canceled {
		return protocol.ErrRequestCancelled
	}
	return err
}

// fixTitle says what a fix does: what the finding says of mending, else the finding.
func fixTitle(d *diag.Diagnostic) string {
	what := d.Hint
	if what == "" {
		what = d.Message
	}
	title := "Mend: " + diag.Visible(diag.Shorten(what, 100))
	if d.Unsafe {
		title += " (a guess)"
	}
	return title
}

func touches(a, b diag.Span) bool { return a.Start <= b.End && b.Start <= a.End }

// wanted tells whether an editor asks for actions of a kind: "source" stands for
// "source.fixAll" as well.
func wanted(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o protocol.CodeActionKind) bool {
		return o == kind || o == protocol.CodeActionKindEmpty || strings.HasPrefix(string(kind), string(o)+".")
	})
}

// findingsOf are those that are told of a file.
func findingsOf(s *gallery.Snapshot, name string) []diag.Diagnostic {
	name = appdef.ConcealName(name)
	for _, f := range s.Outline("").Files {
		if f.Source.Path == name {
			return f.Kept.Findings.List()
		}
	}
	return nil
}

func (s *server) canIgnore(q *asked, d *diag.Diagnostic) bool {
	return s.opts.Ignore != nil && q.engine.config() != "" && !rules.Fixed(d.Rule)
}

// config is the path of the configuration; "" for none.
func (e *engine) config() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.view == nil {
		return ""
	}
	return e.view.root.Config
}

// CodeActionResolve makes the edit of an action that was chosen.
func (s *server) CodeActionResolve(ctx context.Context, a *protocol.CodeAction) (*protocol.CodeAction, error) {
	var to deed
	if err := json.Unmarshal(a.Data, &to); err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the data of the action is not what was sent: %v", err)
	}
	q, ok := s.ask(ctx, to.URI)
	if !ok || q.version != to.Version {
		return nil, protocol.ErrContentModified
	}
	snapshot, err := q.engine.reach(ctx, q)
	if err != nil {
		return nil, err
	}
	out := *a
	if out.Edit, err = s.edit(ctx, q, snapshot, to); err != nil {
		return nil, canceled(err)
	}
	if out.Edit == nil {
		return nil, failed("this cannot be mended here")
	}
	return &out, nil
}

// failed is the error of a request that was right and cannot be fulfilled; editors
// show it.
func failed(message string) error {
	return jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestFailed), message)
}

// edit makes the edit of a deed; nil where there is none.
func (s *server) edit(ctx context.Context, q *asked, snapshot *gallery.Snapshot, to deed) (*protocol.WorkspaceEdit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at := diag.Span{Start: to.Start, End: to.End}
	switch to.Do {
	case doFix:
		if m, ok := gallery.MendOne(snapshot, q.rel, to.Rule, at); ok {
			return q.replaced(m.After), nil
		}
	case doFixAll, doGuess:
		if m, ok := gallery.Mend(snapshot, q.rel, to.Do == doGuess); ok {
			return q.replaced(m.After), nil
		}
	case doIgnore:
		for _, d := range findingsOf(snapshot, q.rel) {
			if d.Rule == to.Rule && d.Span == at {
				return s.ignore(q, &d)
			}
		}
	}
	return nil, nil
}

// replaced is the edit that makes another text of a document.
func (q *asked) replaced(after []byte) *protocol.WorkspaceEdit {
	return q.editor.edit(q.uri, &q.version, q.edits(diag.Edits(q.data, after)))
}

// edit is one of one file, in the way in which the editor takes edits. version is nil
// where the file is not open.
func (e editor) edit(u uri.URI, version *int32, edits []protocol.TextEdit) *protocol.WorkspaceEdit {
	if !e.changes {
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{u: edits}}
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{documentEdit(u, version, edits)}}
}

func documentEdit(u uri.URI, version *int32, edits []protocol.TextEdit) *protocol.TextDocumentEdit {
	x := &protocol.TextDocumentEdit{}
	x.TextDocument.URI, x.TextDocument.Version = u, version
	for i := range edits {
		x.Edits = append(x.Edits, &edits[i])
	}
	return x
}

// ignore is the edit of the configuration that has a finding ignored.
func (s *server) ignore(q *asked, d *diag.Diagnostic) (*protocol.WorkspaceEdit, error) {
	file := q.engine.config()
	s.mu.Lock()
	open := s.docs[file]
	s.mu.Unlock()
	var text []byte
	if open != nil {
		text = open.data
	}
	before, there, edits, err := s.opts.Ignore(file, text, d, q.rel)
	if err != nil {
		return nil, failed(err.Error())
	}
	at, version := s.uriOf(file)
	list := newText(before, q.units).edits(edits)
	if there || open != nil || !q.editor.create {
		return q.editor.edit(at, version, list), nil
	}
	create := &protocol.CreateFile{Kind: "create", URI: at, Options: &protocol.CreateFileOptions{IgnoreIfExists: ptr(true)}}
	create.ResourceOperation.Kind = "create"
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{create, documentEdit(at, nil, list)}}, nil
}

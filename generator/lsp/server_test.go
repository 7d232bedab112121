package lsp_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// sound is a definition without findings that are errors.
const sound = `{
  "app": "acme_orders",
  "version": "1.0.0",
  "title": "Orders",
  "visibility": "private",
  "widgets": []
}
`

// TestLifecycle: a conversation begins with initialize and ends with exit, and what is
// out of turn is refused.
func TestLifecycle(t *testing.T) {
	const initialize, shutdown = `{"id":1,"method":"initialize","params":{"capabilities":{}}}`, `{"id":2,"method":"shutdown"}`
	const exit = `{"method":"exit"}`
	for _, c := range []struct {
		name string
		says []string
		want string // ids with the code of their error, and the exit code
	}{
		{"goodbye", []string{initialize, shutdown, exit}, "1 2 exit 0"},
		{"no goodbye", []string{initialize, exit}, "1 exit 1"},
		{"nothing at all", nil, "exit 1"},
		{"the pipe ends", []string{initialize}, "1 exit 1"},
		{"the pipe ends after goodbye", []string{initialize, shutdown}, "1 2 exit 0"},
		{"exit alone", []string{exit}, "exit 1"},
		{"too early", []string{`{"id":3,"method":"textDocument/hover","params":{}}`, initialize}, "3:-32002 1 exit 1"},
		{"twice", []string{initialize, `{"id":3,"method":"initialize","params":{"capabilities":{}}}`}, "1 3:-32600 exit 1"},
		{"too late", []string{initialize, shutdown, `{"id":3,"method":"textDocument/hover","params":{}}`}, "1 2 3:-32600 exit 0"},
		{"no such method", []string{initialize, `{"id":3,"method":"acme/dance","params":{}}`}, "1 3:-32601 exit 1"},
		{"no such notification", []string{initialize, `{"method":"$/dance","params":{}}`, shutdown, exit}, "1 2 exit 0"},
		{"a notification that fails", []string{initialize,
			`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///none","version":1},"contentChanges":[]}}`,
			`{"method":"textDocument/didOpen","params":7}`, shutdown, exit}, "1 2 exit 0"},
		{"no parameters", []string{initialize, `{"id":3,"method":"textDocument/codeAction","params":[]}`, shutdown, exit}, "1 3:-32700 2 exit 0"},
		{"of what is not open", []string{initialize,
			`{"id":3,"method":"textDocument/formatting","params":{"textDocument":{"uri":"file:///none"},"options":{"tabSize":2,"insertSpaces":true}}}`,
			shutdown, exit}, "1 3 2 exit 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, nil, options(t))
			var got []string
			for _, body := range c.says {
				s.send(`{"jsonrpc":"2.0",` + body[1:])
				var id int
				if n, _ := fmt.Sscanf(body, `{"id":%d`, &id); n == 0 {
					continue
				}
				if m := s.answer(id); m.Error != nil {
					got = append(got, fmt.Sprintf("%d:%d", id, m.Error.Code))
				} else {
					got = append(got, fmt.Sprint(id))
				}
			}
			if !slices.Contains(c.says, exit) {
				s.out.Close()
			}
			got = append(got, fmt.Sprintf("exit %d", s.ends()))
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %s, want %s", strings.Join(got, " "), c.want)
			}
		})
	}
}

// TestMalformed: whatever an editor sends, the next message is answered.
func TestMalformed(t *testing.T) {
	for name, bytes := range map[string]string{
		"no JSON":              frame(`{"jsonrpc":"2.0","method":`),
		"no message":           frame(`{"jsonrpc":"2.0"}`),
		"another version":      frame(`{"jsonrpc":"1.0","id":9,"method":"shutdown"}`),
		"a number":             frame(`7`),
		"a batch":              frame(`[{"jsonrpc":"2.0","method":"initialized"}]`),
		"no length":            "Content-Type: application/json\r\n\r\n",
		"a length in words":    "Content-Length: many\r\n\r\n",
		"a negative length":    "Content-Length: -5\r\n\r\n",
		"no message at all":    "Content-Length: 0\r\n\r\n",
		"a length too short":   "Content-Length: 10\r\n\r\n" + `{"jsonrpc":"2.0","method":"initialized","params":{}}`,
		"a line of its own":    "hello\r\n\r\n",
		"a line in the header": "hello\r\n" + frame(`{"jsonrpc":"2.0","method":"initialized"}`),
		"a long line":          strings.Repeat("x", 300_000) + "\n\n",
		"control characters":   frame("{\"jsonrpc\":\"2.0\",\"method\":\"a\x00\x1b[2J\"}"),
		"only line feeds":      strings.ReplaceAll(frame(`{"jsonrpc":"2.0","method":"initialized"}`), "\r", ""),
		"an answer to nothing": frame(`{"jsonrpc":"2.0","id":77,"result":null}`),
		"a lone surrogate":     frame(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.json","languageId":"json","version":1,"text":"\ud800"}}}`),
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, nil, options(t), `{}`)
			s.raw(bytes)
			s.call("shutdown", "null", nil)
			s.notify("exit", "null")
			if code := s.ends(); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

// TestEditorGone: when the process of the editor has ended, so does the server, though
// its pipes may be held open by another.
func TestEditorGone(t *testing.T) {
	gone := make(chan struct{})
	opts := options(t)
	opts.Gone = func(_ context.Context, pid int) <-chan struct{} {
		if pid != 4711 {
			t.Errorf("process %d", pid)
		}
		return gone
	}
	s := start(t, nil, opts)
	s.call("initialize", `{"processId":4711,"capabilities":{}}`, nil)
	close(gone)
	if code := s.ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

// TestCancel: a request that takes long holds up no other, and can be cancelled.
func TestCancel(t *testing.T) {
	begun := make(chan struct{})
	opts := options(t)
	opts.Page = func(ctx context.Context, folder, path string, widget int) (string, bool) {
		close(begun)
		<-ctx.Done()
		return "", false
	}
	s := begin(t, map[string]string{"app.json": sound}, opts, `{}`)
	s.open("app.json", 1, sound)
	s.told("app.json", 1)
	slow := s.request("workspace/executeCommand", `{"command":"vitrine.preview","arguments":[`+quote(s.uri("app.json"))+`]}`)
	<-begun
	s.call("textDocument/formatting", `{"textDocument":{"uri":`+quote(s.uri("app.json"))+`},"options":{"tabSize":2,"insertSpaces":true}}`, nil)
	s.notify("$/cancelRequest", `{"id":[]}`) // of which nobody knows anything
	s.notify("$/cancelRequest", `{"id":4000}`)
	s.notify("$/cancelRequest", fmt.Sprintf(`{"id":%d}`, slow))
	if m := s.answer(slow); m.Error == nil || m.Error.Code != -32800 {
		t.Errorf("the answer is %s, %v", m.Result, m.Error)
	}
}

// TestBug: a bug ends nothing but what it was in, and people are told.
func TestBug(t *testing.T) {
	opts := options(t)
	opts.Page = func(context.Context, string, string, int) (string, bool) { panic("oh no") }
	s := begin(t, map[string]string{"app.json": sound}, opts, `{}`)
	s.open("app.json", 1, sound)
	m := s.answer(s.request("workspace/executeCommand", `{"command":"vitrine.preview","arguments":[`+quote(s.uri("app.json"))+`]}`))
	if m.Error == nil || m.Error.Code != -32603 {
		t.Errorf("the answer is %s, %v", m.Result, m.Error)
	}
	s.await("the message", func() bool { return len(s.messages) == 1 && strings.Contains(s.messages[0], "this is a bug: oh no") })
	s.change("app.json", 2, "", "{")
	s.told("app.json", 2)
}

// TestFolders: editors have named what is open in three ways.
func TestFolders(t *testing.T) {
	for _, params := range []string{`"workspaceFolders":[{"uri":"URI","name":"a"}]`, `"rootUri":"URI"`, `"rootPath":"PATH"`,
		`"workspaceFolders":null,"rootUri":"URI"`} {
		s := start(t, map[string]string{"app.json": ""}, options(t))
		params = strings.NewReplacer("URI", s.uri(""), "PATH", s.dir).Replace(params)
		s.call("initialize", `{"capabilities":{},`+params+`}`, nil)
		time.Sleep(20 * time.Millisecond)
		s.mu.Lock()
		if len(s.found) > 0 {
			t.Error("findings were told of before the editor had the answer to initialize")
		}
		s.mu.Unlock()
		s.notify("initialized", `{}`)
		s.eventually("app.json", "0:0-0:0 error json-empty")
	}
}

// TestFolderRemoved: findings of a folder that is open no more are taken back.
func TestFolderRemoved(t *testing.T) {
	s := begin(t, map[string]string{"a/app.json": "", "b/app.json": ""}, options(t), `{}`)
	s.eventually("a/app.json", "0:0-0:0 error json-empty")
	folder := `{"uri":` + quote(s.uri("")) + `,"name":"it"}`
	s.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[],"removed":[`+folder+`]}}`)
	s.eventually("a/app.json")
	s.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[{"uri":`+quote(s.uri("b"))+`,"name":"b"}],"removed":[]}}`)
	s.eventually("b/app.json", "0:0-0:0 error json-empty")
}

// TestFolderInFolder: a file that lies in two folders is told of by the inner one, with
// what is in the editor; and by the outer one when the inner one is closed.
func TestFolderInFolder(t *testing.T) {
	s := begin(t, map[string]string{"in/app.json": "", "app.json": ""}, options(t), `{}`)
	s.eventually("in/app.json", "0:0-0:0 error json-empty")
	inner := `{"uri":` + quote(s.uri("in")) + `,"name":"in"}`
	s.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[`+inner+`],"removed":[]}}`)
	s.open("in/app.json", 1, "")
	s.told("in/app.json", 1)
	s.save("app.json", "[]") // has the outer one look
	s.await("app.json", func() bool { return len(s.found["app.json"].Diagnostics) > 0 && s.found["app.json"].times > 1 })
	s.change("in/app.json", 2, "", "{]")
	if got := s.told("in/app.json", 2); slices.Contains(got, "0:0-0:0 error json-empty") {
		t.Errorf("the disk was told of: %v", got)
	}
	s.notify("textDocument/didClose", `{"textDocument":{"uri":`+quote(s.uri("in/app.json"))+`}}`)
	s.eventually("in/app.json", "0:0-0:0 error json-empty")
	s.notify("workspace/didChangeWorkspaceFolders", `{"event":{"added":[],"removed":[`+inner+`]}}`)
	s.save("in/app.json", sound)
	s.await("in/app.json, by the outer one", func() bool { return !slices.Contains(s.found["in/app.json"].list(), "0:0-0:0 error json-empty") })
}

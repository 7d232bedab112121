package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// editing is the program as an editor runs it, on pipes.
type editing struct {
	t      *testing.T
	dir    string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr strings.Builder
	ids    int
	found  map[string][]string // the rules of a file's findings, by its address, as told last
}

// anEditor begins to edit in a directory. The program is this test's binary.
func anEditor(t *testing.T, dir string, args ...string) *editing {
	t.Helper()
	name, err := exec.LookPath("vitrine")
	if err != nil {
		t.Fatal(err)
	}
	e := &editing{t: t, dir: dir, cmd: exec.Command(name, append([]string{"lsp"}, args...)...)}
	e.cmd.Dir, e.cmd.Stderr = t.TempDir(), &e.stderr // where nothing is
	e.cmd.Env = append(os.Environ(), unhurried)
	if e.in, err = e.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := e.cmd.StdoutPipe()
	if err == nil {
		err = e.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	e.out = bufio.NewReader(out)
	t.Cleanup(func() { e.in.Close(); e.cmd.Process.Kill(); e.cmd.Wait() })
	return e
}

func (e *editing) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, name))}).String()
}

// answer is a message of the server.
type answer struct {
	ID     *int
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  *struct{ Message string }
}

func (e *editing) send(body string) {
	if _, err := fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editing) notify(method, params string) {
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// until reads messages up to one of which something holds.
func (e *editing) until(what string, holds func(answer) bool) answer {
	e.t.Helper()
	timeout := time.AfterFunc(20*time.Second, func() { e.cmd.Process.Kill() })
	defer timeout.Stop()
	for {
		var length int
		for {
			line, err := e.out.ReadString('\n')
			if err != nil {
				e.cmd.Wait() // who else writes to what it said
				e.t.Fatalf("%s never came: %v\n%s", what, err, &e.stderr)
			}
			if fmt.Sscanf(line, "Content-Length: %d", &length); line == "\r\n" {
				break
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(e.out, body); err != nil {
			e.t.Fatal(err)
		}
		var m answer
		if err := json.Unmarshal(body, &m); err != nil {
			e.t.Fatalf("%s: %v", body, err)
		}
		e.note(m)
		if holds(m) {
			return m
		}
	}
}

// note remembers the findings that a message tells of.
func (e *editing) note(m answer) {
	var p struct {
		URI         string
		Diagnostics []struct{ Code string }
	}
	if m.Method != "textDocument/publishDiagnostics" || json.Unmarshal(m.Params, &p) != nil {
		return
	}
	rules := []string{}
	for _, d := range p.Diagnostics {
		rules = append(rules, d.Code)
	}
	if e.found == nil {
		e.found = map[string][]string{}
	}
	e.found[p.URI] = rules
}

// call sends a request and reads its result.
func (e *editing) call(method, params string, result any) {
	e.t.Helper()
	e.ids++
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, e.ids, method, params))
	m := e.until("the answer to "+method, func(m answer) bool { return m.ID != nil && *m.ID == e.ids && m.Method == "" })
	if m.Error != nil {
		e.t.Fatalf("%s: %s", method, m.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			e.t.Fatalf("%s: %s: %v", method, m.Result, err)
		}
	}
}

// begin has the directory open as a folder.
func (e *editing) begin(capabilities string) {
	e.t.Helper()
	e.call("initialize", fmt.Sprintf(`{"processId":%d,"capabilities":%s,"workspaceFolders":[{"uri":%q,"name":"it"}]}`,
		os.Getpid(), capabilities, e.uri("")), nil)
	e.notify("initialized", "{}")
}

func (e *editing) open(name, text string) {
	quoted, _ := json.Marshal(text) // a text
	e.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":"json","version":1,"text":%s}}`, e.uri(name), quoted))
}

// finds waits until a rule is, or is not, among the findings of a file.
func (e *editing) finds(name, rule string, want bool) {
	e.t.Helper()
	holds := func(answer) bool {
		rules, told := e.found[e.uri(name)]
		return told && slices.Contains(rules, rule) == want
	}
	if !holds(answer{}) {
		e.until(fmt.Sprintf("%s of %s: %t", rule, name, want), holds)
	}
}

// says waits for a message to people.
func (e *editing) says(part string) {
	e.t.Helper()
	e.until(part, func(m answer) bool {
		return m.Method == "window/showMessage" && strings.Contains(string(m.Params), part)
	})
}

func (e *editing) ends() int {
	e.t.Helper()
	timeout := time.AfterFunc(20*time.Second, func() { e.cmd.Process.Kill() })
	defer timeout.Stop()
	io.Copy(io.Discard, e.out)
	e.cmd.Wait()
	return e.cmd.ProcessState.ExitCode()
}

// TestLspEnds: the program ends with its editor.
func TestLspEnds(t *testing.T) {
	for name, c := range map[string]struct {
		how  func(e *editing)
		code int
	}{
		"goodbye":       {func(e *editing) { e.call("shutdown", "null", nil); e.notify("exit", "null") }, 0},
		"no goodbye":    {func(e *editing) { e.notify("exit", "null") }, 1},
		"the pipe ends": {func(e *editing) { e.in.Close() }, 1},
		"a signal":      {func(e *editing) { e.cmd.Process.Signal(os.Interrupt) }, 1},
		"a killed editor": {func(e *editing) {
			other := exec.Command("sleep", "60")
			if err := other.Start(); err != nil {
				e.t.Skip(err)
			}
			e.call("initialize", fmt.Sprintf(`{"processId":%d,"capabilities":{}}`, other.Process.Pid), nil)
			other.Process.Kill()
			other.Wait()
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := anEditor(t, t.TempDir())
			if name != "a killed editor" {
				e.begin("{}")
			}
			c.how(e)
			if code := e.ends(); code != c.code {
				t.Errorf("exit code %d, want %d\n%s", code, c.code, &e.stderr)
			}
		})
	}
}

// TestLspFolders: a folder is configured by its own config.yaml, by what --content
// says, or not at all.
func TestLspFolders(t *testing.T) {
	const faulty = `{"app": "a b", "version": "1.0.0", "title": "T"}`
	for name, c := range map[string]struct {
		files  map[string]string
		args   []string
		file   string
		ignore bool // the finding is ignored
	}{
		"named in its configuration":   {map[string]string{"config.yaml": "content: defs\n", "defs/app.json": faulty}, nil, "defs/app.json", false},
		"the default":                  {map[string]string{"content/app.json": faulty}, nil, "content/app.json", false},
		"no configuration at all":      {map[string]string{"deep/app.json": faulty}, nil, "deep/app.json", false},
		"named by a flag":              {map[string]string{"mine/app.json": faulty, "content/x.txt": ""}, []string{"--content", "mine"}, "mine/app.json", false},
		"a rule off":                   {map[string]string{"config.yaml": "rules:\n  disable: [app-id]\n", "content/app.json": faulty}, nil, "content/app.json", true},
		"outside, with the same rules": {map[string]string{"config.yaml": "rules:\n  disable: [app-id]\n", "content/x.txt": "", "other/app.json": faulty}, nil, "other/app.json", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for file, text := range c.files {
				save(t, filepath.Join(dir, file), text)
			}
			e := anEditor(t, dir, c.args...)
			e.begin("{}")
			e.open(c.file, faulty)
			if c.ignore {
				e.finds(c.file, "widget-empty-array", true)
				e.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":2},"contentChanges":[{"text":"{}"}]}`, e.uri(c.file)))
				e.finds(c.file, "app-id", false)
				return
			}
			e.finds(c.file, "app-id", true)
		})
	}
}

// TestLspConfiguration: a configuration that was saved is read again, and a broken one
// is told with its place.
func TestLspConfiguration(t *testing.T) {
	dir := t.TempDir()
	const faulty = `{"app": "a b", "version": "1.0.0", "title": "T"}`
	save(t, filepath.Join(dir, "content/app.json"), faulty)
	e := anEditor(t, dir)
	e.begin("{}")
	e.finds("content/app.json", "app-id", true)
	saved := func(text string) {
		save(t, filepath.Join(dir, "config.yaml"), text)
		e.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri("config.yaml")))
	}
	saved("ignore:\n  - rule: app-id\n    reason: so\n  - rule: icon-url\n    reason: so\n")
	e.finds("config.yaml", "ignore-unused", true)
	e.finds("content/app.json", "app-id", false)
	saved("ignore:\n  - rule: app-id\n    reason: so\n")
	e.finds("config.yaml", "ignore-unused", false)
	saved("ignore:\n  - rule: app-id\n    reason: \"\"\n")
	e.says("config.yaml:2:5: ignore[0] has no reason (say why the finding is fine")
	saved("content: nowhere\n")
	e.says("there is no content directory")
	saved("{}\n")
	e.finds("content/app.json", "app-id", true)
}

// TestLspIgnore: the action adds an entry, which hides the finding once it has a reason.
func TestLspIgnore(t *testing.T) {
	dir := t.TempDir()
	const faulty = `{"app": "a b", "version": "1.0.0", "title": "T"}`
	save(t, filepath.Join(dir, "content/app.json"), faulty)
	save(t, filepath.Join(dir, "config.yaml"), "ignore: [] # none\n")
	e := anEditor(t, dir)
	e.begin("{}")
	e.open("content/app.json", faulty)
	e.finds("content/app.json", "app-id", true)
	var actions []struct {
		Title string
		Edit  struct {
			Changes map[string][]struct{ NewText string }
		}
	}
	e.call("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":0,"character":8},"end":{"line":0,"character":13}},
		"context":{"diagnostics":[],"only":["quickfix"]}}`, e.uri("content/app.json")), &actions)
	for _, a := range actions {
		if edits := a.Edit.Changes[e.uri("config.yaml")]; a.Title == "Ignore app-id here, with a reason" && len(edits) == 1 &&
			strings.Contains(edits[0].NewText, "- rule: app-id\n    path: app.json\n    pointer: /app\n    reason: \"\"") {
			return
		}
	}
	t.Errorf("%+v", actions)
}

// TestLspPreview: the page of a widget is that of the server that runs at the
// configured address, below the path of the gallery.
func TestLspPreview(t *testing.T) {
	for _, base := range []string{"", "https://acme.example/widgets/"} {
		dir := t.TempDir()
		text, err := os.ReadFile("../../content/apps/tally_csat/app.json")
		if err != nil {
			t.Fatal(err)
		}
		save(t, filepath.Join(dir, "content/apps/tally_csat/app.json"), string(text))
		address := startServe(t, "--content", filepath.Join(dir, "content"), "--addr", "127.0.0.1:0", "--base-url", base)
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		save(t, filepath.Join(dir, "config.yaml"), "base-url: "+base+"\nserve:\n  addr: "+u.Host+"\n")
		e := anEditor(t, dir)
		e.begin("{}")
		e.open("content/apps/tally_csat/app.json", string(text))
		var lenses []struct {
			Command struct {
				Command   string
				Arguments json.RawMessage
			}
		}
		e.call("textDocument/codeLens", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, e.uri("content/apps/tally_csat/app.json")), &lenses)
		if len(lenses) < 2 {
			t.Fatalf("%+v", lenses)
		}
		last := lenses[len(lenses)-1].Command
		e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":99,"method":"workspace/executeCommand","params":{"command":%q,"arguments":%s}}`, last.Command, last.Arguments))
		e.says("the page is " + address + "apps/tally_csat/")
	}
}

// TestLspAsksThisMachine: a folder that was just opened does not say which host is asked.
func TestLspAsksThisMachine(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:8787": "127.0.0.1:8787", "localhost:80": "localhost:80", "[::1]:80": "[::1]:80", ":8787": "127.0.0.1:8787",
		"0.0.0.0:8787": "127.0.0.1:8787", "[::]:80": "127.0.0.1:80", "127.0.0.1:0": "", "127.0.0.1": "",
		"192.168.0.7:80": "", "169.254.169.254:80": "", "acme.example:80": "", "localhost.acme.example:80": "", "[fe80::1]:80": "",
	} {
		if got, ok := onThisMachine(addr); got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", addr, got, want)
		}
	}
}

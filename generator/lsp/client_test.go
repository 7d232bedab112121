package lsp_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/generator/gallery"
	"vitrine/generator/lsp"
	"vitrine/generator/render"
	"vitrine/templates"
)

// client is an editor as far as these tests need one. It writes and reads frames
// itself, so that it can also send what no library would.
type client struct {
	t    testing.TB
	dir  string // the folder that is open
	out  io.WriteCloser
	code chan int

	mu       sync.Mutex
	changed  *sync.Cond
	answers  map[int]message
	found    map[string]published // by the path in the folder
	messages []string             // that were shown
	asks     []message            // requests of the server
	ids      int
}

type message struct {
	ID     *int            `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int
		Message string
	} `json:"error"`
}

// published is what was told of one file last.
type published struct {
	URI         string
	Version     *int
	Diagnostics []diagnostic
	times       int
}

type diagnostic struct {
	Range           rang
	Severity        int
	Code            string
	CodeDescription struct{ Href string }
	Source, Message string
	Tags            []int
	Related         []struct {
		Location struct{ Range rang }
		Message  string
	} `json:"relatedInformation"`
}

type rang struct{ Start, End place }
type place struct{ Line, Character int }

func (r rang) String() string {
	return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Character, r.End.Line, r.End.Character)
}

// theme is read once: it takes longer than most tests.
var theme = sync.OnceValues(func() (*render.Theme, error) { return render.Load(render.Layers{templates.FS}, render.Brand{}) })

// options are those of a server that finds definitions in the folder itself.
func options(t testing.TB) lsp.Options {
	look, err := theme()
	if err != nil {
		t.Fatal(err)
	}
	return lsp.Options{
		Version: "v1.2.3",
		Log:     func(line string) { t.Log(line) },
		Open: func(folder string) (*lsp.Root, error) {
			root := &lsp.Root{Content: folder, Theme: look, Options: gallery.Options{Widgets: "widgets"}}
			if folder != "" {
				root.Config = filepath.Join(folder, "config.yaml")
			}
			return root, nil
		},
	}
}

// start begins a conversation in a folder with these files, without initializing it.
func start(t testing.TB, files map[string]string, opts lsp.Options) *client {
	t.Helper()
	c := &client{t: t, dir: t.TempDir(), code: make(chan int, 1), answers: map[int]message{}, found: map[string]published{}}
	c.changed = sync.NewCond(&c.mu)
	for name, text := range files {
		c.save(name, text)
	}
	in, out := io.Pipe()
	from, to := io.Pipe()
	c.out = out
	done := make(chan struct{})
	go func() {
		c.code <- lsp.Serve(t.Context(), in, to, opts)
		to.Close()
	}()
	go func() { defer close(done); c.read(from) }()
	t.Cleanup(func() { out.Close(); <-done })
	return c
}

// begin begins a conversation with an editor that can do this.
func begin(t testing.TB, files map[string]string, opts lsp.Options, capabilities string) *client {
	t.Helper()
	c := start(t, files, opts)
	c.call("initialize", `{"capabilities":`+capabilities+`,"workspaceFolders":[{"uri":`+quote(c.uri(""))+`,"name":"it"}]}`, nil)
	c.notify("initialized", `{}`)
	return c
}

func (c *client) save(name, text string) {
	c.t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s) // a string
	return string(b)
}

func (c *client) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(c.dir, name))}).String()
}

// name is the path in the folder of an address.
func (c *client) name(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || !strings.HasPrefix(u.Path, c.dir+"/") {
		return uri
	}
	return strings.TrimPrefix(u.Path, c.dir+"/")
}

func (c *client) read(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		length := 0
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			length, _ = strconv.Atoi(strings.TrimPrefix(line, "Content-Length: "))
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in, body); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			c.t.Errorf("the server wrote %s", body)
			return
		}
		c.take(m)
	}
}

func (c *client) take(m message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		var p published
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Errorf("%s: %v", m.Params, err)
		}
		p.times = c.found[c.name(p.URI)].times + 1
		c.found[c.name(p.URI)] = p
	case m.Method == "window/showMessage":
		var p struct{ Message string }
		json.Unmarshal(m.Params, &p)
		c.messages = append(c.messages, p.Message)
	case m.Method != "":
		c.asks = append(c.asks, m)
		if m.ID != nil {
			go c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"result":{"success":true}}`, *m.ID))
		}
	case m.ID == nil:
		c.answers[0] = m // to what was no request
	default:
		c.answers[*m.ID] = m
	}
	c.changed.Broadcast()
}

// raw sends bytes as they are.
func (c *client) raw(text string) {
	if _, err := io.WriteString(c.out, text); err != nil {
		c.t.Logf("send: %v", err)
	}
}

func (c *client) send(body string) {
	c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (c *client) notify(method, params string) {
	c.send(`{"jsonrpc":"2.0","method":"` + method + `","params":` + params + `}`)
}

// request sends a request and returns its number.
func (c *client) request(method, params string) int {
	c.mu.Lock()
	c.ids++
	id := c.ids
	c.mu.Unlock()
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, id, method, params))
	return id
}

// await waits until something holds of what came.
func (c *client) await(what string, holds func() bool) {
	c.t.Helper()
	timeout := time.AfterFunc(20*time.Second, func() { c.mu.Lock(); c.changed.Broadcast(); c.mu.Unlock() })
	defer timeout.Stop()
	begun := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !holds() {
		if time.Since(begun) > 19*time.Second {
			c.t.Fatalf("%s: still not; told so far: %v %v", what, c.found, c.messages)
		}
		c.changed.Wait()
	}
}

func (c *client) answer(id int) (m message) {
	c.t.Helper()
	c.await(fmt.Sprintf("the answer to request %d", id), func() (ok bool) { m, ok = c.answers[id]; return ok })
	return m
}

// call sends a request and reads its result.
func (c *client) call(method, params string, result any) {
	c.t.Helper()
	m := c.answer(c.request(method, params))
	if m.Error != nil {
		c.t.Fatalf("%s: %s", method, m.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			c.t.Fatalf("%s: %s: %v", method, m.Result, err)
		}
	}
}

func (c *client) open(name string, version int, text string) {
	c.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%s,"languageId":"json","version":%d,"text":%s}}`,
		quote(c.uri(name)), version, quote(text)))
}

// change replaces a range, or all where it is "".
func (c *client) change(name string, version int, where, text string) {
	if where != "" {
		where = `"range":` + where + `,`
	}
	c.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%s,"version":%d},"contentChanges":[{%s"text":%s}]}`,
		quote(c.uri(name)), version, where, quote(text)))
}

// told waits for the findings of a version, and lists them: place, severity, rule.
func (c *client) told(name string, version int) []string {
	c.t.Helper()
	var p published
	c.await(fmt.Sprintf("%s, version %d", name, version), func() (ok bool) {
		p, ok = c.found[name]
		return ok && p.Version != nil && *p.Version == version
	})
	return p.list()
}

func (p published) list() []string {
	list := []string{}
	for _, d := range p.Diagnostics {
		list = append(list, fmt.Sprintf("%s %s %s", d.Range, [...]string{"", "error", "warning", "info"}[d.Severity], d.Code))
	}
	return list
}

// eventually waits until the findings of a file are these.
func (c *client) eventually(name string, want ...string) {
	c.t.Helper()
	c.await(fmt.Sprintf("%s: %v", name, want), func() bool {
		p, ok := c.found[name]
		return ok && strings.Join(p.list(), "\n") == strings.Join(want, "\n")
	})
}

// ends waits for the exit code.
func (c *client) ends() int {
	c.t.Helper()
	select {
	case code := <-c.code:
		return code
	case <-time.After(20 * time.Second):
		c.t.Fatal("the server does not end")
		return -1
	}
}

func readFile(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return string(text)
}

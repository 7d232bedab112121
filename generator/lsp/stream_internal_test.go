package lsp

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"go.lsp.dev/jsonrpc2"
)

// FuzzStream: whatever comes, reading ends with the input, and a message that stands
// by itself before it is read.
func FuzzStream(f *testing.F) {
	for _, s := range []string{
		"", "\r\n", "Content-Length: 5\r\n\r\n", "Content-Length: 2\r\n\r\n{}", "Content-Length: -1\n\n", "x: y\r\n\r\n",
		"content-length:2\n\n{}Content-Length: 2\r\n\r\n[]", "İContent-Length: 1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n{",
	} {
		f.Add([]byte(s))
	}
	const first = `{"jsonrpc":"2.0","method":"initialized","params":{}}`
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		all := append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(first), first), data...)
		s := newStream(bytes.NewReader(all), io.Discard, func(string) {})
		n := 0
		for {
			msg, _, err := s.Read(t.Context())
			if err != nil {
				break
			}
			if n++; n > len(all) {
				t.Fatal("it never ends")
			}
			if note, ok := msg.(*jsonrpc2.Notification); n == 1 && (!ok || note.Method() != "initialized") {
				t.Fatalf("the first message is %#v", msg)
			}
		}
		if n == 0 {
			t.Error("the first message was not read")
		}
	})
}

package lsp

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// stream reads and writes messages, each after a header that tells its length. That
// of the library ends at the first message that is none; an editor's mistake is no
// reason to be without a server, so this one answers it and goes on.
type stream struct {
	in  *bufio.Reader
	out io.Writer
	log func(string)

	mu sync.Mutex // held while a message is written
}

// maxMessage bounds one message, in bytes; a larger one is passed over.
const maxMessage = 256 << 20

func newStream(in io.Reader, out io.Writer, log func(string)) *stream {
	return &stream{in: bufio.NewReaderSize(in, 64<<10), out: out, log: log}
}

// Read returns the next message that is one.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		body, err := s.frame()
		if err != nil {
			return nil, 0, err
		}
		msg, err := jsonrpc2.DecodeMessage(body)
		if err == nil {
			switch msg.(type) {
			case *jsonrpc2.Call, *jsonrpc2.Notification, *jsonrpc2.Response:
				return msg, int64(len(body)), nil
			}
		}
		s.refuse(fmt.Sprintf("%d bytes are no message", len(body)))
	}
}

// refuse answers what is no message. Nobody knows which request it was to be, and it
// is not quoted: a definition with its secrets may be in it.
func (s *stream) refuse(why string) {
	s.log("the editor sent what cannot be read: " + why)
	answer := jsonrpc2.NewResponse(jsonrpc2.ID{}, nil, jsonrpc2.NewError(jsonrpc2.ParseError, why))
	if _, err := s.Write(context.Background(), answer); err != nil {
		s.log(err.Error()) // reading ends soon as well
	}
}

// cut is what is told of a text that may be long.
func cut(s string) string { return s[:min(len(s), 80)] }

const lengthField = "content-length:"

var otherField = regexp.MustCompile(`^[A-Za-z-]+:`)

// frame reads one header and what it announces. Behind a message whose length was
// wrong its rest stands before the next header, on the same line: that is told, and
// passed over.
func (s *stream) frame() ([]byte, error) {
	length, odd := 0, ""
	for {
		line, err := s.line()
		if err != nil {
			return nil, err
		}
		at := strings.LastIndex(strings.ToLower(line), lengthField)
		switch {
		case line == "":
			if odd != "" {
				s.refuse(odd)
				odd = ""
			}
			if length > maxMessage {
				s.refuse(fmt.Sprintf("%d bytes are more than a message may have", length))
				if _, err := io.CopyN(io.Discard, s.in, int64(length)); err != nil {
					return nil, err
				}
				length = 0
			}
			if length > 0 {
				body, err := io.ReadAll(io.LimitReader(s.in, int64(length))) // which takes no more room than there comes
				if err == nil && len(body) < length {
					err = io.ErrUnexpectedEOF
				}
				return body, err
			}
		case at >= 0 && len(strings.ToLower(line)) == len(line):
			value := strings.TrimSpace(line[at+len(lengthField):])
			n, err := strconv.Atoi(value)
			if length = n; err != nil || n <= 0 {
				length, odd = 0, "a length is no number above 0"
			} else if at > 0 {
				odd = fmt.Sprintf("%d bytes before a header belong to none", at)
			}
		case !otherField.MatchString(line):
			odd = "a line is no header"
		}
	}
}

// line reads a line, of which the end is enough.
func (s *stream) line() (string, error) {
	const most = 1 << 10
	var line []byte
	for {
		part, err := s.in.ReadSlice('\n')
		line = append(line, part...)
		line = line[max(0, len(line)-most):]
		switch {
		case err == nil:
			return string(bytes.TrimRight(line, "\r\n")), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}

// Write writes one message at once. It asks no context: what was begun is written,
// also the answer to a request that was cancelled.
func (s *stream) Write(_ context.Context, msg jsonrpc2.Message) (int64, error) {
	body := jsonrpc2.AppendMessage(nil, msg)
	frame := append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...)
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.out.Write(frame)
	return int64(n), err
}

// Close does nothing: whoever gave the pipes closes them.
func (s *stream) Close() error { return nil }

// codec reads and writes what messages carry. The library's own is not exported.
type codec struct{}

// Marshal writes a value.
func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	return protocol.Marshal(v)
}

// Unmarshal reads one.
func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = bytes.Clone(data)
		return nil
	}
	return protocol.Unmarshal(data, v)
}

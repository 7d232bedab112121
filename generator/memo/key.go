// Package memo remembers what was computed under a key of what it was
// computed from.
//
// Three laws make it right. What is remembered is never changed: whoever gets
// a value reads it. A key stands for everything that the value depends on: a
// value is never looked at again because a file was touched, it is asked for
// under another key. And what is remembered may be lost at any time, wholly or
// in part, and costs time to make again, nothing else.
package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
)

// Key stands for the inputs of a computation. The zero Key stands for inputs
// that cannot be told: nothing is remembered under it.
type Key [16]byte

// Known tells whether the key stands for anything.
func (k Key) Known() bool { return k != Key{} }

// String is the key in hexadecimal digits.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Hash gathers the inputs of a computation. What was added can be told apart
// by its borders and its order.
type Hash struct {
	buf   []byte    // what was added since the digest was fed last
	large hash.Hash // the digest of what did not fit; nil for nothing
}

// hashRoom is how many bytes are gathered before they are digested: a digest is
// fed few large pieces in much less time than many small ones.
const hashRoom = 4 << 10

// NewHash begins a key. kind tells computations apart that have the same inputs.
func NewHash(kind string) *Hash {
	h := &Hash{buf: make([]byte, 0, 256)}
	return h.String(kind)
}

// spill feeds the digest once there is enough.
func (h *Hash) spill() *Hash {
	if len(h.buf) < hashRoom {
		return h
	}
	if h.large == nil {
		h.large = sha256.New()
	}
	h.large.Write(h.buf)
	h.buf = h.buf[:0]
	return h
}

// String adds a text.
func (h *Hash) String(s string) *Hash {
	h.Int(len(s))
	h.buf = append(h.buf, s...)
	return h.spill()
}

// Strings adds a list of texts.
func (h *Hash) Strings(list ...string) *Hash {
	h.Int(len(list))
	for _, s := range list {
		h.String(s)
	}
	return h
}

// Bytes adds bytes.
func (h *Hash) Bytes(data []byte) *Hash {
	h.Int(len(data))
	h.buf = append(h.buf, data...)
	return h.spill()
}

// Int adds a number.
func (h *Hash) Int(n int) *Hash {
	h.buf = binary.LittleEndian.AppendUint64(h.buf, uint64(n))
	return h.spill()
}

// Bool adds yes or no.
func (h *Hash) Bool(yes bool) *Hash {
	if yes {
		return h.Int(1)
	}
	return h.Int(0)
}

// Key adds the key of another computation whose outcome is an input.
func (h *Hash) Key(k Key) *Hash {
	h.buf = append(h.buf, k[:]...)
	return h.spill()
}

// Value adds a plain value as its JSON: exported fields, no functions.
func (h *Hash) Value(v any) *Hash {
	data, err := json.Marshal(v)
	if err != nil {
		panic("memo: " + err.Error()) // a type that is no plain value is a bug
	}
	return h.Bytes(data)
}

// Sum returns the key of all that was added.
func (h *Hash) Sum() Key {
	if h.large == nil {
		return Of(h.buf)
	}
	h.large.Write(h.buf)
	h.buf = h.buf[:0]
	return Key(h.large.Sum(nil)[:len(Key{})])
}

// Of returns the key of a text.
func Of(data []byte) Key {
	sum := sha256.Sum256(data)
	return Key(sum[:len(Key{})])
}

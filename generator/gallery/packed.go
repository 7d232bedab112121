package gallery

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"
)

// packed is a piece of a text as gzip holds it: deflate blocks that refer to
// nothing before them, so that pieces can be put together in any order.
type packed struct {
	Data []byte
	Size int64  // of the text, in bytes
	Sum  uint32 // CRC-32 of the text
}

var packers = sync.Pool{New: func() any {
	// The fastest level takes a third of the time for a third more bytes.
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(fmt.Sprintf("pack: %v", err)) // a level that there is
	}
	return w
}}

// pack packs a piece of a text.
func pack(text []byte) packed {
	var b bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	w.Write(text) // a buffer takes everything
	w.Flush()     // ends at a whole byte, and not the stream
	return packed{bytes.Clone(b.Bytes()), int64(len(text)), crc32.ChecksumIEEE(text)}
}

// gzipped puts pieces together to one gzip file without a time: the same text
// is the same bytes. RFC 1952.
func gzipped(pieces []packed) []byte {
	var b bytes.Buffer
	b.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255}) // deflate; no name, no time; the fastest level; of no system
	size, sum := int64(0), uint32(0)
	for _, p := range pieces {
		b.Write(p.Data)
		size, sum = size+p.Size, joined(sum, p)
	}
	b.Write([]byte{3, 0}) // a last block without anything
	end := binary.LittleEndian.AppendUint32(nil, sum)
	b.Write(binary.LittleEndian.AppendUint32(end, uint32(size)))
	return b.Bytes()
}

// joined returns the CRC-32 of a text whose sum is known and a piece behind it:
// a sum is the remainder of a polynomial, and the text moves up by the bytes of
// the piece.
func joined(sum uint32, p packed) uint32 { return times(shift(p.Size), sum) ^ p.Sum }

// times multiplies modulo the polynomial of CRC-32; the highest bit is x⁰.
func times(a, b uint32) uint32 {
	var p uint32
	for m := uint32(1) << 31; m != 0; m >>= 1 {
		if a&m != 0 {
			p ^= b
		}
		carry := b & 1
		if b >>= 1; carry != 0 {
			b ^= crc32.IEEE
		}
	}
	return p
}

// shift returns x to the power of the bits of n bytes.
func shift(n int64) uint32 {
	p, square := uint32(1)<<31, uint32(1)<<23 // x⁰ and x⁸
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			p = times(p, square)
		}
		square = times(square, square)
	}
	return p
}

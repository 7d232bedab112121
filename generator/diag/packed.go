package diag

import (
	"encoding/binary"
	"slices"
	"sync"
	"unsafe"
)

// Packed is a list of findings as it is kept: in a fifth of the bytes that the
// list takes, in one piece, and without a pointer that the collector would
// follow. At ten thousand definitions there are 400,000 findings, and nobody
// looks at more than those of one file at a time. The same findings in the same
// order are the same text; "" is none.
//
// What rules say of themselves stands in it once for each rule, and each text
// once, however many findings share it. Texts of a list that was unpacked are
// parts of the packed one.
type Packed string

// about is what findings of one rule share.
type about struct {
	rule, badge string
	answers     []string
	syntax      bool
}

func (a *about) is(d *Diagnostic) bool {
	return a.rule == d.Rule && a.syntax == d.Syntax && a.badge == d.Badge && slices.Equal(a.answers, d.Answers)
}

// What a finding has beside its severity, which are the two lowest bits.
const (
	packedUnsafe = 4 << iota
	packedRelated
	packedFix
	packedMissing
)

// packer writes a list. Both are used again, as this is done for every text.
type packer struct {
	out    []byte
	texts  map[string]int // where they stand in out
	abouts []about
}

var packers = sync.Pool{New: func() any { return &packer{texts: map[string]int{}} }}

// Pack returns the findings as they are kept.
func Pack(list []Diagnostic) Packed {
	if len(list) == 0 {
		return ""
	}
	p := packers.Get().(*packer)
	p.number(len(list))
	at := 0
	for i := range list {
		p.diagnostic(&list[i], at)
		at = list[i].Span.Start
	}
	s := Packed(p.out)
	clear(p.texts)
	clear(p.abouts)
	p.out, p.abouts = p.out[:0], p.abouts[:0]
	packers.Put(p)
	return s
}

func (p *packer) diagnostic(d *Diagnostic, at int) {
	p.about(d)
	has := byte(d.Severity)
	for _, x := range []struct {
		it  bool
		bit byte
	}{{d.Unsafe, packedUnsafe}, {len(d.Related) > 0, packedRelated}, {len(d.Fix) > 0, packedFix}, {d.Missing != "", packedMissing}} {
		if x.it {
			has |= x.bit
		}
	}
	p.out = append(p.out, has)
	p.span(d.Span, at)
	p.text(d.Path)
	p.text(d.Message)
	p.text(d.Hint)
	if len(d.Related) > 0 {
		p.number(len(d.Related))
		for _, r := range d.Related {
			p.span(r.Span, d.Span.Start)
			p.text(r.Message)
		}
	}
	if len(d.Fix) > 0 {
		p.number(len(d.Fix))
		for _, e := range d.Fix {
			p.span(e.Span, d.Span.Start)
			p.text(e.New)
		}
	}
	if d.Missing != "" {
		p.text(d.Missing)
	}
}

// about writes the number of what the rule says of itself, and all of it where
// it comes for the first time.
func (p *packer) about(d *Diagnostic) {
	n := slices.IndexFunc(p.abouts, func(a about) bool { return a.is(d) })
	if n >= 0 {
		p.number(n)
		return
	}
	p.number(len(p.abouts))
	p.abouts = append(p.abouts, about{d.Rule, d.Badge, d.Answers, d.Syntax})
	p.text(d.Rule)
	p.text(d.Badge)
	p.number(len(d.Answers))
	for _, answer := range d.Answers {
		p.text(answer)
	}
	syntax := byte(0)
	if d.Syntax {
		syntax = 1
	}
	p.out = append(p.out, syntax)
}

func (p *packer) number(n int) { p.out = binary.AppendUvarint(p.out, uint64(n)) }

// span writes a span by how far it lies from another, which is near.
func (p *packer) span(s Span, from int) {
	p.out = binary.AppendVarint(p.out, int64(s.Start-from))
	p.out = binary.AppendVarint(p.out, int64(s.End-s.Start))
}

// text writes twice its length and a text, or twice its length and one and where
// it stands already.
func (p *packer) text(s string) {
	if len(s) > 2 {
		if at, ok := p.texts[s]; ok {
			p.number(len(s)<<1 | 1)
			p.number(at)
			return
		}
	}
	p.number(len(s) << 1)
	if len(s) > 2 {
		p.texts[s] = len(p.out)
	}
	p.out = append(p.out, s...)
}

// Len is the number of findings.
func (s Packed) Len() int {
	if s == "" {
		return 0
	}
	u := unpacker{text: string(s)}
	return u.number()
}

// List returns the findings; nil for none.
func (s Packed) List() []Diagnostic { return s.Append(nil) }

// Append appends the findings to a list.
func (s Packed) Append(list []Diagnostic) []Diagnostic {
	if s == "" {
		return list
	}
	u := unpacker{text: string(s)}
	n := u.number()
	list = slices.Grow(list, n)
	at := 0
	for range n {
		list = append(list, Diagnostic{})
		d := &list[len(list)-1]
		u.diagnostic(d, at)
		at = d.Span.Start
	}
	return list
}

// unpacker reads what packer wrote.
type unpacker struct {
	text   string
	at     int
	abouts []about
	first  [16]about // room for most lists
}

func (u *unpacker) diagnostic(d *Diagnostic, at int) {
	if u.abouts == nil {
		u.abouts = u.first[:0]
	}
	if n := u.number(); n == len(u.abouts) {
		u.about()
		u.share(d, n)
	} else {
		u.share(d, n)
	}
	has := u.byte()
	d.Severity, d.Unsafe = Severity(has&3), has&packedUnsafe != 0
	d.Span = u.span(at)
	d.Path, d.Message, d.Hint = u.string(), u.string(), u.string()
	if has&packedRelated != 0 {
		d.Related = make([]Related, u.number())
		for i := range d.Related {
			d.Related[i] = Related{u.span(d.Span.Start), u.string()}
		}
	}
	if has&packedFix != 0 {
		d.Fix = make([]Edit, u.number())
		for i := range d.Fix {
			d.Fix[i] = Edit{u.span(d.Span.Start), u.string()}
		}
	}
	if has&packedMissing != 0 {
		d.Missing = u.string()
	}
}

func (u *unpacker) share(d *Diagnostic, n int) {
	a := &u.abouts[n]
	d.Rule, d.Badge, d.Answers, d.Syntax = a.rule, a.badge, a.answers, a.syntax
}

func (u *unpacker) about() {
	a := about{rule: u.string(), badge: u.string()}
	if n := u.number(); n > 0 {
		a.answers = make([]string, n)
		for i := range a.answers {
			a.answers[i] = u.string()
		}
	}
	a.syntax = u.byte() == 1
	u.abouts = append(u.abouts, a)
}

func (u *unpacker) byte() byte {
	u.at++
	return u.text[u.at-1]
}

func (u *unpacker) number() int {
	if c := u.text[u.at]; c < 0x80 {
		u.at++
		return int(c)
	}
	n, width := binary.Uvarint(u.rest())
	u.at += width
	return int(n)
}

// rest is what a number may take of the text.
func (u *unpacker) rest() []byte {
	s := u.text[u.at:min(len(u.text), u.at+binary.MaxVarintLen64)]
	return unsafe.Slice(unsafe.StringData(s), len(s))
}

func (u *unpacker) span(from int) Span {
	start, width := binary.Varint(u.rest())
	u.at += width
	size, width := binary.Varint(u.rest())
	u.at += width
	return Span{from + int(start), from + int(start) + int(size)}
}

func (u *unpacker) string() string {
	n := u.number()
	if n&1 == 1 {
		at := u.number()
		return u.text[at : at+n>>1]
	}
	u.at += n >> 1
	return u.text[u.at-n>>1 : u.at]
}

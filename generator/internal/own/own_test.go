package own

import (
	"reflect"
	"testing"
	"unsafe"
)

type page struct {
	Title string
	Tags  []string
	Parts [2]struct{ Name string }
	Next  *page
	Bytes []byte
	Count int
}

// TestStrings: what was cut out of a text equals what it was and is no part of
// it; what was not, and what others hold, is untouched.
func TestStrings(t *testing.T) {
	text := []byte(`{"title": "Orders", "tags": ["new", "shop"]}`)
	all := unsafe.String(unsafe.SliceData(text), len(text))
	cut := func(s, e int) string { return all[s:e] }
	same := []string{"of nobody"}
	p := page{Title: cut(11, 17), Tags: []string{"plain", cut(30, 33)}, Next: &page{Title: cut(37, 41), Tags: same}, Count: 3}
	p.Parts[1].Name = cut(2, 7)
	next, tags := p.Next, p.Tags
	got := Strings(p, text)
	if want := p; !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	r := releaser{uintptr(unsafe.Pointer(unsafe.SliceData(text))), uintptr(len(text))}
	if r.holds(reflect.ValueOf(got)) {
		t.Errorf("a part of the text is left in %+v", got)
	}
	if !r.holds(reflect.ValueOf(p)) || next != p.Next || &tags[0] != &p.Tags[0] || !r.within(tags[1]) || !r.within(next.Title) {
		t.Error("what others hold was changed")
	}
	if &got.Next.Tags[0] != &same[0] {
		t.Error("what is no part of the text was copied")
	}
}

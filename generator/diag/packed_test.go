package diag_test

import (
	"fmt"
	"reflect"
	"testing"

	"vitrine/generator/diag"
)

func manyFindings(n int) []diag.Diagnostic {
	var list []diag.Diagnostic
	for i := range n {
		list = append(list, diag.Diagnostic{
			Rule: []string{"size-too-large", "widget-no-name", "url-no-https"}[i%3], Severity: diag.Severity(i % 3),
			Span: diag.Span{Start: 40 * i, End: 40*i + i%7}, Path: fmt.Sprintf("/widgets/%d", i/3), Message: fmt.Sprintf("the %dth", i),
			Hint: "at most 1384 px fit right of the navigation rail", Badge: "size", Answers: []string{"stage", "width"},
		})
	}
	return list
}

func TestPacked(t *testing.T) {
	span := diag.Span{Start: 300, End: 70_000}
	lists := [][]diag.Diagnostic{
		nil,
		{{}},
		{{Rule: "a", Span: diag.Span{Start: 5, End: 9}}, {Rule: "a", Answers: []string{"x"}}, {Rule: "a", Syntax: true}, {Rule: "a", Badge: "b"}},
		{{Rule: "json-value", Severity: diag.Info, Span: span, Path: "/a~1b", Message: "\xff ü", Hint: "hint", Unsafe: true, Missing: "title",
			Related: []diag.Related{{Span: diag.Span{Start: 1}, Message: "hint"}, {}}, Fix: []diag.Edit{{Span: span, New: "hint"}, {}}}},
		manyFindings(200),
	}
	for _, want := range lists {
		p := diag.Pack(want)
		if got := p.List(); !reflect.DeepEqual(got, want) || p.Len() != len(want) {
			t.Errorf("%+v\nunpacked, which are %d:\n%+v", want, p.Len(), got)
		}
		if diag.Pack(p.List()) != p {
			t.Errorf("%+v is packed in two ways", want)
		}
		if got := p.Append(manyFindings(1)); len(got) != 1+len(want) || !reflect.DeepEqual(got[0], manyFindings(1)[0]) {
			t.Errorf("appended to another: %+v", got)
		}
	}
}

// TestPackedIsSmall holds what packing is for: texts that findings share stand
// there once, and to unpack a list takes the list and little else.
func TestPackedIsSmall(t *testing.T) {
	p := diag.Pack(manyFindings(100))
	if most := 100*25 + 200; len(p) > most {
		t.Errorf("100 findings take %d bytes, at most %d wanted", len(p), most)
	}
	if n := testing.AllocsPerRun(20, func() { p.List() }); n > 6 {
		t.Errorf("to unpack 100 findings of three rules takes %v allocations", n)
	}
	list := p.List()
	if n := testing.AllocsPerRun(20, func() { list = p.Append(list[:0]) }); n > 4 {
		t.Errorf("to unpack them into a list that is there takes %v allocations", n)
	}
}

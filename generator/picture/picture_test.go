package picture_test

import (
	"bytes"
	"image"
	"image/png"
	"reflect"
	"strings"
	"testing"

	"vitrine/generator/picture"
)

// pngOf is a PNG of that size in px.
func pngOf(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMeasure shows what is told of a picture. The number of bytes is left out.
func TestMeasure(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want picture.Facts
	}{
		"a PNG":                    {pngOf(t, 3, 2), picture.Facts{Format: "PNG", Width: 3, Height: 2}},
		"half of a PNG":            {pngOf(t, 3, 2)[:20], picture.Facts{Format: "PNG", Broken: "unexpected EOF"}},
		"an SVG that scales":       {`<svg viewBox="0 0 24 12"/>`, picture.Facts{Format: "SVG", Width: 24, Height: 12, Scales: true}},
		"an SVG that does not":     {`<svg width="10cm" height="5"/>`, picture.Facts{Format: "SVG", WidthAttribute: "10cm", HeightAttribute: "5"}},
		"an SVG with a prologue":   {"<?xml version='1.0'?><!-- a --><svg viewBox='0,0,1,1'/>", picture.Facts{Format: "SVG", Width: 1, Height: 1, Scales: true}},
		"an SVG that is cut off":   {"<svg>\n<g>", picture.Facts{Format: "SVG", Broken: "unexpected EOF on line 2"}},
		"an SVG nested too deep":   {strings.Repeat("<svg>", 300), picture.Facts{Format: "SVG", Tangled: true}},
		"an SVG that runs scripts": {`<svg onload="x()" viewBox="0 0 1 1"><script/></svg>`, picture.Facts{Format: "SVG", Width: 1, Height: 1, Scales: true, Active: []string{"the event onload", "<script>"}}},
		"an SVG that loads":        {`<svg viewBox="0 0 1 1"><image href="https://a.test/"/></svg>`, picture.Facts{Format: "SVG", Width: 1, Height: 1, Scales: true, Active: []string{`the address "https://a.test/"`}}},
		"a JPEG":                   {"\xff\xd8\xff\xe0....", picture.Facts{Format: "JPEG"}},
		"a GIF":                    {"GIF89a....", picture.Facts{Format: "GIF"}},
		"a WebP":                   {"RIFF....WEBPVP8 ", picture.Facts{Format: "WebP"}},
		"an AVIF":                  {"\x00\x00\x00 ftypavif....", picture.Facts{Format: "AVIF"}},
		"a BMP":                    {"BM......", picture.Facts{Format: "BMP"}},
		"an ICO":                   {"\x00\x00\x01\x00....", picture.Facts{Format: "ICO"}},
		"a page":                   {"\xEF\xBB\xBF <!doctype html><svg>", picture.Facts{Format: "HTML page"}},
		"a text":                   {"hello", picture.Facts{}},
		"nothing":                  {"", picture.Facts{}},
	} {
		got := picture.Measure([]byte(c.data))
		got.Bytes = 0
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

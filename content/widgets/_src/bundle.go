//go:build ignore

// Bundle writes the demo widgets, one self-contained page each, from the
// sources beside this file:
//
//	go run content/widgets/_src/bundle.go          write content/widgets/*.html
//	go run content/widgets/_src/bundle.go -check   exit 1 if one is out of date
//
// A frame that is sandboxed without an origin and opened from disk may load
// no other file, whatever its content security policy says (measured in
// Chromium). So styles and scripts stand in the page, and the policy names
// them by their hashes and allows no others.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	style  = regexp.MustCompile(`<link rel="stylesheet" href="([\w-]+\.css)">\n?`)
	script = regexp.MustCompile(`<script src="([\w-]+\.js)"></script>\n?`)
)

func main() {
	log.SetFlags(0)
	dir := flag.String("dir", "content/widgets/_src", "the sources")
	check := flag.Bool("check", false, "compare instead of writing")
	flag.Parse()
	pages, err := filepath.Glob(filepath.Join(*dir, "*.html"))
	if err != nil || len(pages) == 0 {
		log.Fatalf("no pages in %q", *dir)
	}
	stale := 0
	for _, name := range pages {
		page, err := bundle(*dir, name)
		if err != nil {
			log.Fatal(err)
		}
		out := filepath.Join(*dir, "..", filepath.Base(name))
		old, _ := os.ReadFile(out)
		if bytes.Equal(old, page) {
			continue
		}
		stale++
		if *check {
			log.Printf("%s is out of date", out)
		} else if err := os.WriteFile(out, page, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	if *check && stale > 0 {
		os.Exit(1)
	}
}

// bundle puts the files that a page names into it: all styles as one, each
// script at its place.
func bundle(dir, name string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	page := string(text)
	var css, hashes []string
	for _, m := range style.FindAllStringSubmatch(page, -1) {
		b, err := os.ReadFile(filepath.Join(dir, m[1]))
		if err != nil {
			return nil, err
		}
		css = append(css, string(b))
	}
	all := "\n" + strings.Join(css, "\n")
	page = style.ReplaceAllLiteralString(page, "")
	page = strings.Replace(page, "</head>", "<style>"+all+"</style>\n</head>", 1)
	for _, m := range script.FindAllStringSubmatch(page, -1) {
		b, err := os.ReadFile(filepath.Join(dir, m[1]))
		if err != nil {
			return nil, err
		}
		js := "\n" + string(b)
		if strings.Contains(js, "</script") || strings.Contains(js, "<!--") {
			return nil, fmt.Errorf("%s: would end the script element", m[1])
		}
		hashes = append(hashes, hash(js))
		page = strings.Replace(page, m[0], "<script>"+js+"</script>\n", 1)
	}
	page = strings.Replace(page, "script-src 'self'", "script-src "+strings.Join(hashes, " "), 1)
	page = strings.Replace(page, "style-src 'self'", "style-src "+hash(all), 1)
	page = strings.Replace(page, "img-src 'self' data:", "img-src data:", 1)
	page = strings.Replace(page, "media-src 'self' data: blob:", "media-src data: blob:", 1)
	page = strings.Replace(page, "<!doctype html>\n", "<!doctype html>\n<!-- Made by _src/bundle.go from _src/"+filepath.Base(name)+"; edit that. -->\n", 1)
	return []byte(page), nil
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

package main

import (
	"path/filepath"
	"testing"
)

// TestPictures: icons beside a definition are seen on cards, in what a search
// finds, on a widget's page and in the stage, also from disk, and no script of
// a drawing runs.
func TestPictures(t *testing.T) {
	t.Parallel()
	dir := demo(t)
	const page = "apps/harbor_voice/softphone.html"
	drawn := func(icon string) string { // it is as large as its place, and has the drawing
		return `[...` + icon + `].length > 0 && [...` + icon + `].every(x => getComputedStyle(x).backgroundImage.startsWith('url("data:image/svg+xml') && x.clientWidth > 10)`
	}
	for _, root := range []string{"file://" + filepath.ToSlash(dir) + "/", serveSite(t, dir, "/repo/")} {
		b := newTab(t)
		b.open(root + "index.html")
		b.wait(drawn(`document.querySelectorAll(".card .icon .pic")`))
		b.open(root + "index.html?q=softphone")
		b.wait(drawn(`document.querySelectorAll("[data-found] .icon .pic")`))
		b.open(root + page)
		b.wait(drawn(`document.querySelectorAll("main > .title .icon .pic")`))
		b.wait(stageLoaded)
		b.wait(drawn(desk + `.querySelectorAll(".desk-icon .pic")`))
	}
}

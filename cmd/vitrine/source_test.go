package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSourceLines: wrapped lines of a definition stand under their key, and what is copied is the file's text, without
// numbers and notes; on a widget's page its own lines.
func TestSourceLines(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "listing", "apps", "shown", "app.json"))
	if err != nil {
		t.Fatal(err)
	}
	root := listingSite(t)
	b := newTab(t)
	b.expect("shown.example")
	b.size(375, 800)
	b.open(root + "apps/shown/definition.html")
	b.wait(`document.querySelector(".copy-lines")`)
	keep := `navigator.clipboard.writeText = text => { window.kept = text; return Promise.resolve() }`
	b.run(keep)
	b.click(".copy-lines")
	b.wait(`window.kept && document.querySelector(".copy-lines").textContent === "Copied"`)
	if got := eval[string](b, `window.kept`); !strings.Contains(string(text), `"secret"`) || strings.TrimSpace(got) != strings.TrimSpace(string(text)) {
		t.Errorf("copied is\n%s\nwant\n%s", got, text)
	}
	// The first line of a wrapped text begins at its key, the others two characters behind it.
	const lines = `(() => {
		const li = [...document.querySelectorAll(".source > li")].find(li => li.textContent.includes('"description": "Says'));
		const range = document.createRange();
		range.selectNodeContents(li);
		const key = li.querySelector("b").getBoundingClientRect();
		const wrapped = [...range.getClientRects()].filter(r => r.width && r.top > key.top + 8);
		return [wrapped.length > 1, ...wrapped.filter(r => r.left < key.left + 8).map(r => r.left - key.left)].join();
	})()`
	if got := eval[string](b, lines); got != "true" {
		t.Errorf("wrapped, and under the key: %s", got)
	}
	b.screenshot("source-375")

	b.open(root + "apps/shown/panel.html")
	b.wait(`document.querySelector(".copy-lines") && document.querySelector("#tab-definition")`)
	b.run(keep)
	b.run(`document.querySelector("#tab-definition").click(); document.querySelector(".copy-lines").click()`)
	b.wait(`window.kept`)
	if got := eval[string](b, `window.kept`); !strings.Contains(string(text), strings.TrimRight(got, "\n")) || !strings.Contains(got, `"panel"`) || strings.Contains(got, `"card"`) {
		t.Errorf("copied is\n%s", got)
	}
}

// TestCopyPlace: the button that copies a listing never lies over text, whether it says what it does or what it did.
func TestCopyPlace(t *testing.T) {
	t.Parallel()
	root := listingSite(t)
	b := newTab(t)
	b.expect("shown.example")
	const covered = `(() => {
		const button = document.querySelector(".copy-lines"), at = button.getBoundingClientRect(), list = [];
		const walk = document.createTreeWalker(document.querySelector("#definition"), NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) {
			if (button.contains(walk.currentNode)) continue;
			const range = document.createRange();
			range.selectNodeContents(walk.currentNode);
			for (const r of range.getClientRects()) if (r.left < at.right && at.left < r.right && r.top < at.bottom && at.top < r.bottom) list.push(walk.currentNode.data);
		}
		return [at.width > 20, at.right <= innerWidth, ...list].join();
	})()`
	for _, p := range []string{"shown/definition.html", "shown/panel.html#definition", "long/definition.html"} {
		b.open(root + "apps/" + p)
		b.wait(`document.querySelector(".copy-lines")`)
		for _, width := range []int64{320, 375, 768, 1440} {
			b.size(width, 800)
			for _, label := range []string{"Copy", "Not copied"} {
				b.run(`document.querySelector(".copy-lines").textContent = "` + label + `"; document.querySelector(".source > li").textContent = "{".repeat(400)`)
				if got := eval[string](b, covered); got != "true,true" {
					t.Errorf("%s at %d px, %q: in view, inside the page, over: %s", p, width, label, got)
				}
			}
		}
	}
}

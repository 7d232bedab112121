package main

import (
	"path/filepath"
	"testing"
)

// TestEditorAddress: the place of a problem opens in the editor that was
// named, and nothing outside of the content directory does.
func TestEditorAddress(t *testing.T) {
	dir := t.TempDir()
	at := filepath.ToSlash(dir)
	for _, c := range []struct{ editor, file, want string }{
		{"", "apps/a.json", ""},
		{"code", "apps/a.json", "vscode://file" + at + "/apps/a.json:10:4"},
		{"cursor", "apps/a b.json", "cursor://file" + at + "/apps/a%20b.json:10:4"},
		{"idea", "a&b=c.json", "idea://open?file=" + at + "/a%26b%3Dc.json&line=10&column=4"},
		{"sublime", "a.json", "subl://open?url=file://" + at + "/a.json&line=10&column=4"},
		{"zed", "a?#%.json", "zed://file" + at + "/a%3F%23%25.json:10:4"},
		{"http://localhost:63342/api/file?file={file}&line={line}", "a.json", "http://localhost:63342/api/file?file=" + at + "/a.json&line=10"},
		{"code", "../config.yaml", ""},
		{"code", "/etc/passwd", ""},
	} {
		conf := &config{Content: dir}
		conf.Serve.Editor = c.editor
		if got := conf.editAddress(c.file, 10, 4); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.editor, c.file, got, c.want)
		}
	}
	for _, bad := range []string{"kode", "vim", "javascript:alert({file})", "JavaScript:{file}", "data:text/html,{file}", "vscode://file", "://{file}"} {
		if got, err := editorTemplate("serve.editor", bad); err == nil {
			t.Errorf("%q is taken: %q", bad, got)
		}
	}
}

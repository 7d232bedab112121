package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNeovim: a person with Neovim sees what is wrong with a definition, has it mended,
// completes, renames and lays out, and leaves. Each line is what the script prints.
func TestNeovim(t *testing.T) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("Neovim is not installed (Debian: neovim)")
		}
		t.Skip("Neovim is not installed (Debian: neovim)")
	}
	script, err := filepath.Abs("testdata/neovim/session.lua")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyDir(t, "testdata/neovim", filepath.Join(dir, "content"))
	if err := os.Remove(filepath.Join(dir, "content/session.lua")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile "+script)
	var said strings.Builder
	cmd.Stderr = &said
	cmd.Env = append(os.Environ(), unhurried, "FOLDER="+dir, "XDG_STATE_HOME="+dir, "XDG_CACHE_HOME="+dir)
	out, err := cmd.Output()
	got := string(out)
	want := `finds 15:5 ERROR widget-missing-icon, 18:23 WARN reference-in-host, 18:59 ERROR reference-unknown-setting, 4:3 ERROR json-missing-comma
offers Mend: put one at the end of line 3
line 3   "version": "1.0.0",
completes settings.default.host
line 18       "url": "https://{{{settings.default.host}}}/👍/{{{settings.default.host}}}"
hover **` + "`default.host`** — setting, `string`" + `
line 8       "server": {
line 18       "url": "https://{{{settings.default.server}}}/👍/{{{settings.default.server}}}"
samples - name: full|  settings:|    - {category: default, name: server, value: orders.example}
line 2   "app": "acme_orders",
exit code 0
`
	if err != nil || got != want {
		t.Errorf("%v\n%s\ngot\n%s\nwant\n%s", err, &said, got, want)
	}
}

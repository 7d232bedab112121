package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// extension is the folder of the extension for VS Code.
const extension = "../../editors/vscode"

// inExtension runs Node.js in that folder.
func inExtension(t *testing.T, args ...string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		absent(t, "there is no node on this machine")
	}
	if _, err := os.Stat(filepath.Join(extension, "node_modules/.package-lock.json")); err != nil {
		absent(t, "the packages of editors/vscode are not installed; ./test does it")
	}
	program, err := exec.LookPath("vitrine")
	must(t, err)
	cmd := exec.Command(node, args...)
	cmd.Dir, cmd.Env = extension, append(os.Environ(), unhurried, "VITRINE="+program)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%q: %v\n… %s", args, err, out[max(0, len(out)-4000):]) // Node.js shows whole lines, and that of a bundle is long
	}
}

// TestExtensionTypes: TypeScript's compiler has nothing to say about the extension for VS Code.
func TestExtensionTypes(t *testing.T) {
	t.Parallel()
	inExtension(t, "node_modules/typescript/bin/tsc", "--noEmit", "--pretty", "false")
}

// TestExtension runs the extension's tests: they begin the real "vitrine lsp" and "vitrine serve" from its code, with a
// stand-in for VS Code.
func TestExtension(t *testing.T) {
	inExtension(t, "test/run.mjs")
}

// loads loads a script that asks for VS Code, which is anything here, and for nothing else that Node.js does not bring.
const loads = `
	const anything = new Proxy(class { static Range = class {}; }, { get: (of, name) => (name === "prototype" ? of.prototype : anything) });
	const { _load: load, isBuiltin } = require("node:module");
	require("node:module")._load = (name, ...rest) => {
		if (name === "vscode") return anything;
		if (name !== process.argv[1] && !isBuiltin(name)) throw new Error("it asks for " + name);
		return load(name, ...rest);
	};
	const { activate, deactivate } = require(process.argv[1]);
	if (typeof activate !== "function" || typeof deactivate !== "function") throw new Error("it has no activate or deactivate");
`

// TestExtensionPackage: the .vsix is small, holds what it is made of and nothing else, and says when it is to be begun.
func TestExtensionPackage(t *testing.T) {
	t.Parallel()
	vsix := filepath.Join(t.TempDir(), "vitrine.vsix")
	inExtension(t, "node_modules/@vscode/vsce/vsce", "package", "--no-dependencies", "--out", vsix)
	archive, err := zip.OpenReader(vsix)
	must(t, err)
	defer archive.Close()
	files, size := map[string][]byte{}, 0
	for _, f := range archive.File {
		r, err := f.Open()
		must(t, err)
		files[f.Name], err = io.ReadAll(r)
		must(t, err)
		size += len(files[f.Name])
	}
	want := strings.Fields(`[Content_Types].xml extension.vsixmanifest extension/LICENSE.txt extension/changelog.md extension/dist/NOTICES.txt
		extension/dist/extension.js extension/icon.png extension/package.json extension/readme.md`)
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) || size > 500_000 {
		t.Errorf("it holds %d bytes, %q", size, got)
	}
	if !bytes.HasPrefix(files["extension/icon.png"], []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x01\x00")) {
		t.Error("the icon is no PNG of 256 x 256")
	}
	here, err := filepath.Abs(root)
	must(t, err)
	secret := regexp.MustCompile(`ghp_\w{20}|_authToken|BEGIN [A-Z ]*PRIVATE KEY|sourceMappingURL`)
	for name, text := range files {
		if bytes.Contains(text, []byte(here)) || secret.Match(text) {
			t.Errorf("%s says where it was made, or more: %q", name, secret.Find(text))
		}
	}
	var m struct {
		Main, Icon       string
		ActivationEvents []string
		Contributes      struct {
			Commands      []struct{ Command string }
			Configuration struct {
				Properties map[string]struct{ Default any }
			}
		}
		Capabilities struct {
			UntrustedWorkspaces struct{ RestrictedConfigurations []string }
		}
		Dependencies map[string]string
	}
	must(t, json.Unmarshal(files["extension/package.json"], &m))
	for _, event := range m.ActivationEvents {
		if event == "*" || event == "onStartupFinished" {
			t.Errorf("it is begun in every window: %q", event)
		}
	}
	settings := m.Contributes.Configuration.Properties
	if settings["vitrine.path"].Default != "vitrine" || settings["vitrine.config"].Default != "" || len(m.Dependencies) > 0 ||
		!slices.Contains(m.Capabilities.UntrustedWorkspaces.RestrictedConfigurations, "vitrine.path") {
		t.Errorf("the manifest is %+v", m)
	}
	script := filepath.Join(t.TempDir(), "extension.js")
	must(t, os.WriteFile(script, files["extension/dist/extension.js"], 0o644))
	inExtension(t, "-e", loads, script)
	code := string(files["extension/dist/extension.js"])
	for _, c := range m.Contributes.Commands {
		if !strings.Contains(code, `registerCommand("`+c.Command+`"`) {
			t.Errorf("nothing carries %s out", c.Command)
		}
	}
	for _, of := range []string{"vscode-languageclient ", "semver ", "minimatch "} {
		if !bytes.Contains(files["extension/dist/NOTICES.txt"], []byte("\n"+of)) {
			t.Errorf("the licence of %sis not among the notices", of)
		}
	}
}

// absent skips a test on a laptop that lacks something, never where CI runs it.
func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

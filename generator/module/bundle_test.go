package module_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// bundled makes one script of a module and what it imports, which keeps what it
// exports in a variable called bundle. Only our own fixtures are run so.
func bundled(t *testing.T, main string, files content) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		write(t, dir, name, data)
	}
	made := api.Build(api.BuildOptions{EntryPoints: []string{dir + "/" + main}, Bundle: true, Format: api.FormatIIFE, GlobalName: "bundle", Platform: api.PlatformNode,
		Loader: map[string]api.Loader{".html": api.LoaderText, ".md": api.LoaderText}})
	if len(made.Errors) > 0 {
		t.Fatal(made.Errors)
	}
	return string(made.OutputFiles[0].Contents)
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

package main

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// leaves lists the keys of a mapping that hold values: "site.title".
func leaves(t *testing.T, node *yaml.Node, prefix string) (names []string, values map[string]*yaml.Node) {
	t.Helper()
	values = map[string]*yaml.Node{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, value := prefix+node.Content[i].Value, node.Content[i+1]
		if value.Kind == yaml.MappingNode {
			below, more := leaves(t, value, name+".")
			names = append(names, below...)
			for k, v := range more {
				values[k] = v
			}
			continue
		}
		names = append(names, name)
		values[name] = value
	}
	return names, values
}

// TestConfigYAML: the demo's config.yaml shows every key, no other, and the
// default of each but those that the demo needs otherwise.
func TestConfigYAML(t *testing.T) {
	text, err := os.ReadFile("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	shown, values := leaves(t, doc.Content[0], "")
	other := []string{"site.title", "site.description", "site.footer", "previews"}
	for _, k := range keys {
		if !slices.Contains(shown, k.name) {
			t.Errorf("config.yaml does not show %q", k.name)
			continue
		}
		got := reflect.New(reflect.TypeOf(k.initial))
		if err := values[k.name].Decode(got.Interface()); err != nil {
			t.Errorf("%s: %v", k.name, err)
		}
		if !slices.Contains(other, k.name) && !reflect.DeepEqual(got.Elem().Interface(), k.initial) {
			t.Errorf("config.yaml has %s: %v, the default is %v", k.name, got.Elem(), k.initial)
		}
	}
	for _, name := range shown {
		if _, ok := findKey(name); !ok {
			t.Errorf("config.yaml shows %q, which is no key", name)
		}
	}
}

// TestConfigFields: a key without a field, or a field without a key, would be
// read by nobody or set by nobody.
func TestConfigFields(t *testing.T) {
	var fields []string
	var walk func(typ reflect.Type, prefix string)
	walk = func(typ reflect.Type, prefix string) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, option, _ := strings.Cut(f.Tag.Get("mapstructure"), ",")
			switch {
			case option == "squash":
				walk(f.Type, prefix)
			case name == "":
			case f.Type.Kind() == reflect.Struct:
				walk(f.Type, prefix+name+".")
			default:
				fields = append(fields, prefix+name)
			}
		}
	}
	walk(reflect.TypeFor[config](), "")
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	slices.Sort(fields)
	slices.Sort(names)
	if !slices.Equal(fields, names) {
		t.Errorf("fields:\n%s\nkeys:\n%s", strings.Join(fields, "\n"), strings.Join(names, "\n"))
	}
}

// allFlags lists the flags of all commands, and the keys that they set.
func allFlags(cmd *cobra.Command) (flags, set []string) {
	note := func(f *pflag.Flag) {
		flags = append(flags, f.Name)
		set = append(set, f.Annotations[keyNote]...)
	}
	cmd.PersistentFlags().VisitAll(note)
	cmd.LocalNonPersistentFlags().VisitAll(note)
	for _, c := range cmd.Commands() {
		f, s := allFlags(c)
		flags, set = append(flags, f...), append(set, s...)
	}
	return flags, set
}

// TestKeyFlags: a key that has a flag has it at some command, and the flag of
// another purpose sets none.
func TestKeyFlags(t *testing.T) {
	_, set := allFlags(rootCommand(&env{out: io.Discard, err: io.Discard}))
	for _, k := range keys {
		if (k.flag != "") != slices.Contains(set, k.name) || (k.flag != "") != (k.usage != "") {
			t.Errorf("%s: the flag is %q, its usage %q, and a command has it: %v", k.name, k.flag, k.usage, slices.Contains(set, k.name))
		}
	}
	cmd, _, err := rootCommand(&env{}).Find([]string{"diff"})
	if err != nil || cmd.Flags().Lookup("format").Annotations[keyNote] != nil {
		t.Errorf("diff --format sets a key: %v", err)
	}
}

// TestDocumentedKeys: what the documents call a key or a flag is one.
func TestDocumentedKeys(t *testing.T) {
	flags, _ := allFlags(rootCommand(&env{}))
	flags = append(flags, "help")
	words := regexp.MustCompile("`[^`\n]+`")
	keyWord := regexp.MustCompile(`^(site|preview|limits|serve|check|rules|build)\.[a-z-]+$`)
	flagWord := regexp.MustCompile(`(^| )--([a-z-]+)`)
	for _, file := range []string{"README.md", "SECURITY.md", "ARCHITECTURE.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, quoted := range words.FindAllString(string(text), -1) {
			word := strings.TrimSuffix(strings.Trim(quoted, "`"), ":")
			if keyWord.MatchString(word) && !strings.HasSuffix(word, ".go") && !strings.HasSuffix(word, ".js") &&
				!strings.HasSuffix(word, ".css") && !known(word) {
				t.Errorf("%s names the key %q", file, word)
			}
			for _, m := range flagWord.FindAllStringSubmatch(word, -1) {
				if !slices.Contains(flags, m[2]) {
					t.Errorf("%s names the flag --%s", file, m[2])
				}
			}
		}
	}
}

func known(name string) bool { _, ok := findKey(name); return ok }

// TestFlagWins: a flag wins over a variable, that over the file, and that over
// the default.
func TestFlagWins(t *testing.T) {
	t.Chdir(t.TempDir())
	load := func(args ...string) *config {
		t.Helper()
		e := &env{out: io.Discard, err: io.Discard}
		cmd, rest, err := rootCommand(e).Find(args)
		if err == nil {
			err = cmd.ParseFlags(rest)
		}
		if err != nil {
			t.Fatal(err)
		}
		c, err := e.load(cmd)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	say := func(c *config) string { return fmt.Sprint(c.Serve.Addr, " ", c.Check.Online, c.Build.Online) }
	for _, step := range []struct {
		set  func()
		args []string
		want string
	}{
		{func() {}, []string{"serve"}, "127.0.0.1:8787 false false"},
		{func() { save(t, "config.yaml", "serve: {addr: 'file:1'}\n") }, []string{"serve"}, "file:1 false false"},
		{func() { t.Setenv("VITRINE_SERVE_ADDR", "variable:1") }, []string{"serve"}, "variable:1 false false"},
		{func() {}, []string{"serve", "--addr", "flag:1"}, "flag:1 false false"},
		{func() {}, []string{"check", "--online"}, "variable:1 true false"},
		{func() {}, []string{"build", "--online"}, "variable:1 false true"},
	} {
		step.set()
		if got := say(load(step.args...)); got != step.want {
			t.Errorf("%q: %s, want %s", step.args, got, step.want)
		}
	}
}

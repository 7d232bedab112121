package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
)

// maxConfig bounds the configuration, in bytes.
const maxConfig = 1 << 20

// readConfig reads the file, and refuses what is no configuration with its place.
// One that is optional need not be there. It reads once, so that the text is the one
// that counts.
func readConfig(name string, optional bool) (file string, text []byte, values map[string]any, err error) {
	if name == "" {
		return "", nil, nil, nil
	}
	if text, err = readText(name); err != nil {
		if optional && errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return "", nil, nil, err
	}
	values, err = configValues(name, text)
	return name, text, values, err
}

func readText(name string) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, withHint(noConfig{name}, "leave --config out to run without one")
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("the configuration %q cannot be read: %s", name, content.Reason(err)),
			"name another with --config, or make it readable")
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, withHint(fmt.Errorf("the configuration %q is a directory; expected a YAML file", name),
			"name the file in it with --config")
	}
	text, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, fmt.Errorf("read the configuration %q: %w", name, err)
	}
	if len(text) > maxConfig {
		return nil, withHint(fmt.Errorf("the configuration %q is larger than %d KiB", name, maxConfig>>10),
			"is it the right file? the config.yaml of the demo shows every key")
	}
	return text, nil
}

// noConfig is the error of a configuration that is not there.
type noConfig struct{ name string }

// Error names the file.
func (n noConfig) Error() string { return fmt.Sprintf("there is no configuration file %q", n.name) }

// Is tells that this is what the standard library calls not existing.
func (n noConfig) Is(target error) bool { return target == fs.ErrNotExist }

// configValues parses the text of a configuration and compares it with what there
// is to be configured. What is set to nothing is left out.
func configValues(file string, text []byte) (map[string]any, error) {
	var doc yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	err := decoder.Decode(&doc)
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	var second yaml.Node
	if err == nil {
		err = decoder.Decode(&second)
	}
	s := shape{file: file, text: text, seen: map[visit]bool{}}
	switch {
	case err == nil && utf8.Valid(text):
		return nil, s.wrong(&second, "here a second document begins; expected one", "remove what begins with ---")
	case !errors.Is(err, io.EOF) || !utf8.Valid(text):
		f := appdef.FaultOfYAML(text)
		return nil, withHint(fmt.Errorf("%s: not YAML: %s", placeAt(file, text, f.At), f.What), f.Hint)
	}
	if err := s.value(doc.Content[0], reflect.TypeFor[config](), ""); err != nil {
		return nil, err
	}
	var values map[string]any
	if err := doc.Decode(&values); err != nil { // aliases without end
		return nil, withHint(fmt.Errorf("%s: %s", file, strings.TrimPrefix(err.Error(), "yaml: ")), "write the values out instead of aliases")
	}
	withoutNulls(values)
	return values, nil
}

func withoutNulls(values map[string]any) {
	for name, value := range values {
		if value == nil {
			delete(values, name)
		} else if below, ok := value.(map[string]any); ok {
			withoutNulls(below)
		}
	}
}

// checkVariables refuses variables of the environment that cannot be the value of
// their key. Lists of entries stand in the configuration only.
func checkVariables() error {
	for _, k := range keys {
		name := variable(k.name)
		value := os.Getenv(name)
		group, _, _ := strings.Cut(k.name, ".")
		if group != k.name && os.Getenv(variable(group)) != "" {
			return withHint(fmt.Errorf("the variable %s stands for %s:, which has keys below it", variable(group), group),
				"unset it; a key has a variable of its own, such as "+name)
		}
		if value == "" {
			continue
		}
		switch k.initial.(type) {
		case bool:
			if _, err := strconv.ParseBool(value); err != nil {
				return withHint(fmt.Errorf("%s is %q; expected true or false", name, value), "unset it, or set it to true")
			}
		case int:
			if _, err := strconv.ParseInt(value, 0, 64); err != nil {
				return withHint(fmt.Errorf("%s is %q; expected a whole number", name, value), fmt.Sprintf("the default is %d", k.initial))
			}
		case []any:
			return withHint(fmt.Errorf("%s is %q, but %s is a list of entries, which no variable can hold", name, value, k.name),
				"unset it, and write "+k.name+" into the configuration file")
		}
	}
	return nil
}

// mistyped lists variables of the environment that are called nearly as one of
// ours, each with that one. Others may be meant for somebody else.
func mistyped(environ []string) (list [][2]string) {
	known := make([]string, len(keys))
	for i, k := range keys {
		known[i] = variable(k.name)
	}
	for _, v := range environ {
		name, _, _ := strings.Cut(v, "=")
		if !strings.HasPrefix(name, "VITRINE_") || slices.Contains(known, name) {
			continue
		}
		if meant, distance, ok := appdef.Closest(name, known); ok && distance <= 2 {
			list = append(list, [2]string{name, meant})
		}
	}
	return list
}

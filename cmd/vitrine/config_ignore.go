package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"vitrine/generator/diag"
)

// ignoreEdits proposes an entry of ignore: for one finding of a file. Everything else
// in the configuration stays byte for byte. The reason is left empty, which is no
// reason: whoever saves the file has to fill it in. open is what an editor holds of
// the file; nil where it is to be read.
func ignoreEdits(file string, open []byte, d *diag.Diagnostic, name string) (text []byte, there bool, edits []diag.Edit, err error) {
	there, text = true, open
	if open == nil {
		if text, err = readText(file); errors.Is(err, fs.ErrNotExist) {
			there, err = false, nil
		}
		if err != nil {
			return nil, false, nil, err
		}
	}
	before, err := ignoreList(file, text)
	if err != nil {
		return nil, false, nil, err
	}
	entry := []string{"- rule: " + plainOrQuoted(d.Rule), "  path: " + plainOrQuoted(escapeGlob(name))}
	if d.Path != "" {
		entry = append(entry, "  pointer: "+plainOrQuoted(d.Path))
	}
	edit := ignoreEdit(text, append(entry, `  reason: "" # why is this fine?`))
	after, err := ignoreList(file, diag.Apply(text, []diag.Edit{edit}))
	if err != nil || len(after) != len(before)+1 || len(before) > 0 && !reflect.DeepEqual(after[:len(before)], before) {
		return nil, false, nil, fmt.Errorf("%s is written in a way in which an entry of ignore: has to be added by hand", file)
	}
	return text, there, []diag.Edit{edit}, nil
}

// ignoreList are the entries of ignore: in a configuration.
func ignoreList(file string, text []byte) ([]any, error) {
	values, err := configValues(file, text)
	if err != nil {
		return nil, errors.New(oneLine(err))
	}
	for name, value := range values {
		if strings.EqualFold(name, "ignore") {
			list, _ := value.([]any)
			return list, nil
		}
	}
	return nil, nil
}

// ignoreEdit puts an entry behind the last one.
func ignoreEdit(text []byte, entry []string) diag.Edit {
	end := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		end = "\r\n"
	}
	lines := func(indent string) string {
		return indent + strings.Join(entry, end+indent) + end
	}
	src := diag.NewSource("", text)
	key, value, next := ignoreNodes(text)
	switch {
	case key == nil:
		gap := ""
		if len(text) > 0 {
			if gap = end; text[len(text)-1] != '\n' {
				gap += end
			}
		}
		return diag.Edit{Span: diag.Span{Start: len(text), End: len(text)}, New: gap + "ignore:" + end + lines("  ")}
	case value.Kind != yaml.SequenceNode || len(value.Content) == 0: // nothing, or []
		at := nodeSpan(src, value)
		if empty := emptyValue.Find(text[at.Start:at.End]); value.Line == key.Line && len(empty) > 0 {
			rest := string(bytes.TrimRight(text[at.Start+len(empty):at.End], " \t"))
			return diag.Edit{Span: diag.Span{Start: at.Start - 1, End: at.End}, New: rest + end + strings.TrimSuffix(lines("  "), end)}
		}
		line := src.LineSpan(key.Line)
		return diag.Edit{Span: diag.Span{Start: line.End, End: line.End}, New: end + strings.TrimSuffix(lines("  "), end)}
	}
	last := next - 1 // behind the entries stand empty lines, and comments of what follows
	for ; last > value.Line; last-- {
		if line := bytes.TrimSpace(text[src.LineSpan(last).Start:src.LineSpan(last).End]); len(line) > 0 && line[0] != '#' {
			break
		}
	}
	at := src.LineSpan(last).End
	return diag.Edit{Span: diag.Span{Start: at, End: at}, New: end + strings.TrimSuffix(lines(strings.Repeat(" ", value.Column-1)), end)}
}

var emptyValue = regexp.MustCompile(`^(\[\s*\]|~|null)`)

// ignoreNodes finds the key and its value, and the line on which the next key stands;
// that behind the last line where there is none.
func ignoreNodes(text []byte) (key, value *yaml.Node, next int) {
	next = diag.NewSource("", text).Lines() + 1
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) == 0 {
		return nil, nil, next
	}
	top := doc.Content[0].Content
	for i := 0; i+1 < len(top); i += 2 {
		if strings.EqualFold(top[i].Value, "ignore") {
			if i+2 < len(top) {
				next = top[i+2].Line
			}
			return top[i], top[i+1], next
		}
	}
	return nil, nil, next
}

var plainPath = regexp.MustCompile(`^[A-Za-z_/][A-Za-z0-9_./-]*$`)

// plainOrQuoted writes a text as YAML.
func plainOrQuoted(s string) string {
	if plainPath.MatchString(s) && !wordYAML.MatchString(s) {
		return s
	}
	return quoteYAML(s)
}

// escapeGlob names one file alone, whatever it is called.
func escapeGlob(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path.Clean(name))
}

package main

import (
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The place of a problem is a link that the editor's own scheme opens. Nothing
// on this machine is started by a request: the browser asks the person, and the
// server needs no way to run a command, which every page of the browser would
// knock at.

// editors are the schemes by which editors open a place. {file} is an absolute
// path that begins with a slash, also on Windows.
var editors = map[string]string{
	"code":    "vscode://file{file}:{line}:{column}",
	"cursor":  "cursor://file{file}:{line}:{column}",
	"idea":    "idea://open?file={file}&line={line}&column={column}",
	"sublime": "subl://open?url=file://{file}&line={line}&column={column}",
	"zed":     "zed://file{file}:{line}:{column}",
}

const editorHint = "write for example vscode://file{file}:{line}:{column}"

// unsafeSchemes run something in the browser instead of opening an editor.
var unsafeSchemes = []string{"javascript", "data", "vbscript", "blob", "file", "about", "view-source"}

// editorTemplate returns the address that an editor's name stands for; one
// that is an address itself stands for itself. where is what an error begins with.
func editorTemplate(where, editor string) (string, error) {
	if template, ok := editors[editor]; ok || editor == "" {
		return template, nil
	}
	scheme, _, isAddress := strings.Cut(editor, ":")
	u, err := url.Parse(placeholders("x", 1, 1).Replace(editor))
	names := slices.Sorted(maps.Keys(editors))
	switch {
	case !isAddress:
		err := fmt.Errorf("%s is %q; expected %s, or an address with {file}, {line} and {column}",
			where, editor, strings.Join(names, ", "))
		return "", didYouMean(err, editor, names, editorHint)
	case err != nil || u.Scheme == "" || slices.Contains(unsafeSchemes, strings.ToLower(scheme)):
		return "", withHint(fmt.Errorf("%s is %q, which opens no editor", where, editor), editorHint)
	case !strings.Contains(editor, "{file}"):
		return "", withHint(fmt.Errorf("%s has no {file}", where), editorHint)
	}
	return editor, nil
}

func placeholders(file string, line, column int) *strings.Replacer {
	return strings.NewReplacer("{file}", file, "{line}", strconv.Itoa(line), "{column}", strconv.Itoa(column))
}

// editAddress returns what opens a place of a file in the content directory;
// "" without an editor, and for all that is not in it.
func (c *config) editAddress(name string, line, column int) string {
	template, err := editorTemplate("serve.editor", c.Serve.Editor)
	local := filepath.FromSlash(name)
	if template == "" || err != nil || !filepath.IsLocal(local) {
		return ""
	}
	file, err := filepath.Abs(filepath.Join(c.Content, local))
	if err != nil {
		return ""
	}
	file = "/" + strings.TrimPrefix(filepath.ToSlash(file), "/")
	parts := strings.Split(file, "/")
	for i := range parts {
		parts[i] = strings.NewReplacer("&", "%26", "=", "%3D", "+", "%2B").Replace(url.PathEscape(parts[i]))
	}
	return placeholders(strings.Join(parts, "/"), line, column).Replace(template)
}

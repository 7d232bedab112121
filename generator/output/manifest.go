package output

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// ManifestName is the file that says which files of a directory are ours.
// A directory that holds it was written by an earlier build.
const ManifestName = ".vitrine-manifest.json"

const manifestSchema = 1

// manifest is what ManifestName holds. It has no times and no absolute paths,
// so that equal sites have equal manifests.
type manifest struct {
	Schema  int            `json:"schema"`
	Tool    string         `json:"tool"`
	Partial bool           `json:"partial,omitempty"` // a replacement file by file was under way
	Files   []manifestFile `json:"files"`
}

type manifestFile struct {
	Path string `json:"path"`
	Sum  string `json:"sha256"`
}

// readManifest reads the manifest of a directory; a missing one is not an
// error and gives nil.
func readManifest(dir string) (data []byte, files map[string]string, err error) {
	data, err = os.ReadFile(filepath.Join(dir, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, nil, fmt.Errorf("%s is damaged, so it is not certain which files are Vitrine's (%w); empty the directory yourself",
			ManifestName, err)
	}
	if m.Schema != manifestSchema {
		return nil, nil, fmt.Errorf("%s has schema %d and this Vitrine knows %d; empty the directory yourself, or use the version that "+
			"wrote it (%q)", ManifestName, m.Schema, manifestSchema, m.Tool)
	}
	files = make(map[string]string, len(m.Files))
	for _, f := range m.Files {
		if !fs.ValidPath(f.Path) || f.Path == "." {
			return nil, nil, fmt.Errorf("%s names %q, which is no path inside; empty the directory yourself", ManifestName, f.Path)
		}
		files[f.Path] = f.Sum
	}
	return data, files, nil
}

// encodeManifest writes one file a line, sorted, for people who look at diffs.
func encodeManifest(tool string, files map[string]string, partial bool) []byte {
	var b bytes.Buffer
	b.WriteString("{\"schema\":1,\"tool\":")
	b.Write(quoted(tool))
	if partial {
		b.WriteString(",\"partial\":true")
	}
	b.WriteString(",\"files\":[")
	for i, path := range slices.Sorted(maps.Keys(files)) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n{\"path\":")
		b.Write(quoted(path))
		b.WriteString(",\"sha256\":\"" + files[path] + "\"}")
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func quoted(s string) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be encoded
	}
	return b
}

// sums lists the files of the new site that are ours.
func (w *Writer) sums() map[string]string {
	m := make(map[string]string, len(w.files))
	for path, e := range w.files {
		if !e.kept {
			m[path] = hex.EncodeToString(e.sum[:])
		}
	}
	return m
}

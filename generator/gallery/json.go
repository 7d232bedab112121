package gallery

import (
	"bytes"
	_ "embed" // the schema
	"encoding/json"

	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// Schema is the JSON Schema of gallery.json.
//
//go:embed gallery.schema.json
var Schema []byte

// The contract of gallery.json, version 1.
type (
	galleryDoc struct {
		Version int          `json:"version"`
		Apps    []galleryApp `json:"apps"`
	}
	galleryApp struct {
		App     string          `json:"app"`
		Version string          `json:"version"`
		Latest  bool            `json:"latest"`
		Title   string          `json:"title"`
		Page    string          `json:"page"`
		Source  string          `json:"source"`
		Status  string          `json:"status"`
		Counts  diag.Counts     `json:"counts"`
		Digest  string          `json:"digest,omitempty"` // of what the definition says; see diff.Digest
		Widgets []galleryWidget `json:"widgets"`
	}
	galleryWidget struct {
		Name          string      `json:"name"`
		Title         string      `json:"title"`
		Page          string      `json:"page"`
		PreviewURL    string      `json:"previewUrl"`
		PreviewReason string      `json:"previewReason,omitempty"`
		Width         string      `json:"width"`
		Height        string      `json:"height"`
		Requested     []string    `json:"requested"`
		Permissions   []string    `json:"permissions"`
		Status        string      `json:"status"`
		Counts        diag.Counts `json:"counts"`
		Badge         string      `json:"badge"`
	}
)

// galleryJSON is the gallery as data: every version of every app.
func galleryJSON(s *Snapshot) []byte {
	doc := galleryOf(s)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(doc); err != nil {
		panic(err) // plain strings and numbers
	}
	return b.Bytes()
}

func galleryOf(s *Snapshot) galleryDoc {
	doc := galleryDoc{Version: 1, Apps: []galleryApp{}}
	for _, e := range s.order {
		for _, version := range s.versions(e) {
			doc.Apps = append(doc.Apps, galleryEntry(version))
		}
	}
	return doc
}

func galleryEntry(s *site.Summary) galleryApp {
	a := galleryApp{
		App: s.Name, Version: s.Version, Latest: s.Latest, Title: s.Title, Page: s.Page, Source: s.Source,
		Status: s.Status, Counts: s.Counts, Digest: s.Digest, Widgets: []galleryWidget{},
	}
	for _, w := range s.Widgets {
		a.Widgets = append(a.Widgets, galleryWidget{
			Name: w.Name, Title: w.Title, Page: w.Page, PreviewURL: w.PreviewURL, PreviewReason: w.PreviewReason,
			Width: w.Width, Height: w.Height, Requested: notNull(w.Requested), Permissions: notNull(w.Permissions),
			Status: w.Status, Counts: w.Counts, Badge: w.Badge,
		})
	}
	return a
}

// notNull keeps an empty list from becoming null.
func notNull(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

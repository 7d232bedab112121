package site

// Text is the body of the page of a definition's text: its lines with the
// findings below them, and what the app says in each of its languages.
type Text struct {
	Summary   *Summary
	Versions  []Version // their pages of this kind
	Source    Source
	Languages *Languages // nil for an app that speaks one language only
}

// TextPage shows the text of a definition.
func TextPage(d *Definition, sum *Summary, versions []*Summary, s *Settings) *Page {
	root := Root(d.Text)
	list := findings(d.Source, pointers(d.Findings), here, root)
	body := &Text{
		Summary: sum, Versions: versionList(versions, sum, root), Source: source(d.Source, list, pointers(d.Findings), nil), Languages: d.languages(sum),
	}
	for i, v := range versions {
		body.Versions[i].Href = root + v.Text
	}
	return &Page{
		Path: d.Text, Kind: "definition", Root: root, Site: s, Body: body, Title: "Definition of " + sum.Title + " " + sum.Version,
		Description: "The definition of " + sum.Title + ", line by line, with what was found.",
		Crumbs:      []Link{{"Gallery", "index.html"}, {sum.Title, d.Page}, {"Definition", ""}}, Sheets: sheets(sum.Icon),
	}
}

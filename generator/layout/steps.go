package layout

import (
	"path"
	"slices"
)

// StepFolder holds the pages about what changed, beside those of the widgets.
const StepFolder = "diff"

// assignSteps names the pages between the versions of an app, which come
// newest first: apps/<app>/diff/<old>--<new>.html. What cannot be read as a
// definition has nothing to compare.
func (a *App) assignSteps() {
	taken := Names{}
	var newer *Entry
	for _, e := range a.comparable() {
		if newer != nil {
			step := path.Join(a.Folder, StepFolder, taken.Unique(VersionSlug(e.Head().Version)+"--"+VersionSlug(newer.Head().Version))) + ".html"
			if !newer.lacks(step) && !e.lacks(step) {
				newer.Before, newer.Step = e, step
			}
		}
		newer = e
	}
}

// lacks tells whether a definition is lost and the earlier build has no such
// page of it.
func (e *Entry) lacks(page string) bool { return e.Kept != nil && !e.Kept.Has(page) }

// comparable lists the versions that can be read as a definition, the newest first.
func (a *App) comparable() []*Entry {
	return slices.DeleteFunc(slices.Clone(a.Versions), func(e *Entry) bool { return e.Head().ID == "" && e.Head().Version == "" })
}

// Of how many versions any two can be compared, the newest first: the data grow with their square. Two have the page
// between them and nothing else to choose from.
const (
	comparedMost  = 30
	comparedLeast = 3
)

// assignCompares names the data from which any two versions of an app are compared: apps/<app>/diff/<version>.js.
func (a *App) assignCompares() {
	list := a.comparable()
	if len(list) < comparedLeast {
		return
	}
	taken := Names{}
	for _, e := range list[:min(len(list), comparedMost)] {
		e.Compare = path.Join(a.Folder, StepFolder, taken.Unique(VersionSlug(e.Head().Version))) + ".js"
	}
}

// ComparePage is the page on which a version is compared with any other; "" for none.
func (e *Entry) ComparePage() string {
	if e.Compare == "" {
		return ""
	}
	return path.Join(path.Dir(e.Compare), "index.html")
}

package layout

import "path"

// StepFolder holds the pages about what changed, beside those of the widgets.
const StepFolder = "diff"

// assignSteps names the pages between the versions of an app, which come
// newest first: apps/<app>/diff/<old>--<new>.html. What cannot be read as a
// definition has nothing to compare.
func (a *App) assignSteps() {
	taken := Names{}
	var newer *Entry
	for _, e := range a.Versions {
		if len(e.Head().ID) == 0 && e.Head().Version == "" {
			continue
		}
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

package generator

import (
	"strconv"
	"strings"

	"vitrine/generator/render"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// searchParts are the files of each block of the search data, in the folder
// search.
var searchParts = []string{"core", "rest", "icons"}

func searchPath(part string, block int) string {
	return "search/" + part + "-" + strconv.Itoa(block) + ".js"
}

// searchBlocks says where the blocks of the search data begin in the order of
// the index. An empty gallery has one, which is empty.
func (c *Catalogue) searchBlocks() []int {
	return site.SearchBlocks(len(c.order), func(i int) int { return len(c.order[i].summary.Widgets) })
}

// searchFile makes one file of the search data. It costs what its block holds
// and only when it is asked for.
func (c *Catalogue) searchFile(name string) ([]byte, bool, error) {
	part, number, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "search/"), ".js"), "-")
	block, err := strconv.Atoi(number)
	cuts := c.searchBlocks()
	if err != nil || block < 0 || block+1 >= len(cuts) || searchPath(part, block) != name {
		return nil, false, nil
	}
	s := site.Searcher{Block: block, Blocks: len(cuts) - 1, Show: render.Visible, About: func(rule string) string {
		r, _ := rules.Find(rule)
		return r.Summary
	}}
	for _, f := range c.order[cuts[block]:cuts[block+1]] {
		s.Apps = append(s.Apps, f.summary)
	}
	switch part {
	case "core":
		return render.Search(s.Core()), true, nil
	case "rest":
		return render.Search(s.Rest()), true, nil
	case "icons":
		return render.Search(s.Icons()), true, nil
	}
	return nil, false, nil
}

package appdef

import (
	yaml "go.yaml.in/yaml/v3"

	"vitrine/generator/diag"
)

// SampleName is where samples.yaml names a setting. The spans are of what is
// written, with quotes where there are any; CategorySpan is empty without a
// category.
type SampleName struct {
	Category, Name         string
	CategorySpan, NameSpan diag.Span
}

// SampleNames lists the settings that a samples.yaml names, in order; ok is false
// where that cannot be told, because the text is no YAML or too large.
func SampleNames(text []byte) (list []SampleName, ok bool) {
	var doc yaml.Node
	if len(text) > MaxSamples || yaml.Unmarshal(text, &doc) != nil {
		return nil, false
	}
	if len(doc.Content) == 0 {
		return nil, true
	}
	r := &sampleReader{src: diag.NewSource("", text), next: map[*yaml.Node]*yaml.Node{}}
	r.order(&doc)
	for _, set := range doc.Content[0].Content {
		if set.Kind != yaml.MappingNode {
			continue
		}
		for k := 0; k+1 < len(set.Content); k += 2 {
			if set.Content[k].Value != "settings" {
				continue
			}
			for _, item := range set.Content[k+1].Content {
				if n := r.names(item); n.Name != "" {
					list = append(list, n)
				}
			}
		}
	}
	return list, true
}

func (r *sampleReader) names(item *yaml.Node) (n SampleName) {
	if item.Kind != yaml.MappingNode {
		return n
	}
	for k := 0; k+1 < len(item.Content); k += 2 {
		key, val := item.Content[k], item.Content[k+1]
		switch {
		case val.Kind != yaml.ScalarNode || val.Value == "" || val.Tag == "!!null" || val.Anchor != "": // an alias may mean it as well
		case key.Value == "category":
			n.Category, n.CategorySpan = val.Value, r.extent(val)
		case key.Value == "name":
			n.Name, n.NameSpan = val.Value, r.extent(val)
		}
	}
	return n
}

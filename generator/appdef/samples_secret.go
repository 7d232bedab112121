package appdef

import (
	"bytes"
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"vitrine/generator/diag"
)

// SecretSettings lists the names of the settings that are secret: values of
// them must not be shown, wherever they stand.
func (a *App) SecretSettings() []string {
	var list []string
	hidden := map[string]bool{}
	for _, s := range a.Secrets {
		hidden[s.Path] = s.Setting && !s.Named && s.Looks == ""
	}
	for i := range a.Settings {
		for k := range a.Settings[i].Settings {
			s := &a.Settings[i].Settings[k]
			if s.Secret() || s.Type.Node != nil && meansSecret(s.Type.Node) || hidden[s.Default.Path] {
				list = append(list, s.Text)
			}
		}
	}
	return list
}

// hide blanks in the document what nobody may see, and notes where it stands
// in the text: the values of secret settings, what has the name of a secret,
// and what looks like a credential.
func (r *sampleReader) hide(doc *yaml.Node, secret []string) {
	byName := map[string]bool{}
	for _, name := range secret {
		byName[strings.ToLower(strings.TrimSpace(name))] = true
	}
	list := r.order(doc)
	r.hideIn(doc, byName)
	for _, n := range list {
		if plain := Conceal(n.Value); plain != n.Value {
			n.Value = plain
			r.secret(n)
		}
	}
	r.secrets = append(r.secrets, CredentialSpans(r.src.Text)...) // comments, too
}

// order lists all scalars, and notes which of them follows which.
func (r *sampleReader) order(doc *yaml.Node) []*yaml.Node {
	list := written(doc, nil)
	for i := range list[:max(0, len(list)-1)] {
		r.next[list[i]] = list[i+1]
	}
	return list
}

// written lists all scalars as they are written. Aliases are not followed.
func written(n *yaml.Node, list []*yaml.Node) []*yaml.Node {
	if n.Kind == yaml.ScalarNode {
		return append(list, n)
	}
	for _, c := range n.Content {
		list = written(c, list)
	}
	return list
}

// extent works out where a scalar ends: YAML tells only where it begins. What
// cannot be told reaches to the next scalar.
func (r *sampleReader) extent(n *yaml.Node) diag.Span {
	s := r.span(n)
	text := r.src.Text[s.Start:]
	end := len(text)
	if next := r.next[n]; next != nil {
		end = max(0, r.span(next).Start-s.Start)
	}
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		end = quoted(text, '"', end)
	case n.Style&yaml.SingleQuotedStyle != 0:
		end = quoted(text, '\'', end)
	case n.Style == 0 && bytes.HasPrefix(text, []byte(n.Value)):
		end = len(n.Value)
	default:
		end = len(bytes.TrimRight(text[:end], " \t\r\n"))
	}
	return diag.Span{Start: s.Start, End: s.Start + end}
}

// quoted finds the end of a text in quotes; most is where it ends at last.
func quoted(text []byte, quote byte, most int) int {
	i := bytes.IndexByte(text, quote) + 1
	for ; i > 0 && i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case quote == '\'' && text[i] == '\'' && i+1 < len(text) && text[i+1] == '\'':
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return most
}

func (r *sampleReader) secret(n *yaml.Node) {
	if s := r.extent(n); s.Start < s.End {
		r.secrets = append(r.secrets, s)
	}
}

// hideIn looks for secrets by their names.
func (r *sampleReader) hideIn(n *yaml.Node, secret map[string]bool) {
	if n.Kind == yaml.MappingNode {
		name, named := "", false
		for k := 0; k+1 < len(n.Content); k += 2 {
			switch n.Content[k].Value {
			case "name", "key", "header":
				name, named = n.Content[k+1].Value, true
			}
		}
		for k := 0; k+1 < len(n.Content); k += 2 {
			key, val := n.Content[k].Value, n.Content[k+1]
			switch {
			case named && strings.HasPrefix(key, "val") && secret[strings.ToLower(strings.TrimSpace(name))], secret[strings.ToLower(key)] &&
				!sampleKeys[key]:
				r.blank(val)
			case named && holdsValue(key) && SoundsSecret(name), SoundsSecret(key):
				r.blankPlain(val)
			}
		}
	}
	for _, c := range n.Content {
		r.hideIn(c, secret)
	}
}

// sampleKeys are keys of samples.yaml. Other keys may be a setting's name.
var sampleKeys = map[string]bool{"name": true, "description": true, "settings": true, "context": true, "responses": true,
	"category": true, "value": true,
	"method": true, "url": true, "status": true, "body": true}

// blank hides every value in a node, aliases and all.
func (r *sampleReader) blank(n *yaml.Node) {
	for _, c := range written(n, nil) {
		if c.Value != "" {
			c.Value, c.Tag, c.Style = strings.Repeat("*", len(c.Value)), "!!str", 0
			r.secret(c)
		}
	}
}

// blankPlain is blank for what may be a placeholder.
func (r *sampleReader) blankPlain(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && !Placeholder(n.Value) && n.ShortTag() != "!!bool" {
		r.blank(n)
	}
	if n.Kind == yaml.SequenceNode {
		for _, c := range n.Content {
			r.blankPlain(c)
		}
	}
}

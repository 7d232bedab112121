package generator

import (
	"errors"
	"fmt"
	_ "image/jpeg" // screenshots are JPEG on the marketplace

	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// iconData is a local picture: as it is shown, and what is wrong with it.
// It is remembered under the file's stamp.
type iconData struct {
	stamp  stamp
	src    string // "" for one that is not shown
	faults []iconFault
}

// picture returns what shows the icon of an address without asking another
// host: the file of that name beside the definition, or the one that
// previews: leads to.
func (c *Catalogue) picture(f *file, address string) string {
	if p, ok := c.pictureName(f, address); ok && c.has(p) {
		return c.icons[p].src
	}
	return ""
}

// loadIcons reads the pictures that definitions name and that are new or
// changed, and measures them.
func (c *Catalogue) loadIcons(list []*file) {
	var paths []string
	seen := map[string]bool{}
	for _, f := range list {
		for _, p := range f.asked {
			if s, ok := c.stamp(p); ok && !seen[p] && c.icons[p].stamp != s {
				seen[p] = true
				paths = append(paths, p)
			}
		}
	}
	loaded := make([]iconData, len(paths))
	parallel(len(paths), func(i int) { loaded[i] = c.loadIcon(paths[i]) })
	for i, p := range paths {
		c.icons[p] = loaded[i]
	}
	for _, f := range list {
		f.icons = f.head.iconFindings(func(address string) []iconFault {
			if p, ok := c.pictureName(f, address); ok && c.has(p) {
				return c.icons[p].faults
			}
			return nil
		})
	}
}

// iconFindings says at each icon of a definition what is wrong with its
// bytes.
func (h *head) iconFindings(faults func(address string) []iconFault) []diag.Diagnostic {
	var list []diag.Diagnostic
	for _, pic := range h.pictures {
		for _, fault := range faults(pic.address) {
			r, _ := rules.Find(fault.Rule)
			list = append(list, diag.Diagnostic{
				Rule: fault.Rule, Severity: r.Severity, Span: pic.at.Span, Path: pic.at.Path, Message: fault.Message, Hint: fault.Hint,
			})
		}
	}
	return list
}

func (c *Catalogue) loadIcon(p string) iconData {
	icon := iconData{}
	icon.stamp, _ = c.stamp(p)
	data, err := readFile(c.content, p, maxIcon)
	if icon.faults = iconFaults(p, data, err); err == nil && !c.opts.Bare {
		icon.src = iconName(data)
		c.pictures.note(icon.src, p)
	}
	return icon
}

// iconFaults is what is wrong with the icon of a name.
func iconFaults(name string, data []byte, err error) []iconFault {
	switch {
	case errors.Is(err, errTooLarge):
		return []iconFault{{"icon-too-heavy", fmt.Sprintf("the icon weighs more than %d KiB and was not measured", maxIcon>>10), "every agent loads it; make it smaller"}}
	case err != nil:
		return []iconFault{{"icon-format", "the icon cannot be read: " + reason(err), "check its permissions"}}
	}
	return append(judgeIcon(data), misnamed(name, data)...)
}

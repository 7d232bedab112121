package ignore

import (
	"path"
	"strings"
)

// Editors tells whether a file of that name, without its folder, is an editor's own business: a copy that it makes while
// it saves, a lock, what it needs after a crash. Such files come and go with every save, so that nobody looks at them.
func Editors(name string) bool {
	switch {
	case name == "4913", strings.HasSuffix(name, "~"), strings.HasPrefix(name, ".#"):
		return true
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	case strings.HasPrefix(name, "."):
		ext := path.Ext(name)
		return len(ext) == 4 && strings.HasPrefix(ext, ".sw")
	}
	return strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}

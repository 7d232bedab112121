// Package templates holds the assets of the built-in theme: scripts and style
// sheets, made of the sources in scripts and styles (see bundle). Its templates
// are compiled, in generator/render.
package templates

import "embed"

// FS is the built-in theme.
//
//go:embed assets
var FS embed.FS

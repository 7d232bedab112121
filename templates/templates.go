// Package templates holds the built-in theme: the frame site.html, parts that
// pages share, one template for each kind of page, and the assets. Scripts and
// style sheets are made of the sources in scripts and styles (see bundle).
package templates

import "embed"

// FS is the built-in theme.
//
//go:embed site.html pages parts assets
var FS embed.FS

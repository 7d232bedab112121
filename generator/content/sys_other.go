//go:build !unix

package content

import "io/fs"

const openNonblock = 0

func inode(fs.FileInfo) uint64 { return 0 }

func isLoop(error) bool { return false }

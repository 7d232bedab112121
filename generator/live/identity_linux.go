package live

import (
	"io/fs"
	"syscall"
)

// identity returns a file's inode and the time of its last change of any kind.
func identity(info fs.FileInfo) (inode uint64, ctime int64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino, s.Ctim.Nano()
	}
	return 0, 0
}

// remote names the kind of file system that a folder is on if it is one that
// is known to keep events to itself.
func remote(dir string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return ""
	}
	return map[int64]string{
		0x6969: "NFS", 0x517B: "SMB", 0xFF534D42: "CIFS", 0xFE534D42: "SMB2",
		0x65735546: "FUSE", 0x01021997: "9P", 0x00C36400: "Ceph", 0x5346414F: "AFS",
	}[int64(uint32(st.Type))]
}

package generator

import (
	"io"
	"io/fs"
)

// replaceable is a content directory whose path may come to lead to another
// directory; DirFS is one.
type replaceable interface {
	Reopen() (another bool, err error)
}

// reopen sees to it that the content directory is the one that its path leads
// to. If that is another one, nothing that is known of the files counts any
// more: a copy may have the sizes, times and even the numbers of the old ones.
func (c *Catalogue) reopen() (another bool, err error) {
	dir, ok := c.content.(replaceable)
	if !ok {
		return false, nil
	}
	another, err = dir.Reopen()
	if another {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.distrust()
	}
	return another, err
}

// distrust makes every file differ from what the next walk finds. What is
// shown stays until then.
func (c *Catalogue) distrust() {
	never := stamp{size: -1}
	for _, f := range c.files {
		f.stamp = never
	}
	for p := range c.beside {
		c.beside[p] = never
	}
	for p, icon := range c.icons {
		icon.stamp = stamp{size: -2} // another than that of a file beside
		c.icons[p] = icon
	}
	for p := range c.publish {
		c.publish[p] = never
	}
}

// Close gives the content directory back, if it is one that can be closed.
// The catalogue must not be used afterwards.
func (c *Catalogue) Close() error {
	if closer, ok := c.content.(interface {
		fs.FS
		io.Closer
	}); ok {
		return closer.Close()
	}
	return nil
}

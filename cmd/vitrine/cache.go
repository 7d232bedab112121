package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vitrine/generator/memo"
)

// cacheFlags say where a build keeps what it computed.
type cacheFlags struct {
	dir  string // "" for the user's cache directory
	none bool
}

func (f *cacheFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.dir, "cache", "",
		"the folder for what the next build need not compute again (default: vitrine in the user's cache directory)")
	cmd.Flags().BoolVar(&f.none, "no-cache", false, "compute everything, and keep nothing for the next build")
	completeFolders(cmd, "cache")
	cmd.MarkFlagsMutuallyExclusive("cache", "no-cache")
}

// store opens what earlier builds of this gallery kept, and says which output
// directory that is about. Whatever goes wrong is a store in memory: the build
// takes longer, and is the same.
func (c *config) store(flags cacheFlags) (store *memo.Store, place string) {
	place, err := filepath.Abs(c.Output)
	content, err2 := filepath.Abs(c.Content)
	if flags.none || err != nil || err2 != nil {
		return memo.New(), place
	}
	dir := flags.dir
	if dir == "" {
		if dir, err = os.UserCacheDir(); err != nil {
			return memo.New(), place
		}
		dir = filepath.Join(dir, "vitrine")
	}
	salt, err := buildID()
	if err != nil {
		return memo.New(), place
	}
	name := memo.NewHash("gallery").String(content).String(place).Sum().String()
	return memo.Open(filepath.Join(dir, name), salt), place
}

// buildID tells this program from every other, by its bytes: results of another
// version are not ours.
func buildID() (string, error) {
	file, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"vitrine/generator/lsp"
	"vitrine/generator/render"
)

func lspCommand(e *env) *cobra.Command {
	cmd := &cobra.Command{
		Use: "lsp", Short: "be the language server of an editor", Args: takesNone, ValidArgsFunction: cobra.NoFileCompletions,
		Long: `Lsp is for editors: it speaks the Language Server Protocol on standard input and
output. What vitrine check finds is shown while you type, with the same rules,
configuration and ignores, and fixes are offered where you are. Definitions can
be laid out, and their previews opened where vitrine serve runs.

Have your editor start "vitrine lsp" for JSON files; README.md has the lines for
Neovim, Helix, Zed and Sublime Text. Each folder that the editor has open is
configured by its own config.yaml; content: in it is relative to that folder.
Without both, the folder itself is taken for the content directory. A file that
lies in none is checked by itself, as vitrine check FILE does.

What goes wrong is told on standard error, which editors keep in a log. The exit
code is 0 when the editor has said goodbye, and 1 when it has not.`,
		Example: `  vitrine lsp
  vitrine lsp --content my-apps`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signalled(context.Background())
			defer stop()
			e.exit = lsp.Serve(ctx, e.in, e.out, e.lspOptions(cmd))
			return nil
		},
	}
	addFlags(cmd.Flags(), "serve.poll")
	return cmd
}

func (e *env) lspOptions(cmd *cobra.Command) lsp.Options {
	var mu sync.Mutex
	p := &pages{env: e, cmd: cmd}
	theme := sync.OnceValues(func() (*render.Theme, error) { return openTheme("", render.Brand{}) })
	return lsp.Options{
		Version: version(), Gone: gone, Ignore: ignoreEdits, Page: p.page,
		Log: func(line string) {
			mu.Lock()
			defer mu.Unlock()
			e.say(line)
		},
		Open: func(folder string) (*lsp.Root, error) {
			c, file, err := e.loadFolder(cmd, folder)
			if err != nil {
				return nil, errors.New(oneLine(err))
			}
			if _, err := os.Stat(c.Content); folder != "" && errors.Is(err, fs.ErrNotExist) {
				return nil, errors.New(oneLine(withHint(errors.New("there is no content directory "+c.Content),
					"make it, or name another with content: in the config.yaml of the folder")))
			}
			t, err := theme()
			if err != nil {
				return nil, err
			}
			return &lsp.Root{Content: c.Content, Config: file, Text: c.text, Options: c.options(), Theme: t, Poll: c.Serve.Poll}, nil
		},
	}
}

// loadFolder reads the configuration of a folder of an editor: its own config.yaml,
// or the one that --config names for all. Paths in it are relative to the folder,
// as if Vitrine ran there. file is where it stands, or would stand; "" without a folder.
func (e *env) loadFolder(cmd *cobra.Command, folder string) (c *config, file string, err error) {
	optional := e.config == ""
	switch {
	case e.config != "":
		file, err = filepath.Abs(e.config)
	case folder != "":
		file = filepath.Join(folder, "config.yaml")
	}
	if err != nil {
		return nil, "", err
	}
	if c, err = e.loadFile(cmd, file, optional); err != nil {
		return nil, "", err
	}
	if folder == "" {
		return c, file, nil
	}
	named := c.Content != "content" || c.file != "" || slices.Contains(c.flags, "content")
	for _, path := range []*string{&c.Content, &c.Output, &c.Shots} {
		if !filepath.IsAbs(*path) {
			*path = filepath.Join(folder, *path)
		}
	}
	if _, err := os.Stat(c.Content); err != nil && !named {
		c.Content = folder
	}
	return c, file, nil
}

// aliveEvery is how often one looks whether an editor is still there, whose pipes
// another process may have inherited.
const aliveEvery = 3 * time.Second

// gone is closed when a process has ended.
func gone(ctx context.Context, pid int) <-chan struct{} {
	c := make(chan struct{})
	go func() {
		p, err := os.FindProcess(pid)
		if err != nil {
			close(c)
			return
		}
		defer p.Release()
		if runtime.GOOS == "windows" { // which waits for any process, and has no signals
			if _, err := p.Wait(); err == nil {
				close(c)
			}
			return
		}
		for tick := time.NewTicker(aliveEvery); ; {
			if err := p.Signal(syscall.Signal(0)); errors.Is(err, os.ErrProcessDone) || errors.Is(err, syscall.ESRCH) {
				tick.Stop()
				close(c)
				return
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				tick.Stop()
				return
			}
		}
	}()
	return c
}

package main

import (
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"vitrine/generator/site"
)

// remote is where a repository is published, as its files say: git is not run.
type remote struct {
	host  string // "github.com"; "" where it is not known
	owner string // "acme", or "acme/tools" for a group in a group
	repo  string
}

// repository is what the files of a git repository say.
type repository struct {
	origin remote
	branch string // that others start from; "" where it is not known
}

// readRepository reads the repository whose root a directory is; of any other
// directory it knows nothing.
func readRepository(dir string) repository {
	private := filepath.Join(dir, ".git") // of this working tree
	if text := readSmall(private); text != "" {
		link, ok := strings.CutPrefix(text, "gitdir:")
		if !ok {
			return repository{}
		}
		private = from(dir, strings.TrimSpace(link))
	}
	common := private // of all working trees
	if text := readSmall(filepath.Join(private, "commondir")); text != "" {
		common = from(private, strings.TrimSpace(text))
	}
	branch, ok := strings.CutPrefix(readSmall(filepath.Join(common, "refs", "remotes", "origin", "HEAD")), "ref: refs/remotes/origin/")
	if !ok {
		branch, ok = strings.CutPrefix(readSmall(filepath.Join(private, "HEAD")), "ref: refs/heads/")
	}
	if branch = strings.TrimSpace(branch); !ok || !branchName.MatchString(branch) {
		branch = ""
	}
	return repository{parseRemote(originOf(readSmall(filepath.Join(common, "config")))), branch}
}

// repositoryAbove is the root of the repository that a directory lies in
// without being its root; "" for none.
func repositoryAbove(dir string) string {
	own, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for at := own; ; at = filepath.Dir(at) {
		_, err := os.Lstat(filepath.Join(at, ".git"))
		switch {
		case err == nil && at != own:
			return at
		case err == nil, at == filepath.Dir(at):
			return ""
		}
	}
}

// branchName is the name of a branch that needs no care in any text.
var branchName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)

// from is a path as seen from a directory.
func from(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// readSmall returns what a small regular file holds; "" for anything else.
func readSmall(name string) string {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return ""
	}
	return string(data)
}

// originOf finds the address of the remote "origin" in git's configuration.
func originOf(config string) string {
	within := false
	for line := range strings.Lines(config) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			within = strings.HasPrefix(line, `[remote "origin"]`)
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if within && ok && strings.EqualFold(strings.TrimSpace(name), "url") {
			return strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return ""
}

// parseRemote reads an address as git takes it: https://host/owner/repo.git,
// ssh://git@host/owner/repo or git@host:owner/repo.
func parseRemote(address string) remote {
	host, path := "", ""
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host, path = u.Hostname(), u.Path
	} else if before, after, ok := strings.Cut(address, ":"); ok && !strings.Contains(before, "/") {
		_, host, _ = cutUser(before)
		path = after
	}
	path = strings.TrimSuffix(strings.Trim(path, "/"), ".git")
	owner, repo, ok := cutLast(path, "/")
	if !ok || host == "" || !repoPath.MatchString(path) || !fs.ValidPath(path) {
		return remote{}
	}
	host = strings.ToLower(host)
	switch host {
	case "ssh.github.com", "www.github.com":
		host = "github.com"
	case "altssh.gitlab.com":
		host = "gitlab.com"
	}
	return remote{host, owner, repo}
}

func cutUser(s string) (user, host string, ok bool) {
	if user, host, ok = strings.Cut(s, "@"); ok {
		return user, host, true
	}
	return "", s, false
}

// repoPath is owner/repo, of names that need no care in an address.
var repoPath = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_.][A-Za-z0-9._-]*)+$`)

// pages is where the pages of the repository are published; "" where it is not
// known. domain is what its CNAME file says.
func (r remote) pages(domain string) string {
	address := ""
	hosts := map[string]string{"github.com": "github.io", "gitlab.com": "gitlab.io"}
	suffix := hosts[r.host]
	switch {
	case domain != "":
		address = "https://" + domain + "/"
	case suffix != "":
		user, group, _ := strings.Cut(r.owner, "/")
		host := strings.ToLower(user) + "." + suffix
		address = "https://" + host + "/"
		if group != "" {
			address += group + "/"
		}
		if !strings.EqualFold(r.repo, host) {
			address += r.repo + "/"
		}
	}
	base, err := site.ParseBaseURL(address)
	if err != nil {
		return ""
	}
	return base
}

// customDomain is the domain in the CNAME file of a directory, "" for none.
func customDomain(root *os.Root) (string, error) {
	info, err := root.Lstat("CNAME")
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	text, err := root.ReadFile("CNAME")
	if err != nil {
		return "", err
	}
	domain, _, _ := strings.Cut(strings.TrimSpace(string(text[:min(len(text), 1000)])), "\n")
	if domain = strings.TrimSpace(domain); !domainName.MatchString(domain) {
		return "", nil
	}
	return domain, nil
}

var domainName = regexp.MustCompile(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)

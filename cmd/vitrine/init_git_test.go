package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPages: the address of the remote and the CNAME file tell where the pages are published.
func TestPages(t *testing.T) {
	for _, c := range []struct{ origin, domain, want string }{
		{"https://github.com/Acme/Orders.git", "", "https://acme.github.io/Orders/"},
		{"https://github.com/acme/orders", "", "https://acme.github.io/orders/"},
		{"https://github.com/acme/orders/", "", "https://acme.github.io/orders/"},
		{"git@github.com:acme/orders.git", "", "https://acme.github.io/orders/"},
		{"github.com:acme/orders.git", "", "https://acme.github.io/orders/"},
		{"ssh://git@github.com/acme/orders.git", "", "https://acme.github.io/orders/"},
		{"ssh://git@ssh.github.com:443/acme/orders.git", "", "https://acme.github.io/orders/"},
		{"https://user:password@github.com/acme/orders.git", "", "https://acme.github.io/orders/"},
		{"git@github.com:Acme/acme.github.io.git", "", "https://acme.github.io/"},
		{"git@github.com:acme/orders.git", "widgets.acme.example", "https://widgets.acme.example/"},
		{"", "widgets.acme.example", "https://widgets.acme.example/"},
		{"https://gitlab.com/acme/orders.git", "", "https://acme.gitlab.io/orders/"},
		{"git@gitlab.com:acme/tools/orders.git", "", "https://acme.gitlab.io/tools/orders/"},
		{"git@gitlab.com:acme/acme.gitlab.io.git", "", "https://acme.gitlab.io/"},
		{"https://git.acme.example/acme/orders.git", "", ""},
		{"https://github.com/acme", "", ""},
		{"https://github.com/acme/../orders", "", ""},
		{"https://github.com/ac me/<orders>", "", ""},
		{"../orders", "", ""},
		{"C:\\work\\orders", "", ""},
		{"", "", ""},
	} {
		if got := parseRemote(c.origin).pages(c.domain); got != c.want {
			t.Errorf("origin %q, CNAME %q: %q, want %q", c.origin, c.domain, got, c.want)
		}
	}
}

// TestRepository: what git knows is read from its files, also from those of a linked working tree.
func TestRepository(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"main/.git/config":                      "[remote \"upstream\"]\n\turl = https://github.com/other/orders\n[remote \"origin\"]\n\tURL = \"git@github.com:acme/orders.git\" \n",
		"main/.git/HEAD":                        "ref: refs/heads/trunk\n",
		"main/.git/worktrees/side/HEAD":         "ref: refs/heads/topic\n",
		"main/.git/worktrees/side/commondir":    "../..\n",
		"side/.git":                             "gitdir: ../main/.git/worktrees/side\n",
		"cloned/.git/HEAD":                      "ref: refs/heads/topic\n",
		"cloned/.git/refs/remotes/origin/HEAD":  "ref: refs/remotes/origin/release/2\n",
		"detached/.git/HEAD":                    "0123456789abcdef0123456789abcdef01234567\n",
		"hostile/.git/HEAD":                     "ref: refs/heads/a: [b]\n",
		"hostile/.git/config":                   "[remote \"origin\"\nurl\n[remote \"origin\"]\nurl = https://github.com/a$(b)/c\n",
		"strange/.git":                          "nothing that git would write\n",
		"folder/.git/config/is/a/folder/itself": "",
	} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(at), 0o755))
		must(t, os.WriteFile(at, []byte(text), 0o644))
	}
	acme := remote{"github.com", "acme", "orders"}
	for name, want := range map[string]repository{
		"main": {acme, "trunk"}, "side": {acme, "topic"}, "cloned": {branch: "release/2"},
		"detached": {}, "hostile": {}, "strange": {}, "folder": {}, "nowhere": {},
	} {
		if got := readRepository(filepath.Join(dir, name)); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}

// TestVitrineOf: a workflow runs the commit that this program was built from, if nothing was added to it.
func TestVitrineOf(t *testing.T) {
	const commit = commitOfVitrine
	for _, c := range []struct {
		id     identity
		module string
		want   string
	}{
		{identity{}, "vitrine", "OWNER/vitrine COMMIT"},
		{identity{Commit: commit}, "vitrine", "OWNER/vitrine " + commit},
		{identity{Commit: commit, Modified: true}, "vitrine", "OWNER/vitrine COMMIT"},
		{identity{Commit: commit}, "github.com/acme/gallery", "acme/gallery " + commit},
		{identity{Commit: "v2.0.0"}, "github.com/acme/gallery/v2", "acme/gallery COMMIT"},
	} {
		if repository, commit := vitrineOf(c.id, c.module); repository+" "+commit != c.want {
			t.Errorf("%+v %s: %s %s, want %s", c.id, c.module, repository, commit, c.want)
		}
	}
	t.Cleanup(func() { sourceRepository = "" })
	sourceRepository = "acme/vitrine" // as a release sets it
	if repository, _ := vitrineOf(identity{}, "github.com/fork/vitrine"); repository != sourceRepository {
		t.Errorf("a release: %s", repository)
	}
}

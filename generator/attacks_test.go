package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator"
	"vitrine/generator/appdef"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// attack is a line of testdata/attacks.txt: a string, and what it attacks.
type attack struct{ on, text string }

func attacks(t *testing.T) (list []attack) {
	t.Helper()
	data, err := os.ReadFile("testdata/attacks.txt")
	must(t, err)
	for line := range strings.Lines(string(data)) {
		if on, written, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			a := attack{on: on}
			must(t, json.Unmarshal([]byte(written), &a.text))
			list = append(list, a)
		}
	}
	if len(list) < 300 {
		t.Fatalf("only %d strings", len(list))
	}
	return list
}

// quoted is a text as JSON and YAML write it, without its quotes.
func quoted(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	must(t, e.Encode(text))
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `"`), "\"\n")
}

const someMarkdown = "> `a` *b `c`*\n\n> ```x\n> d\n> ```\n\n```x\nd\n```\n\n[e](https://acme.test \"f\")"

// attacked is an app in which every text holds the strings, and every name: its three versions and what stands beside them,
// and a fourth definition whose id, version and files are called so, too. Where only a beginning does harm, as in
// an address, each string stands alone as well.
func attacked(t *testing.T, content fstest.MapFS, id string, texts []string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/attacked.json")
	must(t, err)
	def := func(id, version string, texts ...string) []byte {
		var b bytes.Buffer
		for line := range strings.Lines(string(raw)) {
			each := texts[:1]
			if strings.Contains(line, "§each") {
				each = texts
			}
			for _, one := range each {
				strings.NewReplacer("§each", quoted(t, one), "§text", quoted(t, strings.Join(texts, "\n\n")), "§id", quoted(t, id),
					"§version", quoted(t, version), "§", quoted(t, strings.Join(texts, " "))).WriteString(&b, line)
			}
		}
		return b.Bytes()
	}
	add := func(name string, data string) { content[name] = &fstest.MapFile{Data: []byte(data)} }
	text, home := strings.Join(texts, " "), "apps/"+id+"/"
	q := `"` + quoted(t, text) + `"`
	add(home+"1.json", string(def(id, "1.0.0", "word", someMarkdown)))
	add(home+"2.json", string(def(id, "2.0.0", "other word")))
	add(home+"3.json", string(def(id, "3.0.0", texts...)))
	add(home+"README.md", "# Title\n\n"+strings.Join(texts, "\n\n")+"\n\ntext "+text+" text\n")
	add(home+"samples.yaml", strings.ReplaceAll("- name: §\n  description: §\n"+
		"  settings: [{category: default, name: plain, value: §}, {category: §, name: §, value: x}]\n"+
		"  context: {§: §}\n  responses: [{method: §, url: §, status: 200, body: {§: §}}]\n  §: 1\n", "§", q))
	add("reviews/"+id+".yaml",
		strings.ReplaceAll("- version: 3.0.0\n  decision: approved\n  author: §\n  note: §\n  checked: [§]\n", "§", q))
	name := strings.Trim(strings.NewReplacer("/", "", "\x00", "", "\ufffd", "").Replace(text), ". ")
	name = id + strings.ToValidUTF8(name[:min(len(name), 200)], "")
	add("odd/"+name+"/"+name+".json", string(def(id+text, text, texts...)))
	add("odd/"+name+"/samples.yaml", text)
	add("odd/"+id+"bare.json", "{"+text)
	add("reviews/"+name+".yaml", strings.ReplaceAll("- version: §\n  decision: §\n  §: §\n", "§", q))
}

// harmless is a text without what means something to HTML. All else in it stays, so that the same rules find fault with it.
func harmless(text string) string {
	return strings.NewReplacer("<", "x", ">", "x", "&", "x", `"`, "x", "'", "x", "`", "x").Replace(text)
}

// together puts strings together that are a name which is not cut, or with VITRINE_LONG each by itself.
func together(list []attack) (groups [][]string) {
	size := nameMost
	for _, a := range list {
		if size += len(a.text) + 1; size > nameMost || os.Getenv("VITRINE_LONG") != "" {
			groups, size = append(groups, nil), len(a.text)
		}
		last := &groups[len(groups)-1]
		*last = append(*last, a.text)
	}
	return groups
}

const nameMost = 180 // bytes; longer names are cut

// TestSkeleton: no string changes the structure of a page, wherever in a definition or beside it it stands. Nothing appears
// that could run (checkHarmless), and no element stands where none does in the demo or in the harmless twin.
func TestSkeleton(t *testing.T) {
	content, twin := fstest.MapFS{}, fstest.MapFS{}
	for i, texts := range together(attacks(t)) {
		id := fmt.Sprint("a", i)
		attacked(t, content, id, texts)
		for k := range texts {
			texts[k] = harmless(texts[k])
		}
		attacked(t, twin, id, texts)
	}
	known := map[string]bool{}
	for _, files := range []map[string][]byte{demo(t), pagesOf(t, twin)} {
		for p, data := range files {
			if strings.HasSuffix(p, ".html") && !strings.HasPrefix(p, "widgets/") {
				nodes(t, data, func(n *html.Node) { known[shape(n)] = true })
			}
		}
	}
	for p, data := range pagesOf(t, content) {
		checkHidden(t, p, data)
		nodes(t, data, func(n *html.Node) {
			checkHarmless(t, p, n)
			if !known[shape(n)] {
				t.Errorf("%s: there is %s", p, shape(n))
			}
		})
	}
}

// pagesOf are the pages that show what is attacked; the older versions of the apps are words alone, and stand for what a
// page may be made of.
func pagesOf(t *testing.T, content fs.FS) map[string][]byte {
	t.Helper()
	c := generator.Open(content, theme(t), gallery.Options{Site: site.Settings{Title: "Attacked", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, p := range c.Snapshot().Plan().Paths() {
		if path.Ext(p) != ".html" || strings.HasPrefix(p, "rules/") || strings.Contains(p, "/v/") && !strings.HasPrefix(p, "apps/a0/") {
			continue
		}
		data, ok, err := c.Snapshot().Page(p)
		if !ok || err != nil {
			t.Fatalf("%s: %v %v", p, ok, err)
		}
		files[p] = data
	}
	return files
}

// shape is an element with the names of its attributes, and what it stands in.
func shape(n *html.Node) string {
	var names []string
	for _, a := range n.Attr {
		names = append(names, a.Key)
	}
	slices.Sort(names)
	return fmt.Sprintf("<%s %s> in <%s class=%q>", n.Data, strings.Join(names, " "), n.Parent.Data, attr(n.Parent, "class"))
}

// checkHidden: characters that are not seen are shown as marks.
func checkHidden(t *testing.T, p string, data []byte) {
	t.Helper()
	if bytes.ContainsAny(data, "\u2028\u202e\x00") {
		t.Errorf("%s: a hidden character is in the page", p)
	}
}

// checkHarmless: an element is none that runs, sends or loads anything.
func checkHarmless(t *testing.T, p string, n *html.Node) {
	t.Helper()
	where := fmt.Sprintf("%s: <%s", p, n.Data)
	switch n.Data {
	case "script":
		if attr(n, "src") == "" && attr(n, "type") != "application/json" {
			t.Errorf("%s>", where)
		}
	case "form": // ours are for scripts, and lead nowhere
		if !slices.Contains([]string{"filterbar needs-js", "decision needs-js"}, attr(n, "class")) || attr(n, "action") != "" {
			t.Errorf("%s>", where)
		}
	case "textarea":
		if attr(n, "name") != "note" || n.FirstChild != nil {
			t.Errorf("%s>", where)
		}
	case "iframe", "object", "embed", "base", "style", "template", "b1":
		t.Errorf("%s>", where)
	}
	for _, a := range n.Attr {
		v := strings.ToLower(strings.TrimLeft(a.Val, "\x00\t\n\r "))
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" ||
			(a.Key == "href" || a.Key == "src" || a.Key == "action") &&
				(strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "vbscript:") || strings.HasPrefix(v, "data:text")) {
			t.Errorf("%s %s=%q>", where, a.Key, a.Val)
		}
	}
}

// TestSkeletonNamesAll: the definition that they stand in has every key that is read.
func TestSkeletonNamesAll(t *testing.T) {
	raw, err := os.ReadFile("testdata/attacked.json")
	must(t, err)
	keys := append(append(appdef.KnownKeys(), appdef.WidgetKeys...), appdef.SettingKeys...)
	for _, key := range keys {
		if !bytes.Contains(raw, []byte(`"`+key+`": `)) {
			t.Errorf("%q is missing", key)
		}
	}
}

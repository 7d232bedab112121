// Package made invents app definitions to measure on: always the same ones, so
// that two runs, and two machines, measure the same.
//
// The definitions imitate the older form on purpose (two braces, no category,
// "required" as text), so every app has warnings; about one app in 25 has a
// defect besides. App i is the same in a corpus of any size.
package made

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// App is one app as its folder holds it.
type App struct {
	ID         string
	Definition []byte   // app.json, about 3 kB
	Readme     []byte   // README.md, 1 to 2 kB
	Icons      [][]byte // icons/w0.svg and so on, one a widget
	Defect     string   // what is wrong with it on purpose; "" for nothing
	Title      string
	Developer  string // how its hosts are called
	Keys       []string
}

// Write writes the first n apps into a directory, one folder each, and returns
// the defects by the name of the folder.
func Write(dir string, n int) (map[string]string, error) {
	defects := map[string]string{}
	for i := range n {
		a := Make(i)
		if err := a.write(filepath.Join(dir, a.ID)); err != nil {
			return nil, err
		}
		if a.Defect != "" {
			defects[a.ID] = a.Defect
		}
	}
	return defects, nil
}

func (a *App) write(dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, "icons"), 0o755); err != nil {
		return err
	}
	files := map[string][]byte{"app.json": a.Definition, "README.md": a.Readme}
	for k, icon := range a.Icons {
		files[fmt.Sprintf("icons/w%d.svg", k)] = icon
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Make invents the app of that number.
func Make(i int) *App {
	d := &dice{rand.New(rand.NewPCG(1, uint64(i)))}
	a, b := pick(d, developers), pick(d, topics)
	app := &App{ID: fmt.Sprintf("%s_%s_%06d", a, b, i), Title: upper(a) + " " + upper(b), Developer: a, Defect: d.defect()}
	app.Keys = sample(d, keys, 3+d.IntN(6))
	settings := object{}
	for _, k := range app.Keys {
		settings = append(settings, field{k, d.setting(k)})
	}
	count := pick(d, []int{1, 1, 1, 2, 2, 3, 3, 4})
	var widgets []object
	for k := range count {
		widgets = append(widgets, d.widget(app, b, k))
	}
	spoil(widgets, app.Defect)
	description := d.sentence(12, 24)
	app.Definition = d.definition(app, b, description, widgets, settings)
	app.Readme = d.readme(app, description, settings)
	for k := range count {
		app.Icons = append(app.Icons, fmt.Appendf(nil, icon, pick(d, colours), app.Title[:1], k))
	}
	return app
}

const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128">` +
	`<rect width="128" height="128" rx="24" fill="%s"/>` +
	`<text x="64" y="82" font-size="56" font-family="sans-serif" text-anchor="middle" fill="#fff">%s%d</text></svg>` + "\n"

// dice is where all that is random comes from.
type dice struct{ *rand.Rand }

func pick[T any](d *dice, list []T) T { return list[d.IntN(len(list))] }

// sample picks n different ones.
func sample(d *dice, list []string, n int) []string {
	list = slices.Clone(list)
	d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:n]
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// sentence has at least lo and at most hi words.
func (d *dice) sentence(lo, hi int) string {
	n, start := lo+d.IntN(hi-lo+1), d.IntN(len(words))
	list := make([]string, n)
	for k := range list {
		list[k] = words[(start+k*pick(d, []int{1, 1, 1, 3}))%len(words)]
	}
	return upper(strings.Join(list, " ")) + "."
}

// defect is what is wrong with about one app in 25.
func (d *dice) defect() string {
	x := d.Float64()
	for _, each := range defects {
		if x < each.share {
			return each.name
		}
		x -= each.share
	}
	return ""
}

func (d *dice) setting(key string) object {
	value := ""
	if list := defaults[key]; list != nil && d.Float64() < .7 {
		value = pick(d, list)
	}
	kind := "string"
	switch key {
	case "pageSize", "refreshSeconds", "maxResults":
		kind = "number"
	case "enableBeta", "showAvatars":
		kind = "boolean"
	}
	required := pick(d, []string{"true", "false"})
	return object{{"type", kind}, {"defaultValue", value}, {"required", required}, {"description", d.sentence(6, 12)}}
}

func (d *dice) widget(a *App, topic string, k int) object {
	var query []string
	for _, key := range sample(d, a.Keys, 1+d.IntN(min(3, len(a.Keys)))) {
		query = append(query, key+"={{settings."+key+"}}")
	}
	address := fmt.Sprintf("https://%s-%s.example.com/%s/embed?%s", a.Developer, topic, pick(d, topics), strings.Join(query, "&"))
	icon := fmt.Sprintf("icons/w%d.svg", k)
	if d.Float64() >= .8 {
		icon = fmt.Sprintf("https://cdn.example.com/%s/%s-%d.png", a.Developer, topic, k)
	}
	w := object{{"url", address}, {"icon", icon},
		{"width", pick(d, []string{"20vw", "25vw", "30vw", "360px", "420px", "480px", "100%"})},
		{"height", pick(d, []string{"20vh", "50vh", "80vh", "480px", "640px", "100%"})}}
	if d.Float64() < .6 {
		w = append(w, field{"iframePermissions", pick(d, permissions)})
	}
	return w
}

// spoil puts a defect into the last widget.
func spoil(widgets []object, defect string) {
	w := &widgets[len(widgets)-1]
	address, _ := w.get("url").(string)
	switch defect {
	case "url-missing":
		*w = (*w)[1:]
	case "url-http":
		w.set("url", strings.Replace(address, "https://", "http://", 1))
	case "setting-unknown":
		w.set("url", address+"&missing={{settings.notDefined}}")
	case "size-bad":
		w.set("width", "20 parsecs")
	case "perm-unknown":
		w.set("iframePermissions", "camera *; geolocation *;")
	case "perm-syntax":
		w.set("iframePermissions", "camera *;microphone*;")
	}
}

func (d *dice) definition(a *App, topic, description string, widgets []object, settings object) []byte {
	site := "https://" + a.Developer + ".example.com"
	i18n := object{}
	for _, l := range append([]string{"en_us"}, sample(d, languages, d.IntN(4))...) {
		texts := object{{"title", a.Title}, {"summary", strings.NewReplacer("{t}", a.Title, "{s}", d.sentence(6, 12)).Replace(summaries[l])}}
		for _, k := range a.Keys[:3] {
			texts = append(texts, field{"settings.default." + k, k + " (" + l + ")"})
		}
		i18n = append(i18n, field{l, texts})
	}
	doc := object{
		{"app", a.ID}, {"version", fmt.Sprintf("%d.%d.%d", d.IntN(4), d.IntN(21), d.IntN(10))}, {"title", a.Title},
		{"visibility", pick(d, []string{"public", "private"})}, {"description", description}, {"dependencies", []string{"kustomer-^1.7.11"}},
		{"appDetails", object{
			{"appDeveloper", object{{"name", upper(a.Developer) + " Labs & Co"}, {"website", site},
				{"supportEmail", "support@" + a.Developer + ".example.com"}}},
			{"externalPlatform", object{{"name", upper(topic)}, {"website", "https://" + topic + ".example.com"}}},
			{"tags", sample(d, topics, 4)},
		}},
		{"iconUrl", "icons/w0.svg"}, {"widgets", widgets}, {"settings", object{{"default", settings}}}, {"i18n", i18n},
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		panic(err) // strings, lists and objects of them
	}
	if a.Defect == "json" { // the last brace is missing
		return bytes.TrimSuffix(text.Bytes(), []byte("}\n"))
	}
	return text.Bytes()
}

func (d *dice) readme(a *App, description string, settings object) []byte {
	var rows strings.Builder
	for _, s := range settings {
		of, _ := s.value.(object)
		fmt.Fprintf(&rows, "| `%s` | %s | %s |\n", s.name, of.get("type"), of.get("description"))
	}
	return fmt.Appendf(nil, readme, a.Title, description, d.sentence(20, 40), d.sentence(8, 14), d.sentence(3, 6), d.sentence(8, 14),
		a.Developer, rows.String(), d.sentence(10, 20), a.ID, a.Keys[0],
		d.sentence(6, 10), d.sentence(6, 10), d.sentence(6, 10), d.sentence(25, 45))
}

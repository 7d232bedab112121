package live

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestActions is the matrix of who may ask for an action: only a page that this server has sent.
func TestActions(t *testing.T) {
	asked := 0
	_, url := start(t, ServerOptions{Base: "/repo/", Hosts: []string{"dev.example"}, Actions: map[string]Action{
		"mend": func(body []byte) (any, error) {
			asked++
			if string(body) == `"no"` {
				return nil, errors.New("the file was changed")
			}
			return map[string]string{"got": string(body)}, nil
		},
	}})
	_, page := ask(t, "GET", url+"apps/a.html", nil)
	found := regexp.MustCompile(` data-token="([A-Z2-7]{26,})"></script>`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no token: %s", page)
	}
	if _, local := ask(t, "GET", url+"widgets/w.html", nil); strings.Contains(local, found[1]) {
		t.Error("a local page has the token")
	}
	if _, again := ask(t, "GET", url+"_vitrine/reload.js", nil); strings.Contains(again, found[1]) {
		t.Error("the script has the token, and any site can load a script")
	}
	host := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/repo/")
	good := map[string]string{"Origin": "http://" + host, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json", tokenHeader: found[1]}
	post := func(path, body string, change ...string) (int, string) {
		t.Helper()
		r, err := http.NewRequest(http.MethodPost, url+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range good {
			r.Header.Set(k, v)
		}
		for i := 0; i < len(change); i += 2 {
			if change[i] == "Host" {
				r.Host = change[i+1]
			}
			if r.Header.Set(change[i], change[i+1]); change[i+1] == "" {
				r.Header.Del(change[i])
			}
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		data, _ := io.ReadAll(answer.Body)
		return answer.StatusCode, string(data)
	}
	if code, body := post("_vitrine/do/mend", `{"a":1}`); code != 200 || body != `{"got":"{\"a\":1}"}` {
		t.Errorf("%d %s", code, body)
	}
	if code, body := post("_vitrine/do/mend", `"no"`); code != 409 || body != `{"error":"the file was changed"}` {
		t.Errorf("%d %s", code, body)
	}
	if code, _ := post("_vitrine/do/mend", `{}`, "Host", "dev.example", "Origin", "http://dev.example"); code != 200 {
		t.Errorf("a host that is known: %d", code)
	}
	before := asked
	for _, c := range []struct {
		code   int
		path   string
		change []string
	}{
		{403, "mend", []string{tokenHeader, ""}},
		{403, "mend", []string{tokenHeader, found[1][1:] + "A"}},
		{403, "mend", []string{"Origin", ""}},
		{403, "mend", []string{"Origin", "null"}},
		{403, "mend", []string{"Origin", "http://evil.example"}},
		{403, "mend", []string{"Origin", "http://127.0.0.1:1"}},
		{403, "mend", []string{"Host", "evil.example", "Origin", "http://evil.example"}},
		{403, "mend", []string{"Sec-Fetch-Site", "same-site"}},
		{403, "mend", []string{"Sec-Fetch-Site", "cross-site"}},
		{403, "mend", []string{"Content-Type", "text/plain"}},
		{403, "mend", []string{"Content-Type", ""}},
		{405, "other", nil},
		{405, "mend/", nil},
	} {
		if code, _ := post("_vitrine/do/"+c.path, `{}`, c.change...); code != c.code {
			t.Errorf("%s %q: %d, want %d", c.path, c.change, code, c.code)
		}
	}
	if code, _ := post("_vitrine/do/mend", fmt.Sprintf("%70000d", 1)); code != 413 {
		t.Errorf("a body that is too large: %d", code)
	}
	if resp, _ := ask(t, "GET", url+"_vitrine/do/mend", good); resp.StatusCode != 404 {
		t.Errorf("GET: %d", resp.StatusCode)
	}
	if asked != before {
		t.Errorf("the action was done %d times", asked-before)
	}
}

// TestNoActionsForTheNetwork: a server that others on the network reach gives no token, and does nothing.
func TestNoActionsForTheNetwork(t *testing.T) {
	s := NewServer(ServerOptions{Page: lookUp, Actions: map[string]Action{"mend": func([]byte) (any, error) { return nil, nil }}})
	if _, err := s.Listen("0.0.0.0:0"); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.acts() {
		t.Error("it changes files for whoever asks")
	}
}

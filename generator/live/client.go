package live

import (
	"bytes"
	"embed"
	"net/http"
	"time"
)

//go:embed client/*.js
var clientFiles embed.FS

// reloadScript is the browser's side in one: the files share their names, and
// nothing of them is seen by the scripts of the page.
var reloadScript = joinClient("stream", "swap", "morph", "problems", "stale", "mend", "start")

func joinClient(names ...string) []byte {
	var b bytes.Buffer
	b.WriteString("(function () {\n\"use strict\";\n")
	for _, name := range names {
		text, err := clientFiles.ReadFile("client/" + name + ".js")
		if err != nil {
			panic(err) // it is part of the program
		}
		b.Write(text)
	}
	b.WriteString("})();\n")
	return b.Bytes()
}

// script answers with the browser's side.
func (s *Server) script(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", contentType(scriptPath))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(reloadScript))
}

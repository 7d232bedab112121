//go:build unix

package rules_test

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"
)

// repeated writes n parts, made by part from 0 to n-1, with commas between.
func repeated(n int, part func(i int) string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = part(i)
	}
	return strings.Join(list, ",")
}

const (
	hostileHead   = `{"app":"acme","version":"1.0.0","title":"Acme",`
	hostileWidget = `"widgets":[{"name":"w","title":"W","icon":"https://acme.example/i.svg","url":"https://acme.example/?`
)

// hostile are shapes of definitions that cost a checker the square of their
// size, or much for each byte, unless it takes care. Each is given a count,
// and is about 60 bytes long for each.
var hostile = map[string]func(n int) string{
	"references to unknown settings": func(n int) string {
		return hostileHead + `"settings":{"default":{` + repeated(n/4, func(i int) string { return fmt.Sprintf(`"setting%d":{"type":"string"}`, i) }) + `}},` +
			hostileWidget + strings.ReplaceAll(repeated(n, func(i int) string { return fmt.Sprintf(`{{{settings.default.sett1ng%d}}}`, i) }), ",", "&") + `"}]}`
	},
	"references to unknown categories": func(n int) string {
		return hostileHead + `"settings":{` + repeated(n, func(i int) string { return fmt.Sprintf(`"category%d":{}`, i) }) + `},` +
			hostileWidget + strings.ReplaceAll(repeated(n, func(i int) string { return fmt.Sprintf(`{{{settings.categori%d.x}}}`, i) }), ",", "&") + `"}]}`
	},
	"settings that are all used": func(n int) string {
		return hostileHead + `"settings":{"default":{` + repeated(n, func(i int) string { return fmt.Sprintf(`"s%d":{"type":"string"}`, i) }) + `}},` +
			hostileWidget + strings.ReplaceAll(repeated(n, func(i int) string { return fmt.Sprintf(`{{{settings.default.s%d}}}`, i) }), ",", "&") + `"}]}`
	},
	"settings that are not used": func(n int) string {
		return hostileHead + `"description":"` + strings.Repeat("setting ", 3*n) + `","settings":{"default":{` +
			repeated(n, func(i int) string { return fmt.Sprintf(`"setting%dx":{"type":"string"}`, i) }) + `}}}`
	},
	"one name in many categories": func(n int) string {
		return hostileHead + `"settings":{` + repeated(n, func(i int) string { return fmt.Sprintf(`"c%d":{"s":{"type":"string"}}`, i) }) + `},` +
			hostileWidget + strings.Repeat("{{settings.s}}", n) + `"}]}`
	},
	"texts of unknown settings": func(n int) string {
		return hostileHead + `"settings":{"default":{` + repeated(n, func(i int) string { return fmt.Sprintf(`"s%d":{}`, i) }) + `}},"i18n":{"en_us":{` +
			repeated(n, func(i int) string { return fmt.Sprintf(`"acme.settings.path.default.t%d.displayName":"x"`, i) }) + `}}}`
	},
	"misspelt locales": func(n int) string {
		return hostileHead + `"i18n":{` + repeated(4*n, func(i int) string { return fmt.Sprintf(`"en-u%d":{}`, i) }) + `}}`
	},
	"unknown keys": func(n int) string {
		return hostileHead + repeated(5*n, func(i int) string { return fmt.Sprintf(`"k%d":1`, i) }) + `}`
	},
	"similar keys": func(n int) string {
		return hostileHead + repeated(4*n, func(i int) string { return fmt.Sprintf(`"%sidget%d":1`, []string{"w", "W"}[i%2], i%100) }) + `}`
	},
	"unknown properties": func(n int) string {
		return hostileHead + `"widgets":[{` + repeated(3*n, func(i int) string { return fmt.Sprintf(`"iframePermission%d":1`, i) }) + `}]}`
	},
	"unknown properties of settings": func(n int) string {
		return hostileHead + `"settings":{"default":{` + repeated(n, func(i int) string { return fmt.Sprintf(`"s%d":{"type":"strin","requir":1,"hiden":2}`, i) }) + `}}}`
	},
	"unknown permissions": func(n int) string {
		return hostileHead + hostileWidget + `","iframePermissions":"` + strings.Repeat("microfon *; geolocatio *; x-y *; ", 2*n) + `"}]}`
	},
	"permissions without end": func(n int) string {
		return hostileHead + hostileWidget + `","iframePermissions":"` + strings.Repeat("camera ", 8*n) + `"}]}`
	},
	"values of permissions": func(n int) string {
		return hostileHead + hostileWidget + `","iframePermissions":"camera` + strings.Repeat(" https://a.example", 3*n) + `"}]}`
	},
	"references in references": func(n int) string {
		return hostileHead + hostileWidget + strings.Repeat("{{a{{b}}c}}", 5*n) + `"}]}`
	},
	"stray braces": func(n int) string {
		return hostileHead + hostileWidget + strings.Repeat("}}{{{ {{x} ", 5*n) + `"}]}`
	},
	"foreign roots": func(n int) string {
		return hostileHead + hostileWidget + strings.Repeat("{{setings.a}}{{user.b}}", 2*n) + `"}]}`
	},
	"tags": func(n int) string {
		return hostileHead + `"tags":[` + repeated(5*n, func(i int) string { return fmt.Sprintf(`"analytic%d"`, i) }) + `]}`
	},
	"types": func(n int) string {
		return hostileHead + `"settings":{"default":{` + repeated(2*n, func(i int) string { return fmt.Sprintf(`"s%d":{"type":"strimg"}`, i) }) + `}}}`
	},
	"a long id": func(n int) string {
		return `{"app":"` + strings.Repeat("a-b c", 12*n) + `","version":"1.0.0","title":"Acme"}`
	},
	"bare words": func(n int) string {
		return hostileHead + repeated(4*n, func(i int) string { return fmt.Sprintf(`k%d:defaultWidth`, i) }) + `}`
	},
	"screenshots": func(n int) string {
		return hostileHead + `"screenshots":[` + repeated(2*n, func(i int) string { return fmt.Sprintf(`"https://a.example/%d.png"`, i) }) + `]}`
	},
	"bad screenshots": func(n int) string {
		return hostileHead + `"screenshots":[` + repeated(4*n, func(i int) string { return fmt.Sprintf(`"a%d.example"`, i) }) + `]}`
	},
	"dependencies": func(n int) string {
		return hostileHead + `"dependencies":[` + repeated(4*n, func(i int) string { return fmt.Sprintf(`"a%d-^1.%d.0"`, i, i) }) + `]}`
	},
	"changelog": func(n int) string {
		return hostileHead + `"changelog":{` + repeated(4*n, func(i int) string { return fmt.Sprintf(`"1.%d.x":"y"`, i) }) + `}}`
	},
}

// TestGrowth holds the check of every shape to linear time: twice the input
// may cost less than three times as much. CPU seconds are counted, which a
// busy machine changes little, and a suspicion is measured again. The process
// keeps its memory, and is collected between the checks alone: some systems take
// longer to hand out memory than a check takes.
func TestGrowth(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for name, shape := range hostile {
		t.Run(name, func(t *testing.T) {
			const n, attempts = 3000, 5
			once, twice := shape(n), shape(2*n)
			allowed := 3 * float64(len(twice)) / float64(2*len(once))
			var ratio float64
			for range attempts {
				if ratio = float64(cost(twice)) / float64(cost(once)); ratio < allowed {
					return
				}
			}
			t.Errorf("twice the input costs %.1f times as much", ratio)
		})
	}
}

// cost is the least CPU time of a few checks.
func cost(text string) time.Duration {
	least := time.Duration(math.MaxInt64)
	for range 3 {
		runtime.GC()
		start := cpuTime()
		findings(text)
		least = min(least, cpuTime()-start)
	}
	return max(least, time.Microsecond)
}

// cpuTime is what this process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // of oneself it cannot fail
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

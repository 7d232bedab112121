package main

import (
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"time"
)

// figures are the measurements of one thing, a value a run.
type figures struct{ walls, cpus, peaks []float64 }

func (f *figures) wall() float64 { return median(f.walls) } // s
func (f *figures) cpu() float64  { return median(f.cpus) }  // s, of all processors
func (f *figures) peak() float64 { return median(f.peaks) } // MB

// median returns the middle of a list; 0 of an empty one.
func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	n := len(list)
	if n == 0 {
		return 0
	}
	return (list[n/2] + list[(n-1)/2]) / 2
}

// table is what was measured with n apps, and what it comes to.
type table struct {
	n        int
	measured map[string]*figures
	order    []string
	rows     []target
	files    int
	bytes    int64
}

// target is something that is to be reached: a value of at most (or, where it is
// a gain, of at least) so much.
type target struct {
	name    string
	reached float64
	unit    string
	wanted  float64
	gain    bool
	missing string // why there is no value
}

func (t *table) row(name string, reached float64, unit string, most float64) {
	t.rows = append(t.rows, target{name: name, reached: reached, unit: unit, wanted: most})
}

func (t *table) gain(name string, reached float64, least float64) {
	t.rows = append(t.rows, target{name: name, reached: reached, unit: "times", wanted: least, gain: true})
}

func (t *table) lacks(name, why string) { t.rows = append(t.rows, target{name: name, missing: why}) }

// measure runs a command and adds what it took. Exit code 1 is that of findings.
func (t *table) measure(name string, cmd *exec.Cmd) error {
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil && cmd.ProcessState.ExitCode() != 1 {
		return fmt.Errorf("%s: %w\n%s", name, err, out[max(0, len(out)-2000):])
	}
	f := t.measured[name]
	if f == nil {
		f = &figures{}
		t.measured[name], t.order = f, append(t.order, name)
	}
	f.walls = append(f.walls, wall.Seconds())
	f.cpus = append(f.cpus, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	f.peaks = append(f.peaks, peak(cmd.ProcessState))
	return nil
}

// print writes the table of measurements and that of targets, as Markdown.
func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "\n## %d apps\n\n", t.n)
	if t.files > 0 {
		fmt.Fprintf(w, "The site: %d files, %.1f MB.\n\n", t.files, float64(t.bytes)/1e6)
	}
	fmt.Fprint(w, "| | time, s | least … most | CPU, s | peak, MB |\n|---|---:|---:|---:|---:|\n")
	for _, name := range t.order {
		f := t.measured[name]
		fmt.Fprintf(w, "| %s | %.3g | %.3g … %.3g | %.3g | %.0f |\n", name, f.wall(), slices.Min(f.walls), slices.Max(f.walls), f.cpu(), f.peak())
	}
	fmt.Fprint(w, "\n| target | reached | wanted | |\n|---|---:|---:|---|\n")
	for _, r := range t.rows {
		if r.missing != "" {
			fmt.Fprintf(w, "| %s | | | %s |\n", r.name, r.missing)
			continue
		}
		bound, met := "at most", r.reached <= r.wanted
		if r.gain {
			bound, met = "at least", r.reached >= r.wanted
		}
		verdict := "met"
		if !met {
			verdict = "**not met**"
		}
		fmt.Fprintf(w, "| %s | %s %s | %s %s | %s |\n", r.name, digits(r.reached), r.unit, bound, digits(r.wanted), verdict)
	}
}

// digits writes a number with three digits that count, and a large one without a fraction.
func digits(n float64) string {
	if n >= 1000 {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return strconv.FormatFloat(n, 'g', 3, 64)
}

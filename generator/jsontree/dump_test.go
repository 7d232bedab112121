package jsontree

import (
	"fmt"
	"os"
	"testing"

	"vitrine/generator/diag"
)

func TestDump(t *testing.T) {
	src, _ := os.ReadFile(os.Getenv("DUMP"))
	root, ds := Parse(src, Limits{})
	s := diag.NewSource("x", src)
	r := &diag.Report{Files: []diag.File{{Source: s, Diagnostics: ds}}}
	diag.WriteText(os.Stdout, r, false)
	for _, d := range ds {
		fmt.Printf("%s %q fix=%q unsafe=%v\n", d.Rule, d.Path, d.Fix, d.Unsafe)
	}
	fmt.Println(root.Find("/widgets/0/url"), root.Find("/settings/default/storeName"))
}

package diff_test

import (
	"os"
	"testing"

	"vitrine/generator/diff"
)

func BenchmarkDigest(b *testing.B) {
	app := demo(b, "app.json").App
	for b.Loop() {
		diff.Digest(app)
	}
}

func BenchmarkCompare(b *testing.B) {
	old, now := demo(b, "versions/1.4.0.json").App, demo(b, "app.json").App
	for b.Loop() {
		diff.Compare(old, now)
	}
}

func demo(b *testing.B, name string) *diff.Side {
	b.Helper()
	text, err := os.ReadFile("../../content/apps/harbor_voice/" + name)
	if err != nil {
		b.Fatal(err)
	}
	return side(name, text)
}

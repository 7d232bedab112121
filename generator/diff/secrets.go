package diff

import "vitrine/generator/appdef"

// hiddenValue stands for a secret.
const hiddenValue = "•••"

// secrets tells which secrets changed where nothing else did: hidden texts of
// the same length are alike, and only their marks are not.
func (c *comparer) secrets() {
	told := map[string]bool{}
	for i := range c.list {
		told[c.list[i].Old.Path], told[c.list[i].New.Path] = true, true
	}
	was, now := marks(c.old), marks(c.new)
	for _, s := range c.new.Secrets {
		if before, ok := was[s.Path]; ok && before.sum != now[s.Path].sum && s.Path != "" && !told[s.Path] {
			told[s.Path] = true
			c.add("secret-changed", before.point, now[s.Path].point, "the secret at %q changed; neither value is shown", short(s.Path))
		}
	}
}

type mark struct {
	sum   uint64
	point Point
}

// marks are the marks of secrets by what they stand in.
func marks(a *appdef.App) map[string]mark {
	m := make(map[string]mark, len(a.Secrets))
	for _, s := range a.Secrets {
		x, seen := m[s.Path]
		if !seen {
			x.point = Point{true, s.Path, s.Span, hiddenValue}
		}
		x.sum = x.sum*31 + s.Mark
		m[s.Path] = x
	}
	return m
}

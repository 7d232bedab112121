package appdef

import (
	"cmp"
	"regexp"
	"strings"
)

// Version is a semantic version. Its numbers are kept as digits, as the
// standard sets no limit to them.
type Version struct {
	Major, Minor, Patch string
	Pre                 string // what follows the dash, without it; "" for a release
	Build               string // what follows the plus sign
	Original            string
}

var versionExpr = regexp.MustCompile(VersionPattern)

// ParseVersion reads a version MAJOR.MINOR.PATCH with an optional pre-release
// and build; ok is false for anything else.
func ParseVersion(s string) (v Version, ok bool) {
	if !versionExpr.MatchString(s) {
		return Version{}, false
	}
	v.Original = s
	s, v.Build, _ = strings.Cut(s, "+")
	s, v.Pre, _ = strings.Cut(s, "-")
	v.Major, s, _ = strings.Cut(s, ".")
	v.Minor, v.Patch, _ = strings.Cut(s, ".")
	return v, true
}

// IsVersion tells whether s is a semantic version.
func IsVersion(s string) bool { return versionExpr.MatchString(s) }

// Prerelease tells whether s is the version of a pre-release.
func Prerelease(s string) bool {
	v, ok := ParseVersion(s)
	return ok && v.Pre != ""
}

var idExpr = regexp.MustCompile(IDPattern)

// DependsOn returns the id of the app that a dependency names; ok is false
// unless it is written <app>-<range>. The range is not judged.
func DependsOn(dependency string) (app string, ok bool) {
	app, constraint, ok := strings.Cut(dependency, "-")
	return app, ok && idExpr.MatchString(app) && constraint != ""
}

// Compare orders versions by precedence: -1 if v is the lower one, 0 if they
// are equal but for their build, 1 if v is the higher one.
func (v Version) Compare(w Version) int {
	if c := cmp.Or(compareNumbers(v.Major, w.Major), compareNumbers(v.Minor, w.Minor), compareNumbers(v.Patch, w.Patch)); c != 0 {
		return c
	}
	switch {
	case v.Pre == w.Pre:
		return 0
	case v.Pre == "":
		return 1
	case w.Pre == "":
		return -1
	}
	return comparePre(v.Pre, w.Pre)
}

// compareNumbers compares numbers without leading zeros: the longer one is
// the greater one.
func compareNumbers(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// comparePre compares pre-releases identifier by identifier: numbers as
// numbers, and below what is none. With all else equal more is higher.
func comparePre(a, b string) int {
	for {
		x, restA, moreA := strings.Cut(a, ".")
		y, restB, moreB := strings.Cut(b, ".")
		numX, numY := digits(x) == len(x), digits(y) == len(y)
		c := strings.Compare(x, y)
		switch {
		case numX && numY:
			c = compareNumbers(x, y)
		case numX:
			c = -1
		case numY:
			c = 1
		}
		switch {
		case c != 0:
			return c
		case !moreA && !moreB:
			return 0
		case !moreA:
			return -1
		case !moreB:
			return 1
		}
		a, b = restA, restB
	}
}

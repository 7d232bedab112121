package diff

import (
	"fmt"

	"vitrine/generator/appdef"
)

// Verdict says which part of the version the changes ask for, and whether the
// versions agree.
type Verdict struct {
	Needs   Level    // as the platform's guide has it
	Because []string // the changes that ask for it: at most three
	Step    string   // how the versions differ: "major", "minor", "patch", "pre-release", "same", "lower" or "unknown"
	Warning string   // the versions disagree with the changes; "" if not
	Advice  string   // what else there is to say; "" for nothing
}

const most = 3 // reasons

func judge(old, new string, list []Change) Verdict {
	v := Verdict{}
	for i := range list {
		v.Needs = max(v.Needs, list[i].Needs)
	}
	for i := range list {
		if list[i].Needs == v.Needs && v.Needs > Patch && len(v.Because) < most {
			v.Because = append(v.Because, list[i].Message)
		}
	}
	from, okOld := appdef.ParseVersion(old)
	to, okNew := appdef.ParseVersion(new)
	if !okOld || !okNew {
		v.Step = "unknown"
		if v.Needs > None {
			v.Advice = fmt.Sprintf("from %q to %q is no step between versions MAJOR.MINOR.PATCH, so it could not be judged", old, new)
		}
		return v
	}
	step, level := stepOf(from, to)
	v.Step = step
	v.warn(from, to, level)
	if v.Warning == "" {
		v.advise(list, from, level)
	}
	return v
}

// stepOf tells how versions differ. A step between pre-releases of the same
// version, or from one to the release, may hold any change.
func stepOf(from, to appdef.Version) (string, Level) {
	switch order := from.Compare(to); {
	case order == 0:
		return "same", None
	case order > 0:
		return "lower", None
	case from.Major != to.Major:
		return "major", Major
	case from.Minor != to.Minor:
		return "minor", Minor
	case from.Patch != to.Patch:
		return "patch", Patch
	}
	return "pre-release", Major
}

func (v *Verdict) warn(from, to appdef.Version, level Level) {
	switch {
	case v.Step == "same" && v.Needs > None:
		v.Warning = fmt.Sprintf("both have version %q, and a version is registered once: raise it", to.Original)
	case v.Step == "lower":
		v.Warning = fmt.Sprintf("version %q is lower than %q, and the platform takes only higher ones", to.Original, from.Original)
	case from.Major == "0":
		// Below 1.0.0 anything may change, as semantic versioning has it.
	case level < v.Needs:
		v.Warning = fmt.Sprintf("from %q to %q is a %s step, but the changes ask for a %s one", from.Original, to.Original, v.Step, v.Needs)
	}
}

// advise says what the guide leaves open.
func (v *Verdict) advise(list []Change, from appdef.Version, level Level) {
	gained := false
	for i := range list {
		gained = gained || list[i].Kind == "permission-gained"
	}
	switch {
	case v.Step == "pre-release" || v.Step == "same":
	case from.Major == "0" && level < v.Needs:
		v.Advice = fmt.Sprintf("the changes ask for a %s step; below 1.0.0 anything may change, so this is no warning", v.Needs)
	case gained && level < Major:
		v.Advice = "the guide does not name permissions; a major version is the only one that is never applied automatically"
	case level > v.Needs:
		v.Advice = fmt.Sprintf("a %s step would do", v.Needs)
		if v.Needs == None {
			v.Advice = "nothing changed but the version"
		}
	}
}

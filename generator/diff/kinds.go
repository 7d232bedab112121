package diff

// Weight says what a change means to whoever reviews it.
type Weight uint8

// The weights, in the order in which changes are shown.
const (
	Gain       Weight = iota // the app may newly do something
	Breaking                 // what an organisation set up may stop working, or it has to act
	Compatible               // something is new, or works in another way
	Cosmetic                 // texts, pictures and layout
)

// Weights are all weights in order.
var Weights = []Weight{Gain, Breaking, Compatible, Cosmetic}

// String returns "may-newly-do", "breaking", "compatible" or "cosmetic".
func (w Weight) String() string {
	return [...]string{"may-newly-do", "breaking", "compatible", "cosmetic"}[w]
}

// Level is a part of a version number: what a change asks to be raised.
type Level uint8

// The levels. None means that nothing changed.
const (
	None Level = iota
	Patch
	Minor
	Major
)

// String returns "none", "patch", "minor" or "major".
func (l Level) String() string {
	return [...]string{"none", "patch", "minor", "major"}[l]
}

// kind weighs one kind of change.
type kind struct {
	weight Weight
	needs  Level
	rank   int // order within a weight: the place in the table
}

// kinds weighs every kind of change there is. The platform's guide calls for a
// major version for what an organisation must review (roles, removed
// components, renamed settings, changed action inputs, new data sent out), for
// a minor one for compatible additions, and for a patch for fixes, copy and
// layout. Where a kind is not named there it is read in that spirit: a new
// host and a secret in an address are data sent out; a setting that must be
// filled in, or that means something else, is like a renamed one. Permissions
// are not named, so they do not ask for more than an addition; Verdict.Advice
// says what to think of that.
var kinds = func() map[string]kind {
	m := map[string]kind{}
	for i, k := range []struct {
		name   string
		weight Weight
		needs  Level
	}{
		{"permission-gained", Gain, Minor},
		{"permission-widened", Gain, Patch},
		{"host-added", Gain, Major},
		{"host-by-setting", Gain, Major},
		{"address-insecure", Gain, Patch},
		{"secret-in-address", Gain, Major},
		{"secret-exposed", Gain, Major},
		{"roles-changed", Gain, Major},
		{"auth-changed", Gain, Minor},
		{"background-load-on", Gain, Minor},

		{"app-id", Breaking, Major},
		{"identifier", Breaking, Major},
		{"setting-required", Breaking, Major},
		{"setting-removed", Breaking, Major},
		{"setting-renamed", Breaking, Major},
		{"setting-type", Breaking, Major},
		{"widget-removed", Breaking, Major},
		{"component-removed", Breaking, Major},

		{"widget-added", Compatible, Minor},
		{"widget-renamed", Compatible, Minor},
		{"permission-lost", Compatible, Patch},
		{"host-removed", Compatible, Patch},
		{"address-setting-added", Compatible, Minor},
		{"address-setting-removed", Compatible, Patch},
		{"address-path", Compatible, Patch},
		{"address-query", Compatible, Patch},
		{"background-load-off", Compatible, Patch},
		{"widget-property", Compatible, Patch},
		{"setting-added", Compatible, Minor},
		{"setting-required-with-default", Compatible, Minor},
		{"setting-optional", Compatible, Minor},
		{"setting-default", Compatible, Patch},
		{"secret-changed", Compatible, Patch},
		{"setting-hidden", Compatible, Minor},
		{"setting-property", Compatible, Patch},
		{"settings-page", Compatible, Minor},
		{"component-added", Compatible, Minor},
		{"component-changed", Compatible, Minor},
		{"dependency", Compatible, Minor},
		{"visibility", Compatible, Patch},
		{"locale-added", Compatible, Minor},
		{"locale-removed", Compatible, Minor},
		{"property", Compatible, Minor},

		{"widget-size", Cosmetic, Patch},
		{"widget-title", Cosmetic, Patch},
		{"widget-icon", Cosmetic, Patch},
		{"widget-order", Cosmetic, Patch},
		{"permission-text", Cosmetic, Patch},
		{"setting-description", Cosmetic, Patch},
		{"listing", Cosmetic, Patch},
		{"changelog", Cosmetic, Patch},
		{"texts", Cosmetic, Patch},
	} {
		m[k.name] = kind{k.weight, k.needs, i}
	}
	return m
}()

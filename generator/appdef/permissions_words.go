package appdef

import (
	"slices"
	"strings"
)

// supported are the features that Kustomer sets for a widget.
var supported = []string{"microphone", "camera", "autoplay"}

// permissionSentences say what each of them lets a page do.
var permissionSentences = map[string]string{
	"microphone": "Hear the agent through the microphone",
	"camera":     "See the agent through the camera",
	"autoplay":   "Play sound and video without a click",
}

// SupportedPermissions returns the features that Kustomer sets for a widget.
// They must not be changed.
func SupportedPermissions() []string { return supported }

// PermissionSentence says what a feature that Kustomer sets lets a page do: "Hear
// the agent through the microphone". It is "" for all others.
func PermissionSentence(feature string) string { return permissionSentences[feature] }

// features are the policy-controlled features of the web platform, after the
// Permissions Policy registry (w3c/webappsec-permissions-policy, features.md).
// Names of withdrawn experiments are left out.
var features = []string{
	"accelerometer", "all-screens-capture", "ambient-light-sensor", "aria-notify", "attribution-reporting", "autofill", "autoplay",
	"battery", "bluetooth", "browsing-topics", "camera", "captured-surface-control", "ch-ua-high-entropy-values",
	"clipboard-read", "clipboard-write", "compute-pressure", "controlled-frame", "cross-origin-isolated",
	"deferred-fetch", "deferred-fetch-minimal", "digital-credentials-create", "digital-credentials-get", "direct-sockets", "display-capture",
	"document-domain", "encrypted-media", "execution-while-not-rendered", "execution-while-out-of-viewport",
	"fenced-unpartitioned-storage-read", "focus-without-user-activation", "fullscreen", "gamepad", "geolocation", "gyroscope",
	"hid", "identity-credentials-get", "idle-detection", "interest-cohort", "join-ad-interest-group", "keyboard-map",
	"language-detector", "language-model", "local-fonts", "local-network", "local-network-access", "loopback-network",
	"magnetometer", "manual-text", "media-playback-while-not-visible", "microphone", "midi", "monetization",
	"navigation-override", "on-device-speech-recognition", "otp-credentials", "payment", "picture-in-picture",
	"private-aggregation", "private-state-token-issuance", "private-state-token-redemption", "proofreader",
	"publickey-credentials-create", "publickey-credentials-get", "record-ad-auction-events", "rewriter", "run-ad-auction",
	"screen-wake-lock", "serial", "shared-storage", "shared-storage-select-url", "smart-card", "speaker-selection",
	"storage-access", "summarizer", "sync-script", "sync-xhr", "translator", "trust-token-redemption",
	"unload", "usb", "usb-unrestricted", "vertical-scroll", "web-app-installation", "web-share", "window-management",
	"window-placement", "writer", "xr-spatial-tracking",
}

var featureSet = func() map[string]bool {
	set := make(map[string]bool, len(features))
	for _, f := range features {
		set[f] = true
	}
	return set
}()

// isFeature tells whether word names a feature, in any case.
func isFeature(word string) bool { return featureSet[strings.ToLower(word)] }

// glued takes a value off a name that it was written together with:
// microphone* and camera'src'. The name may be unknown.
func glued(word string) (name, value string, ok bool) {
	for _, v := range []string{"*", "'self'", "'src'", "'none'"} {
		if name, found := strings.CutSuffix(word, v); found && name != "" && !strings.ContainsAny(name, "*'=()") {
			return name, v, true
		}
	}
	return word, "", false
}

// Allow builds the allow attribute of a frame: "camera *; microphone *". It
// writes only names of features that Kustomer sets, whatever it is given.
func Allow(names []string) string {
	var parts []string
	for _, f := range names {
		if part := f + " *"; slices.Contains(supported, f) && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}

package rules

import "vitrine/generator/diag"

// permissionRules are about iframePermissions. What a browser grants for a
// string was measured in Chromium.
var permissionRules = []Rule{
	permission("permissions-missing-space", diag.Error, "a permission and its value are written as one word", "platform: widgets; measured",
		"The format is `<name> <value>;`. A browser reads `microphone*` as one unknown name and grants nothing. The platform's own sample "+
			"has this fault.",
		`"microphone*"`, `"microphone *"`),
	permission("permissions-unknown", diag.Error, "no such permission", "web standard: Permissions Policy",
		"A name that no browser knows grants nothing.",
		`"microfone *; autoplay *"`, `"microphone *; autoplay *"`),
	permission("permissions-unsupported", diag.Warning, "a permission that Kustomer does not set", "platform: widgets",
		"The platform sets microphone, camera and autoplay only; anything else in the string is ignored.",
		`"geolocation *; microphone *"`, `"microphone *"`),
	permission("permissions-separator", diag.Error, "permissions are not separated by semicolons",
		"web standard: Permissions Policy; measured",
		"`camera, microphone` grants nothing and `camera microphone` takes the second word for a value. Write `camera *; microphone *`.",
		`"camera, autoplay"`, `"camera *; autoplay *"`),
	permission("permissions-syntax", diag.Error, "a permission is not written as browsers read it",
		"web standard: Permissions Policy; measured",
		"Names are lower case, values are `*`, `'self'`, `'src'`, `'none'` or an origin. `camera=(self)` is the syntax of an HTTP header, "+
			"and `camera self` without quotes grants nothing.",
		`"camera=(self)"`, `"camera *"`),
	permission("permissions-duplicate", diag.Warning, "a permission stands twice", "measured",
		"The first one wins; the second is ignored.",
		`"camera *; camera 'src'"`, `"camera *"`),
	permission("permissions-no-value", diag.Warning, "a permission has no value", "platform: widgets",
		"The documented format has a value. Browsers take a missing one for `'src'`; whether the platform does is not documented.",
		`"camera"`, `"camera *"`),
	permission("permissions-none-effective", diag.Error, "the string grants nothing at all", "measured",
		"What is asked for is refused in the same string, so the widget gets no permission.",
		`"camera 'none'"`, `"camera *"`),
	permission("permissions-broad", diag.Info, "camera and microphone are both asked for", "platform: marketplace questionnaire",
		"Reviewers ask why a widget can see and hear the agent. Say it in the listing.",
		`"camera *; microphone *; autoplay *"`, `"camera *"`),
	permission("permissions-empty", diag.Info, "the string is empty", "advice",
		"An empty string asks for nothing, like no string at all.",
		`""`, `"camera *"`),
}

func permission(name string, s diag.Severity, summary, source, why, bad, good string) Rule {
	return Rule{Rule: diag.Rule{
		Name: name, Severity: s, Summary: summary, Why: why, Source: source, Badge: "permissions", Answers: []string{"permissions"},
		Bad: widget(`"iframePermissions": ` + bad), Good: widget(`"iframePermissions": ` + good),
	}, App: permissionProblem}
}

func permissionProblem(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		if !w.IframePermissions.Set {
			continue
		}
		if p.rule.Name == "permissions-empty" && w.IframePermissions.Value == "" {
			p.Report(at(w.IframePermissions), "the widget asks for no permission", "leave the property out")
		}
		p.problems(w.IframePermissions, w.permissions.Problems)
	}
}

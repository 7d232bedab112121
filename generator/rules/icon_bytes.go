package rules

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/picture"
)

// What the platform asks of an icon (its widgets page), and our advice.
const (
	iconSide   = 128       // px a side, at least
	iconWeight = 256 << 10 // bytes; advice
	iconPixels = 4096      // px a side, at most; advice
)

const iconFormats = "documented are SVG and PNG of at least 128 × 128 px"

// CheckIcon judges the bytes of an icon. name is the file that they stand in;
// "" for what came from the network, which tells the type by itself. The findings
// have no place: it is the definition's that names the icon.
func CheckIcon(f picture.Facts, name string) []diag.Diagnostic {
	i := icon{Facts: f}
	switch {
	case f.TooLarge > 0:
		i.report("icon-too-heavy", fmt.Sprintf("the icon weighs more than %d KiB and was not measured", f.TooLarge>>10), lighter)
	case f.Unreadable != "":
		i.report("icon-format", "the icon cannot be read: "+f.Unreadable, "check its permissions")
	default:
		i.measured()
		if name != "" {
			i.named(name)
		}
	}
	return i.found
}

const lighter = "every agent loads it; make it smaller"

// icon is an icon while it is judged.
type icon struct {
	picture.Facts
	found []diag.Diagnostic
}

func (i *icon) report(rule, message, hint string) {
	i.found = append(i.found, Finding(rule, message, hint))
}

func (i *icon) measured() {
	switch i.Format {
	case "PNG":
		i.png()
	case "SVG":
		i.svg()
	default:
		i.report("icon-format", "the icon is "+article(i.Format)+", neither SVG nor PNG", iconFormats)
		return
	}
	if i.Bytes > iconWeight {
		i.report("icon-too-heavy", fmt.Sprintf("the icon weighs %d KiB, more than %d", (i.Bytes+1023)>>10, iconWeight>>10), lighter)
	}
}

func article(format string) string {
	switch format {
	case "":
		return "of no known format"
	case "SVG", "HTML page", "AVIF", "ICO":
		return "an " + format
	}
	return "a " + format
}

func (i *icon) png() {
	if i.Broken != "" {
		i.report("icon-format", "the icon is a broken PNG: "+i.Broken, "export it again")
		return
	}
	size := number(i.Width) + " × " + number(i.Height)
	if i.Width < iconSide || i.Height < iconSide {
		i.report("icon-too-small", fmt.Sprintf("the icon has %s px; at least %d × %d are asked for", size, iconSide, iconSide),
			"export it larger, or use an SVG")
	}
	if i.Width > iconPixels || i.Height > iconPixels {
		i.report("icon-too-heavy", fmt.Sprintf("the icon has %s px, more than %d a side", size, iconPixels), lighter)
	}
	i.square(i.Width, i.Height)
}

// square allows for a rounding of a pixel.
func (i *icon) square(width, height float64) {
	if long := max(width, height); long-min(width, height) > max(1, long/128) {
		i.report("icon-not-square", fmt.Sprintf("the icon is %s × %s, not square", number(width), number(height)),
			"the platform rounds its corners and shows it in a square")
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (i *icon) svg() {
	if len(i.Active) > 0 {
		more := ""
		if n := len(i.Active) - 1; n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		i.report("icon-active-svg", "the SVG can run or load something: "+i.Active[0]+more,
			"export it without scripts, events and outside addresses")
	}
	switch {
	case i.Broken != "":
		i.report("icon-format", "the SVG is not well-formed, so that a browser shows nothing: "+i.Broken, "export it again")
	case i.Tangled:
		i.report("icon-too-heavy", fmt.Sprintf("the SVG has more than %d elements, or is nested deeper than %d", picture.MaxElements,
			picture.MaxDepth), "simplify it")
	case i.Scales:
		i.square(i.Width, i.Height)
	default:
		i.fixed()
	}
}

// fixed holds an SVG without a viewBox to the size that it names and keeps.
func (i *icon) fixed() {
	width, okW := attributePx(i.WidthAttribute)
	height, okH := attributePx(i.HeightAttribute)
	if !okW || !okH {
		i.report("icon-not-square", "the SVG has no viewBox, so that browsers show it as 300 × 150 px or cut it off",
			`add viewBox="0 0 128 128"`)
		return
	}
	if width >= iconSide && height >= iconSide {
		i.square(width, height)
		return
	}
	w, h := number(width), number(height)
	i.report("icon-too-small", fmt.Sprintf("the SVG has no viewBox and is %s × %s px; it does not grow to %d × %d", w, h, iconSide, iconSide),
		fmt.Sprintf(`add viewBox="0 0 %s %s"`, w, h))
}

// attributePx is an attribute of an SVG in px: a number, or a CSS length that
// needs no window.
func attributePx(s string) (px float64, ok bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return n, n > 0
	}
	l, problem := appdef.ParseLength(s)
	if problem != nil || !l.IsFixed() {
		return 0, false
	}
	px, ok = l.Px(appdef.Screen{}, 0)
	return px, ok && px > 0
}

// named tells whether a server that goes by the name would call the content
// something else. Browsers look into the bytes of raster pictures, and never
// for an SVG.
func (i *icon) named(name string) {
	ext := strings.ToLower(path.Ext(name))
	if (i.Format == "SVG") == (ext == ".svg") || i.Format != "SVG" && i.Format != "PNG" {
		return
	}
	i.report("icon-format",
		fmt.Sprintf("the icon is %s under a name that ends in %q; a server will send it as another type, and browsers show nothing",
			article(i.Format), ext), "rename it to ."+strings.ToLower(i.Format))
}

// CheckIconType judges the type that an icon from the network was sent as.
func CheckIconType(f picture.Facts, contentType string) []diag.Diagnostic {
	if f.Format != "SVG" || contentType == "image/svg+xml" {
		return nil
	}
	return []diag.Diagnostic{Finding("icon-format",
		fmt.Sprintf("the icon is an SVG that is sent as %q; browsers show nothing", contentType), "send it as image/svg+xml")}
}

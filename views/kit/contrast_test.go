package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// luminance and contrast are those of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// over lays a colour on one that is not transparent.
func over(top, under color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*int(top.A) + int(b)*(255-int(top.A)) + 127) / 255) }
	return color.NRGBA{R: mix(top.R, under.R), G: mix(top.G, under.G), B: mix(top.B, under.B), A: 255}
}

type colours = []fyne.ThemeColorName

// TestContrast holds every text to 4.5:1 and what is only a sign to 3:1 in both
// looks. What is disabled is left out, as WCAG does.
func TestContrast(t *testing.T) {
	sheets := colours{theme.ColorNameBackground, ColorSurface, ColorRaised, theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground}
	fills := colours{ColorAccent, ColorLive, ColorHelper, ColorRival, ColorSide3, ColorSide4, ColorSide5, ColorSide6}
	veils := colours{"", theme.ColorNameHover, theme.ColorNamePressed}
	type pair struct {
		what       string
		text, back colours
		veils      colours // between text and back
		least      float64
	}
	pairs := []pair{
		{"text", colours{ColorText, ColorMuted, ColorFaint, theme.ColorNamePlaceHolder, ColorAccentText}, sheets, colours{""}, 4.5},
		{"the state of a thing", colours{ColorGood, ColorFair, ColorBad}, sheets, colours{""}, 4.5},
		{"a button", colours{ColorText}, colours{theme.ColorNameButton}, veils, 4.5},
		{"a button that the mouse is over", colours{ColorText, ColorMuted, ColorBad}, colours{theme.ColorNameBackground, ColorSurface, ColorRaised, theme.ColorNameOverlayBackground}, veils, 4.5},
		{"what is chosen", colours{ColorText, ColorAccentText}, sheets, colours{ColorTint}, 4.5},
		{"text that is marked", colours{ColorText}, colours{theme.ColorNameInputBackground}, colours{theme.ColorNameSelection}, 4.5},
		{"on a fill", colours{ColorOnTint}, fills, colours{""}, 4.5},
		{"a filled button", colours{ColorOnTint}, colours{ColorAccent, ColorLive}, colours{"", ColorFillHover, ColorFillPressed}, 4.5},
		{"a sign", colours{ColorAccent, ColorFaint, ColorGood, ColorFair, ColorBad, ColorRing}, sheets, colours{""}, 3},
		{"on the stage", colours{ColorOnGlass}, colours{ColorStage}, colours{"", ColorGlass, ColorGrand}, 4.5},
	}
	for look, p := range map[string]palette{"dark": dark, "light": light} {
		for _, c := range pairs {
			for _, back := range c.back {
				for _, veil := range c.veils {
					under := p[back]
					if veil != "" {
						under = over(p[veil], under)
					}
					for _, text := range c.text {
						if got := contrast(p[text], under); got < c.least {
							t.Errorf("%s: %s: %s on %s %s is %.2f:1, want %.1f", look, c.what, text, back, veil, got, c.least)
						}
					}
				}
			}
		}
		for _, picture := range []uint32{0x000000, 0xffffff} {
			for _, veil := range (colours{ColorGlass, ColorGrand}) {
				if got := contrast(p[ColorOnGlass], over(p[veil], rgb(picture))); got < 4.5 {
					t.Errorf("%s: a label on a picture of %06x, %s: %.2f:1", look, picture, veil, got)
				}
			}
		}
	}
}

// TestContrastIsMeasuredAsDefined uses the extremes and a grey known for being just enough.
func TestContrastIsMeasuredAsDefined(t *testing.T) {
	white := rgb(0xffffff)
	for _, c := range []struct {
		v    uint32
		want float64
	}{{0x000000, 21}, {0xffffff, 1}, {0x767676, 4.54}} {
		if got := contrast(rgb(c.v), white); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%06x on white is %.3f:1, want %.2f", c.v, got, c.want)
		}
	}
}

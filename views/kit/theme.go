package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"onair/assets/fonts"
)

// Colours of our own, beside Fyne's names.
const (
	ColorSurface fyne.ThemeColorName = "onair.surface" // bars and panels
	ColorRaised  fyne.ThemeColorName = "onair.raised"  // cards and fields on panels
	ColorLine    fyne.ThemeColorName = "onair.line"    // hairlines
	ColorText    fyne.ThemeColorName = theme.ColorNameForeground
	ColorMuted   fyne.ThemeColorName = "onair.muted" // second-rank text
	ColorFaint   fyne.ThemeColorName = "onair.faint" // third-rank text and idle icons
	ColorAccent  fyne.ThemeColorName = theme.ColorNamePrimary
	ColorTint    fyne.ThemeColorName = "onair.tint" // accent, very thin
	ColorOnTint  fyne.ThemeColorName = theme.ColorNameForegroundOnPrimary
	// ColorAccentText is the accent for words, also on a tint; ColorAccent is a fill.
	ColorAccentText  fyne.ThemeColorName = theme.ColorNameHyperlink
	ColorGood        fyne.ThemeColorName = theme.ColorNameSuccess
	ColorFair        fyne.ThemeColorName = theme.ColorNameWarning
	ColorBad         fyne.ThemeColorName = theme.ColorNameError
	ColorLive        fyne.ThemeColorName = "onair.live"   // the LIVE badge
	ColorHelper      fyne.ThemeColorName = "onair.helper" // the mark of the anchor's helpers
	ColorRival       fyne.ThemeColorName = "onair.rival"  // the other side of a PK
	ColorSide3       fyne.ThemeColorName = "onair.side3"  // further sides
	ColorSide4       fyne.ThemeColorName = "onair.side4"
	ColorSide5       fyne.ThemeColorName = "onair.side5"
	ColorSide6       fyne.ThemeColorName = "onair.side6"
	ColorStage       fyne.ThemeColorName = "onair.stage" // behind the picture, dark in both looks
	ColorGlass       fyne.ThemeColorName = "onair.glass" // labels over the picture
	ColorOnGlass     fyne.ThemeColorName = "onair.onGlass"
	ColorScrim       fyne.ThemeColorName = "onair.scrim"     // over what is out of reach
	ColorFillHover   fyne.ThemeColorName = "onair.fillHover" // over a filled button under the mouse: darker, so that its words stay clear
	ColorFillPressed fyne.ThemeColorName = "onair.fillPressed"
	ColorRing        fyne.ThemeColorName = "onair.ring"  // around what has the keyboard's focus
	ColorGrand       fyne.ThemeColorName = "onair.grand" // behind the announcement of a large gift
)

// Text sizes beside Fyne's.
const (
	SizeText    = theme.SizeNameText
	SizeCaption = theme.SizeNameCaptionText
	SizeTitle   = theme.SizeNameSubHeadingText
	SizeHeading = theme.SizeNameHeadingText
)

// Look chooses between dark and light.
type Look int

// The looks.
const (
	LookDark Look = iota
	LookLight
	LookSystem // as the system says
)

// Theme is OnAir's theme: dark unless told otherwise, one accent colour, and
// a typeface with Chinese glyphs. In a Latin language the marks that a Chinese
// face draws a whole character wide come from Fyne's own face instead.
type Theme struct {
	look          Look
	wide          bool // Chinese marks are a character wide
	regular, bold fyne.Resource
}

// newTheme returns the theme in a look, for the language in force.
func newTheme(look Look) *Theme {
	const regular, bold = "NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf"
	if wideMarks() {
		return &Theme{look: look, wide: true, regular: fyne.NewStaticResource(regular, fonts.Regular), bold: fyne.NewStaticResource(bold, fonts.SemiBold)}
	}
	return &Theme{look: look, regular: fonts.Latin(regular, fonts.Regular), bold: fonts.Latin(bold, fonts.SemiBold)}
}

func wideMarks() bool { return T("type.marks") == "wide" }

// Use gives a program the theme in a look, for the language in force. One that it
// has already stays: the toolkit reads the typefaces anew for each that is set.
func Use(a fyne.App, look Look) {
	if t, ok := a.Settings().Theme().(*Theme); !ok || t.look != look || t.wide != wideMarks() {
		a.Settings().SetTheme(newTheme(look))
	}
}

type palette map[fyne.ThemeColorName]color.NRGBA

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func alpha(v uint32, a uint8) color.NRGBA {
	c := rgb(v)
	c.A = a
	return c
}

var dark = palette{
	theme.ColorNameBackground: rgb(0x0d0f14), theme.ColorNameForeground: rgb(0xe9ebf1), ColorSurface: rgb(0x14171e),
	ColorRaised: rgb(0x1d212b), ColorLine: rgb(0x282d39), ColorMuted: rgb(0xa0a7b8), ColorFaint: rgb(0x838a9b),
	theme.ColorNamePrimary: rgb(0x5163ff), ColorTint: alpha(0x6c7bff, 0x2e), theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
	ColorRing: rgb(0xaab4ff), theme.ColorNameFocus: alpha(0x6c7bff, 0x80), theme.ColorNameHyperlink: rgb(0x96a1ff),
	theme.ColorNameSuccess: rgb(0x3dd68c), theme.ColorNameWarning: rgb(0xf5b83d), theme.ColorNameError: rgb(0xff7883),
	ColorHelper: rgb(0x11856e), ColorGrand: alpha(0x7a22cf, 0xd8), ColorRival: rgb(0x1770ee),
	ColorSide3: rgb(0x0e865d), ColorSide4: rgb(0xab6400), ColorSide5: rgb(0x8a4be0), ColorSide6: rgb(0x0a8099),
	ColorLive: rgb(0xe52236), ColorStage: rgb(0x07080b), ColorGlass: alpha(0x0a0c11, 0xb8), ColorOnGlass: rgb(0xf4f6ff),
	ColorScrim:            alpha(0x05060a, 0xb0),
	theme.ColorNameButton: rgb(0x262b37), theme.ColorNameDisabledButton: rgb(0x1a1e27), theme.ColorNameDisabled: rgb(0x555c6c),
	ColorFillHover: alpha(0x000000, 0x14), ColorFillPressed: alpha(0x000000, 0x28),
	theme.ColorNameHover: alpha(0xffffff, 0x10), theme.ColorNamePressed: alpha(0xffffff, 0x1c),
	theme.ColorNameInputBackground: rgb(0x1d212b), theme.ColorNameInputBorder: rgb(0x313747),
	theme.ColorNamePlaceHolder: rgb(0x838a9b), theme.ColorNameSelection: alpha(0x6c7bff, 0x50),
	theme.ColorNameScrollBar: alpha(0xffffff, 0x40), theme.ColorNameScrollBarBackground: alpha(0, 0),
	theme.ColorNameSeparator: rgb(0x282d39), theme.ColorNameShadow: alpha(0x000000, 0x70),
	theme.ColorNameMenuBackground: rgb(0x1d212b), theme.ColorNameOverlayBackground: rgb(0x181c24),
	theme.ColorNameHeaderBackground: rgb(0x14171e),
}

var light = palette{
	theme.ColorNameBackground: rgb(0xf1f3f7), theme.ColorNameForeground: rgb(0x171a21), ColorSurface: rgb(0xffffff),
	ColorRaised: rgb(0xf1f3f7), ColorLine: rgb(0xdde1e9), ColorMuted: rgb(0x555d6e), ColorFaint: rgb(0x656c7e),
	theme.ColorNamePrimary: rgb(0x4c5bea), ColorTint: alpha(0x4c5bea, 0x1e), theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
	ColorRing: rgb(0x2b37b8), theme.ColorNameFocus: alpha(0x4c5bea, 0x70), theme.ColorNameHyperlink: rgb(0x3a48d0),
	theme.ColorNameSuccess: rgb(0x0f7c4a), theme.ColorNameWarning: rgb(0x946200), theme.ColorNameError: rgb(0xb42735),
	ColorHelper: rgb(0x0f7f69), ColorGrand: alpha(0x7a22cf, 0xd8), ColorRival: rgb(0x2468d0),
	ColorSide3: rgb(0x0e865d), ColorSide4: rgb(0xab6400), ColorSide5: rgb(0x8a4be0), ColorSide6: rgb(0x0a8099),
	ColorLive: rgb(0xe0303f), ColorStage: rgb(0x12141a), ColorGlass: alpha(0x0a0c11, 0xb8), ColorOnGlass: rgb(0xf4f6ff),
	ColorScrim:            alpha(0x1a1d25, 0x80),
	theme.ColorNameButton: rgb(0xe3e6ee), theme.ColorNameDisabledButton: rgb(0xeceef3), theme.ColorNameDisabled: rgb(0xa6adbb),
	ColorFillHover: alpha(0x000000, 0x14), ColorFillPressed: alpha(0x000000, 0x28),
	theme.ColorNameHover: alpha(0x000000, 0x0c), theme.ColorNamePressed: alpha(0x000000, 0x18),
	theme.ColorNameInputBackground: rgb(0xeceff5), theme.ColorNameInputBorder: rgb(0xd3d8e2),
	theme.ColorNamePlaceHolder: rgb(0x656c7e), theme.ColorNameSelection: alpha(0x4c5bea, 0x40),
	theme.ColorNameScrollBar: alpha(0x000000, 0x40), theme.ColorNameScrollBarBackground: alpha(0, 0),
	theme.ColorNameSeparator: rgb(0xdde1e9), theme.ColorNameShadow: alpha(0x000000, 0x30),
	theme.ColorNameMenuBackground: rgb(0xffffff), theme.ColorNameOverlayBackground: rgb(0xffffff),
	theme.ColorNameHeaderBackground: rgb(0xffffff),
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	p := dark
	if t.look == LookLight || t.look == LookSystem && system == theme.VariantLight {
		p = light
	}
	if c, ok := p[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, system)
}

// Font implements fyne.Theme.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return t.bold
	default:
		return t.regular
	}
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme. Distances are multiples of 4, mostly of 8.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return 14
	case theme.SizeNameCaptionText:
		return 12
	case theme.SizeNameSubHeadingText:
		return 17
	case theme.SizeNameHeadingText:
		return 24
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 8
	case theme.SizeNameInlineIcon:
		return 20
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameMenuRadius:
		return 8
	case theme.SizeNamePopupRadius, theme.SizeNameDialogRadius, theme.SizeNameCardRadius:
		return 12
	case theme.SizeNameModalBlurRadius:
		return 0
	}
	return theme.DefaultTheme().Size(name)
}

// SideColor is the colour of a PK's side: 0 is the own room.
func SideColor(side int) fyne.ThemeColorName {
	all := [...]fyne.ThemeColorName{ColorLive, ColorRival, ColorSide3, ColorSide4, ColorSide5, ColorSide6}
	return all[side%len(all)]
}

// Color is the colour of a name in the current theme.
func Color(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// Size is the size of a name in the current theme.
func Size(name fyne.ThemeSizeName) float32 { return theme.Size(name) }

package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Badge is a word on a small coloured sheet, with an icon before it if named.
type Badge struct {
	*fyne.Container
	line *Line
}

const badgePad = 7 // beside the word

// NewBadge returns a badge.
func NewBadge(text, icon string, bg, fg fyne.ThemeColorName) *Badge {
	line := NewLine(text, TextStyle{Size: SizeCaption, Color: fg, Bold: true})
	var objects []fyne.CanvasObject
	if icon != "" {
		objects = append(objects, Icon(icon, fg, 14))
	}
	objects = append(objects, line)
	return &Badge{Container: Sheet(bg, 5, Pad(2, badgePad, Row(4, objects...))), line: line}
}

// NewCutBadge returns a badge without an icon that takes any width and cuts what does not
// fit.
func NewCutBadge(bg, fg fyne.ThemeColorName) *Badge {
	line := NewCutLine("", TextStyle{Size: SizeCaption, Color: fg, Bold: true})
	return &Badge{Container: Sheet(bg, 5, Pad(2, badgePad, line)), line: line}
}

// Whole is how wide the badge has to be to show its whole word, without an icon.
func (b *Badge) Whole() float32 { return b.line.Whole() + 2*badgePad }

// SetText changes the word.
func (b *Badge) SetText(text string) {
	if b.line.Text() != text {
		b.line.SetText(text)
		b.Refresh()
	}
}

// Text is the word.
func (b *Badge) Text() string { return b.line.Text() }

// Dot is a small filled circle.
func Dot(c fyne.ThemeColorName, size float32) *fyne.Container {
	d := canvas.NewCircle(Color(c))
	return Fixed(size, size, container.NewStack(d))
}

// SetDot changes a dot's colour.
func SetDot(d *fyne.Container, c fyne.ThemeColorName) {
	circle := d.Objects[0].(*fyne.Container).Objects[0].(*canvas.Circle)
	var want color.Color = Color(c)
	if circle.FillColor != want {
		circle.FillColor = want
		circle.Refresh()
	}
}

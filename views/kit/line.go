package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// TextStyle is how a Line or Para is written.
type TextStyle struct {
	Size  fyne.ThemeSizeName  // default SizeText
	Color fyne.ThemeColorName // default ColorText
	Bold  bool
	Align fyne.TextAlign
}

func (s TextStyle) size() float32 {
	if s.Size == "" {
		return Size(SizeText)
	}
	return Size(s.Size)
}

func (s TextStyle) color() color.Color {
	if s.Color == "" {
		return Color(ColorText)
	}
	return Color(s.Color)
}

func (s TextStyle) measure(text string) fyne.Size {
	return fyne.MeasureText(text, s.size(), fyne.TextStyle{Bold: s.Bold})
}

// Styles in common use.
var (
	Body    = TextStyle{}
	Strong  = TextStyle{Bold: true}
	Muted   = TextStyle{Color: ColorMuted}
	Caption = TextStyle{Size: SizeCaption, Color: ColorMuted}
	Title   = TextStyle{Size: SizeTitle, Bold: true}
	Heading = TextStyle{Size: SizeHeading, Bold: true}
)

// Line is one line of text without padding. With Cut it may get narrower than
// its text and then ends in an ellipsis.
type Line struct {
	widget.BaseWidget
	text  string
	style TextStyle
	cut   bool
}

// NewLine returns a line that is always as wide as its text.
func NewLine(text string, style TextStyle) *Line {
	l := &Line{text: text, style: style}
	l.ExtendBaseWidget(l)
	return l
}

// NewCutLine returns a line that takes any width and cuts what does not fit.
func NewCutLine(text string, style TextStyle) *Line {
	l := NewLine(text, style)
	l.cut = true
	return l
}

// GrowsInRow implements Grower: a line that may be cut takes what is left.
func (l *Line) GrowsInRow() bool { return l.cut }

// Text is the whole text.
func (l *Line) Text() string { return l.text }

// Whole is how wide the line has to be to show its whole text.
func (l *Line) Whole() float32 { return l.style.measure(l.text).Width }

// SetText changes the text.
func (l *Line) SetText(text string) {
	if text == l.text {
		return
	}
	l.text = text
	l.Refresh()
}

// SetColor changes the colour.
func (l *Line) SetColor(c fyne.ThemeColorName) {
	if c == l.style.Color {
		return
	}
	l.style.Color = c
	l.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	t := canvas.NewText(l.text, l.style.color())
	t.TextSize = l.style.size()
	t.TextStyle.Bold = l.style.Bold
	t.Alignment = l.style.Align
	return &lineRenderer{line: l, text: t}
}

// lift is how far text has to go up for its capitals to stand in the middle of
// its line: the typeface leaves room above for Chinese.
func lift(size float32) float32 { return size * 0.06 }

type lineRenderer struct {
	line *Line
	text *canvas.Text
}

func (r *lineRenderer) Layout(size fyne.Size) {
	r.text.Text = r.fit(size.Width)
	r.text.Resize(size)
	r.text.Move(fyne.NewPos(0, -lift(r.text.TextSize)))
}

// fit is the text, cut to a width.
func (r *lineRenderer) fit(width float32) string {
	if !r.line.cut {
		return r.line.text
	}
	return cutText(r.line.text, width, func(s string) float32 { return r.line.style.measure(s).Width })
}

// cutText is a text, or as much of it as has room with an ellipsis. Without a
// width it is the whole text.
func cutText(full string, width float32, measure func(string) float32) string {
	if width <= 0 || measure(full) <= width {
		return full
	}
	runes := []rune(full)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if measure(string(runes[:mid])+"…") <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return string(runes[:lo]) + "…"
}

func (r *lineRenderer) MinSize() fyne.Size {
	text := r.line.text
	if text == "" {
		text = " "
	}
	m := r.line.style.measure(text)
	if r.line.cut {
		m.Width = min(m.Width, 8)
	}
	if r.line.text == "" {
		m.Width = 0
	}
	return m
}

func (r *lineRenderer) Refresh() {
	r.text.Color = r.line.style.color()
	r.text.TextSize = r.line.style.size()
	r.text.Text = r.fit(r.line.Size().Width)
	r.text.Refresh()
}

func (r *lineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }

func (r *lineRenderer) Destroy() {}

package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Para is a paragraph broken into lines at a width that is known beforehand,
// so its height is right from the start. Chinese breaks between characters.
type Para struct {
	widget.BaseWidget
	text  string
	style TextStyle
	width float32
}

// NewPara returns a paragraph of a width.
func NewPara(text string, style TextStyle, width float32) *Para {
	p := &Para{text: text, style: style, width: width}
	p.ExtendBaseWidget(p)
	return p
}

// Text is the whole text.
func (p *Para) Text() string { return p.text }

// SetText changes the text.
func (p *Para) SetText(text string) {
	if text != p.text {
		p.text = text
		p.Refresh()
	}
}

// SetColor changes the colour.
func (p *Para) SetColor(c fyne.ThemeColorName) {
	if p.style.Color != c {
		p.style.Color = c
		p.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Para) CreateRenderer() fyne.WidgetRenderer {
	r := &paraRenderer{para: p}
	r.build()
	return r
}

type paraRenderer struct {
	para  *Para
	lines []fyne.CanvasObject
	min   fyne.Size
	shown string
}

func (r *paraRenderer) build() {
	s := r.para.style
	var lines []fyne.CanvasObject
	height := float32(0)
	if r.para.text != "" {
		for _, text := range Wrap(r.para.text, r.para.width, func(t string) float32 { return s.measure(t).Width }) {
			t := canvas.NewText(text, s.color())
			t.TextSize, t.TextStyle.Bold, t.Alignment = s.size(), s.Bold, s.Align
			lines = append(lines, t)
			height += s.measure("Ag").Height
		}
	}
	r.lines, r.shown = lines, r.para.text
	r.min = fyne.NewSize(r.para.width, height)
}

func (r *paraRenderer) Layout(size fyne.Size) {
	y := float32(0)
	for _, l := range r.lines {
		h := r.min.Height / float32(len(r.lines))
		l.Move(fyne.NewPos(0, y))
		l.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

func (r *paraRenderer) MinSize() fyne.Size { return r.min }

func (r *paraRenderer) Refresh() {
	r.build()
	r.Layout(r.para.Size())
	canvas.Refresh(r.para)
}

func (r *paraRenderer) Objects() []fyne.CanvasObject { return r.lines }

func (r *paraRenderer) Destroy() {}

// Wrap breaks text into lines no wider than width: at line feeds, at spaces,
// between Chinese characters, and anywhere in a word that is too long.
func Wrap(text string, width float32, measure func(string) float32) []string {
	return WrapAfter(text, 0, width, measure)
}

// WrapAfter is Wrap for a text that begins behind something first wide; the
// first line is empty when nothing fits there.
func WrapAfter(text string, first, width float32, measure func(string) float32) []string {
	var out []string
	room := func() float32 {
		if len(out) == 0 {
			return width - first
		}
		return width
	}
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, token := range tokens(paragraph) {
			if measure(strings.TrimRight(line+token, " ")) <= room() {
				line += token
				continue
			}
			if strings.TrimSpace(line) != "" || first > 0 && len(out) == 0 {
				out = append(out, strings.TrimRight(line, " "))
			}
			line = strings.TrimLeft(token, " ")
			for measure(line) > room() && len([]rune(line)) > 1 {
				head := fitting(line, room(), measure)
				out = append(out, head)
				line = line[len(head):]
			}
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

func fitting(line string, width float32, measure func(string) float32) string {
	runes := []rune(line)
	n := len(runes) - 1
	for n > 1 && measure(string(runes[:n])) > width {
		n--
	}
	return string(runes[:n])
}

// tokens cuts a paragraph into words (with the space behind) and single
// Chinese characters (with the punctuation behind, which starts no line).
func tokens(s string) []string {
	var out []string
	start, wide := 0, false
	for i, r := range s {
		if i == start {
			wide = isWide(r)
			continue
		}
		prev := s[:i][len(s[:i])-1] == ' '
		switch {
		case closes(r) || r == ' ':
		case prev, wide, isWide(r):
			out = append(out, s[start:i])
			start, wide = i, isWide(r)
		}
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func closes(r rune) bool {
	return strings.ContainsRune("，。！？、；：）」』】》”’…,.!?;:)", r)
}

package kit

import (
	"cmp"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Tap is anything that can be tapped, focused and pointed at. It draws its
// content; what embeds it restyles itself.
type Tap struct {
	widget.BaseWidget
	Env              *Env
	Content          fyne.CanvasObject
	action           func()
	Name             string // what it is called where it is not what its tip says
	Tip              string
	On               bool
	Hovered, Focused bool
	ring             *canvas.Rectangle // around it while it has the focus
	self             restyler
}

// restyler is a Tap that shows its state.
type restyler interface {
	fyne.Widget
	Restyle()
}

// Init makes self, which embeds the Tap, show content and do action when it is tapped.
func (t *Tap) Init(env *Env, self restyler, content fyne.CanvasObject, action func()) {
	t.Env, t.self, t.Content, t.action = env, self, content, action
	t.ring = canvas.NewRectangle(color.Transparent)
	t.ring.CornerRadius, t.ring.StrokeWidth, t.ring.StrokeColor = 6, 2, Color(ColorRing)
	t.ring.Hide()
	t.ExtendBaseWidget(self)
	env.Note(self, func() Control { return Control{Kind: "area", Text: cmp.Or(t.Name, t.Tip)} })
}

// Restyle does nothing: there is nothing to show.
func (t *Tap) Restyle() {}

// Tapped implements fyne.Tappable.
func (t *Tap) Tapped(*fyne.PointEvent) {
	t.Env.Tips.Hide()
	if t.action != nil {
		t.action()
	}
}

// FocusGained implements fyne.Focusable.
func (t *Tap) FocusGained() {
	t.Focused = true
	Show(t.ring, true)
	t.self.Restyle()
	if !t.Hovered {
		t.Env.Reveal(t.self)
	}
}

// FocusLost implements fyne.Focusable.
func (t *Tap) FocusLost() {
	t.Focused = false
	t.ring.Hide()
	t.self.Restyle()
}

// TypedRune implements fyne.Focusable.
func (t *Tap) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *Tap) TypedKey(e *fyne.KeyEvent) {
	if t.Env.Guard(t.self, e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.Tapped(nil)
	default:
		t.Env.Key(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Tap) CreateRenderer() fyne.WidgetRenderer {
	return &tapRenderer{widget.NewSimpleRenderer(t.Content), t}
}

// tapRenderer draws the ring of the focus over the content.
type tapRenderer struct {
	fyne.WidgetRenderer
	t *Tap
}

func (r *tapRenderer) Layout(size fyne.Size) {
	r.t.ring.Resize(size)
	r.WidgetRenderer.Layout(size)
}

func (r *tapRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.t.Content, r.t.ring}
}

// MouseIn implements desktop.Hoverable.
func (t *Tap) MouseIn(*desktop.MouseEvent) {
	t.Hovered = true
	t.Env.Tips.Show(t.self, t.Tip)
	t.self.Restyle()
}

// MouseMoved implements desktop.Hoverable.
func (t *Tap) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *Tap) MouseOut() {
	t.Hovered = false
	t.Env.Tips.Hide()
	t.self.Restyle()
}

// Cursor implements desktop.Cursorable.
func (t *Tap) Cursor() desktop.Cursor { return desktop.PointerCursor }

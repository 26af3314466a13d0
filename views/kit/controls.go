package kit

import (
	"fyne.io/fyne/v2"
)

// Control tells where a control is in the window, so that a program outside
// (a screen reader, a test with a real mouse) finds it.
type Control struct {
	Kind string `json:"kind"` // button, entry, select, slider, switch, area
	// Icon names a button's icon; Text and Tip are in the window's language.
	Icon     string `json:"icon,omitempty"`
	Text     string `json:"text,omitempty"`
	Tip      string `json:"tip,omitempty"`
	On       bool   `json:"on,omitempty"`
	Disabled bool   `json:"disabled,omitempty"`
	// X, Y, W and H are in pixels of the window.
	X int `json:"x"`
	Y int `json:"y"`
	W int `json:"w"`
	H int `json:"h"`
}

// Controls knows the controls of a window. It belongs to the UI goroutine; a
// nil Controls keeps nothing.
type Controls struct {
	list []noted
}

type noted struct {
	object   fyne.CanvasObject
	describe func() Control
}

func (c *Controls) note(o fyne.CanvasObject, describe func() Control) {
	if c != nil {
		c.list = append(c.list, noted{o, describe})
	}
}

// Note adds a control of a widget outside this package.
func (e *Env) Note(o fyne.CanvasObject, describe func() Control) { e.Controls.note(o, describe) }

// Visible lists the controls that can be seen on a canvas now.
func (c *Controls) Visible(canvas fyne.Canvas) []Control {
	driver := fyne.CurrentApp().Driver()
	scale := canvas.Scale()
	out := []Control{}
	for _, n := range c.list {
		if driver.CanvasForObject(n.object) != canvas || !n.object.Visible() {
			continue
		}
		at, size := driver.AbsolutePositionForObject(n.object), n.object.Size()
		if at.IsZero() && size.Width < canvas.Size().Width { // not in the tree that is shown
			continue
		}
		d := n.describe()
		d.X, d.Y = int(at.X*scale), int(at.Y*scale)
		d.W, d.H = int(size.Width*scale), int(size.Height*scale)
		out = append(out, d)
	}
	return out
}

func (b *Button) control() Control {
	return Control{Kind: "button", Icon: b.Icon, Text: b.Text, Tip: b.TipText(), On: b.on, Disabled: b.disabled}
}

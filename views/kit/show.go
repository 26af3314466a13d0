package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Show makes an object visible or not; nothing is redrawn without a change.
func Show(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if !on {
		o.Hide()
		return
	}
	o.Show()
	Drawn(o)
}

// Drawn has o drawn soon. The toolkit's own Refresh does nothing for what was hidden
// whenever its window was drawn: it does not know yet whose it is.
func Drawn(o fyne.CanvasObject) {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		w.Canvas().Refresh(o)
	}
}

// Field is a control with its name above it.
func Field(label string, control fyne.CanvasObject) *fyne.Container {
	return Column(4, NewLine(label, Caption), control)
}

// Section is a titled part of a panel.
func Section(title string, objects ...fyne.CanvasObject) *fyne.Container {
	return Column(8, append([]fyne.CanvasObject{NewLine(title, Strong)}, objects...)...)
}

// Option is a line with a name, an explanation, and a control at its end.
func Option(name, explanation string, control fyne.CanvasObject) *fyne.Container {
	texts := Column(0, NewCutLine(name, Body))
	if explanation != "" {
		texts.Add(NewCutLine(explanation, Caption))
	}
	return Frame(nil, nil, nil, container.NewCenter(control), texts)
}

// PanelScroll is a side panel's content with space around it.
func PanelScroll(env *Env, content fyne.CanvasObject) *container.Scroll {
	return NewVScroll(env, Pad(16, 16, content))
}

// Put gives an object a place and a size.
func Put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos(x, y))
}

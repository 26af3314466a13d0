package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// waiting is a line that says what is waited for, with a way to stop it.
type waiting struct {
	box  *fyne.Container
	spin *kit.Spinner
	text *kit.Line
}

func newWaiting(w *window, text string, cancel func()) *waiting {
	p := &waiting{spin: kit.NewSpinner(w.env), text: kit.NewCutLine(text, kit.Muted)}
	objects := []fyne.CanvasObject{kit.Fixed(24, 24, p.spin), p.text}
	if cancel != nil {
		objects = append(objects, kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("cancel"), Action: cancel}))
	}
	p.box = kit.Row(12, objects...)
	p.box.Hide()
	return p
}

func (p *waiting) object() fyne.CanvasObject { return p.box }

// set shows or hides the line; text "" leaves the words as they are.
func (p *waiting) set(on bool, text string) {
	if text != "" {
		p.text.SetText(text)
	}
	if on == p.box.Visible() {
		return
	}
	if on {
		p.spin.Start()
		show(p.box, true)
	} else {
		p.spin.Stop()
		p.box.Hide()
	}
}

// show makes an object visible or not; nothing is redrawn without a change.
func show(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if !on {
		o.Hide()
		return
	}
	o.Show()
	drawn(o)
}

// drawn has o drawn soon. The toolkit's own Refresh does nothing for what was hidden
// whenever its window was drawn: it does not know yet whose it is.
func drawn(o fyne.CanvasObject) {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		w.Canvas().Refresh(o)
	}
}

// field is a control with its name above it.
func field(label string, control fyne.CanvasObject) *fyne.Container {
	return kit.Column(4, kit.NewLine(label, kit.Caption), control)
}

// section is a titled part of a panel.
func section(title string, objects ...fyne.CanvasObject) *fyne.Container {
	return kit.Column(8, append([]fyne.CanvasObject{kit.NewLine(title, kit.Strong)}, objects...)...)
}

// option is a line with a name, an explanation, and a control at its end.
func option(name, explanation string, control fyne.CanvasObject) *fyne.Container {
	texts := kit.Column(0, kit.NewCutLine(name, kit.Body))
	if explanation != "" {
		texts.Add(kit.NewCutLine(explanation, kit.Caption))
	}
	return kit.Frame(nil, nil, nil, container.NewCenter(control), texts)
}

// panelScroll is a side panel's content with space around it.
func panelScroll(env *kit.Env, content fyne.CanvasObject) *container.Scroll {
	return kit.NewVScroll(env, kit.Pad(16, 16, content))
}

// userRow is a line with avatar and name.
func userRow(u model.User, size float32) fyne.CanvasObject {
	return kit.Row(10, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), size), kit.NewCutLine(u.DisplayName(), kit.Body))
}

// pictureResource is a picture for a canvas, nil for none.
func pictureResource(p *model.Picture) fyne.Resource {
	if p == nil || len(p.Data) == 0 {
		return nil
	}
	return fyne.NewStaticResource(pictureName(p), p.Data)
}

package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// failureTexts are the three sentences of a failure: what happened, why, what
// to do.
func failureTexts(f *model.Failure) (what, why, do string) {
	key := "failure." + string(f.Code)
	if !kit.Has(key + ".what") {
		key = "failure." + string(model.FailureUnknown)
	}
	v := kit.Values{"Subject": f.Subject}
	return kit.T(key+".what", v), kit.T(key+".why", v), kit.T(key+".do", v)
}

// failureCard shows a failure in place; it is hidden while there is none.
type failureCard struct {
	w     *window
	width float32
	box   *fyne.Container
	shown *model.Failure
}

func newFailureCard(w *window, width float32) *failureCard {
	f := &failureCard{w: w, width: width, box: container.NewStack()}
	f.box.Hide()
	return f
}

func (f *failureCard) object() fyne.CanvasObject { return f.box }

// set shows a failure, or nothing.
func (f *failureCard) set(failure *model.Failure) {
	if failure == f.shown || failure != nil && f.shown != nil && *failure == *f.shown {
		return
	}
	f.shown = failure
	if failure == nil {
		f.box.Objects = nil
		f.box.Hide()
		return
	}
	what, why, do := failureTexts(failure)
	width := f.width - 60
	var copyIt fyne.CanvasObject
	if detail := failure.Detail; detail != "" {
		width -= 44
		copyIt = container.NewVBox(kit.NewButton(f.w.env, kit.ButtonSpec{Icon: "copy", Rank: kit.RankGhost, Tip: kit.T("failure.copy", kit.Values{"Detail": detail}), Action: func() {
			f.w.app.Clipboard().SetContent(detail)
		}}))
	}
	lines := kit.Column(2, kit.NewPara(what, kit.Strong, width), kit.NewPara(why, kit.Muted, width), kit.NewPara(do, kit.Body, width))
	top := container.New(layout.NewVBoxLayout(), kit.Icon("error", kit.ColorBad, 20))
	row := kit.Frame(nil, nil, kit.Pad(1, 0, top), copyIt, kit.Pad2(0, 0, 12, 0, lines))
	f.box.Objects = []fyne.CanvasObject{kit.Outlined(kit.ColorRaised, 10, kit.Pad(12, 14, row))}
	f.box.Show()
	f.box.Refresh()
}

// waiting is a line that says what is waited for, with a way to stop it.
type waiting struct {
	box  *fyne.Container
	spin *widget.Activity
	text *kit.Line
}

func newWaiting(w *window, text string, cancel func()) *waiting {
	p := &waiting{spin: widget.NewActivity(), text: kit.NewCutLine(text, kit.Muted)}
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
		p.box.Show()
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
	if on {
		o.Show()
	} else {
		o.Hide()
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
func panelScroll(content fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(kit.Pad(16, 16, content))
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

package desk

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// Waiting is a line that says what is waited for, with a way to stop it.
type Waiting struct {
	box  *fyne.Container
	spin *kit.Spinner
	text *kit.Line
}

// NewWaiting makes a line that is hidden; cancel nil: there is no way to stop.
func NewWaiting(w *Desk, text string, cancel func()) *Waiting {
	p := &Waiting{spin: kit.NewSpinner(w.Env), text: kit.NewCutLine(text, kit.Muted)}
	objects := []fyne.CanvasObject{kit.Fixed(24, 24, p.spin), p.text}
	if cancel != nil {
		objects = append(objects, kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Action: cancel}))
	}
	p.box = kit.Row(12, objects...)
	p.box.Hide()
	return p
}

// Object is what is to be shown.
func (p *Waiting) Object() fyne.CanvasObject { return p.box }

// Set shows or hides the line; text "" leaves the words as they are.
func (p *Waiting) Set(on bool, text string) {
	if text != "" {
		p.text.SetText(text)
	}
	if on == p.box.Visible() {
		return
	}
	if on {
		p.spin.Start()
		kit.Show(p.box, true)
	} else {
		p.spin.Stop()
		p.box.Hide()
	}
}

// UserRow is a line with avatar and name.
func UserRow(u model.User, size float32) fyne.CanvasObject {
	return kit.Row(10, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), size), kit.NewCutLine(u.DisplayName(), kit.Body))
}

// PictureResource is a picture for a canvas, nil for none.
func PictureResource(p *model.Picture) fyne.Resource {
	if p == nil || len(p.Data) == 0 {
		return nil
	}
	return fyne.NewStaticResource(pictureName(p), p.Data)
}

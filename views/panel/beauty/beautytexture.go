package beauty

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// ownTexture chooses a makeup picture of the user's own, and takes it off.
type ownTexture struct {
	box        *fyne.Container
	pick, none *kit.Button
}

func newOwnTexture(w *desk.Desk) *ownTexture {
	t := &ownTexture{
		pick: kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Text: kit.T("makeup.texture.own"), Tip: kit.T("tip.makeup.texture.own"), Action: func() {
			w.PickFile(model.FileTexture, func(path string) { w.Can.Looks.SetTexture(desk.OwnFile + path) })
		}}),
		none: kit.NewButton(w.Env, kit.ButtonSpec{Icon: "close", Text: kit.T("makeup.texture.none"), Action: func() { w.Can.Looks.SetTexture("") }}),
	}
	t.box = kit.Column(8, t.pick, t.none)
	return t
}

// Object is what is to be shown.
func (t *ownTexture) Object() fyne.CanvasObject { return t.box }

// Update shows what is new.
func (t *ownTexture) Update(b model.Beauty) {
	path, own := strings.CutPrefix(b.Texture, desk.OwnFile)
	t.pick.SetOn(own)
	if own {
		t.pick.SetText(desk.Shorten(filepath.Base(path), 28))
		t.none.Show()
	} else {
		t.pick.SetText(kit.T("makeup.texture.own"))
		t.none.Hide()
	}
}

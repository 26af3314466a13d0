package stage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Pip is the small window that stays above the others and shows the
// anchor's picture.
type Pip struct {
	w     *desk.Desk
	win   fyne.Window
	tile  *Tile
	ended func() // it is not shown any more; nil when it was told
	gone  bool   // the window is
}

// NewPip opens the small window.
func NewPip(w *desk.Desk, m model.Tile, ended func()) *Pip {
	p := &Pip{w: w, ended: ended, tile: NewTile(w, m, Look{Avatar: 64})}
	p.win = w.NewWindow(kit.T("pip.title", kit.Values{"Name": m.User.DisplayName()}))
	p.win.SetPadded(false)
	p.win.SetContent(container.NewStack(kit.Gap(240, 135), p.tile.Box))
	p.win.Resize(fyne.NewSize(400, 225))
	if d, ok := p.win.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	p.win.SetOnClosed(func() {
		p.gone = true
		p.Close()
	})
	p.win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyP || e.Name == fyne.KeyEscape {
			p.win.Close()
		}
	})
	p.win.Show()
	return p
}

// Update shows what is new.
func (p *Pip) Update(tiles []model.Tile) {
	if len(tiles) > 0 && tiles[0].ID == p.tile.Id {
		p.tile.Update(tiles[0], false, false)
	}
}

// Close ends what was started; nothing is shown any more.
func (p *Pip) Close() {
	if p.ended == nil {
		return
	}
	ended := p.ended
	p.ended = nil
	p.tile.Close()
	if !p.gone && !p.w.Closing() { // Fyne's loop has ended then, and the window with it
		p.win.Close()
	}
	ended()
}

package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/kit"
)

// pipWindow is the small window that stays above the others and shows the
// anchor's picture.
type pipWindow struct {
	w    *window
	win  fyne.Window
	tile *videoTile
	gone bool
}

// togglePip opens the small window, or closes it.
func (w *window) togglePip() {
	if w.pip != nil {
		w.closePip()
		w.screen.update(w.state)
		return
	}
	tiles := w.state.Watching.Tiles
	if w.state.Screen != model.ScreenWatching || len(tiles) == 0 {
		return
	}
	p := &pipWindow{w: w, tile: newVideoTile(w, tiles[0], tileLook{avatar: 64})}
	p.win = w.app.NewWindow(kit.T("pip.title", kit.Values{"Name": tiles[0].User.DisplayName()}))
	p.win.SetPadded(false)
	p.win.SetContent(container.NewStack(kit.Gap(240, 135), p.tile.box))
	p.win.Resize(fyne.NewSize(400, 225))
	if d, ok := p.win.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	p.win.SetOnClosed(func() {
		p.gone = true
		if w.pip == p {
			w.closePip()
			if w.screen != nil {
				w.screen.update(w.state)
			}
		}
	})
	p.win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyP || e.Name == fyne.KeyEscape {
			p.win.Close()
		}
	})
	w.pip = p
	p.win.Show()
	w.screen.update(w.state)
}

func (p *pipWindow) update(s model.State) {
	if len(s.Watching.Tiles) > 0 && s.Watching.Tiles[0].ID == p.tile.id {
		p.tile.update(s.Watching.Tiles[0], false, false)
	}
}

func (w *window) closePip() {
	p := w.pip
	if p == nil {
		return
	}
	w.pip = nil
	p.tile.close()
	if !p.gone {
		p.win.Close()
	}
}

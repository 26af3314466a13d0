package tile

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// fresh is how many pictures end a slate by themselves: a few may still be on their
// way when it begins.
const fresh = 8

// SetSlate keeps the last picture, with what Config.Slate lays over it, while a stream
// is interrupted. The pictures that come then end that, even before SetSlate(false)
// does; without a last picture the placeholder stays.
func (t *Tile) SetSlate(on bool) {
	if t.slate == on {
		return
	}
	t.slate, t.since = on, 0
	if on {
		if t.image.Image == nil {
			return
		}
		if !t.image.Visible() { // cleared a moment ago
			t.picture()
		}
		t.veil(true)
		canvas.Refresh(t)
		return
	}
	t.veil(false)
	if t.ring.empty() {
		t.hidePicture()
	}
}

// Slated reports whether the last picture of an interrupted stream is on screen.
func (t *Tile) Slated() bool { return t.slate && t.image.Visible() && t.since < fresh }

// veil shows or hides what lies over the last picture.
func (t *Tile) veil(on bool) {
	if o := t.cfg.Slate; o != nil {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// again notes a picture that came while the slate was on.
func (t *Tile) again() {
	if t.slate {
		if t.since++; t.since == fresh {
			t.veil(false)
		}
	}
}

// forget lets go of a picture that no slate may show.
func (t *Tile) forget() {
	if !t.image.Visible() {
		t.image.Image = nil
	}
}

// placeSlate gives what lies over the picture the whole tile.
func (t *Tile) placeSlate(size fyne.Size) {
	if o := t.cfg.Slate; o != nil {
		o.Resize(size)
	}
}

package tile

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
)

// bgra is a picture without alpha whose memory has blue and red exchanged: Mesa's
// software renderer copies that order to the screen as it is (docs/adr/0819).
type bgra struct{ mem *image.RGBA }

// takesBGRA reports whether the toolkit draws that order without converting it, which
// Fyne does as scripts/fyne changes it.
func takesBGRA() bool {
	a := fyne.CurrentApp()
	if a == nil {
		return false
	}
	d, ok := a.Driver().(interface{ TakesBGRA() bool })
	return ok && d.TakesBGRA()
}

// BGRA is the memory, with tight rows, for the toolkit.
func (b bgra) BGRA() (pix []uint8, width, height int) {
	return b.mem.Pix, b.mem.Rect.Dx(), b.mem.Rect.Dy()
}

func (b bgra) ColorModel() color.Model { return color.RGBAModel }

func (b bgra) Bounds() image.Rectangle { return b.mem.Rect }

func (b bgra) At(x, y int) color.Color {
	c := b.mem.RGBAAt(x, y)
	c.R, c.B = c.B, c.R
	return c
}

// Opaque spares the toolkit to look at each pixel.
func (b bgra) Opaque() bool { return true }

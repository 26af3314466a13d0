package beauty

import (
	"image"
	"image/color"
	"image/png"
	"math"

	"onair/assets/luts"
)

// filterThumb is a small scene seen through one of the colour tables that come
// with the program; nil for a name that is none of them.
func filterThumb(name string) image.Image {
	f, err := luts.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	table, err := png.Decode(f)
	if err != nil || table.Bounds().Dx() != 512 || table.Bounds().Dy() != 512 {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, thumbWidth, thumbHeight))
	for y := range thumbHeight {
		for x := range thumbWidth {
			r, g, b := scene(x, y)
			// 64 levels: blue chooses one of 8x8 tiles, red and green the place in it.
			tile := int(b) >> 2
			c := table.At(tile%8*64+int(r)>>2, tile/8*64+int(g)>>2)
			out.Set(x, y, c)
		}
	}
	return out
}

const (
	thumbWidth  = 72
	thumbHeight = 54
)

// plainThumb is the scene as it is.
func plainThumb() image.Image {
	out := image.NewRGBA(image.Rect(0, 0, thumbWidth, thumbHeight))
	for y := range thumbHeight {
		for x := range thumbWidth {
			r, g, b := scene(x, y)
			out.SetRGBA(x, y, color.RGBA{R: r, G: g, B: b, A: 255})
		}
	}
	return out
}

// scene is what the thumbnails show: a sky with a sun, hills, and a face's
// colour, so that each table shows what it does to them.
func scene(x, y int) (r, g, b uint8) {
	fx, fy := float64(x)/thumbWidth, float64(y)/thumbHeight
	c := [3]float64{90 + 120*fy, 150 + 60*fy, 225 - 20*fy} // sky
	if d := math.Hypot((fx-0.78)*1.33, fy-0.24); d < 0.30 {
		c = blend(c, [3]float64{255, 226, 170}, 1-d/0.30)
	}
	if fy > 0.66+0.10*math.Sin(fx*7) {
		c = [3]float64{70, 120 - 60*(fy-0.6), 74}
	}
	if fy > 0.84+0.05*math.Sin(fx*9+2) {
		c = [3]float64{48, 74, 62}
	}
	if d := math.Hypot((fx-0.34)*1.33, fy-0.50); d < 0.26 {
		c = [3]float64{232 - 60*d, 184 - 80*d, 156 - 90*d} // face
	}
	if d := math.Hypot((fx-0.34)*1.33, fy-0.40); d < 0.27 && fy < 0.36+0.1*math.Abs(fx-0.34) {
		c = [3]float64{74, 50, 44} // hair
	}
	if math.Hypot((fx-0.34)*1.0, fy-1.08) < 0.36 {
		c = [3]float64{196, 64, 76} // shirt
	}
	return uint8(c[0]), uint8(c[1]), uint8(c[2])
}

func blend(a, b [3]float64, t float64) [3]float64 {
	for i := range a {
		a[i] += (b[i] - a[i]) * t
	}
	return a
}

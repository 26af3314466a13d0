package main

import (
	"math/rand/v2"

	"onair/beauty"
	"onair/media"
)

// shots are the pictures of rows that begin with something else than the photograph: what
// comes from the camera, frame by frame.
var shots = map[string]func(f *media.Frame, i int){
	"autoLight, a fifth of the light": func(f *media.Frame, i int) { lamp(f, .2, 0, 0); grain(f, 2, i) },
	"autoLight, a lamp of 2,700 K":    func(f *media.Frame, _ int) { lamp(f, .9, -32, 16) },
	"denoise, noise of 8 levels":      func(f *media.Frame, i int) { grain(f, 8, i) },
}

func lightSheet() sheet {
	auto := func(c *beauty.Chain, _ float32) { c.SetAutoLight(true); c.SetAutoDenoise(true) }
	return sheet{name: "light", view: whole, rows: []row{
		{"autoLight, a fifth of the light", auto}, {"autoLight, a lamp of 2,700 K", auto},
		{"denoise, noise of 8 levels", func(c *beauty.Chain, a float32) { c.SetDenoise(9 * a) }},
		level9("lift"), level9("exposure"), minus9("exposure"), level9("contrast"), minus9("contrast"),
		level9("saturation"), minus9("saturation"), level9("warmth"), minus9("warmth"),
	}}
}

// lamp is the frame in another light: how bright, and the chroma that it adds at white.
func lamp(f *media.Frame, bright, cb, cr float32) {
	for y := range f.Height() / 2 {
		for x := range f.Width() / 2 {
			l := (float32(f.Y[2*y*f.YStride+2*x]) - 16) / 219 * bright
			i := y*f.CStride + x
			f.Cb[i] = uint8(min(max(128+(float32(f.Cb[i])-128)*bright+cb*l+.5, 0), 255))
			f.Cr[i] = uint8(min(max(128+(float32(f.Cr[i])-128)*bright+cr*l+.5, 0), 255))
		}
	}
	for i, v := range f.Y {
		f.Y[i] = uint8(16 + (float32(v)-16)*bright + .5)
	}
}

// grain adds a camera's noise.
func grain(f *media.Frame, levels float64, seed int) {
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	for k, p := range [][]uint8{f.Y, f.Cb, f.Cr} {
		by := levels
		if k > 0 {
			by /= 2
		}
		for i, v := range p {
			p[i] = uint8(min(max(float64(v)+r.NormFloat64()*by+.5, 0), 255))
		}
	}
}

package pixeltest

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

// Sitters are the pictures with a known face, at the size of a camera's.
func Sitters(t testing.TB, w, h int) map[string]Sitter {
	t.Helper()
	out := map[string]Sitter{}
	for name, file := range map[string]string{"astronaut": "astronaut.png", "gocv-face": "gocv-face.jpg"} {
		marks := facetest.Load(t, data(name+".landmarks.json"))
		wide := (h*marks.Width/marks.Height + 1) &^ 1
		out[name] = centred(Scaled(Load(t, file), wide, h), marks.FaceIn(wide, h), w)
	}
	return out
}

// centred puts a picture in the middle of a wider one; its borders are repeated.
func centred(src *media.Frame, f face.Face, w int) Sitter {
	out := media.NewFrame(w, src.Height())
	at := (w - src.Width()) / 2 &^ 1
	for y := range src.Height() {
		for x := range w {
			sx := min(max(x-at, 0), src.Width()-1)
			out.Y[y*out.YStride+x] = src.Y[y*src.YStride+sx]
			i, j := y/2*out.CStride+x/2, y/2*src.CStride+sx/2
			out.Cb[i], out.Cr[i] = src.Cb[j], src.Cr[j]
		}
	}
	for i := range f.Points {
		f.Points[i].X += float32(at)
	}
	return Sitter{out, f}
}

// Sitter is a picture and the face in it.
type Sitter struct {
	Frame *media.Frame
	Face  face.Face
}

// Leant is the face with the head leaning by an angle about the picture's middle.
func Leant(f face.Face, angle float64, w, h float32) face.Face {
	c, s := float32(math.Cos(angle)), float32(math.Sin(angle))
	for i, p := range f.Points {
		x, y := p.X-w/2, p.Y-h/2
		f.Points[i] = face.Point{X: x*c - y*s + w/2, Y: x*s + y*c + h/2, Z: p.Z}
	}
	return f
}

// LargeFace is a 720p frame with a face about 300 pixels wide.
func LargeFace(t testing.TB) (*media.Frame, face.Face) {
	t.Helper()
	src := Scaled(Load(t, "astronaut.png"), 1536, 1536)
	fc := facetest.Load(t, data("astronaut.landmarks.json")).FaceIn(1536, 1536)
	x, y := int(fc.Points[4].X)-640, int(fc.Points[4].Y)-360
	f := media.NewFrame(1280, 720)
	for j := range 720 {
		for i := range 1280 {
			u, v := min(max(i+x, 0), 1535), min(max(j+y, 0), 1535)
			f.Y[j*f.YStride+i] = src.Y[v*src.YStride+u]
			f.Cb[j/2*f.CStride+i/2] = src.Cb[v/2*src.CStride+u/2]
			f.Cr[j/2*f.CStride+i/2] = src.Cr[v/2*src.CStride+u/2]
		}
	}
	for i := range fc.Points {
		fc.Points[i].X -= float32(x)
		fc.Points[i].Y -= float32(y)
	}
	return f, fc
}

// OddFaces are faces as they should not be and sometimes are.
func OddFaces(f face.Face, w, h float32) map[string]face.Face {
	edit := func(each func(p face.Point) face.Point) face.Face {
		out := f
		for i, p := range f.Points {
			out.Points[i] = each(p)
		}
		return out
	}
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	return map[string]face.Face{
		"one point":     edit(func(face.Point) face.Point { return face.Point{X: 40, Y: 40} }),
		"half outside":  edit(func(p face.Point) face.Point { return face.Point{X: p.X - w/2, Y: p.Y - h/3, Z: p.Z} }),
		"right, below":  edit(func(p face.Point) face.Point { return face.Point{X: p.X + w/2, Y: p.Y + h/3, Z: p.Z} }),
		"far outside":   edit(func(p face.Point) face.Point { return face.Point{X: p.X + 9*w, Y: p.Y - 9*h, Z: p.Z} }),
		"upside down":   edit(func(p face.Point) face.Point { return face.Point{X: w - p.X, Y: h - p.Y, Z: p.Z} }),
		"on its side":   edit(func(p face.Point) face.Point { return face.Point{X: p.Y, Y: w - p.X, Z: p.Z} }),
		"inside out":    edit(func(p face.Point) face.Point { return face.Point{X: w - p.X, Y: p.Y, Z: p.Z} }),
		"a line":        edit(func(p face.Point) face.Point { return face.Point{X: p.X, Y: 50} }),
		"huge":          edit(func(p face.Point) face.Point { return face.Point{X: (p.X - w/2) * 8, Y: (p.Y - h/2) * 8, Z: p.Z} }),
		"tiny":          edit(func(p face.Point) face.Point { return face.Point{X: w/2 + p.X/40, Y: h/2 + p.Y/40, Z: p.Z / 40} }),
		"not a number":  edit(func(p face.Point) face.Point { return face.Point{X: nan, Y: p.Y, Z: p.Z} }),
		"no end":        edit(func(p face.Point) face.Point { return face.Point{X: p.X, Y: inf, Z: -inf} }),
		"out of bounds": edit(func(p face.Point) face.Point { return face.Point{X: 1e30 * (p.X - w/2), Y: -1e30 * p.Y, Z: p.Z} }),
	}
}

// Shut closes the eyes: the upper lids come down to the lower ones.
func Shut(fc face.Face) face.Face {
	upper := [2][]int{{133, 173, 157, 158, 159, 160, 161, 246, 33}, {362, 398, 384, 385, 386, 387, 388, 466, 263}}
	lower := [2][]int{{133, 155, 154, 153, 145, 144, 163, 7, 33}, {362, 382, 381, 380, 374, 373, 390, 249, 263}}
	for side := range 2 {
		for i, k := range upper[side] {
			fc.Points[k] = fc.Points[lower[side][i]]
		}
	}
	return fc
}

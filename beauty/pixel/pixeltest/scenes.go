package pixeltest

import (
	"image"
	"image/color"
	"math"

	"onair/beauty/face"
	"onair/media"
)

// DiscMask is a person mask of a disc with a soft edge; places are shares of the
// picture's width and height.
func DiscMask(w, h int, cx, cy, r float64) face.Mask {
	m := face.Mask{W: w, H: h, P: make([]uint8, w*h)}
	for y := range h {
		for x := range w {
			d := math.Hypot((float64(x)+0.5)/float64(w)-cx, ((float64(y)+0.5)/float64(h)-cy)*float64(h)/float64(w))
			m.P[y*w+x] = uint8(min(max((r-d)*float64(w)/4+0.5, 0), 1) * 255)
		}
	}
	return m
}

// DiscScene is a picture of a person (a disc of one colour with some texture)
// before a wall (of another, with a slow gradient), with an antialiased edge,
// and the true share of the person.
func DiscScene(w, h int, cx, cy, r float64, person, wall [3]float64) (*media.Frame, func(x, y int) float64) {
	alpha := func(x, y int) float64 {
		d := math.Hypot(float64(x)+0.5-cx*float64(w), float64(y)+0.5-cy*float64(h))
		return min(max(r*float64(w)-d+0.5, 0), 1)
	}
	f := media.NewFrame(w, h)
	shade := func(p int, x, y int) float64 {
		a := alpha(x, y)
		front := person[p] + 6*math.Sin(float64(x)/5)*math.Cos(float64(y)/7)
		back := wall[p] + 8*float64(x)/float64(w)
		return a*front + (1-a)*back
	}
	for y := range h {
		for x := range w {
			f.Y[y*f.YStride+x] = byte(shade(0, x, y) + 0.5)
		}
	}
	for y := range (h + 1) / 2 {
		for x := range (w + 1) / 2 {
			mean := func(p int) byte {
				s := 0.0
				for d := range 4 {
					s += shade(p, min(2*x+d&1, w-1), min(2*y+d>>1, h-1))
				}
				return byte(s/4 + 0.5)
			}
			f.Cb[y*f.CStride+x], f.Cr[y*f.CStride+x] = mean(1), mean(2)
		}
	}
	return f, alpha
}

// Checks is a picture of coloured squares.
func Checks(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			k := x/9 + y/9
			img.Set(x, y, color.RGBA{uint8(k * 37), uint8(k%3*100 + 20), uint8(200 - k%5*30), 255})
		}
	}
	return img
}

// The scene most tests use: a person of skin colour before a grey-blue wall.
const (
	SceneW, SceneH         = 640, 360
	SceneX, SceneY, SceneR = 0.5, 0.5, 0.2
)

var (
	SkinTone = [3]float64{150, 112, 148}
	GreyWall = [3]float64{90, 134, 124}
	DarkWall = [3]float64{40, 132, 126}
	Greenery = [3]float64{130, 78, 72}
)

// Scene is the scene before a wall of a colour, and the true share of the person.
func Scene(wall [3]float64) (*media.Frame, func(x, y int) float64) {
	return DiscScene(SceneW, SceneH, SceneX, SceneY, SceneR, SkinTone, wall)
}

// FromEdge is how far a luma pixel lies outside the scene's person.
func FromEdge(x, y int) float64 {
	return math.Hypot(float64(x)+0.5-SceneX*SceneW, float64(y)+0.5-SceneY*SceneH) - SceneR*SceneW
}

// Errors gathers differences from what should be there.
type Errors struct {
	sum, Worst float64
	n          int
}

// Add takes one difference in.
func (e *Errors) Add(d float64) {
	d = math.Abs(d)
	e.sum, e.Worst, e.n = e.sum+d, max(e.Worst, d), e.n+1
}

// Mean is the mean size of the differences.
func (e *Errors) Mean() float64 { return e.sum / float64(max(e.n, 1)) }

// Judge compares luma with a*person + (1-a)*now for the true a: inside, outside
// and within six pixels of the edge.
func Judge(got, was *media.Frame, alpha func(x, y int) float64, now float64) (in, out, edge Errors) {
	for y := range SceneH {
		for x := range SceneW {
			d, a := FromEdge(x, y), alpha(x, y)
			person := float64(was.Y[y*was.YStride+x])
			if a < 1 {
				person = SkinTone[0] + 6*math.Sin(float64(x)/5)*math.Cos(float64(y)/7)
			}
			off := float64(got.Y[y*got.YStride+x]) - (a*person + (1-a)*now)
			switch {
			case d < -10:
				in.Add(off)
			case d > 10:
				out.Add(off)
			default:
				edge.Add(off)
			}
		}
	}
	return in, out, edge
}

// Even is a picture of one colour.
func Even(w, h int, c color.Color) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, c)
		}
	}
	return img
}

package beauty

import (
	"math"
	"math/rand/v2"
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// shot is one frame of a made-up clip: the astronaut's face under a slow pan,
// zoom and roll, with fresh sensor noise. It tells where a point of the picture
// lies in the frame.
type shot struct {
	angle, zoom, dx, dy float64
}

const shotW, shotH = 640, 360

func pan(i int) shot {
	p := float64(i) / 30 * 2 * math.Pi
	return shot{0.06 * math.Sin(p), 1.5 + 0.1*math.Cos(p), 224 + 12*math.Sin(2*p), 120 + 8*math.Cos(p)}
}

// from maps a pixel of the frame to the picture.
func (s shot) from(x, y float64) (float64, float64) {
	x, y = (x-shotW/2)/s.zoom, (y-shotH/2)/s.zoom
	c, n := math.Cos(s.angle), math.Sin(s.angle)
	return x*c - y*n + s.dx, x*n + y*c + s.dy
}

// to maps a point of the picture to the frame.
func (s shot) to(x, y float64) (float64, float64) {
	x, y = x-s.dx, y-s.dy
	c, n := math.Cos(s.angle), math.Sin(s.angle)
	return (x*c+y*n)*s.zoom + shotW/2, (-x*n+y*c)*s.zoom + shotH/2
}

func (s shot) take(src *media.Frame, rnd *rand.Rand, noise float64) *media.Frame {
	f := media.NewFrame(shotW, shotH)
	grain := func(v byte, k float64) byte {
		return byte(min(max(math.Round(float64(v)+rnd.NormFloat64()*noise*k), 0), 255))
	}
	for y := range shotH {
		for x := range shotW {
			px, py := s.from(float64(x), float64(y))
			f.Y[y*f.YStride+x] = grain(pixeltest.Sample(src.Y, src.YStride, 512, 512, px, py), 1)
			if x%2 == 0 && y%2 == 0 {
				px, py = s.from(float64(x)+0.5, float64(y)+0.5)
				i := y/2*f.CStride + x/2
				f.Cb[i] = grain(pixeltest.Sample(src.Cb, src.CStride, 256, 256, px/2-0.25, py/2-0.25), 0.5)
				f.Cr[i] = grain(pixeltest.Sample(src.Cr, src.CStride, 256, 256, px/2-0.25, py/2-0.25), 0.5)
			}
		}
	}
	return f
}

// TestNothingFlickersOnAMovingFace follows points of the face through the clip
// and compares how much they change from frame to frame with and without the
// filters.
func TestNothingFlickersOnAMovingFace(t *testing.T) {
	src := pixeltest.Load(t, "astronaut.png")
	rnd := rand.New(rand.NewPCG(7, 7))
	c := NewChain()
	c.SetSmooth(6)
	c.SetWhiteness(6)
	c.SetRuddy(6)
	// The face with its surroundings, in the picture.
	const x0, y0, x1, y1 = 176, 70, 272, 176
	var flickIn, flickOut, maskStep float64
	var steps int
	var lastIn, lastOut *media.Frame
	var lastMask []int16
	for i := range 16 {
		in := pan(i).take(src, rnd, 3)
		out := pixeltest.Clone(in)
		c.Process(out)
		if i > 1 {
			a, b := pan(i-1), pan(i)
			for y := y0; y < y1; y += 2 {
				for x := x0; x < x1; x += 2 {
					ax, ay := a.to(float64(x), float64(y))
					bx, by := b.to(float64(x), float64(y))
					flickIn += squareStep(lastIn, in, ax, ay, bx, by)
					flickOut += squareStep(lastOut, out, ax, ay, bx, by)
					d := maskAt(lastMask, ax, ay) - maskAt(c.work.skin.Weights(nil), bx, by)
					maskStep += d * d
					steps++
				}
			}
		}
		lastIn, lastOut, lastMask = in, out, append(lastMask[:0], c.work.skin.Weights(nil)...)
	}
	ratio := math.Sqrt(flickOut / flickIn)
	mask := math.Sqrt(maskStep/float64(steps)) / 256
	t.Logf("change from frame to frame along the motion: %.2f of the camera's; of the skin weight: %.3f", ratio, mask)
	if ratio > 1 {
		t.Errorf("the filters add flicker: %.2f times the camera's own", ratio)
	}
	if mask > 0.06 {
		t.Errorf("the skin weight changes by %.3f from frame to frame", mask)
	}
}

// maskAt reads a weight at a luma pixel, nearest cells mixed.
func maskAt(mask []int16, x, y float64) float64 {
	x, y = (x-1.5)/pixel.Cell, (y-1.5)/pixel.Cell
	i, j := int(x), int(y)
	fx, fy := x-float64(i), y-float64(j)
	v := func(i, j int) float64 { return float64(mask[j*shotW/pixel.Cell+i]) }
	return (v(i, j)*(1-fx)+v(i+1, j)*fx)*(1-fy) + (v(i, j+1)*(1-fx)+v(i+1, j+1)*fx)*fy
}

func squareStep(last, now *media.Frame, ax, ay, bx, by float64) float64 {
	d := float64(pixeltest.Sample(last.Y, last.YStride, shotW, shotH, ax, ay)) - float64(pixeltest.Sample(now.Y, now.YStride, shotW, shotH, bx, by))
	return d * d
}

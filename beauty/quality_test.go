package beauty

import (
	"cmp"
	"image"
	"math"
	"os"
	"slices"
	"testing"

	"onair/beauty/pixel/pixeltest"
	"onair/beauty/skin"
	"onair/media"
)

// marked are parts of the test pictures, marked by hand. Of each picture the
// frame is cut out and brought to size, so that a face is as large as it is in
// front of a webcam.
var marked = []markedFace{
	{
		file: "testdata/astronaut.png", frame: image.Rect(16, 8, 464, 260), size: image.Pt(1280, 720),
		skin: map[string]image.Rectangle{
			"left cheek":  image.Rect(186, 108, 197, 119),
			"right cheek": image.Rect(246, 115, 260, 128),
			"chin":        image.Rect(206, 160, 234, 170),
			"jaw":         image.Rect(187, 140, 199, 154),
		},
		edges: map[string]image.Rectangle{
			"left eye":  image.Rect(190, 95, 213, 107),
			"right eye": image.Rect(235, 97, 260, 109),
			"brows":     image.Rect(189, 86, 213, 94),
			"mouth":     image.Rect(203, 138, 247, 156),
			"fringe":    image.Rect(240, 76, 272, 92),
			"hair":      image.Rect(200, 30, 272, 70),
		},
	},
	{
		file: "testdata/gocv-face.jpg", frame: image.Rect(0, 0, 640, 480), size: image.Pt(640, 480),
		skin: map[string]image.Rectangle{
			"forehead":    image.Rect(385, 165, 415, 195),
			"right cheek": image.Rect(415, 285, 432, 310),
		},
		edges: map[string]image.Rectangle{
			"left glasses":  image.Rect(270, 220, 345, 280),
			"right glasses": image.Rect(355, 220, 435, 280),
			"mouth":         image.Rect(300, 312, 400, 345),
			"hairline":      image.Rect(280, 125, 430, 160),
			"hair":          image.Rect(260, 95, 420, 125),
		},
	},
}

type markedFace struct {
	file  string
	frame image.Rectangle
	size  image.Point
	skin  map[string]image.Rectangle // no feature in it, only shading and texture
	edges map[string]image.Rectangle
}

func (m *markedFace) load(t *testing.T) *media.Frame {
	t.Helper()
	file, err := os.Open(m.file)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return pixeltest.Scaled(pixeltest.FromImage(img, m.frame), m.size.X, m.size.Y)
}

// place is where a mark lies in the frame.
func (m *markedFace) place(r image.Rectangle) image.Rectangle {
	r = r.Sub(m.frame.Min)
	return image.Rect(r.Min.X*m.size.X/m.frame.Dx(), r.Min.Y*m.size.Y/m.frame.Dy(),
		r.Max.X*m.size.X/m.frame.Dx(), r.Max.Y*m.size.Y/m.frame.Dy())
}

func TestSmoothingFlattensSkinAndKeepsEdges(t *testing.T) {
	for _, style := range []skin.Style{skin.StyleSmooth, skin.StylePitu, skin.StyleNature} {
		for _, m := range marked {
			before := m.load(t)
			after := pixeltest.Clone(before)
			c := NewChain()
			c.SetSharpness(false)
			c.SetStyle(style)
			c.SetSmooth(6)
			c.Process(after)
			for name, r := range m.skin {
				r = m.place(r)
				left := localVariance(after, r) / localVariance(before, r)
				t.Logf("style %d, %s, %s: %.0f %% of the variance left", style, m.file, name, left*100)
				if most := map[skin.Style]float64{skin.StyleSmooth: 0.5, skin.StylePitu: 0.6, skin.StyleNature: 0.85}[style]; left > most {
					t.Errorf("style %d, %s: %s keeps %.0f %% of its variance, at most %.0f wanted", style, m.file, name, left*100, most*100)
				}
			}
			for name, r := range m.edges {
				r = m.place(r)
				kept := edgeStrength(before, after, r)
				t.Logf("style %d, %s, %s: %.0f %% of the gradient kept", style, m.file, name, kept*100)
				if kept < 0.9 {
					t.Errorf("style %d, %s: %s keeps %.0f %% of its gradient, at least 90 wanted", style, m.file, name, kept*100)
				}
			}
		}
	}
}

// TestStylesDiffer checks their order: smooth takes most of the finest detail,
// nature least.
func TestStylesDiffer(t *testing.T) {
	for _, m := range marked {
		before := m.load(t)
		kept := map[skin.Style]float64{}
		for _, style := range []skin.Style{skin.StyleSmooth, skin.StyleNature, skin.StylePitu} {
			f := pixeltest.Clone(before)
			c := NewChain()
			c.SetSharpness(false)
			c.SetStyle(style)
			c.SetSmooth(6)
			c.Process(f)
			for _, r := range m.skin {
				r = m.place(r)
				kept[style] += fineDetail(f, r) / fineDetail(before, r) / float64(len(m.skin))
			}
		}
		t.Logf("%s: fine detail kept: smooth %.2f, pitu %.2f, nature %.2f", m.file, kept[skin.StyleSmooth], kept[skin.StylePitu], kept[skin.StyleNature])
		if !(kept[skin.StyleSmooth] < kept[skin.StylePitu] && kept[skin.StylePitu] < kept[skin.StyleNature]) || kept[skin.StyleNature] < 0.6 {
			t.Errorf("%s: fine detail kept: %v", m.file, kept)
		}
	}
}

func TestSmoothingGrowsWithTheLevel(t *testing.T) {
	for _, m := range marked {
		before := m.load(t)
		last := 1.0
		for level := 1; level <= 9; level++ {
			f := pixeltest.Clone(before)
			c := NewChain()
			c.SetSharpness(false)
			c.SetSmooth(float32(level))
			c.Process(f)
			left := 0.0
			for _, r := range m.skin {
				r = m.place(r)
				left += localVariance(f, r) / localVariance(before, r) / float64(len(m.skin))
			}
			if left >= last {
				t.Errorf("%s: level %d leaves %.2f of the variance, the level below %.2f", m.file, level, left, last)
			}
			last = left
		}
	}
}

func at(f *media.Frame, x, y int) float64 { return float64(f.Y[y*f.YStride+x]) }

// localVariance is the mean variance of luma over 9x9 windows, each against the
// plane that fits it best: shading is no texture.
func localVariance(f *media.Frame, r image.Rectangle) float64 {
	const half, n = 4, 81.0
	total, windows := 0.0, 0
	for y := r.Min.Y + half; y < r.Max.Y-half; y++ {
		for x := r.Min.X + half; x < r.Max.X-half; x++ {
			var s, q, sx, sy float64
			for j := -half; j <= half; j++ {
				for i := -half; i <= half; i++ {
					v := at(f, x+i, y+j)
					s, q, sx, sy = s+v, q+v*v, sx+v*float64(i), sy+v*float64(j)
				}
			}
			const spread = n * 20 / 3 // sum of i*i over the window
			total += (q - s*s/n - (sx*sx+sy*sy)/spread) / n
			windows++
		}
	}
	return total / float64(windows)
}

// fineDetail is the mean square of luma against its eight neighbours.
func fineDetail(f *media.Frame, r image.Rectangle) float64 {
	total := 0.0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			around := 0.0
			for j := -1; j <= 1; j++ {
				for i := -1; i <= 1; i++ {
					around += at(f, x+i, y+j)
				}
			}
			d := at(f, x, y) - around/9
			total += d * d
		}
	}
	return total / float64(r.Dx()*r.Dy())
}

// edgeStrength compares the gradient of the region's edges: the 15 % of its
// pixels where it was steepest.
func edgeStrength(before, after *media.Frame, r image.Rectangle) float64 {
	type step struct{ was, is float64 }
	var steps []step
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			steps = append(steps, step{gradient(before, x, y), gradient(after, x, y)})
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(b.was, a.was) })
	was, is := 0.0, 0.0
	for _, s := range steps[:len(steps)*15/100] {
		was, is = was+s.was, is+s.is
	}
	return is / was
}

// gradient is Sobel's, in levels a pixel.
func gradient(f *media.Frame, x, y int) float64 {
	dx := at(f, x+1, y-1) + 2*at(f, x+1, y) + at(f, x+1, y+1) - at(f, x-1, y-1) - 2*at(f, x-1, y) - at(f, x-1, y+1)
	dy := at(f, x-1, y+1) + 2*at(f, x, y+1) + at(f, x+1, y+1) - at(f, x-1, y-1) - 2*at(f, x, y-1) - at(f, x+1, y-1)
	return math.Hypot(dx, dy) / 8
}

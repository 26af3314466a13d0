package beauty

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// means are a region's mean Y, Cb and Cr.
func means(f *media.Frame, r image.Rectangle) (m [3]float64) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			i := y/2*f.CStride + x/2
			for k, v := range []byte{f.Y[y*f.YStride+x], f.Cb[i], f.Cr[i]} {
				m[k] += float64(v) / float64(r.Dx()*r.Dy())
			}
		}
	}
	return m
}

// TestToneMovesSkinAndSparesTheRest looks at cheeks and at the wall behind.
func TestToneMovesSkinAndSparesTheRest(t *testing.T) {
	for _, tc := range []struct {
		file       string
		skin, rest image.Rectangle
	}{
		{"astronaut.png", image.Rect(246, 112, 260, 128), image.Rect(300, 300, 340, 330)},
		{"gocv-face.jpg", image.Rect(385, 165, 415, 195), image.Rect(60, 120, 160, 200)},
	} {
		before := pixeltest.Load(t, tc.file)
		skin, rest := means(before, tc.skin), means(before, tc.rest)
		last := [2][3]float64{}
		for level := 1; level <= 9; level++ {
			white, red := pixeltest.Clone(before), pixeltest.Clone(before)
			w, r := NewChain(), NewChain()
			w.SetWhiteness(float32(level))
			w.Process(white)
			r.SetRuddy(float32(level))
			r.Process(red)

			ws, wr := means(white, tc.skin), means(white, tc.rest)
			if up := ws[0] - skin[0]; up <= last[0][0] || wr[0]-rest[0] >= up {
				t.Errorf("%s, whiteness %d: skin luma rises by %.1f (before %.1f), the rest by %.1f", tc.file, level, up, last[0][0], wr[0]-rest[0])
			} else {
				last[0][0] = up
			}
			rs, rr := means(red, tc.skin), means(red, tc.rest)
			if up := rs[2] - skin[2]; up <= last[1][2] || rs[0] != skin[0] || rs[1] > skin[1] {
				t.Errorf("%s, ruddy %d: skin moves from %.1f to %.1f", tc.file, level, skin, rs)
			} else {
				last[1][2] = up
			}
			if d := rr[2] - rest[2]; d > 0.2 || d < -0.2 {
				t.Errorf("%s, ruddy %d: what is not skin gains %.2f Cr", tc.file, level, d)
			}
		}
		t.Logf("%s: level 9 brightens skin by %.1f, reddens it by %.1f", tc.file, last[0][0], last[1][2])
	}
}

// TestWhitenessKeepsTheOrderOfTones makes sure no two greys or skin tones change
// places and that black and white stay.
func TestWhitenessKeepsTheOrderOfTones(t *testing.T) {
	for _, chroma := range [][2]byte{{128, 128}, {112, 150}} {
		f := media.NewFrame(256*8, 8)
		for i := range f.Y {
			f.Y[i] = byte(i % f.YStride / 8)
		}
		for i := range f.Cb {
			f.Cb[i], f.Cr[i] = chroma[0], chroma[1]
		}
		c := NewChain()
		c.SetWhiteness(9)
		c.Process(f)
		for v := 17; v < 256; v++ {
			if a, b := f.Y[(v-1)*8+4], f.Y[v*8+4]; b < a {
				t.Errorf("chroma %v: luma %d becomes %d, %d becomes %d", chroma, v-1, a, v, b)
			}
		}
		if f.Y[16*8+4] != 16 || f.Y[235*8+4] != 235 {
			t.Errorf("black becomes %d, white %d", f.Y[16*8+4], f.Y[235*8+4])
		}
	}
}

func TestSharpnessGivesEdgesBackAfterSmoothing(t *testing.T) {
	for _, m := range marked {
		before := m.load(t)
		for name, r := range m.edges {
			kept := map[bool]float64{}
			for _, on := range []bool{false, true} {
				f := pixeltest.Clone(before)
				c := NewChain()
				c.SetSmooth(9)
				c.SetSharpness(on)
				c.Process(f)
				kept[on] = edgeStrength(before, f, m.place(r))
			}
			if kept[true] <= kept[false] {
				t.Errorf("%s, %s: gradient %.2f without, %.2f with sharpness", m.file, name, kept[false], kept[true])
			}
		}
	}
}

// TestSharpnessLeavesCameraNoiseAlone measures a grey wall with noise on it.
func TestSharpnessLeavesCameraNoiseAlone(t *testing.T) {
	for _, noise := range []float64{1, 2, 3} {
		rnd := rand.New(rand.NewPCG(3, 4))
		f := pixeltest.Plain(110, 110, 110)
		for i := range f.Y {
			f.Y[i] = byte(110 + rnd.NormFloat64()*noise + 0.5)
		}
		before := localVariance(f, f.Rect)
		c := NewChain()
		c.SetSmooth(6)
		c.Process(f)
		if more := math.Sqrt(localVariance(f, f.Rect) / before); more > 1.1 {
			t.Errorf("noise of %v levels grows %.2f times", noise, more)
		}
	}
}

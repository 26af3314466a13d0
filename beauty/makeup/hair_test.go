package makeup

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// hairy is a frame with a cap of hair of a colour around the crown of a face, and the
// mask of the person.
func hairyFrame(t testing.TB, y, cb, cr byte) (*media.Frame, face.Face, *face.Mask, []bool) {
	t.Helper()
	f, fc := pixeltest.LargeFace(t)
	s := outline.Measure(&fc)
	top, chin := s.At(10), s.At(152)
	m := &face.Mask{W: f.Width() / 4, H: f.Height() / 4}
	m.P = make([]uint8, m.W*m.H)
	cap := make([]bool, f.Width()*f.Height())
	for j := range f.Height() {
		for i := range f.Width() {
			p := s.Local(face.Point{X: float32(i) + 0.5, Y: float32(j) + 0.5})
			u, v := (p.U-(top.U+chin.U)/2)/(0.5*s.Width), (p.V-(top.V+chin.V)/2)/(0.5*s.High)
			d := u*u + v*v
			if d < 1.6*1.6 || v > 1 && pixel.Abs(u) < 1.6 {
				m.P[min(j/4, m.H-1)*m.W+min(i/4, m.W-1)] = 255
			}
			if d > 1.05*1.05 && d < 1.6*1.6 && v < 0 {
				cap[j*f.Width()+i] = true
				f.Y[j*f.YStride+i] = y + byte((i*7+j*13)%9)
				f.Cb[j/2*f.CStride+i/2], f.Cr[j/2*f.CStride+i/2] = cb, cr
			}
		}
	}
	return f, fc, m, cap
}

// tinted is a copy of f with the hair made blue.
func tinted(f *media.Frame, fc face.Face, mask *face.Mask) *media.Frame {
	m := New()
	m.Person(mask)
	var b bag
	b.put(Hair, Looks(Hair)[5], 1)
	out := pixeltest.Clone(f)
	b.paint(m, out, fc)
	return out
}

// TestHairIsTintedAndTheFaceIsNot: nearly all of the hair changes, and of the face below
// the brows nothing.
func TestHairIsTintedAndTheFaceIsNot(t *testing.T) {
	for name, c := range map[string][3]byte{"black": {32, 127, 129}, "brown": {70, 120, 138}, "grey": {150, 128, 128}, "white": {205, 128, 128}} {
		f, fc, m, cap := hairyFrame(t, c[0], c[1], c[2])
		out := tinted(f, fc, m)
		oval := filled(f.Width(), f.Height(), ringOf(&fc, face.FaceOval))
		s := outline.Measure(&fc)
		brow := (s.At(105).V + s.At(334).V) / 2
		hair, dyed, skin, stained := 0, 0, 0, 0
		for i, in := range cap {
			x, y := i%f.Width(), i/f.Width()
			k := y/2*f.CStride + x/2
			changed := int(out.Cb[k])-int(f.Cb[k]) > 6
			below := s.Local(face.Point{X: float32(x), Y: float32(y)}).V > brow
			switch {
			case in:
				hair++
				if changed {
					dyed++
				}
			case oval[i] && below:
				skin++
				if changed {
					stained++
				}
			}
		}
		if dyed < hair*8/10 {
			t.Errorf("%s: of %d places of hair %d are dyed", name, hair, dyed)
		}
		if stained > skin/200 {
			t.Errorf("%s: of %d places of skin %d are stained", name, skin, stained)
		}
	}
}

// TestNoHairIsMadeUpOfSkin: a head without hair, one whose hair has the colour of its
// skin, and a person nobody has found stay as they are.
func TestNoHairIsMadeUpOfSkin(t *testing.T) {
	f, fc, _, _ := hairyFrame(t, 70, 120, 138)
	if out := tinted(f, fc, nil); !pixeltest.Same(f, out) {
		t.Error("hair was tinted without knowing where the person is")
	}
	p := outline.Landmark(&fc, 50)
	x, y := int(p.X), int(p.Y)
	skin := [3]byte{f.Y[y*f.YStride+x], f.Cb[y/2*f.CStride+x/2], f.Cr[y/2*f.CStride+x/2]}
	bald, fc, m, _ := hairyFrame(t, skin[0], skin[1], skin[2])
	if out := tinted(bald, fc, m); !pixeltest.Same(bald, out) {
		t.Error("a bald head was tinted")
	}
}

// TestHairKernelIsItsReference: any nodes and colours, frames with odd sides, masks that
// end anywhere.
func TestHairKernelIsItsReference(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, wh := range [][2]int{{640, 360}, {321, 181}, {127, 65}, {16, 2}} {
		for skins := range mostSkins + 1 {
			var f pixel.Frame
			f.Of(pixeltest.Noisy(wh[0], wh[1], skins))
			var n hairNodes
			c := outline.Coverage{X0: wh[0] / 9 &^ 1, Y0: wh[1] / 5 &^ 1, X1: (wh[0] + 1) &^ 1, Y1: (wh[1] + 1) &^ 1}
			n.fit(c.Width()/hairStep+2, (c.Y1-c.Y0)/hairStep+2)
			for i := range n.may { // some nodes in a row are clear
				if i/20%3 > 0 {
					n.may[i], n.crown[i] = uint8(rnd.Uint32()), uint8(rnd.Uint32()<<(i/40%2*8))
				}
			}
			h := hairColours{n: int32(skins), mean: [3]int32{rnd.Int32N(256), rnd.Int32N(256), rnd.Int32N(256)}}
			for i := range h.like {
				h.like[i], h.sure[i], h.wide[i] = uint8(rnd.Uint32()), uint8(rnd.Uint32()), uint8(rnd.Uint32())
			}
			for i := range h.skins {
				h.skins[i] = [3]int32{rnd.Int32N(256), 64 + rnd.Int32N(128), 64 + rnd.Int32N(128)}
			}
			c.P = make([]uint8, c.Width()*(c.Y1-c.Y0))
			d := c
			d.P = bytes.Clone(c.P)
			defaultKernels().hair(&f, &c, &n, &h)
			goHair(&f, &d, &n, &h)
			if !bytes.Equal(c.P, d.P) {
				t.Errorf("%v, %d skins: the kernel differs from its reference", wh, skins)
			}
		}
	}
}

// TestStrandsOfSkinsColourAreHair: where most over the forehead is hair, light strands
// are, too; and of short hair the shirt takes nothing.
func TestStrandsOfSkinsColourAreHair(t *testing.T) {
	f, fc, m, cap := hairyFrame(t, 70, 120, 138)
	p := outline.Landmark(&fc, 50)
	at := func(x, y int) (int, int) { return y*f.YStride + x, y/2*f.CStride + x/2 }
	l, c := at(int(p.X), int(p.Y))
	skin := [3]byte{f.Y[l], f.Cb[c], f.Cr[c]}
	s := outline.Measure(&fc)
	chin := s.At(152)
	var strands, shirt []int
	for i, in := range cap {
		x, y := i%f.Width(), i/f.Width()
		q := s.Local(face.Point{X: float32(x), Y: float32(y)})
		l, c := at(x, y)
		switch {
		case in && x/4%4 == 0 && pixel.Abs(q.U) < 0.3*s.Width:
			f.Y[l], f.Cb[c], f.Cr[c] = skin[0], skin[1], skin[2]
			strands = append(strands, c)
		case q.V > chin.V+0.06*s.High:
			f.Y[l], f.Cb[c], f.Cr[c] = 70, 120, 138
			shirt = append(shirt, c)
		}
	}
	out := tinted(f, fc, m)
	count := func(list []int) (n int) {
		for _, c := range list {
			if int(out.Cb[c])-int(f.Cb[c]) > 6 {
				n++
			}
		}
		return n
	}
	if n := count(strands); n < len(strands)*7/10 {
		t.Errorf("of %d places of light strands %d are dyed", len(strands), n)
	}
	if n := count(shirt); n > 0 {
		t.Errorf("of %d places of a shirt %d are dyed", len(shirt), n)
	}
}

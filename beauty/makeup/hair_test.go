package makeup

import (
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

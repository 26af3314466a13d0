package main

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"path/filepath"
	"text/tabwriter"

	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/media"
	"onair/tools/internal/human"
	"onair/tools/internal/photo"
)

// drawnPeople are those whose heads are turned.
var drawnPeople = []human.Looks{
	{Name: "young woman, tied hair", Race: "caucasian", Sex: "female", Age: "young", Skin: "young_caucasian_female", Hair: "ponytail01"},
	{Name: "young black man, beard", Race: "african", Sex: "male", Age: "young", Skin: "young_african_male", Hair: "afro01", Beard: true},
	{Name: "asian woman, long hair", Race: "asian", Sex: "female", Age: "young", Skin: "young_asian_female", Hair: "long01"},
	{Name: "old man", Race: "caucasian", Sex: "male", Age: "old", Skin: "old_caucasian_male", Hair: "short02"},
	{Name: "black woman, bald", Race: "african", Sex: "female", Age: "young", Skin: "middleage_african_female"},
	{Name: "asian man", Race: "asian", Sex: "male", Age: "young", Skin: "young_asian_male", Hair: "short04"},
}

// A head turns by two degrees a picture, 60 a second, stays in profile for half a second, and comes back.
const (
	degrees   = 2
	profile   = 90
	rests     = 15
	headLines = 260 // pixels from ear to ear
	offNose   = .35 // of a head's width: a face whose nose is farther off is another
	headGrain = 2   // levels
)

// turned is a person's views from 0 to 90 degrees, every other person's to the left.
type turned struct {
	frames []*media.Frame
	noses  []nose
	eye    float64 // sign of the turn
}

func turnHead(h *human.Human, sign float64) turned {
	t := turned{eye: sign}
	for d := 0; d <= profile; d += degrees {
		img, x, y := h.Draw(human.View{W: 1280, H: lines, Yaw: sign * float64(d) * math.Pi / 180, Wide: headLines, Back: color.RGBA{186, 190, 196, 255}})
		t.frames = append(t.frames, photo.ToFrame(img))
		t.noses = append(t.noses, nose{x: x, y: y, wide: headLines})
	}
	return t
}

// path are the views one after the other.
func (t *turned) path() (list []int) {
	last := len(t.frames) - 1
	for range rests {
		list = append(list, 0)
	}
	for i := range last {
		list = append(list, i)
	}
	for range rests {
		list = append(list, last)
	}
	for i := last; i > 0; i-- {
		list = append(list, i)
	}
	for range rests {
		list = append(list, 0)
	}
	return list
}

// headTable prints how far heads that turn aside are followed, when they are found again, which are
// found from nothing, and how many pictures one that has gone is shown.
func headTable(to io.Writer, m *ort.Models, folder, out string) error {
	t := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "person\tfollowed to\tpictures without at 60 to 90\tfound again at\tnose off px: 0\t30\t60\t80\t90\tyaw told at 30\t60\t90\tfound from nothing at\tshown after it has gone at 60\t88\t")
	for i, who := range drawnPeople {
		h, err := human.Load(folder, who)
		if err != nil {
			return err
		}
		views := turnHead(h, 1-2*float64(i%2))
		if out != "" {
			for d := 0; d <= profile; d += 30 {
				if err := photo.WriteJPEG(filepath.Join(out, fmt.Sprintf("head%d-%d.jpg", i, d)), photo.ToImage(views.frames[d/degrees])); err != nil {
					return err
				}
			}
		}
		views.row(t, m, who.Name)
	}
	return t.Flush()
}

func (v *turned) row(to io.Writer, m *ort.Models, name string) {
	s := newStage(m, v.frames[0])
	defer s.tr.Close()
	lost, again, without, wide, back := -1, -1, 0, 0, false
	off, told := map[int]float64{}, map[int]float64{}
	for n, k := range v.path() {
		back = back || k == len(v.frames)-1
		f := s.next(v.frames[k], 0, headGrain, v.noses[k])
		d := k * degrees
		found := f != nil && v.off(f, k) < offNose*headLines
		if d >= 60 {
			wide++
			if !found {
				without++
			}
		}
		if found && !back && n > rests/2 {
			off[d], told[d] = v.off(f, k), v.eye*float64(f.Yaw())*180/math.Pi
		}
		switch {
		case !found && lost < 0 && n > rests/2:
			lost = d
		case found && lost >= 0 && back && again < 0:
			again = d
		}
	}
	fmt.Fprintf(to, "%s %+.0f\t%s\t%d of %d\t%s", name, v.eye, degreesOr(lost-degrees, "90, all the way", lost < 0), without, wide, degreesOr(again, "-", again < 0))
	for _, d := range []int{0, 30, 60, 80, 88} {
		fmt.Fprintf(to, "\t%s", numberOr(off, d))
	}
	for _, d := range []int{30, 60, 88} {
		fmt.Fprintf(to, "\t%s", numberOr(told, d))
	}
	fmt.Fprint(to, "\t")
	for _, d := range []int{0, 30, 44, 60, 74, 90} {
		if v.fromNothing(m, d/degrees) {
			fmt.Fprintf(to, " %d", d)
		}
	}
	for _, d := range []int{60, 88} {
		fmt.Fprintf(to, "\t%d", v.shownAfter(m, d/degrees))
	}
	fmt.Fprintln(to, "\t")
}

// shownAfter is for how many pictures a head that has turned as far as view k is shown after it has gone.
func (v *turned) shownAfter(m *ort.Models, k int) (n int) {
	s := newStage(m, v.frames[0])
	defer s.tr.Close()
	for i := -rests; i <= k; i++ {
		s.next(v.frames[max(i, 0)], 0, headGrain, v.noses[max(i, 0)])
	}
	wall := media.NewFrame(v.frames[0].Width(), v.frames[0].Height())
	bare := func(dst, src []uint8, stride int) {
		for i := range dst {
			dst[i] = src[i/stride*stride]
		}
	}
	bare(wall.Y, v.frames[0].Y, wall.YStride)
	bare(wall.Cb, v.frames[0].Cb, wall.CStride)
	bare(wall.Cr, v.frames[0].Cr, wall.CStride)
	for range 60 {
		s.next(wall, 0, headGrain, v.noses[k])
		if len(s.list) == 0 {
			break
		}
		n++
	}
	return n
}

// off is how far a face's nose is from where it is, in pixels.
func (v *turned) off(f *face.Face, k int) float64 {
	p := f.Points[1]
	return math.Hypot(float64(p.X)-v.noses[k].x, float64(p.Y)-v.noses[k].y)
}

// fromNothing tells whether a view is found within a third of a second by who has not seen the head before.
func (v *turned) fromNothing(m *ort.Models, k int) bool {
	s := newStage(m, v.frames[k])
	defer s.tr.Close()
	for range 10 {
		if f := s.next(v.frames[k], 0, headGrain, v.noses[k]); f != nil && v.off(f, k) < offNose*headLines {
			return true
		}
	}
	return false
}

func degreesOr(d int, other string, use bool) string {
	if use {
		return other
	}
	return fmt.Sprint(d)
}

func numberOr(of map[int]float64, d int) string {
	if v, ok := of[d]; ok {
		return fmt.Sprintf("%.0f", v)
	}
	return "-"
}

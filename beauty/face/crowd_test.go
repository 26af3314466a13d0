package face_test

import (
	"image"
	"math"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/media"
)

// paste puts a picture into a larger one, at even places.
func paste(dst, src *media.Frame, x, y int) {
	part := func(d []uint8, ds int, s []uint8, ss, x, y, w, h int) {
		for j := range h {
			copy(d[(y+j)*ds+x:], s[j*ss:j*ss+w])
		}
	}
	w, h := src.Width(), src.Height()
	part(dst.Y, dst.YStride, src.Y, src.YStride, x, y, w, h)
	part(dst.Cb, dst.CStride, src.Cb, src.CStride, x/2, y/2, w/2, h/2)
	part(dst.Cr, dst.CStride, src.Cr, src.CStride, x/2, y/2, w/2, h/2)
}

// TestFourPeopleInOnePicture pastes near and far faces into a picture and asks
// the real networks to follow all of them, each where it is.
func TestFourPeopleInOnePicture(t *testing.T) {
	m := openModels(t)
	woman, man := picture(t, astronaut+".png", image.Rectangle{}), picture(t, bearded+".jpg", image.Rectangle{})
	var pool media.FramePool
	f := pool.Get(1280, 720)
	for i := range f.Y {
		f.Y[i] = 90
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 128, 128
	}
	paste(f, woman, 0, 200)
	paste(f, man, 520, 0)
	head := picture(t, astronaut+".png", image.Rect(130, 20, 330, 220))
	paste(f, scaled(t, head, 160, 160), 560, 520)
	paste(f, scaled(t, mirrored(man), 320, 240), 940, 480)
	// Noses, by the marks in the single pictures.
	noses := [][2]float64{{223.7, 200 + 127.5}, {520 + 349, 290}, {560 + (223.7-130)*.8, 520 + (127.5-20)*.8}, {940 + (640-349.0)/2, 480 + 290.0/2}}

	tr := face.NewTracker(m, face.Options{})
	defer tr.Close()
	tr.Want(face.WantFaces)
	var list []face.Face
	ids, together := map[int]bool{}, 0
	for k := range 240 { // 8 s: the small ones are found in later turns
		f.Time = clipStart.Add(time.Duration(k) * clipStep)
		list = follow(tr, f, list[:0])
		if len(list) == 4 {
			for _, one := range list {
				ids[one.ID] = true
			}
			if together++; together == 20 {
				break
			}
		}
	}
	if len(list) != 4 {
		t.Fatalf("%d faces are followed", len(list))
	}
	if len(ids) != 4 {
		t.Errorf("%d numbers for four faces", len(ids))
	}
	for _, nose := range noses {
		best := math.Inf(1)
		for _, one := range list {
			p := one.Points[4]
			best = min(best, math.Hypot(float64(p.X)-nose[0], float64(p.Y)-nose[1])/float64(one.EyeDistance()))
		}
		if best > tolerance {
			t.Errorf("no nose at %.0f, %.0f: the nearest is %.2f of its eyes' distance away", nose[0], nose[1], best)
		}
	}
	for i := range list[1:] {
		if list[i].Width() < list[i+1].Width() {
			t.Error("the faces are not in the order of their sizes")
		}
	}
}

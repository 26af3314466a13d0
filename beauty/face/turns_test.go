package face_test

import (
	"testing"

	"onair/beauty/face"
	"onair/media"
)

// corners are where threeOf puts the faces of the clip, at half their size.
var corners = [3][2]int{{0, 0}, {640, 0}, {320, 360}}

// threeOf shows a picture of the clip three times at once.
func threeOf(dst, src *media.Frame) {
	half := func(d []uint8, ds int, s []uint8, ss, x, y, w, h int) {
		for j := range h / 2 {
			for i := range w / 2 {
				at := 2*j*ss + 2*i
				d[(y+j)*ds+x+i] = uint8((int(s[at]) + int(s[at+1]) + int(s[at+ss]) + int(s[at+ss+1]) + 2) / 4)
			}
		}
	}
	w, h := src.Width(), src.Height()
	for _, c := range corners {
		half(dst.Y, dst.YStride, src.Y, src.YStride, c[0], c[1], w, h)
		half(dst.Cb, dst.CStride, src.Cb, src.CStride, c[0]/2, c[1]/2, w/2, h/2)
		half(dst.Cr, dst.CStride, src.Cr, src.CStride, c[0]/2, c[1]/2, w/2, h/2)
	}
}

// TestThreeMovingFacesTakeTurns shows the moving clip three times at once; each face is
// looked at in two pictures of three and is where it should be in the others, too.
func TestThreeMovingFacesTakeTurns(t *testing.T) {
	tr := face.NewTracker(openModels(t), face.Options{MaxFaces: 3})
	defer tr.Close()
	tr.Want(face.WantFaces)
	truth := motion(t)
	var pool media.FramePool
	f := pool.Get(1280, 720)
	defer f.Release()
	var seen [3]map[int]face.Face
	for i := range seen {
		seen[i] = map[int]face.Face{}
	}
	eachFrame(t, 100, func(k int, one *media.Frame) {
		threeOf(f, one)
		f.Time = one.Time
		list := follow(tr, f, nil)
		if k < 40 { // until all are found
			return
		}
		if len(list) != 3 {
			t.Fatalf("%d faces in picture %d", len(list), k)
		}
		for _, fc := range list {
			at := 0
			switch nose := fc.Points[4]; {
			case nose.Y > 360:
				at = 2
			case nose.X > 640:
				at = 1
			}
			for i, p := range fc.Points {
				fc.Points[i].X, fc.Points[i].Y = 2*(p.X-float32(corners[at][0])), 2*(p.Y-float32(corners[at][1]))
			}
			seen[at][k] = fc
		}
	})
	for at := range seen {
		if len(seen[at]) != 60 {
			t.Fatalf("face %d was seen in %d pictures", at, len(seen[at]))
		}
		e := offBy(truth, meanShape(truth, seen[at]), seen[at], 0)
		t.Logf("face %d is off by %.2f px RMS of the clip", at, e)
		if e > 4 {
			t.Errorf("face %d is off by %.2f px RMS", at, e)
		}
	}
}

package shape

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// placed shifts and scales a face about the middle of a 1280x720 picture.
func placed(f face.Face, dx, dy, scale float32) face.Face {
	for i, p := range f.Points {
		f.Points[i] = face.Point{X: 640 + (p.X-640)*scale + dx, Y: 360 + (p.Y-360)*scale + dy, Z: p.Z * scale}
	}
	return f
}

// TestSeveralFaces checks that each of up to six faces is changed as if it were
// alone, and that faces so close that their areas touch do not tear.
func TestSeveralFaces(t *testing.T) {
	one := pixeltest.Sitters(t, 1280, 720)["gocv-face"].Face
	apart := []face.Face{
		placed(one, -400, -150, 0.6), placed(one, 400, -150, 0.6), placed(one, -400, 180, 0.6), placed(one, 400, 180, 0.6),
		placed(one, 0, -200, 0.35), placed(one, 0, 200, 0.35),
		placed(one, 0, 0, 0.2), // the seventh is left out
	}
	for i := range apart {
		apart[i].ID = i + 1
	}
	want := Levels{faceSlim: 1, eyeScale: 1, chin: -1}
	all := sits(apart...)
	all.want = want
	all.show(media.NewFrame(1280, 720))
	got := all.after()
	if len(got) != outline.MaxFaces {
		t.Fatalf("%d faces", len(got))
	}
	for i := range got {
		single := sits(apart[i])
		single.want = want
		single.show(media.NewFrame(1280, 720))
		alone := single.after()[0]
		if d := furthest(&got[i], &alone, []int{152, 234, 454, 159, 145, 61}); d > 1 {
			t.Errorf("face %d: points lie %.1f pixels from where they are alone", i, d)
		}
	}
	close := sits(one, placed(one, 180, 20, 0.9))
	close.want = want
	close.show(media.NewFrame(1280, 720))
	if n := len(close.warp.areas); n != 1 {
		t.Errorf("faces that touch have %d areas", n)
	}
	if least, x, y := flattest(&close.warp); least < 0.1 {
		t.Errorf("faces that touch: squeezed to %.2f at %d,%d", least, x, y)
	}
}

// TestReshapeFadesOnATurnedHead turns the points of a face aside.
func TestReshapeFadesOnATurnedHead(t *testing.T) {
	one := pixeltest.Sitters(t, 1280, 720)["gocv-face"].Face
	center := one.Points[168]
	last := math.Inf(1)
	for _, turn := range []float64{0.3, 0.55, 0.75, 1.1} {
		f := one
		c, s := float32(math.Cos(turn)), float32(math.Sin(turn))
		for i, p := range f.Points {
			x, z := p.X-center.X, p.Z-center.Z
			f.Points[i] = face.Point{X: center.X + x*c - z*s, Y: p.Y, Z: center.Z + x*s + z*c}
		}
		chain := sits(f)
		chain.want = Levels{chin: 1, noseSlim: 1, eyeScale: 1}
		chain.show(media.NewFrame(1280, 720))
		got := chain.after()[0]
		all := make([]int, face.Mesh)
		for i := range all {
			all[i] = i
		}
		far := furthest(&f, &got, all)
		if far > last+0.2 {
			t.Errorf("turned by %.2f points move by %.1f pixels, turned less by %.1f", f.Yaw(), far, last)
		}
		last = far
	}
	if last != 0 {
		t.Errorf("a head turned far aside is changed by %.1f pixels", last)
	}
}

// TestFacesAtTheBorder keeps pixels from being fetched from outside the picture:
// next to the border the picture is not smeared.
func TestFacesAtTheBorder(t *testing.T) {
	one := pixeltest.Sitters(t, 1280, 720)["gocv-face"].Face
	for _, f := range []face.Face{placed(one, 0, 330, 1.2), placed(one, -600, 0, 1), placed(one, 600, -300, 1)} {
		for _, want := range extremes() {
			c := sits(f)
			c.want = want
			c.show(media.NewFrame(1280, 720))
			g := &c.warp
			for _, a := range g.areas {
				for j := a.y0; j <= a.y1; j++ {
					for i := a.x0; i <= a.x1; i++ {
						k := j*g.gw + i
						x := nodeAt(i) + float32(g.dx[k])/warpUnit
						y := nodeAt(j) + float32(g.dy[k])/warpUnit
						if out := max(-x, -y, min(x-1280, float32(1280-i*mesh)), min(y-720, float32(720-j*mesh))); out > 0.6 {
							t.Fatalf("node %d,%d comes from %.1f,%.1f", i*mesh, j*mesh, x, y)
						}
					}
				}
			}
		}
	}
}

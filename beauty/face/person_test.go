package face_test

import (
	"image"
	"testing"

	"onair/beauty/face"
	"onair/media"
)

// personIn finds the person of a still picture.
func personIn(t *testing.T, f *media.Frame) face.Mask {
	t.Helper()
	tr := face.NewTracker(openModels(t), face.Options{})
	defer tr.Close()
	tr.Want(face.WantPerson)
	f.Time = clipStart
	tr.Submit(f)
	tr.Wait()
	var m face.Mask
	if !tr.Person(&m) {
		t.Fatal("there is no mask")
	}
	return m
}

// share is the mask's mean in part of a picture, given in hundredths of it,
// from 0 to 1.
func share(m face.Mask, part image.Rectangle) float64 {
	sum, n := 0, 0
	for y := part.Min.Y * m.H / 100; y < part.Max.Y*m.H/100; y++ {
		for x := part.Min.X * m.W / 100; x < part.Max.X*m.W/100; x++ {
			sum, n = sum+int(m.P[y*m.W+x]), n+1
		}
	}
	return float64(sum) / float64(n) / 255
}

func TestAPersonIsToldFromTheBackground(t *testing.T) {
	frame := picture(t, bearded+".jpg", image.Rectangle{})
	m := personIn(t, frame)
	if m.W*m.H != len(m.P) || m.W < 2 {
		t.Fatalf("the mask is %d by %d with %d values", m.W, m.H, len(m.P))
	}
	// Forehead to chin of the man, and the walls beside him.
	in, left, right := share(m, image.Rect(45, 40, 70, 75)), share(m, image.Rect(0, 0, 20, 40)), share(m, image.Rect(92, 0, 100, 30))
	if in < .95 || left > .1 || right > .1 {
		t.Errorf("his face is a person by %.2f, the walls by %.2f and %.2f", in, left, right)
	}
	again := personIn(t, mirrored(frame))
	diff := 0.0
	for y := range m.H {
		for x := range m.W {
			d := float64(m.P[y*m.W+x]) - float64(again.P[y*m.W+m.W-1-x])
			diff += max(d, -d) / 255 / float64(len(m.P))
		}
	}
	t.Logf("in the mirror %.3f of the mask differs", diff)
	if diff > .03 {
		t.Errorf("in the mirror %.3f of the mask differs", diff)
	}
}

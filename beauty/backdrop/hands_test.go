package backdrop

import (
	"testing"

	"onair/beauty/face"
	"onair/beauty/pixel/pixeltest"
)

// TestAHandTheNetworkForAPersonLostIsKept has a hand beside the person that the mask
// does not show.
func TestAHandTheNetworkForAPersonLostIsKept(t *testing.T) {
	var hand face.Hand
	for i := range hand.Points {
		finger, joint := (i+3)/4, (i+3)%4 // of the wrist 0
		if i == 0 {
			finger, joint = 3, -3
		}
		hand.Points[i] = face.Point{X: 480 + 14*float32(finger), Y: 150 - 16*float32(joint)}
	}
	for name, list := range map[string][]face.Hand{"with": {hand}, "without": nil} {
		s := newScene(defaultKernels())
		s.mode, s.from, s.hands = Picture, grey128(), list
		f, _ := person(0, .3, .5)
		for y := 60; y < 230; y++ {
			for x := 470; x < 570; x++ {
				f.Y[y*f.YStride+x] = 140
			}
		}
		s.person = pixeltest.DiscMask(256, 144, .3, .5, pixeltest.SceneR)
		s.person.At = f.Time
		s.show(f)
		shown := 0
		for _, p := range hand.Points {
			if s.back.alpha.P[int(p.Y)*pixeltest.SceneW+int(p.X)] > 128 {
				shown++
			}
		}
		if want := len(list) * face.HandPoints; shown != want {
			t.Errorf("%s its points known, %d of 21 of them are shown, not %d", name, shown, want)
		}
	}
	// A hand of which nothing is in the picture harms nobody.
	for i := range hand.Points {
		hand.Points[i] = face.Point{X: -900, Y: 5000}
	}
	s := newScene(defaultKernels())
	s.mode, s.hands = Blur, []face.Hand{hand, {}}
	f, _ := person(0, .5, .5)
	s.person = pixeltest.DiscMask(256, 144, .5, .5, pixeltest.SceneR)
	s.show(f)
}

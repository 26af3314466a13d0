package beauty

import (
	"testing"
	"time"

	"onair/beauty/backdrop"
	"onair/beauty/face/facetest"
	"onair/beauty/pixel/pixeltest"
)

// TestHowLateMasksCome has a network that answers every fourth picture, and then none any more.
func TestHowLateMasksCome(t *testing.T) {
	f, _ := pixeltest.DiscScene(160, 90, 0.5, 0.5, 0.25, pixeltest.SkinTone, pixeltest.DarkWall)
	finder := &facetest.Finder{Mask: pixeltest.DiscMask(64, 36, 0.5, 0.5, 0.25)}
	c := NewChain()
	defer c.Close()
	c.SetFinder(finder)
	const picture = 40 * time.Millisecond
	at := time.Unix(1, 0)
	show := func() MaskTimes {
		at = at.Add(picture)
		f.Time = at
		c.Process(f)
		return c.MaskTimes()
	}
	if m := show(); m != (MaskTimes{}) {
		t.Fatalf("no background, and %+v", m)
	}
	c.SetBackground(backdrop.Blur, nil)
	var m MaskTimes
	for i := range 40 {
		if i%4 == 0 {
			finder.Mask.At = at // of the picture before
		}
		m = show()
	}
	if m.Pictures != 40 || m.Carried != 30 || m.Late != 0 || m.Age < picture || m.Age > 4*picture {
		t.Errorf("a mask every fourth picture: %+v", m)
	}
	for range 20 {
		m = show()
	}
	// The last mask is 4 pictures of 40 ms old at first; beyond 5 it is late.
	if m.Pictures != 60 || m.Carried != 50 || m.Late != 19 || m.Age < 400*time.Millisecond {
		t.Errorf("no mask any more: %+v", m)
	}
	c.SetBackground(backdrop.None, nil)
	if m = show(); m.Age != 0 {
		t.Errorf("the background is off, and the mask is %v old", m.Age)
	}
}

package beauty

import (
	"image/color"
	"sync"
	"testing"
)

// TestBackgroundsChangeAndFramesPassAtOnce is for the race detector, and shows
// that the last setting of each kind stays.
func TestBackgroundsChangeAndFramesPassAtOnce(t *testing.T) {
	c := NewChain()
	c.SetFinder(sceneFinder())
	grey, other := greyBehind(), evenStill(99, 20, color.White)
	var wg sync.WaitGroup
	for _, turn := range []func(i int){
		func(i int) { c.SetBackground(BackgroundMode(i%3), []Backdrop{grey, other}[i%2]) },
		func(i int) { c.SetBackgroundBlur(float32(i%10) / 9) },
		func(i int) { c.SetGreenScreen([]Backdrop{other, nil}[i%2]) },
		func(i int) { c.SetGreenScreenKey([]color.Color{color.NRGBA{G: 255, A: 255}, nil}[i%2]) },
	} {
		wg.Go(func() {
			for i := range 60 {
				turn(i)
			}
		})
	}
	clean, _ := scene(greenery)
	for range 20 {
		c.Process(clone(clean))
	}
	wg.Wait()
	s := c.now.Load()
	blur, _ := c.Value("background.blur")
	if s.back.mode != BackgroundPicture || s.back.backdrop != Backdrop(other) || s.back.screen != nil || s.back.key.set || blur != 1 {
		t.Errorf("left with %+v and blur %v", s.back, blur)
	}
	c.Reset()
	f := clone(clean)
	c.Process(f)
	if !same(f, clean) {
		t.Error("after Reset the picture changes")
	}
	c.SetGreenScreen(grey)
	c.Close()
	c.Process(f)
	if !same(f, clean) {
		t.Error("after Close the picture changes")
	}
}

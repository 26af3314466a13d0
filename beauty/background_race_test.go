package beauty

import (
	"image/color"
	"sync"
	"testing"

	"onair/beauty/backdrop"
	"onair/beauty/pixel/pixeltest"
)

// TestBackgroundsChangeAndFramesPassAtOnce is for the race detector, and shows
// that the last setting of each kind stays.
func TestBackgroundsChangeAndFramesPassAtOnce(t *testing.T) {
	c := NewChain()
	c.SetFinder(sceneFinder())
	grey, other := greyBehind(), evenStill(99, 20, color.White)
	var wg sync.WaitGroup
	for _, turn := range []func(i int){
		func(i int) { c.SetBackground(backdrop.Mode(i%3), []backdrop.Source{grey, other}[i%2]) },
		func(i int) { c.SetBackgroundBlur(float32(i%10) / 9) },
		func(i int) { c.SetGreenScreen([]backdrop.Source{other, nil}[i%2]) },
		func(i int) { c.SetGreenScreenKey([]color.Color{color.NRGBA{G: 255, A: 255}, nil}[i%2]) },
	} {
		wg.Go(func() {
			for i := range 60 {
				turn(i)
			}
		})
	}
	clean, _ := pixeltest.Scene(pixeltest.Greenery)
	for range 20 {
		c.Process(pixeltest.Clone(clean))
	}
	wg.Wait()
	s := c.now.Load()
	blur, _ := c.Value("background.blur")
	if s.back.mode != backdrop.Picture || s.back.backdrop != backdrop.Source(other) || s.back.screen != nil || s.back.key.Set || blur != 1 {
		t.Errorf("left with %+v and blur %v", s.back, blur)
	}
	c.Reset()
	f := pixeltest.Clone(clean)
	c.Process(f)
	if !pixeltest.Same(f, clean) {
		t.Error("after Reset the picture changes")
	}
	c.SetGreenScreen(grey)
	c.Close()
	c.Process(f)
	if !pixeltest.Same(f, clean) {
		t.Error("after Close the picture changes")
	}
}

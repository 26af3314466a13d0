package pixel_test

import (
	"slices"
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func TestCellsAgreeWithTheReference(t *testing.T) {
	for _, wh := range append(pixeltest.Sizes[:len(pixeltest.Sizes):len(pixeltest.Sizes)], [2]int{321, 243}) {
		f := pixeltest.Noisy(wh[0], wh[1], 5)
		var v pixel.Frame
		var c pixel.Cells
		if !v.Of(f) {
			t.Fatal("not a well-formed frame")
		}
		c.Begin(&v)
		c.Stats(&v)
		sum, sq := make([]uint16, len(c.Sum)), make([]uint32, len(c.Sq))
		goBlockStats(&v.Y, sum, sq)
		if !slices.Equal(sum, c.Sum) || !slices.Equal(sq, c.Sq) {
			t.Errorf("%v: the sums differ", wh)
		}
	}
}

// TestCellsAreFoundOnceAFrame: filters change the luma, what is known of it stays
// until somebody says that all is new.
func TestCellsAreFoundOnceAFrame(t *testing.T) {
	f := pixeltest.Noisy(33, 31, 0)
	var v pixel.Frame
	var c pixel.Cells
	v.Of(f)
	c.Begin(&v)
	c.Stats(&v)
	was := c.Sum[0]
	for i := range f.Y {
		f.Y[i] = 16
	}
	if c.Stats(&v); c.Sum[0] != was {
		t.Error("the frame is looked at twice")
	}
	c.Repainted()
	if c.Stats(&v); c.Sum[0] != 16*16 {
		t.Errorf("a cell of 16s sums up to %d", c.Sum[0])
	}
	if f := media.NewFrame(8, 8); !v.Of(f) {
		t.Fatal("not a well-formed frame")
	}
	if c.Begin(&v); c.LW != 2 || c.LH != 2 || len(c.Sum) != 4 {
		t.Errorf("8 by 8 pixels are %d by %d cells", c.LW, c.LH)
	}
}

// BenchmarkBlockStats is 720p.
func BenchmarkBlockStats(b *testing.B) {
	f := pixeltest.Scaled(pixeltest.Load(b, "astronaut.png"), 1280, 720)
	var v pixel.Frame
	var c pixel.Cells
	v.Of(f)
	c.Begin(&v)
	for b.Loop() {
		pixel.BlockStats(&v.Y, c.Sum, c.Sq)
	}
}

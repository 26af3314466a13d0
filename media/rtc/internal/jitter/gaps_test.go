package jitter

import (
	"slices"
	"testing"
)

// What is whole does not wait for gaps behind it, however old those are.
func TestAPictureDoesNotWaitForLaterGaps(t *testing.T) {
	b := New(H264)
	ps := stream(6, 100)
	for i, p := range ps {
		if i != 4 && i != 10 { // of the second picture and of the fourth
			b.Push(p, t0)
		}
	}
	numbers(b, t0)
	b.Push(ps[4], ms(150))
	if got := numbers(b, ms(150)); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("after the first repair: %v", got)
	}
	b.Push(ps[10], ms(160))
	if got := numbers(b, ms(160)); !slices.Equal(got, []int{3, 4, 5}) {
		t.Errorf("after the second: %v", got)
	}
}

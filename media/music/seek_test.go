package music

import (
	"context"
	"testing"
	"time"
)

// slowSeeker is a source that is asked for another place; meanwhile is what
// happens while it goes there.
type slowSeeker struct{ meanwhile func() }

func (s slowSeeker) read(context.Context, []float32, <-chan struct{}) (int, error) {
	return 0, errWake
}
func (s slowSeeker) seek(place)                 { s.meanwhile() }
func (s slowSeeker) position(n float64) float64 { return n }
func (s slowSeeker) ahead() int64               { return blockFrames }

// Until a seek is done its goal is the position, however long the source takes.
func TestAPositionDoesNotFallBackDuringASeek(t *testing.T) {
	p := newPlayer(t)
	song := newTrack(t.Context(), p, Param{}, Observer{}, nil)
	defer song.cancel()
	song.live.Store(true)
	song.seek(frames(5 * time.Second))
	goals := []time.Duration{5 * time.Second}
	r := newRenderer(slowSeeker{func() {
		if at := song.position(); at != goals[len(goals)-1] {
			t.Errorf("on the way to %v it is at %v", goals[len(goals)-1], at)
		}
		if !song.behind() {
			t.Error("what was rendered before the seek counts as its sound")
		}
		if len(goals) == 1 { // another one is asked for before this one is done
			goals = append(goals, 7*time.Second)
			song.seek(frames(7 * time.Second))
		}
	}})
	for range 3 {
		song.apply(r)
		if at := song.position(); at != 7*time.Second {
			t.Errorf("between the seeks it is at %v", at)
		}
	}
	if song.set.seek {
		t.Error("the seek does not end")
	}
}

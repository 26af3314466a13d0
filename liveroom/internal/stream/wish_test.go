package stream

import (
	"errors"
	"testing"
	"time"

	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/signaling"
)

// tile is a view that says how large it is.
type tile struct {
	w, h  int
	shown bool
}

func (*tile) Render(f *media.Frame)    { f.Release() }
func (*tile) Clear()                   {}
func (t *tile) Size() (int, int, bool) { return t.w, t.h, t.shown }

// TestTheServerIsToldWhatHasHeld: a size that is being changed is told when it stands, what
// the user chose at once, and what is to be seen again, too.
func TestTheServerIsToldWhatHasHeld(t *testing.T) {
	var w wish
	at := time.Unix(1_700_000_000, 0)
	v := &tile{640, 355, true}
	if got := w.begin(v); got != (signaling.PlayWish{View: signaling.PlayView{Width: 640, Height: 368}}) {
		t.Errorf("the first wish is %+v", got)
	}
	told := 0
	look := func(say error) {
		at = at.Add(500 * time.Millisecond)
		if now, ok := w.due(v, at); ok {
			told++
			if _, again := w.due(v, at); again {
				t.Error("told twice at a time")
			}
			w.ended(now, say, at)
		}
	}
	step := func(what string, want int, say error) {
		t.Helper()
		look(say)
		if told != want {
			t.Errorf("%s: told %d times, want %d", what, told, want)
		}
	}
	step("nothing has changed", 0, nil)
	v.h = 360
	step("by less than a step", 0, nil)
	step("still", 0, nil)
	v.w = 900
	step("it grows", 0, nil)
	v.w = 1000
	step("it grows on", 0, nil)
	step("it stands", 1, nil)
	v.shown = false
	step("it was hidden", 1, nil)
	step("and is still", 2, nil)
	v.shown = true
	step("seen again: at once", 3, nil)
	w.choose(360)
	step("chosen: at once", 4, nil)
	w.choose(360)
	step("chosen again", 4, nil)
	w.choose(signaling.QualitySound)
	step("an older server refuses", 5, errors.New("unknown"))
	for range 18 {
		step("it is not asked all the time", 5, nil)
	}
	look(nil)
	step("later once more", 6, nil)
	if w.told.Quality != signaling.QualitySound {
		t.Errorf("it knows %+v", w.told)
	}
}

func TestAViewWithoutASizeIsAsLargeAsAny(t *testing.T) {
	for _, v := range []callback.View{nil, &view{}} {
		var w wish
		w.choose(720)
		if got := w.begin(v); got != (signaling.PlayWish{Quality: 720}) {
			t.Errorf("%T: %+v", v, got)
		}
	}
}

// TestSoundAloneIsNoStandstill: where the server sends no picture, none is missing.
func TestSoundAloneIsNoStandstill(t *testing.T) {
	for _, c := range []struct {
		said  signaling.PlayQualityEvent
		alone bool
	}{
		{signaling.PlayQualityEvent{}, false},
		{signaling.PlayQualityEvent{Height: 360, Why: "line"}, false},
		{signaling.PlayQualityEvent{Why: "source"}, false},
		{signaling.PlayQualityEvent{Why: "line"}, true},
		{signaling.PlayQualityEvent{Why: "hidden", Layers: []int{720}}, true},
		{signaling.PlayQualityEvent{Why: "chosen"}, true},
	} {
		p := &Playing{Screen: callback.NewScreen(new(callback.Callers), nil)}
		p.videoOn.Store(true)
		p.lastFrame.Store(time.Now().Add(-time.Minute).UnixNano())
		p.Hear(c.said)
		if _, stalled, _ := p.Stats(); (stalled == 0) != c.alone || p.wish.got().Sound != c.alone {
			t.Errorf("%+v: stands for %v, %+v", c.said, stalled, p.wish.got())
		}
	}
}

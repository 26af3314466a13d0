package app

import (
	"testing"
	"time"

	"onair/beauty"
	"onair/liveroom"
)

// TestNumbersSayHowLateOutlinesAre has the running totals become a share of the last second.
func TestNumbersSayHowLateOutlinesAre(t *testing.T) {
	var h healthWatch
	p, at := liveroom.VideoEncoderParam{FPS: 30}, time.Unix(1, 0)
	see := func(m beauty.MaskTimes) (time.Duration, float64) {
		l := &liveroom.LocalStatistics{Captured: h.captured + 30, Masks: m}
		l.FPS = 30
		at = at.Add(time.Second)
		s, _ := h.local("room", liveroom.Statistics{Local: l}, p, true, at)
		return s.MaskAge, s.MaskCarried
	}
	see(beauty.MaskTimes{Age: 50 * time.Millisecond, Pictures: 100, Carried: 10})
	if age, carried := see(beauty.MaskTimes{Age: 300 * time.Millisecond, Pictures: 130, Carried: 34}); age != 300*time.Millisecond || carried != 0.8 {
		t.Errorf("%v old and %v carried on, want 300ms and 0.8", age, carried)
	}
	if age, carried := see(beauty.MaskTimes{Pictures: 130, Carried: 34}); age != 0 || carried != 0 {
		t.Errorf("without a background %v old and %v carried on", age, carried)
	}
}

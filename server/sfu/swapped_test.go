package sfu

import (
	"runtime"
	"testing"
	"time"
)

// shown is a picture of a tap.
type shown struct {
	key      bool
	pts, dts time.Duration
}

// times is a sink that hands on when pictures are shown and decoded.
type times chan shown

func (s times) H264(_ [][]byte, key bool, pts, dts time.Duration) { s <- shown{key, pts, dts} }
func (times) Opus([]byte, time.Duration)                          {}
func (times) Over(Reason)                                         {}

// TestATapKnowsWhenSwappedPicturesAreShown: what a program has shown later than decoded passes
// through RTP with the times of decoding and comes out with those of showing.
func TestATapKnowsWhenSwappedPicturesAreShown(t *testing.T) {
	in := ingest(t, PublishOptions{MaxBitRate: 1 << 30})
	const step = time.Second / 30
	late := [3]time.Duration{3 * step, 0, 0} // the last of three comes first
	sink := make(times, 10_000)
	_, stop, err := in.p.sfu.Tap("s", sink)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	feed := func(i int) {
		slice := make([]byte, 200)
		slice[0] = 0x41
		au := [][]byte{{9, 0xf0}, slice}
		if i%3 == 0 {
			slice[0] = 0x65
			au = [][]byte{{9, 0xf0}, {0x67, 1, 2, 3}, {0x68, 4}, slice}
		}
		at := time.Duration(i) * step
		in.H264(au, at+late[i%3], at)
	}
	from := 0
	for ; len(sink) == 0; from++ { // what comes before the tap is there it does not see
		feed(from)
		runtime.Gosched()
	}
	for i := range 60 {
		feed(from + i)
	}
	var last time.Duration
	for i, n := 0, 0; n < 30; i, n = i+1, n+1 {
		p := <-sink
		if p.key {
			i = 0 // also after a loss
		}
		if d := p.pts - p.dts; (d-late[i%3]).Abs() > time.Millisecond || p.dts <= last {
			t.Errorf("picture %d is shown %v after it is decoded, not %v; decoded at %v after %v", n, d, late[i%3], p.dts, last)
		}
		last = p.dts
	}
}

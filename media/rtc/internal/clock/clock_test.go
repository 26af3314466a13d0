package clock

import (
	"testing"
	"time"
)

func TestNTPThereAndBack(t *testing.T) {
	for _, n := range []int64{0, 1, 999_999_999, 1_700_000_000_123_456_789, -1_500_000_000} {
		got := FromNTP(ToNTP(n))
		if d := got - n; d < -1 || d > 1 {
			t.Errorf("%d came back %d ns off", n, d)
		}
	}
	if ToNTP(0)>>32 != 2208988800 {
		t.Error("1970 is not 2208988800 s after 1900")
	}
}

func TestUnwrapAcrossTheEdge(t *testing.T) {
	var s Unwrap16
	base := s.At(65530)
	for i, c := range []struct {
		seq  uint16
		want int64
	}{{65535, 5}, {0, 6}, {3, 9}, {65534, 4}, {4, 10}} {
		if got := s.At(c.seq) - base; got != c.want {
			t.Errorf("step %d: %d, want %d", i, got, c.want)
		}
	}
	var u Unwrap32
	b := u.At(0xffffff00)
	if d := u.At(0x100) - b; d != 0x200 {
		t.Errorf("timestamp moved by %d", d)
	}
	if d := u.At(0xffffff80) - b; d != 0x80 {
		t.Errorf("an old timestamp moved by %d", d)
	}
}

func TestLineIsExactOverADay(t *testing.T) {
	l := Line{Rate: 90000}
	const start = 1_700_000_000_000_000_000
	l.Set(1<<32+1234, start)
	for _, d := range []time.Duration{0, 33 * time.Millisecond, time.Hour, 24 * time.Hour, -time.Second} {
		rtp := l.RTP(start + int64(d))
		if e := l.Wall(rtp) - start - int64(d); e < -6000 || e > 6000 {
			t.Errorf("after %v: %d ns off", d, e)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	sr := uint32(0x10000)
	for name, c := range map[string]struct {
		now, lsr, dlsr uint32
		want           time.Duration
	}{
		"half a second": {sr + 0x10000, sr, 0x8000, 500 * time.Millisecond},
		"no report yet": {sr, 0, 0, 0},
		"negative":      {sr, sr, 5, 0},
		"a minute more": {sr + 61<<16, sr, 0, 0},
	} {
		if got := RoundTrip(c.now, c.lsr, c.dlsr); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestWallKeepsItsAnchor(t *testing.T) {
	now := time.Now()
	w := NewWall(now)
	later := now.Add(3 * time.Second)
	if w.Nano(later)-now.UnixNano() != 3e9 || !w.Time(w.Nano(later)).Equal(later) {
		t.Error("a moment did not survive the way there and back")
	}
}

package line

import (
	"slices"
	"testing"
	"time"
)

// stream is what is sent on a way: layers of pictures with a keyframe every other second, and sound beside them.
type stream struct {
	w      *way
	l      estimator
	layers []int // bits a second
	bucket Bucket
	paced  bool
	report time.Duration // the time between two
	at     int           // of the layers; -1: the sound alone
	since  time.Duration
	held   []held
	bytes  int // of them
	whole  bool
	pads   float64
	still  time.Duration   // until when the machine stands still: what comes meanwhile goes out then
	talks  int             // packets of sound that are to go out
	sound  []time.Duration // how long each packet of sound waited
	late   time.Duration   // the longest that a picture waited here and on the way
	paces  time.Duration   // with a pace
}

type held struct {
	size int
	from time.Duration
	last bool // of a picture
}

// padsKept is for how long padding waits at most for the end of a picture, in seconds.
const padsKept = 0.15

func newStream(rate int, paced bool) *stream {
	return &stream{w: newWay(rate), l: New(300_000), layers: []int{122_000, 495_000, 1_500_000}, paced: paced, report: 100 * time.Millisecond}
}

// run sends for so long.
func (s *stream) run(t *testing.T, long time.Duration) {
	t.Helper()
	const tick = 5 * time.Millisecond
	w, l := s.w, s.l
	for end := w.now + long; w.now < end; {
		w.now += tick
		n := int(w.now / tick)
		if n%4 == 0 {
			s.talks++
		}
		if w.now < s.still {
			if n%7 == 0 && s.at >= 0 {
				s.picture(n / 7)
			}
			continue
		}
		for ; s.talks > 0; s.talks-- { // sound: 64 kbit/s with headers
			start := max(w.free, w.now)
			w.free = start + 225*8*time.Second/time.Duration(w.rate)
			s.sound = append(s.sound, w.free-w.now)
		}
		goal := s.pick()
		if n%7 == 0 && s.at >= 0 {
			s.picture(n / 7)
		}
		pace := l.Pace(goal, s.gets(), w.now)
		if pace > 0 {
			s.paces += tick
		}
		for len(s.held) > 0 && (pace == 0 || !s.paced || s.bucket.Wait(w.now) <= 0) {
			h := s.held[0]
			s.held = s.held[1:]
			w.send(l, h.size)
			s.whole = h.last
			s.late = max(s.late, w.free-h.from)
			if pace > 0 {
				s.bucket.Take(h.size, s.bytes, pace, w.now)
			}
			s.bytes -= h.size
		}
		if n%10 == 0 {
			l.Tick(w.now)
			extra := float64(l.Want(goal, s.gets(), w.now)) / 8
			s.pads = min(s.pads+extra*(10*tick).Seconds(), extra*padsKept)
			for ; s.whole && s.pads >= pad; s.pads -= pad {
				w.send(l, pad)
			}
		}
		if w.now%s.report == 0 {
			w.report(t, l)
		}
	}
}

func (s *stream) gets() int {
	if s.at < 0 {
		return 0
	}
	return s.layers[s.at]
}

// picture is one of 28.6 a second: 60 to a group, of which the first has a fifth of all.
func (s *stream) picture(n int) {
	group := float64(s.gets()) / 8 * 2.1
	size := int(group * 0.8 / 59)
	if n%60 == 0 {
		size = int(group / 5)
	}
	for ; size > 0; size -= 1200 {
		s.held = append(s.held, held{min(size, 1200) + 68, s.w.now, size <= 1200})
		s.bytes += min(size, 1200) + 68
	}
}

// pick is what pick does, in short.
func (s *stream) pick() (goal int) {
	rate, rested := float64(s.l.Rate()), s.w.now-s.since
	to := -1
	for i, bits := range s.layers {
		need := 1.1 * float64(bits)
		if i <= s.at {
			need = 0.95 * float64(bits)
			if i == 0 {
				need = 0.75 * float64(bits)
			}
		}
		if rate >= need && (i <= s.at || rested > time.Second) || i == 0 && rested < 1500*time.Millisecond {
			to = i
		}
	}
	if to != s.at {
		s.at, s.since = to, s.w.now
	}
	if to == len(s.layers)-1 {
		return 0
	}
	return s.layers[to+1] * 11 / 10
}

// Sound does not wait behind keyframes on a line that is short, and pictures come no later for it.
func TestSoundIsNotHeldUpByPictures(t *testing.T) {
	for _, c := range []struct {
		rate, layer int
		usual, most time.Duration // that sound waits: 97 of 100 packets, and any
		without     time.Duration // as 97 do at least where all is sent at once
	}{
		{300_000, 0, 150 * time.Millisecond, 200 * time.Millisecond, 200 * time.Millisecond},
		{800_000, 1, 90 * time.Millisecond, 150 * time.Millisecond, 200 * time.Millisecond},
		{2_000_000, 2, 90 * time.Millisecond, 150 * time.Millisecond, 200 * time.Millisecond},
	} {
		for _, paced := range []bool{false, true} {
			s := newStream(c.rate, paced)
			s.run(t, 10*time.Second)
			s.sound, s.late, s.w.dropped = nil, 0, 0
			s.run(t, time.Minute)
			slices.Sort(s.sound)
			usual, most := s.sound[len(s.sound)*97/100], s.sound[len(s.sound)-1]
			t.Logf("%d, paced %v: 97 of 100 packets of sound wait %v at most, all %v, pictures %v; %d lost", c.rate, paced, usual, most, s.late, s.w.dropped)
			switch {
			case s.at != c.layer || s.late > 400*time.Millisecond:
				t.Errorf("%d, paced %v: layer %d, pictures wait %v", c.rate, paced, s.at, s.late)
			case !paced && usual < c.without:
				t.Errorf("%d: sound waits %v where nothing is done for it", c.rate, usual)
			case paced && (usual > c.usual || most > c.most || s.w.dropped > 0):
				t.Errorf("%d: sound waits %v, %v at most; %d lost", c.rate, usual, most, s.w.dropped)
			}
		}
	}
}

// On a good line nothing is held back, though the receiver be busy.
func TestAGoodLineHasNoPace(t *testing.T) {
	for _, busy := range []time.Duration{0, 40 * time.Millisecond, 80 * time.Millisecond} {
		s := newStream(50_000_000, true)
		s.w.busy, s.w.heaps = busy, 35*time.Millisecond
		s.run(t, time.Minute)
		if s.at != 2 || s.paces > time.Second {
			t.Errorf("%v busy: layer %d, with a pace for %v", busy, s.at, s.paces)
		}
	}
}

// Packets that overtake others are neither lost nor a queue: the best layer is found soon and kept.
func TestPacketsThatOvertake(t *testing.T) {
	for _, ms := range []int{15, 30, 50} {
		noise := time.Duration(ms) * time.Millisecond
		s := newStream(50_000_000, true)
		s.w.noise, s.report = noise, 50*time.Millisecond
		s.run(t, 5*time.Second)
		low, worst := time.Duration(0), 0.0
		for range 600 {
			if s.run(t, 100*time.Millisecond); s.at < 2 {
				low += 100 * time.Millisecond
			}
			worst = max(worst, s.l.(*Line).loss)
		}
		t.Logf("%v: %v without the best layer, %.2f taken for lost, with a pace for %v", noise, low, worst, s.paces)
		if low > 0 || worst > 0.05 {
			t.Errorf("%v: %v of a minute without the best layer, a loss of %.2f", noise, low, worst)
		}
	}
}

// A line that was short and is wide again is found out to be so, though pictures go out bit by bit.
func TestAPaceDoesNotHideAWideLine(t *testing.T) {
	for _, rate := range []int{300_000, 400_000, 800_000} {
		s := newStream(2_000_000, true)
		s.report = 50 * time.Millisecond
		s.run(t, 20*time.Second)
		s.w.rate = rate
		s.run(t, 20*time.Second)
		s.w.rate = 2_000_000
		again := time.Duration(0)
		for ; s.at < 2 && again < time.Minute; again += 100 * time.Millisecond {
			s.run(t, 100*time.Millisecond)
		}
		t.Logf("%d: best layer again after %v", rate, again)
		if again > 8*time.Second {
			t.Errorf("after %d kbit/s the best layer is back after %v", rate/1000, again)
		}
	}
}

// Who sends or who receives stands still, and a line looks short for a moment: no more than that comes of it.
func TestAMachineThatStandsStill(t *testing.T) {
	for _, rate := range []int{300_000, 800_000, 2_000_000, 50_000_000} {
		for _, long := range []time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 300 * time.Millisecond, 500 * time.Millisecond, time.Second} {
			for _, sender := range []bool{true, false} {
				s := newStream(rate, true)
				s.report = 50 * time.Millisecond
				s.run(t, 20*time.Second)
				was, least := s.at, s.l.Rate()
				if until := s.w.now + long; sender {
					s.still = until
				} else {
					s.w.stops = until
				}
				less := time.Duration(0)
				for range 2000 {
					s.run(t, 5*time.Millisecond)
					if least = min(least, s.l.Rate()); s.at < was {
						less += 5 * time.Millisecond
					}
				}
				t.Logf("%d kbit/s, %v, sender %v: %v with less, %d kbit/s at the least", rate/1000, long, sender, less, least/1000)
				if least < 100_000 || less > 3*time.Second {
					t.Errorf("%d kbit/s, %v, sender %v: %v with less, %d kbit/s at the least", rate/1000, long, sender, less, least/1000)
				}
			}
		}
	}
}

package line

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

// way is a simulated line with a real receiver at its end: a queue served at a rate, random loss, random delay.
type way struct {
	rate    int
	loss    float64
	noise   time.Duration
	heaps   time.Duration // pictures come so often, each in one go, and reports twice as often
	stops   time.Duration // until when the receiver reads nothing
	busy    time.Duration // the receiver decodes so long at most after each picture, and reads nothing then
	heap    time.Duration // when the last picture was sent
	decoded time.Duration
	sound   int // bits a second beside, which are not reported on
	owed    float64
	late    time.Duration // the longest that something waited
	free    time.Duration
	rng     *rand.Rand
	flight  []arrival
	end     *twcc.Recorder
	seq     uint16
	now     time.Duration
	dropped int
}

type arrival struct {
	seq uint16
	at  time.Duration
}

const pad = 295 // bytes of a packet of padding alone

func newWay(rate int) *way {
	return &way{rate: rate, rng: rand.New(rand.NewPCG(7, 8)), end: twcc.NewRecorder(1), seq: 65000}
}

// estimator judges a way by what was sent and what is reported.
type estimator interface {
	Sent(seq uint16, size int, now time.Duration)
	Pad(seq uint16, size int, now time.Duration)
	Tick(now time.Duration)
	Rate() int
	Want(goal, sending int, now time.Duration) (extra int)
	Pace(goal, sending int, now time.Duration) int
	hear(t *testing.T, p *rtcp.TransportLayerCC, now time.Duration)
}

func (l *Line) hear(t *testing.T, p *rtcp.TransportLayerCC, now time.Duration) {
	t.Helper()
	b, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	f, ok := Read(b[12:])
	if !ok {
		t.Fatal("a report that cannot be read")
	}
	l.Feedback(&f, now)
}

func (w *way) send(l estimator, size int) {
	w.seq++
	if size == pad {
		l.Pad(w.seq, size, w.now)
	} else {
		l.Sent(w.seq, size, w.now)
	}
	start := max(w.free, w.now)
	if w.rng.Float64() < w.loss || start-w.now > 300*time.Millisecond {
		w.dropped++
		return
	}
	w.free = start + time.Duration(size)*8*time.Second/time.Duration(w.rate)
	w.late = max(w.late, w.free-w.now)
	at := w.read(w.free + 20*time.Millisecond)
	if w.noise > 0 {
		at += time.Duration(w.rng.Int64N(int64(w.noise)))
	}
	w.flight = append(w.flight, arrival{w.seq, at})
}

// read is when what comes at a time is looked at.
func (w *way) read(at time.Duration) time.Duration {
	at = max(at, w.stops)
	if w.busy == 0 {
		return at
	}
	if w.heap != w.now && w.now%w.heaps == 0 {
		took := time.Duration(w.rng.Int64N(int64(w.busy) / 4))
		if w.rng.IntN(12) == 0 {
			took = w.busy
		}
		w.heap, w.decoded = w.now, max(at, w.decoded)+took
		return w.decoded - took
	}
	return max(at, w.decoded)
}

// beside sends a tick's sound.
func (w *way) beside(tick time.Duration) {
	for w.owed += float64(w.sound) / 8 * tick.Seconds(); w.owed >= 200; w.owed -= 200 {
		w.free = max(w.free, w.now) + 200*8*time.Second/time.Duration(w.rate)
	}
}

// drive sends what adapts to the line: the best of three layers, and padding where the line asks for it. It returns how long until
// ok, at most until the given time.
func (w *way) drive(t *testing.T, l *Line, long time.Duration, ok func() bool) time.Duration {
	t.Helper()
	began := w.now
	const tick = 10 * time.Millisecond
	owed, owedPad := 0.0, 0.0
	for w.now-began < long {
		w.now += tick
		w.beside(tick)
		sending, goal := pace(l.Rate())
		owed += float64(sending) / 8 * tick.Seconds()
		for w.heaps == 0 || w.now%w.heaps == 0 {
			if owed < 1000 {
				break
			}
			owed -= 1000
			w.send(l, 1000)
		}
		for owedPad += float64(l.Want(goal, sending, w.now)) / 8 * tick.Seconds(); owedPad >= pad; owedPad -= pad {
			w.send(l, pad)
		}
		if w.now/tick%5 == 0 {
			l.Tick(w.now)
		}
		if w.now/tick%10 == 0 || w.heaps > 0 && w.now/tick%5 == 0 {
			w.report(t, l)
		}
		if ok() {
			break
		}
	}
	return w.now - began
}

// pace is what is sent on a line of a rate, and what is wanted.
func pace(rate int) (sending, goal int) {
	for _, layer := range []int{100_000, 300_000, 900_000} {
		if float64(rate) < 1.1*float64(layer) {
			return sending, layer * 11 / 10
		}
		sending = layer
	}
	return sending, 0
}

func (w *way) report(t *testing.T, l estimator) {
	t.Helper()
	left := w.flight[:0]
	came := false
	for _, a := range w.flight {
		if a.at > w.now {
			left = append(left, a)
			continue
		}
		w.end.Record(1, a.seq, a.at.Microseconds())
		came = true
	}
	w.flight = left
	if !came {
		return
	}
	for _, p := range w.end.BuildFeedbackPacket() {
		l.hear(t, p.(*rtcp.TransportLayerCC), w.now)
	}
}

func TestWhatALineCarries(t *testing.T) {
	for name, c := range map[string]struct {
		rate     int
		loss     float64
		noise    time.Duration
		min, max int // of the estimate in the end
	}{
		"wide":                     {rate: 50_000_000, min: 990_000, max: 3_000_000},
		"wide, a busy machine":     {rate: 50_000_000, noise: 40 * time.Millisecond, min: 990_000, max: 3_000_000},
		"wide, 10 % of loss":       {rate: 50_000_000, loss: 0.1, min: 990_000, max: 3_000_000},
		"half a megabit":           {rate: 500_000, min: 250_000, max: 650_000},
		"a quarter":                {rate: 250_000, min: 110_000, max: 325_000},
		"less than the least":      {rate: 60_000, min: 20_000, max: 75_000},
		"a megabit, 5 % of loss":   {rate: 1_200_000, loss: 0.05, min: 700_000, max: 1_560_000},
		"all is lost for ever":     {rate: 50_000_000, loss: 1, min: 0, max: 500_000},
		"half a megabit and noise": {rate: 500_000, noise: 20 * time.Millisecond, min: 180_000, max: 650_000},
	} {
		t.Run(name, func(t *testing.T) {
			w, l := newWay(c.rate), New(500_000)
			w.loss, w.noise = c.loss, c.noise
			w.drive(t, l, 20*time.Second, func() bool { return false })
			if got := l.Rate(); got < c.min || got > c.max {
				t.Errorf("%d, want %d to %d; loss %.2f, queue %v", got, c.min, c.max, l.loss, l.queue)
			}
		})
	}
}

// A line that was wide falls and comes back: how soon that is known, and what it costs meanwhile.
func TestALineFallsAndComesBack(t *testing.T) {
	w, l := newWay(5_000_000), New(500_000)
	if d := w.drive(t, l, 20*time.Second, func() bool { return l.Rate() > 990_000 }); d > 4*time.Second {
		t.Errorf("%v until the best layer", d)
	}
	w.drive(t, l, 5*time.Second, func() bool { return false })
	w.rate = 200_000
	if d := w.drive(t, l, 20*time.Second, func() bool { return l.Rate() < 300_000 }); d > 1200*time.Millisecond {
		t.Errorf("%v until the fall is known", d)
	}
	w.drive(t, l, 5*time.Second, func() bool { return false }) // the queue empties
	w.dropped = 0
	w.drive(t, l, 30*time.Second, func() bool { return false })
	if w.dropped > 0 {
		t.Errorf("%d packets lost by trying", w.dropped)
	}
	w.rate = 5_000_000
	if d := w.drive(t, l, 30*time.Second, func() bool { return l.Rate() > 990_000 }); d > 8*time.Second {
		t.Errorf("%v until the best layer is back", d)
	}
}

// Without feedback the loss that receivers report counts.
func TestLossAlone(t *testing.T) {
	l := New(500_000)
	for s := range 10 {
		l.Lost(0.3, 300_000, time.Duration(s)*time.Second)
	}
	if l.Rate() > 100_000 {
		t.Errorf("%d after much loss", l.Rate())
	}
	for s := range 30 {
		l.Lost(0, 300_000, time.Duration(10+s)*time.Second)
	}
	if l.Rate() < 400_000 {
		t.Errorf("%d after none", l.Rate())
	}
}

// Without feedback a wide line comes to its best layer all the same, and one that is not is not tried all the time.
func TestLayersByLossAlone(t *testing.T) {
	play := func(line, seconds int) (best, spoilt int) {
		l := New(300_000)
		for s := range seconds {
			sending, goal := pace(l.Rate())
			l.Want(goal, sending, time.Duration(s)*time.Second)
			lost := max(0, 1-float64(line)/float64(sending+1))
			if lost > 0.1 {
				spoilt++
			}
			if sending >= 900_000 {
				best++
			}
			l.Lost(lost, sending, time.Duration(s)*time.Second)
		}
		return best, spoilt
	}
	if best, _ := play(5_000_000, 60); best < 30 {
		t.Errorf("a wide line has the best layer for %d s of a minute", best)
	}
	if best, spoilt := play(600_000, 600); spoilt > 20 {
		t.Errorf("of ten minutes on a line for the middle layer %d s are spoilt by trying, %d at the best", spoilt, best)
	}
}

func FuzzFeedback(f *testing.F) {
	f.Add([]byte{0, 1, 0, 1, 0, 0, 1, 0, 0x20, 1, 4, 0})
	f.Add([]byte("\x000\x000\x00\x0000A0\xbe0")) // arrived before the beginning of time
	f.Fuzz(func(t *testing.T, in []byte) {
		r, ok := Read(in)
		if !ok {
			return
		}
		l := New(1)
		for i := range 100 {
			l.Sent(uint16(i), 100, 0)
		}
		n := 0
		r.Each(func(uint16, bool, time.Duration) { n++ })
		if n > 65535 {
			t.Fatal("too many")
		}
		l.Feedback(&r, time.Second)
	})
}

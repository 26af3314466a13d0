package rtc

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/rtc/internal/clock"
	"onair/media/rtc/internal/encodings"
)

const (
	mtu            = 1180                   // payload bytes: fits 1280 with SRTP, TURN and IPv6 around it
	maxBacklog     = 250 * time.Millisecond // encoded pictures waiting to be sent
	maxQueuedFrame = 64
)

// videoSend encodes pictures on one goroutine and sends them on another.
type videoSend struct {
	cfg    VideoConfig
	box    *media.FrameBox
	path   *path
	wall   clock.Wall
	resend chan lost
	layers []*layer    // the largest first; fixed once negotiated
	live   atomic.Bool // connected
	muted  atomic.Bool
	hold   atomic.Bool // the size stays, whatever comes
	max    atomic.Int64
	audio  *atomic.Int64 // bits a second set aside for sound
	fail   func(error)
	bye    func(ssrcs []uint32) // tells the server that no more comes of these encodings for now
	why    fewer                // why fewer encodings were negotiated than could be

	// The encoder goroutine's.
	w, h   int // of the largest encoding
	plan   ratePlan
	line   encodings.LineRule
	load   encodings.LoadRule
	gate   frameGate
	last   time.Time     // capture of the last picture that passed the gate
	gap    time.Duration // between pictures, lately
	tsBase uint32
	lastTS int64 // without tsBase
	shift  int64

	mu     sync.Mutex // the following
	size   [2]int
	fpsNow float64
	fewer  fewer
	demand encodings.Demand
}

func newVideoSend(cfg VideoConfig, p *path, w clock.Wall, audio *atomic.Int64, fail func(error)) *videoSend {
	v := &videoSend{
		cfg: cfg, box: media.NewFrameBox(), path: p, wall: w, resend: make(chan lost, 256),
		audio: audio, fail: fail, tsBase: firstTS(),
	}
	if cfg.Layers < encodings.Of(cfg.Width, cfg.Height) {
		v.why = fewerByOption
	}
	v.max.Store(int64(cfg.BitRate))
	return v
}

// offers is how many encodings are worth offering.
func (c VideoConfig) offers() int { return min(c.Layers, encodings.Of(c.Width, c.Height)) }

// ceiling is the most that pictures take, all encodings together.
func (v *videoSend) ceiling() int {
	n, most := len(v.layers), int(v.max.Load())
	if n == 1 {
		return most
	}
	r := encodings.RatesOf(v.cfg.Width, v.cfg.Height, v.cfg.FrameRate, most, n)
	return r.Sum(n)
}

// encode is the encoder goroutine.
func (v *videoSend) encode(ctx context.Context) {
	defer func() {
		for _, l := range v.layers {
			l.free()
		}
	}()
	for {
		f := v.box.Take(ctx)
		if f == nil {
			return
		}
		err := v.one(f)
		f.Release()
		if err != nil {
			v.fail(err)
			return
		}
	}
}

// one encodes and queues a picture, if it is wanted.
func (v *videoSend) one(f *media.Frame) error {
	if v.muted.Load() || !v.live.Load() {
		return nil
	}
	now := time.Now()
	captured := f.Time
	if captured.IsZero() {
		captured = now
	}
	target, room, _ := v.path.now()
	v.applySize(f.Width(), f.Height())
	rates, fps := v.planned(target, room, now)
	if !v.gate.pass(captured, fps) {
		return nil
	}
	v.clock(captured)
	var pictures [encodings.Max]*media.Frame
	defer func() {
		for _, p := range pictures {
			if p != nil {
				p.Release()
			}
		}
	}()
	v.leave(rates)
	from := f
	for i, l := range v.layers {
		if rates[i] == 0 {
			continue
		}
		if l.blocked(pace(target, room), room, now) {
			continue
		}
		p, err := l.scaled(from)
		if err != nil {
			return err
		}
		pictures[i], from = p, p
	}
	nano := v.wall.Nano(captured)
	ts, exact := uint32(0), int64(0)
	for i, l := range v.layers {
		if pictures[i] == nil {
			continue
		}
		if exact == 0 {
			ts, exact = v.stamp(nano)
		}
		if err := l.applyRates(rates[i], fps); err != nil {
			return err
		}
		if err := l.code(pictures[i], ts, exact, room); err != nil {
			return err
		}
	}
	return nil
}

// stamp is the RTP timestamp of a capture time, the same for all encodings, and the
// capture time that it stands for. It always grows: when the capture clock is set back,
// what follows is shifted.
func (v *videoSend) stamp(nano int64) (ts uint32, exact int64) {
	l := clock.Line{Rate: videoRate}
	l.Set(0, v.wall.Nano(v.path.epoch))
	t := l.RTP(nano)
	if back := v.lastTS - (t + v.shift); v.lastTS != 0 && back >= 0 {
		if back > videoRate {
			v.shift += back + videoRate/30
		} else {
			t += back + 1
		}
	}
	v.lastTS = t + v.shift
	return v.tsBase + uint32(v.lastTS), l.Wall(t)
}

// backlog is how long the queued packets of an encoding take to send, behind those of the
// smaller ones.
func (v *videoSend) backlog(l *layer, pace int) time.Duration {
	var bytes int64
	for i := len(v.layers) - 1; i >= 0; i-- {
		bytes += v.layers[i].queued.Load()
		if v.layers[i] == l {
			break
		}
	}
	return time.Duration(float64(bytes) * 8 / float64(pace) * float64(time.Second))
}

func (v *videoSend) applySize(w, h int) {
	if !v.hold.Load() || v.layers[0].w == 0 {
		v.w, v.h = fit(w, h, v.cfg.Width, v.cfg.Height)
	}
	for i, l := range v.layers {
		l.resize(encodings.Size(v.w, v.h, i))
	}
}

// planned is what each encoding may take now, 0 where it is not sent, and the rate of
// pictures.
func (v *videoSend) planned(target int, r room, now time.Time) (rates [encodings.Max]int, fps float64) {
	ceiling := int(v.max.Load())
	n := min(len(v.layers), encodings.Of(v.w, v.h))
	top, why := 0, v.why
	v.plan.audio, v.plan.fps = int(v.audio.Load()), v.cfg.FrameRate
	var rest [encodings.Max]encodings.Why
	if n == 1 {
		v.plan.ceiling, v.plan.w, v.plan.h = ceiling, v.w, v.h
		rates[0], fps = v.plan.next(target)
	} else {
		all := encodings.RatesOf(v.w, v.h, v.cfg.FrameRate, ceiling, n)
		bits := v.plan.pictures(target, all.Sum(n))
		var set encodings.Set
		set, rest = v.chosen(n, bits, all, r, now)
		top = set.Top()
		rates = set.Share(bits, all, rest)
		v.plan.ceiling, v.plan.w, v.plan.h = all[top].Usual, v.layers[top].w, v.layers[top].h
		fps = v.plan.even(rates[top])
		for _, w := range []encodings.Why{encodings.Line, encodings.Load, encodings.Viewers} {
			if slices.Contains(rest[:n], w) {
				why = fewer(w)
				break
			}
		}
	}
	if n < len(v.layers) && why == fewerNot {
		why = fewerBySize
	}
	v.count(func() {
		v.size, v.fpsNow, v.fewer = [2]int{v.layers[top].w, v.layers[top].h}, fps, why
		for i, l := range v.layers {
			l.rests = rest[i]
		}
	})
	return rates, fps
}

// chosen is which of n encodings are sent now, and why the others are not.
func (v *videoSend) chosen(n, bits int, all encodings.Rates, r room, now time.Time) (encodings.Set, [encodings.Max]encodings.Why) {
	a := encodings.Ask{N: n, Most: n}
	v.count(func() { a.Takers = v.demand.Takers(n, now) })
	if v.cfg.keepAll {
		return encodings.Choose(a)
	}
	a.Most = v.load.Next(n, v.work(n), now)
	a.Top = v.line.Next(bits, all, a, encodings.Path{Ample: r == roomAmple, Full: r == roomNone}, now)
	return encodings.Choose(a)
}

// clock notes when pictures are captured; a camera may give fewer than it was asked for.
func (v *videoSend) clock(captured time.Time) {
	if gap := captured.Sub(v.last); gap > 0 && gap < time.Second {
		v.gap += (gap - v.gap) / 32
	}
	v.last = captured
}

// interval is the time between two pictures to be coded.
func (v *videoSend) interval() time.Duration {
	return max(v.gap, time.Duration(float64(time.Second)/v.cfg.FrameRate))
}

// work is what coding takes at present, and what one encoding more would.
func (v *videoSend) work(n int) encodings.Work {
	w := encodings.Work{Interval: v.interval()}
	for i := n - 1; i >= 0; i-- {
		switch l := v.layers[i]; {
		case l.enc != nil:
			w.Sent++
			w.Busy += l.cost
		case w.More == 0:
			w.More = l.cost
		}
	}
	return w
}

func (v *videoSend) count(f func()) {
	v.mu.Lock()
	f()
	v.mu.Unlock()
}

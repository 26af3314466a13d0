package rtc

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/clock"
	"onair/media/rtc/internal/meter"
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
	out    *outlet
	wall   clock.Wall
	queue  chan burst
	queued atomic.Int64 // bytes in queue
	live   atomic.Bool  // connected
	muted  atomic.Bool
	gen    atomic.Int64 // grows when queued pictures are given up
	key    atomic.Bool  // a keyframe is wanted
	hold   atomic.Bool  // the size stays, whatever comes
	max    atomic.Int64
	plis   atomic.Uint64
	audio  *atomic.Int64 // bits a second set aside for sound
	fail   func(error)

	// The encoder goroutine's.
	enc       *av.VideoEncoder
	scaler    *av.Scaler
	pool      media.FramePool
	w, h      int
	plan      ratePlan
	bitRate   int
	fps       float64
	gate      frameGate
	pay       rtp.Payloader
	tsBase    uint32
	keys      keyLimit
	lastTS    int64 // without tsBase
	shift     int64
	mustKey   bool // what was coded last was never sent
	lastFlush time.Time

	mu        sync.Mutex // the following
	name      string
	size      [2]int
	encodeAvg time.Duration
	fpsNow    float64
	frames    uint64
	skipped   uint64
	keyframes uint64
	shown     meter.Rate
}

// burst is one picture's packets.
type burst struct {
	packets [][]byte
	ts      uint32
	bytes   int
	gen     int64
}

func newVideoSend(cfg VideoConfig, p *path, out *outlet, w clock.Wall, audio *atomic.Int64, fail func(error)) *videoSend {
	v := &videoSend{
		cfg: cfg, box: media.NewFrameBox(), path: p, out: out, wall: w, queue: make(chan burst, maxQueuedFrame),
		audio: audio, fail: fail, pay: &codecs.H264Payloader{}, tsBase: out.firstTS(),
	}
	if cfg.Codec == av.VP8 {
		v.pay = &codecs.VP8Payloader{EnablePictureID: true}
	}
	v.max.Store(int64(cfg.BitRate))
	return v
}

// encode is the encoder goroutine.
func (v *videoSend) encode(ctx context.Context) {
	defer func() {
		if v.enc != nil {
			v.enc.Close()
		}
		if v.scaler != nil {
			v.scaler.Close()
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
	bitRate, fps := v.planned(target)
	if !v.gate.pass(captured, fps) {
		return nil
	}
	if v.backlog(pace(target, room)) > maxBacklog || len(v.queue) > maxQueuedFrame/2 {
		if room != roomNone || now.Sub(v.lastFlush) < fullGap {
			v.count(func() { v.skipped++ })
			return nil
		}
		v.flush(now)
	}
	if err := v.applyRates(bitRate, fps); err != nil {
		return err
	}
	src := f
	if f.Width() != v.w || f.Height() != v.h {
		src = v.pool.Get(v.w, v.h)
		defer src.Release()
		if err := v.into(src, f); err != nil {
			return err
		}
	}
	return v.code(src, captured, now, room)
}

func (v *videoSend) code(f *media.Frame, captured, now time.Time, r room) error {
	force := v.mustKey || v.key.Load() && v.keys.allows(now, r)
	p, err := v.enc.Encode(f, force)
	if err != nil {
		return err
	}
	took := time.Since(now)
	if len(p.Data) == 0 {
		return nil
	}
	if p.Keyframe {
		v.keys.made(now)
		v.mustKey = false
		v.key.Store(false)
	}
	nano := v.wall.Nano(captured)
	ts := v.stamp(nano)
	b := burst{packets: v.pay.Payload(mtu, p.Data), ts: ts, gen: v.gen.Load()}
	for _, x := range b.packets {
		b.bytes += len(x) + 40
	}
	v.queued.Add(int64(b.bytes))
	v.queue <- b // one() leaves room
	v.count(func() {
		v.frames++
		if p.Keyframe {
			v.keyframes++
		}
		if v.encodeAvg == 0 {
			v.encodeAvg = took
		}
		v.encodeAvg += (took - v.encodeAvg) / 16
	})
	v.shown.Add(1, now)
	return nil
}

// stamp is the RTP timestamp of a capture time. It always grows: when the
// capture clock is set back, what follows is shifted.
func (v *videoSend) stamp(nano int64) uint32 {
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
	ts := v.tsBase + uint32(v.lastTS)
	v.out.setLine(videoRate, ts, l.Wall(t))
	return ts
}

// flush gives up what waits to be sent, because the path has become too narrow
// for it: a keyframe at the new rate gets the picture moving sooner.
func (v *videoSend) flush(now time.Time) {
	v.lastFlush, v.mustKey = now, true
	v.gen.Add(1)
	for {
		select {
		case b := <-v.queue:
			v.queued.Add(-int64(b.bytes))
			v.count(func() { v.skipped++ })
		default:
			return
		}
	}
}

// backlog is how long the queued packets take to send.
func (v *videoSend) backlog(pace int) time.Duration {
	return time.Duration(float64(v.queued.Load()) * 8 / float64(pace) * float64(time.Second))
}

func (v *videoSend) applySize(w, h int) {
	if v.hold.Load() && v.enc != nil {
		return
	}
	w, h = fit(w, h, v.cfg.Width, v.cfg.Height)
	if w == v.w && h == v.h {
		return
	}
	v.w, v.h = w, h
	if v.enc != nil {
		v.enc.Close()
		v.enc = nil
	}
}

func (v *videoSend) planned(target int) (int, float64) {
	v.plan.ceiling, v.plan.audio = int(v.max.Load()), int(v.audio.Load())
	v.plan.w, v.plan.h, v.plan.fps = v.w, v.h, v.cfg.FrameRate
	return v.plan.next(target)
}

// applyRates opens the encoder or changes it, when the change is worth it.
func (v *videoSend) applyRates(bitRate int, fps float64) (err error) {
	if v.enc == nil {
		v.enc, err = av.NewVideoEncoder(av.VideoEncoderConfig{
			Codec: v.cfg.Codec, Width: v.w, Height: v.h, FrameRate: fps, BitRate: bitRate,
			KeyframeInterval: v.cfg.KeyframeInterval, Hardware: v.cfg.Hardware,
		})
		if err != nil {
			return err
		}
		if v.scaler == nil {
			v.scaler = av.NewScaler()
		}
		v.bitRate, v.fps = bitRate, fps
		v.count(func() { v.name, v.size, v.fpsNow = v.enc.Name(), [2]int{v.w, v.h}, fps })
		return nil
	}
	if fps != v.fps {
		if err := v.enc.SetFrameRate(fps); err != nil {
			return err
		}
		v.fps = fps
		v.count(func() { v.fpsNow = fps })
	}
	if math.Abs(float64(bitRate-v.bitRate)) > 0.03*float64(v.bitRate) {
		if err := v.enc.SetBitRate(bitRate); err != nil {
			return err
		}
		v.bitRate = bitRate
	}
	return nil
}

func (v *videoSend) count(f func()) {
	v.mu.Lock()
	f()
	v.mu.Unlock()
}

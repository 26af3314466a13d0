package rtc

import (
	"math"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/encodings"
	"onair/media/rtc/internal/meter"
)

// layer is one encoding of the pictures.
type layer struct {
	rid    string
	v      *videoSend
	out    *outlet
	queue  chan burst
	queued atomic.Int64 // bytes in queue
	gen    atomic.Int64 // grows when queued pictures are given up
	key    atomic.Bool  // a keyframe is wanted
	plis   atomic.Uint64

	// The encoder goroutine's.
	enc       *av.VideoEncoder
	scaler    *av.Scaler
	pool      media.FramePool
	w, h      int // written under v.mu
	bitRate   int
	fps       float64
	pay       rtp.Payloader
	keys      keyLimit
	mustKey   bool // what was coded last was never sent
	lastFlush time.Time
	cost      time.Duration // of coding a picture lately

	// Under v.mu.
	name      string
	sent      bool
	rests     encodings.Why // why it is not
	encodeAvg time.Duration
	frames    uint64
	keyframes uint64
	skipped   uint64
	shown     meter.Rate
}

// burst is one picture's packets.
type burst struct {
	packets [][]byte
	ts      uint32
	bytes   int
	gen     int64
}

func newLayer(v *videoSend, rid string, out *outlet) *layer {
	l := &layer{rid: rid, v: v, out: out, queue: make(chan burst, maxQueuedFrame), pay: &codecs.H264Payloader{}}
	if v.cfg.Codec == av.VP8 {
		l.pay = &codecs.VP8Payloader{EnablePictureID: true}
	}
	return l
}

// resize has pictures coded at another size, with a new encoder.
func (l *layer) resize(w, h int) {
	if w == l.w && h == l.h {
		return
	}
	l.stop()
	l.v.count(func() { l.w, l.h = w, h })
}

// stop closes the encoder; what comes next begins with a keyframe.
func (l *layer) stop() {
	if l.enc == nil {
		return
	}
	l.enc.Close()
	l.enc = nil
	l.v.count(func() { l.sent = false })
}

// free ends the layer's use of memory outside Go.
func (l *layer) free() {
	l.stop()
	if l.scaler != nil {
		l.scaler.Close()
	}
}

// scaled is a picture at the layer's size, with one reference.
func (l *layer) scaled(f *media.Frame) (*media.Frame, error) {
	if f.Width() == l.w && f.Height() == l.h {
		return f.Retain(), nil
	}
	if l.scaler == nil {
		l.scaler = av.NewScaler()
	}
	dst := l.pool.Get(l.w, l.h)
	if err := l.into(dst, f); err != nil {
		dst.Release()
		return nil, err
	}
	return dst, nil
}

// blocked tells that too much waits to be sent for another picture. On a path that has
// become too narrow what waits is given up from time to time.
func (l *layer) blocked(pace int, r room, now time.Time) bool {
	if l.v.backlog(l, pace) <= maxBacklog && len(l.queue) <= maxQueuedFrame/2 {
		return false
	}
	if r != roomNone || now.Sub(l.lastFlush) < fullGap {
		l.v.count(func() { l.skipped++ })
		return true
	}
	l.flush(now)
	return false
}

// flush gives up what waits to be sent, because the path has become too narrow
// for it: a keyframe at the new rate gets the picture moving sooner.
func (l *layer) flush(now time.Time) {
	l.lastFlush, l.mustKey = now, true
	l.gen.Add(1)
	for {
		select {
		case b := <-l.queue:
			l.queued.Add(-int64(b.bytes))
			l.v.count(func() { l.skipped++ })
		default:
			return
		}
	}
}

// code encodes and queues a picture of the layer's size. wallNano is when it was captured.
func (l *layer) code(f *media.Frame, ts uint32, wallNano int64, r room) error {
	now := time.Now()
	force := l.mustKey || l.key.Load() && l.keys.allows(now, r)
	p, err := l.enc.Encode(f, force)
	if err != nil {
		return err
	}
	took := time.Since(now)
	if len(p.Data) == 0 {
		return nil
	}
	if p.Keyframe {
		l.keys.made(now)
		l.mustKey = false
		l.key.Store(false)
	}
	l.out.setLine(videoRate, ts, wallNano)
	b := burst{packets: l.pay.Payload(mtu, p.Data), ts: ts, gen: l.gen.Load()}
	for _, x := range b.packets {
		b.bytes += len(x) + 40
	}
	l.queued.Add(int64(b.bytes))
	l.queue <- b // blocked leaves room
	if l.cost == 0 {
		l.cost = took
	}
	l.cost += (took - l.cost) / 16
	l.v.count(func() {
		l.frames++
		if p.Keyframe {
			l.keyframes++
		}
		l.encodeAvg = l.cost
	})
	l.shown.Add(1, now)
	return nil
}

// applyRates opens the encoder or changes it, when the change is worth it.
func (l *layer) applyRates(bitRate int, fps float64) (err error) {
	cfg := l.v.cfg
	if l.enc == nil {
		l.enc, err = av.NewVideoEncoder(av.VideoEncoderConfig{
			Codec: cfg.Codec, Width: l.w, Height: l.h, FrameRate: fps, BitRate: bitRate,
			KeyframeInterval: cfg.KeyframeInterval, Hardware: cfg.Hardware,
		})
		if err != nil {
			return err
		}
		l.bitRate, l.fps = bitRate, fps
		l.v.count(func() { l.name, l.sent = l.enc.Name(), true })
		return nil
	}
	if fps != l.fps {
		if err := l.enc.SetFrameRate(fps); err != nil {
			return err
		}
		l.fps = fps
	}
	if math.Abs(float64(bitRate-l.bitRate)) > 0.03*float64(l.bitRate) {
		if err := l.enc.SetBitRate(bitRate); err != nil {
			return err
		}
		l.bitRate = bitRate
	}
	return nil
}

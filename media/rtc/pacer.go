package rtc

import (
	"context"
	"time"

	"onair/media/rtc/internal/encodings"
)

// paceBurst is what may leave at once, in bytes, and fullBurst on a full path.
const (
	paceBurst = 12_000
	fullBurst = 2_500
)

// pace is the rate at which a picture's packets leave, in bits a second. Sent in
// one go a keyframe overruns small queues on the way; sent at the average rate
// it comes late. Two and a half times the estimate is the middle. While nothing
// hints at a full path it is at least 10 Mbit/s, so that a keyframe, which a new
// viewer waits for, leaves within some 40 ms. On a full path it is little more
// than the estimate: what the encoder makes too much until it has slowed down
// then waits here, and pictures are skipped before they are coded, instead of
// being lost on the way.
func pace(target int, r room) int {
	switch r {
	case roomAmple:
		return max(target*5/2, 10_000_000)
	case roomNone:
		return target * 6 / 5
	}
	return target * 5 / 2
}

const (
	resendSpacing = 5 * time.Millisecond
	// On a full path a packet is not repeated again before this long, because
	// the first repeat is still queued there.
	fullSpacing = 120 * time.Millisecond
)

// send is the video sender goroutine: it paces pictures and answers NACKs.
// Sound does not pass here, so it never waits for pictures; nor do small encodings
// wait for large ones.
func (v *videoSend) send(ctx context.Context) {
	p := &pacer{v: v, bucket: bucket{tokens: paceBurst, last: time.Now()}, timer: time.NewTimer(time.Hour)}
	defer p.timer.Stop()
	var queues [encodings.Max]chan burst
	for i, l := range v.layers {
		queues[i] = l.queue
	}
	for ok := true; ok; {
		select {
		case <-ctx.Done():
			return
		case x := <-v.resend:
			p.repeat(x)
		case b := <-queues[0]:
			ok = p.picture(ctx, 0, b)
		case b := <-queues[1]:
			ok = p.picture(ctx, 1, b)
		case b := <-queues[2]:
			ok = p.picture(ctx, 2, b)
		}
	}
}

// pacer is the video sender goroutine's own.
type pacer struct {
	v      *videoSend
	bucket bucket
	timer  *time.Timer
	gen    [encodings.Max]int64
}

// picture sends the packets of one encoding's picture, unless the encoder has given it up
// meanwhile; false when the connection ends. What smaller encodings have goes first.
func (p *pacer) picture(ctx context.Context, i int, b burst) bool {
	l := p.v.layers[i]
	defer l.queued.Add(-int64(b.bytes))
	if b.gen != p.gen[i] {
		p.gen[i] = b.gen
		l.out.abandon()
	}
	for k, x := range b.packets {
		if !p.smaller(ctx, i) || !p.waitFor(ctx, len(x)) {
			return false
		}
		if l.gen.Load() != b.gen {
			return true
		}
		l.out.send(x, b.ts, k == len(b.packets)-1, time.Now())
	}
	return true
}

// smaller sends what encodings smaller than the i-th have ready.
func (p *pacer) smaller(ctx context.Context, i int) bool {
	for k := len(p.v.layers) - 1; k > i; k-- {
		for more := true; more; {
			select {
			case b := <-p.v.layers[k].queue:
				if !p.picture(ctx, k, b) {
					return false
				}
			default:
				more = false
			}
		}
	}
	return true
}

// limits are the rate and burst that the path now allows.
func (p *pacer) limits() (rate, burst int) {
	target, r, _ := p.v.path.now()
	if r == roomNone {
		return pace(target, r), fullBurst
	}
	return pace(target, r), paceBurst
}

// waitFor waits until size bytes may leave, answering NACKs meanwhile.
func (p *pacer) waitFor(ctx context.Context, size int) bool {
	for {
		rate, burst := p.limits()
		wait := p.bucket.take(size, rate, burst, time.Now())
		if wait == 0 {
			return true
		}
		p.timer.Reset(wait)
		select {
		case <-ctx.Done():
			return false
		case x := <-p.v.resend:
			p.repeat(x)
		case <-p.timer.C:
		}
	}
}

// repeat answers a NACK. Repeats go before new pictures and use up their
// tokens; on a full path they too must not overrun it.
func (p *pacer) repeat(x lost) {
	now, spacing := time.Now(), resendSpacing
	if _, r, _ := p.v.path.now(); r == roomNone {
		rate, burst := p.limits()
		p.bucket.take(0, rate, burst, now)
		if p.bucket.tokens <= 0 {
			return
		}
		spacing = fullSpacing
	}
	p.bucket.tokens -= float64(x.out.repeat(x.seq, spacing, now))
}

// bucket is a token bucket.
type bucket struct {
	tokens float64 // bytes
	last   time.Time
}

// take spends size bytes of the at most burst that rate (bits a second) has
// saved up, or says how long to wait before trying again.
func (b *bucket) take(size, rate, burst int, now time.Time) time.Duration {
	perSecond := float64(rate) / 8
	b.tokens = min(b.tokens+now.Sub(b.last).Seconds()*perSecond, float64(burst))
	b.last = now
	if b.tokens > 0 {
		b.tokens -= float64(size)
		return 0
	}
	return max(time.Duration((-b.tokens+1)/perSecond*float64(time.Second)), time.Millisecond)
}

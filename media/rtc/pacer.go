package rtc

import (
	"context"
	"time"
)

// paceBurst is what may leave at once, in bytes.
const paceBurst = 12_000

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

// send is the video sender goroutine: it paces pictures and answers NACKs.
// Sound does not pass here, so it never waits for pictures.
func (v *videoSend) send(ctx context.Context) {
	bucket := newBucket(time.Now())
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case seq := <-v.out.resend:
			bucket.tokens -= float64(v.out.repeat(seq, time.Now()))
		case b := <-v.queue:
			for i, p := range b.packets {
				target, r, _ := v.path.now()
				if !v.waitFor(ctx, bucket, timer, len(p), pace(target, r)) {
					return
				}
				v.out.send(p, b.ts, i == len(b.packets)-1, time.Now())
			}
			v.queued.Add(-int64(b.bytes))
		}
	}
}

// waitFor waits until size bytes may leave, answering NACKs meanwhile.
func (v *videoSend) waitFor(ctx context.Context, b *bucket, timer *time.Timer, size, rate int) bool {
	for {
		wait := b.take(size, rate, time.Now())
		if wait == 0 {
			return true
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return false
		case seq := <-v.out.resend:
			b.tokens -= float64(v.out.repeat(seq, time.Now()))
		case <-timer.C:
		}
	}
}

// bucket is a token bucket of paceBurst bytes.
type bucket struct {
	tokens float64
	last   time.Time
}

func newBucket(now time.Time) *bucket { return &bucket{paceBurst, now} }

// take spends size bytes, or says how long to wait before trying again.
func (b *bucket) take(size, rate int, now time.Time) time.Duration {
	perSecond := float64(rate) / 8
	b.tokens = min(b.tokens+now.Sub(b.last).Seconds()*perSecond, paceBurst)
	b.last = now
	if b.tokens > 0 {
		b.tokens -= float64(size)
		return 0
	}
	return max(time.Duration((-b.tokens+1)/perSecond*float64(time.Second)), time.Millisecond)
}

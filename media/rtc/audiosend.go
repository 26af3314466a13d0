package rtc

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/clock"
)

// soundInbox holds samples between the capture and the encoder: at most 200 ms,
// then the oldest go.
type soundInbox struct {
	mu      sync.Mutex
	data    []float32
	start   time.Time // capture time of data's first sample
	dropped uint64
	wake    chan struct{}
}

const inboxLimit = media.SampleRate / 5 * media.Channels

func newSoundInbox() *soundInbox { return &soundInbox{wake: make(chan struct{}, 1)} }

// put copies a block in.
func (b *soundInbox) put(s media.Samples) {
	b.mu.Lock()
	expected := b.start.Add(time.Duration(len(b.data)/media.Channels) * time.Second / media.SampleRate)
	if off := s.Time.Sub(expected); len(b.data) == 0 || off > 60*time.Millisecond || off < -60*time.Millisecond {
		b.data, b.start = b.data[:0], s.Time // nothing to go with, or a hole
	}
	b.data = append(b.data, s.Data...)
	if over := len(b.data) - inboxLimit; over > 0 {
		b.drop(over)
		b.dropped++
	}
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *soundInbox) drop(n int) {
	b.data = b.data[:copy(b.data, b.data[n:])]
	b.start = b.start.Add(time.Duration(n/media.Channels) * time.Second / media.SampleRate)
}

// take fills dst with one packet's samples.
func (b *soundInbox) take(dst []float32) (captured time.Time, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.data) < len(dst) {
		return time.Time{}, false
	}
	captured = b.start
	copy(dst, b.data)
	b.drop(len(dst))
	return captured, true
}

// audioSend encodes and sends sound on one goroutine.
type audioSend struct {
	want  atomic.Pointer[AudioConfig]
	in    *soundInbox
	path  *path
	out   *outlet
	wall  clock.Wall
	live  atomic.Bool
	muted atomic.Bool
	fail  func(error)
}

// minExpectedLoss keeps packets carrying FEC even while the way to the server is
// clean: what viewers lose behind the server is not known here.
const minExpectedLoss = 5

// audioHeaders is what the packets' headers take, in bits a second.
const audioHeaders = 20_000

// SetAudio changes how sound is coded, from the next packet on; the stream goes
// on without a break. It fails if no sound was offered or the bit rate is out
// of range.
func (p *Publisher) SetAudio(c AudioConfig) error {
	if p.audio == nil {
		return errors.New("rtc: this stream has no sound")
	}
	c = c.withDefaults()
	if c.BitRate < 6000 || c.BitRate > 510_000 {
		return fmt.Errorf("rtc: a sound of %d bit/s is not within 6000 to 510000", c.BitRate)
	}
	p.audio.want.Store(&c)
	p.audioBR.Store(int64(c.BitRate + audioHeaders))
	p.applyCeiling()
	return nil
}

// encoder is what sound is coded with, and for which settings.
type encoder struct {
	*av.OpusEncoder
	cfg AudioConfig
}

// follow makes the encoder that is wanted now. Between speech and music that is
// another one, for Opus settles on either with its first packet.
func (e *encoder) follow(want AudioConfig) error {
	if e.OpusEncoder != nil && want == e.cfg {
		return nil
	}
	if e.OpusEncoder != nil && want.Music == e.cfg.Music {
		e.cfg = want
		return e.SetBitRate(want.BitRate)
	}
	enc, err := av.NewOpusEncoder(av.OpusConfig{BitRate: want.BitRate, ExpectedLoss: minExpectedLoss, Music: want.Music})
	if err != nil {
		return err
	}
	e.close()
	e.OpusEncoder, e.cfg = enc, want
	return nil
}

func (e *encoder) close() {
	if e.OpusEncoder != nil {
		e.OpusEncoder.Close()
	}
}

func (a *audioSend) run(ctx context.Context) {
	enc := &encoder{}
	defer enc.close()
	line := soundLine{ts: firstTS()}
	pcm := make([]float32, packetSamples*media.Channels)
	buf := make([]byte, 1500)
	for {
		select {
		case <-ctx.Done():
			return
		case x := <-a.out.resend:
			// On a full path repeats would add to what fills it; FEC must do.
			if _, r, _ := a.path.now(); r != roomNone {
				a.out.repeat(x.seq, resendSpacing, time.Now())
			}
		case <-a.in.wake:
			for {
				captured, ok := a.in.take(pcm)
				if !ok {
					break
				}
				if err := a.one(enc, &line, pcm, captured, buf); err != nil {
					a.fail(err)
					return
				}
			}
		}
	}
}

func (a *audioSend) one(enc *encoder, line *soundLine, pcm []float32, captured time.Time, buf []byte) error {
	ts, smooth := line.next(a.wall.Nano(captured))
	if a.muted.Load() {
		clear(pcm)
	}
	if err := enc.follow(*a.want.Load()); err != nil {
		return err
	}
	_, _, loss := a.path.now()
	if err := enc.SetExpectedLoss(min(max(int(loss*100), minExpectedLoss), 30)); err != nil {
		return err
	}
	p, err := enc.Encode(pcm, buf)
	if err != nil {
		return err
	}
	if a.live.Load() {
		a.out.setLine(audioRate, ts, smooth)
		a.out.send(p, ts, false, time.Now())
	}
	return nil
}

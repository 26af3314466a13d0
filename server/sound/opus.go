// Package sound turns what other programs send as sound into what the relay sends: AAC
// into Opus.
package sound

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/thesyncim/gopus"
)

// What comes out.
const (
	rate       = 48000
	channels   = 2
	perPacket  = rate / 50 // samples of 20 ms
	bitRate    = 128_000
	complexity = 5 // two thirds of the encoder's own choice in time
	maxPacket  = 1275
)

// How far the sound may be from its times before it is set right, and how long a gap is
// filled with silence; what is longer, or goes back, starts anew.
const (
	slack   = 100 * time.Millisecond
	maxFill = 2 * time.Second
	strikes = 10 // units in a row of another kind of AAC: one may be damaged
)

// ToOpus makes Opus of AAC. One goroutine uses it.
type ToOpus struct {
	emit   func(packet []byte, pts time.Duration)
	enc    *gopus.Encoder
	ahead  time.Duration // by which what comes out of a decoder is late
	config []byte
	refuse error // of config
	struck int   // units in a row that another decoder would take
	dec    *decoder
	res    *resampler
	zeros  [frameSamples]float32

	begun bool
	made  time.Duration // silence that may still be made up
	start time.Duration // of the first sample in
	in    int64         // samples since, at the decoder's rate
	sent  int64         // packets since
	frame []float32     // what is not sent yet
	out   []byte
}

// NewToOpus makes one. Emit is called for each packet of 20 ms of stereo, by who calls
// AAC or Close, with the time at which its sound is to be heard, on the clock of AAC's
// pts; the first may lie some ms before it. The packet is good until emit returns.
func NewToOpus(emit func(packet []byte, pts time.Duration)) *ToOpus {
	return &ToOpus{emit: emit, made: maxFill, frame: make([]float32, 0, channels*perPacket), out: make([]byte, maxPacket)}
}

// AAC takes one raw access unit of what an AudioSpecificConfig describes, and when it is to
// be heard. Times need be right to 100 ms only: what comes out is counted by samples.
// Gaps of up to two seconds are filled with silence, as long as that is not more than the
// sound itself. Errors are ErrUnsupported, again for each unit of such a stream, ErrDamaged,
// for which there is silence, and ErrTimes: then the unit is taken, at a time that jumps.
func (t *ToOpus) AAC(config, unit []byte, pts time.Duration) error {
	if err := t.configure(config); err != nil {
		return err
	}
	l, r, err := t.dec.decode(unit)
	if errors.Is(err, ErrUnsupported) {
		if t.struck++; t.struck >= strikes {
			t.refuse = err
		}
		return err
	}
	if err != nil {
		l, r = t.zeros[:], t.zeros[:]
	} else {
		t.struck = 0
	}
	if t.place(pts) != nil && err == nil {
		err = ErrTimes
	}
	t.feed(l, r)
	t.made = min(t.made+samples(int64(len(l)), t.dec.rate), maxFill)
	return err
}

// configure makes decoder, resampler and encoder fit.
func (t *ToOpus) configure(config []byte) error {
	if t.config != nil && bytes.Equal(config, t.config) {
		return t.refuse
	}
	t.config = append([]byte{}, config...)
	t.dec, t.refuse = newDecoder(t.config)
	if t.refuse != nil {
		return t.refuse
	}
	if t.enc == nil {
		if t.enc, t.refuse = newEncoder(); t.refuse != nil {
			return t.refuse
		}
		t.ahead = samples(int64(t.enc.Lookahead()), rate)
	}
	t.res = newResampler(t.dec.rate)
	t.begun, t.struck = false, 0
	return nil
}

func newEncoder() (*gopus.Encoder, error) {
	enc, err := gopus.NewEncoder(gopus.EncoderConfig{SampleRate: rate, Channels: channels, Application: gopus.ApplicationAudio})
	if err == nil {
		err = enc.SetBitrate(bitRate)
	}
	if err == nil {
		err = enc.SetComplexity(complexity)
	}
	if err != nil {
		return nil, fmt.Errorf("opus: %w", err)
	}
	return enc, nil
}

// place sees to it that the next sample is where its time says, about. The error is
// ErrTimes: a gap was not filled that would have been, or time went back.
func (t *ToOpus) place(pts time.Duration) error {
	off := pts - t.start - samples(t.in, t.dec.rate)
	switch {
	case t.begun && off.Abs() <= slack:
		return nil
	case t.begun && off > 0 && off <= t.made:
		t.made -= off
		for n := int64(off) * int64(t.dec.rate) / int64(time.Second); n > 0; n -= frameSamples {
			k := min(n, frameSamples)
			t.feed(t.zeros[:k], t.zeros[:k])
		}
		return nil
	}
	jumped := t.begun && off <= maxFill
	t.begun, t.start, t.in, t.sent = true, pts, 0, 0
	t.frame = t.frame[:0]
	t.res.reset()
	if jumped {
		return ErrTimes
	}
	return nil
}

// feed encodes samples, a packet whenever one is full.
func (t *ToOpus) feed(l, r []float32) {
	t.in += int64(len(l))
	t.res.put(l, r)
	for {
		if len(t.frame) == cap(t.frame) {
			t.send()
		}
		n := len(t.frame)
		t.frame = t.res.take(t.frame)
		if len(t.frame) == n {
			return
		}
	}
}

func (t *ToOpus) send() {
	at := t.start + samples(t.sent*perPacket, rate) - t.ahead
	n, err := t.enc.Encode(t.frame, t.out)
	t.frame = t.frame[:0]
	t.sent++
	if err == nil && n > 0 {
		t.emit(t.out[:n], at)
	}
}

// Close sends what is left, made up with silence.
func (t *ToOpus) Close() {
	if len(t.frame) == 0 {
		return
	}
	rest := t.frame[len(t.frame):cap(t.frame)]
	clear(rest)
	t.frame = t.frame[:cap(t.frame)]
	t.send()
}

// samples is how long so many take.
func samples(n int64, rate int) time.Duration {
	whole, rest := n/int64(rate), n%int64(rate)
	return time.Duration(whole)*time.Second + time.Duration(rest)*time.Second/time.Duration(rate)
}

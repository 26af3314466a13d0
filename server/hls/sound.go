package hls

import (
	"fmt"
	"time"

	"github.com/thesyncim/gopus"
	aac "github.com/tphakala/go-aac"
)

// Sound's clock, and how it is cut.
const (
	soundRate  = 48000
	aacSamples = aac.FrameSize
	aacBitRate = 128_000
	maxOpus    = 5760 // samples of the longest packet, 120 ms
)

// How far sound may be from its time before it is put right, and how long it may stay away before there is silence for it.
const (
	soundSlack = 40 * time.Millisecond
	soundGap   = 500 * time.Millisecond
	soundFill  = 100 * time.Millisecond // left open behind the picture, so that late sound has its place
	soundMost  = 5 * time.Second        // of silence that is not earned
	soundEarn  = time.Second            // of silence that a picture earns
)

// opusSilence is 20 ms of nothing.
var opusSilence = []byte{0xf8, 0xff, 0xfe}

// soundOut takes what a soundLine makes; times count as those of what went in.
type soundOut interface {
	aacFrame(frame []byte, at int64) error    // at in samples
	opusPacket(packet []byte, at int64) error // likewise
}

// soundLine turns Opus packets with gaps into a line of AAC frames, and one of Opus packets, without any. One goroutine uses it.
type soundLine struct {
	out   soundOut
	dec   *gopus.Decoder
	enc   *aac.Encoder
	pcm   []float32
	begun bool
	start int64 // samples, of the first
	fed   int64 // samples since
	sent  int64 // frames of AAC
	spare int64 // samples of silence that may still be made up: times may jump and jump
	shown time.Duration
	frame [2][]float32
}

func newSoundLine(out soundOut) (*soundLine, error) {
	dec, err := gopus.NewDecoder(gopus.DefaultDecoderConfig(soundRate, 2))
	if err != nil {
		return nil, fmt.Errorf("opus: %w", err)
	}
	enc, err := aac.NewEncoder(aac.EncoderConfig{SampleRate: soundRate, Channels: 2, Bitrate: aacBitRate})
	if err != nil {
		return nil, fmt.Errorf("aac: %w", err)
	}
	return &soundLine{out: out, dec: dec, enc: enc, pcm: make([]float32, 2*maxOpus), spare: samples(soundMost)}, nil
}

func samples(d time.Duration) int64 { return int64(d) * (soundRate / 1000) / int64(time.Millisecond) }

// begin starts the line at a time, if it has not been.
func (l *soundLine) begin(at time.Duration) {
	if !l.begun {
		l.begun, l.start, l.shown = true, samples(at), at
	}
}

// opus takes a packet in. What is in the past is dropped.
func (l *soundLine) opus(packet []byte, pts time.Duration) error {
	l.begin(pts)
	off := samples(pts) - l.start - l.fed
	if off < -samples(soundSlack) {
		return nil
	}
	if off > samples(soundSlack) {
		if err := l.silence(off); err != nil {
			return err
		}
	}
	n, err := l.dec.Decode(packet, l.pcm)
	if err != nil || n <= 0 {
		return nil // damaged: the next finds a gap and fills it
	}
	if err := l.out.opusPacket(packet, l.start+l.fed); err != nil {
		return err
	}
	l.earn(int64(n))
	return l.feed(l.pcm[:2*n])
}

// earn lets so much more silence be made up.
func (l *soundLine) earn(n int64) { l.spare = min(l.spare+max(n, 0), samples(soundMost)) }

// upTo fills in silence where sound stays away although the picture is at pts already.
func (l *soundLine) upTo(pts time.Duration) error {
	l.begin(pts)
	l.earn(samples(min(pts-l.shown, soundEarn)))
	l.shown = max(l.shown, pts)
	if off := samples(pts) - l.start - l.fed; off > samples(soundGap) {
		return l.silence(off - samples(soundFill))
	}
	return nil
}

// silence feeds at least n samples of nothing, by 20 ms, unless there was too much of it
// already; what comes next is early then, until it was earned.
func (l *soundLine) silence(n int64) error {
	clear(l.pcm)
	n = min(n, l.spare)
	for l.spare -= n; n > 0; n -= soundRate / 50 {
		if err := l.out.opusPacket(opusSilence, l.start+l.fed); err != nil {
			return err
		}
		if err := l.feed(l.pcm[:2*soundRate/50]); err != nil {
			return err
		}
	}
	return nil
}

// feed encodes stereo samples, a frame whenever one is full.
func (l *soundLine) feed(pcm []float32) error {
	l.fed += int64(len(pcm) / 2)
	for i := 0; i < len(pcm); i += 2 {
		l.frame[0], l.frame[1] = append(l.frame[0], within(pcm[i])), append(l.frame[1], within(pcm[i+1]))
		if len(l.frame[0]) < aacSamples {
			continue
		}
		au, err := l.enc.EncodeFrame(nil, l.frame[:])
		l.frame[0], l.frame[1] = l.frame[0][:0], l.frame[1][:0]
		if err != nil {
			return fmt.Errorf("aac: %w", err)
		}
		if len(au) == 0 {
			continue // the encoder is a frame behind
		}
		at := l.start + l.sent*aacSamples - aac.EncoderDelay
		l.sent++
		if err := l.out.aacFrame(au, at); err != nil {
			return err
		}
	}
	return nil
}

// within keeps what a decoder may overshoot, and what is no number, out of the encoder.
func within(v float32) float32 {
	if v != v {
		return 0
	}
	return min(max(v, -1), 1)
}

// Package hlstest has what tests of HLS need: a relay that plays a clip, and a checker of playlists and their files.
package hlstest

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/thesyncim/gopus"

	"onair/server/sfu"
)

//go:embed testdata/clip.h264
var clip []byte

// pictures are the clip's access units: 180, thirty a second, the first of each sixty a keyframe.
func pictures() (all [][][]byte) {
	var au [][]byte
	for _, nal := range bytes.Split(bytes.ReplaceAll(clip, []byte{0, 0, 0, 1}, []byte{0, 0, 1}), []byte{0, 0, 1}) {
		if len(nal) == 0 {
			continue
		}
		au = append(au, nal)
		if k := nal[0] & 0x1f; k == 1 || k == 5 {
			all = append(all, au)
			au = nil
		}
	}
	return all
}

// isKey tells whether an access unit is a keyframe.
func isKey(au [][]byte) bool { return au[len(au)-1][0]&0x1f == 5 }

// second440 is a second of 440 Hz in Opus packets of 20 ms.
func second440() ([][]byte, error) {
	enc, err := gopus.NewEncoder(gopus.EncoderConfig{SampleRate: 48000, Channels: 2, Application: gopus.ApplicationAudio})
	if err != nil {
		return nil, fmt.Errorf("opus: %w", err)
	}
	var all [][]byte
	for n := range 50 {
		pcm := make([]float32, 2*960)
		for i := range 960 {
			v := float32(0.3 * math.Sin(2*math.Pi*440*float64(n*960+i)/48000))
			pcm[2*i], pcm[2*i+1] = v, v
		}
		buf := make([]byte, 1500)
		m, err := enc.Encode(pcm, buf)
		if err != nil {
			return nil, fmt.Errorf("opus: %w", err)
		}
		all = append(all, buf[:m])
	}
	return all, nil
}

// toneOnce keeps it, so that benchmarks do not measure it.
var toneOnce = sync.OnceValues(second440)

// Relay is a relay with streams that a test makes up. The test alone moves time.
type Relay struct {
	Has sfu.Kinds // of every stream
	Err error     // of every Tap

	mu    sync.Mutex
	sinks map[string]sfu.Sink
	taps  int
	more  chan struct{}
}

// NewRelay makes one whose streams have both kinds.
func NewRelay() *Relay {
	return &Relay{Has: sfu.Kinds{Video: true, Audio: true}, sinks: map[string]sfu.Sink{}, more: make(chan struct{}, 1)}
}

// Tap implements hls.Relay.
func (r *Relay) Tap(stream string, sink sfu.Sink) (sfu.Kinds, func(), error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Err != nil {
		return sfu.Kinds{}, nil, r.Err
	}
	held := &heldSink{Sink: sink}
	r.sinks[stream] = held
	r.taps++
	select {
	case r.more <- struct{}{}:
	default:
	}
	return r.Has, func() {
		held.stop()
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.sinks[stream] == held {
			delete(r.sinks, stream)
		}
	}, nil
}

// heldSink is told nothing more after its tap's stop, as with a real relay.
type heldSink struct {
	sfu.Sink
	mu      sync.Mutex // held during each call
	stopped bool
}

func (h *heldSink) stop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stopped = true
}

func (h *heldSink) call(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.stopped {
		f()
	}
}

// H264 implements sfu.Sink.
func (h *heldSink) H264(au [][]byte, key bool, pts, dts time.Duration) {
	h.call(func() { h.Sink.H264(au, key, pts, dts) })
}

// Opus implements sfu.Sink.
func (h *heldSink) Opus(packet []byte, pts time.Duration) {
	h.call(func() { h.Sink.Opus(packet, pts) })
}

// Over implements sfu.Sink.
func (h *heldSink) Over(why sfu.Reason) { h.call(func() { h.Sink.Over(why) }) }

// Sink waits for somebody to tap a stream; nil when done is closed before.
func (r *Relay) Sink(stream string, done <-chan struct{}) sfu.Sink {
	for {
		r.mu.Lock()
		s := r.sinks[stream]
		r.mu.Unlock()
		if s != nil {
			return s
		}
		select {
		case <-r.more:
		case <-done:
			return nil
		}
	}
}

// Taps counts how often a stream was tapped.
func (r *Relay) Taps() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.taps
}

// Play gives a sink the clip, over and over, and the tone, from one time to another, with no regard to clocks.
func Play(s sfu.Sink, from, to time.Duration, camera bool) error {
	clip := pictures()
	tone, err := toneOnce()
	if err != nil {
		return err
	}
	sound := int(from / (20 * time.Millisecond))
	for i := int(from * 30 / time.Second); ; i++ {
		at := time.Duration(i) * time.Second / 30
		if at >= to {
			return nil
		}
		if au := clip[i%len(clip)]; camera {
			s.H264(au, isKey(au), at, at)
		}
		for ; time.Duration(sound)*20*time.Millisecond <= at; sound++ {
			s.Opus(tone[sound%len(tone)], time.Duration(sound)*20*time.Millisecond)
		}
	}
}

package audio

import (
	"encoding/binary"
	"math"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/oto/v2"

	"onair/media"
)

const (
	frameBytes = 4 * media.Channels
	blockBytes = Block * frameBytes
	// growWithin is how close together two shortages make the buffer grow: one
	// is a hiccup, two are a buffer that is too small.
	growWithin = 10 * time.Second
	// maxBuffer bounds what the reader may grow to, bytes (300 ms).
	maxBuffer = 30 * blockBytes
)

// reader is what oto reads: each Read mixes one block on demand.
//
// oto keeps our sound in a buffer of its own, refills it behind the device's
// back and plays silence for what is missing. The buffer therefore has to hold
// what the device asks for at once, which only the driver knows. It is taken to
// be half of the device's buffer, plus one block of reserve; if the reserve is
// used up again and again the buffer grows by a block.
type reader struct {
	p      *Playout
	player atomic.Pointer[playerBox]
	period int       // bytes that the device is expected to take at once
	size   int       // bytes to keep ready
	short  time.Time // when the reserve was last used up

	block [blockLen]float32
}

// playerBox holds what a player can do beyond oto.Player.
type playerBox struct {
	oto.Player
}

func newReader(p *Playout, period time.Duration) *reader {
	bytes := int(period*media.SampleRate/time.Second) * frameBytes
	return &reader{p: p, period: bytes, size: bytes + blockBytes}
}

// attach makes the player known; before Play.
func (r *reader) attach(player oto.Player) {
	r.player.Store(&playerBox{player})
	r.resize(player)
}

func (r *reader) resize(player oto.Player) {
	if b, ok := player.(oto.BufferSizeSetter); ok {
		b.SetBufferSize(r.size)
	}
}

// Read gives oto one block of 10 ms; it is called on oto's goroutines, one at
// a time.
func (r *reader) Read(dst []byte) (int, error) {
	if len(dst) < blockBytes {
		clear(dst)
		return len(dst) / frameBytes * frameBytes, nil
	}
	player := r.player.Load()
	waiting := player.UnplayedBufferSize()
	r.p.reads.Add(1)
	if r.p.pull(r.block[:], true) {
		if waiting == 0 {
			r.shortage(player.Player)
		}
		ahead := waiting + 3*r.period
		r.p.setDelay(time.Duration(ahead/frameBytes) * time.Second / media.SampleRate)
	}
	for i, v := range r.block {
		binary.LittleEndian.PutUint32(dst[4*i:], math.Float32bits(v))
	}
	return blockBytes, nil
}

func (r *reader) shortage(player oto.Player) {
	now := time.Now()
	if now.Sub(r.short) < growWithin && r.size < maxBuffer {
		r.size += blockBytes
		r.resize(player)
		r.p.log.Debug("playout buffer grows", "bytes", r.size)
	}
	r.short = now
}

// setDelay smooths the estimate: the device takes several blocks at once, so
// the waiting time swings by a period.
func (p *Playout) setDelay(d time.Duration) {
	old := time.Duration(p.delay.Load())
	if old != 0 {
		d = old + (d-old)/16
	}
	p.delay.Store(int64(d))
}

package audio

import (
	"encoding/binary"
	"math"
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
)

// reader is what oto reads: each Read mixes one block on demand.
//
// oto keeps our sound in a buffer of its own, refills it behind the device's
// back and plays silence for what is missing. The buffer therefore has to hold
// what the device takes at once, its period, which oto does not tell. It is
// taken to be half of the device's buffer at first and then learned from how
// the waiting sound shrinks. One block is kept ready beyond it; if that reserve
// is used up again and again the buffer grows by a block, and shrinks again when it has not
// been for a while.
type reader struct {
	p      *Playout
	player oto.Player
	device int // bytes in the device's buffer
	period int // bytes that the device takes at once

	left    int     // bytes that waited after the last Read
	drops   int     // times that the device was seen to take sound
	learned int     // the least that it took
	reserve reserve // blocks to keep ready beyond period and one

	starve starveWatch
	start  time.Time // of the first read
	given  int       // bytes

	block [blockLen]float32
}

func newReader(p *Playout, buffer time.Duration) *reader {
	bytes := int(buffer*media.SampleRate/time.Second) * frameBytes
	return &reader{p: p, device: bytes, period: bytes / 2}
}

// attach makes the player known; before Play.
func (r *reader) attach(player oto.Player) {
	r.player = player
	r.resize()
}

func (r *reader) resize() {
	if b, ok := r.player.(oto.BufferSizeSetter); ok {
		b.SetBufferSize(r.period + (1+r.reserve.blocks)*blockBytes)
	}
}

// Read gives oto one block of 10 ms; it is called on oto's goroutines, one at
// a time.
func (r *reader) Read(dst []byte) (int, error) {
	if len(dst) < blockBytes {
		clear(dst)
		return len(dst) / frameBytes * frameBytes, nil
	}
	waiting := r.player.UnplayedBufferSize()
	r.learn(waiting)
	r.left = waiting + blockBytes
	r.watch(waiting)
	r.p.reads.Add(1)
	if r.p.pull(r.block[:], true) {
		r.look(waiting == 0, time.Now())
		ahead := waiting + r.period + r.device
		r.p.setDelay(time.Duration(ahead/frameBytes) * time.Second / media.SampleRate)
	}
	for i, v := range r.block {
		binary.LittleEndian.PutUint32(dst[4*i:], math.Float32bits(v))
	}
	return blockBytes, nil
}

// watch looks whether the device runs out of sound.
func (r *reader) watch(waiting int) {
	now := time.Now()
	if r.start.IsZero() {
		r.start = now
	}
	took := time.Duration((r.given-waiting)/frameBytes) * time.Second / media.SampleRate
	r.given += blockBytes
	if r.given > 100*blockBytes { // it takes some blocks to get going
		r.starve.look(now.Sub(r.start), took)
	}
}

// learn watches how much the device takes at once. Several pieces may have gone
// since the last look, hence the least of many.
func (r *reader) learn(waiting int) {
	const enough = 32
	took := r.left - waiting
	if took <= 0 || waiting == 0 || r.drops >= enough {
		return
	}
	if r.drops == 0 || took < r.learned {
		r.learned = took
	}
	if r.drops++; r.drops == enough && r.learned != r.period {
		r.period = r.learned
		r.resize()
	}
}

// look keeps more ready where nothing was left, and less when there long was.
func (r *reader) look(short bool, now time.Time) {
	if short && r.reserve.usedUp(now) || !short && r.reserve.calm(now) {
		r.resize()
		r.p.log.Debug("more or less sound is kept ready", "besides", time.Duration(r.reserve.blocks)*blockTime)
	}
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

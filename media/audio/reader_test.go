package audio

import (
	"encoding/binary"
	"math"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hajimehoshi/oto/v2"
)

// device is oto's player as the reader sees it.
type device struct {
	oto.Player
	waiting int // bytes that were read and not yet played
	buffer  int // bytes that it keeps
}

func (d *device) UnplayedBufferSize() int { return d.waiting }
func (d *device) SetBufferSize(n int)     { d.buffer = n }

// take plays so many bytes, as far as there are any.
func (d *device) take(n int) { d.waiting = max(d.waiting-n, 0) }

func floats(b []byte) []float32 {
	x := make([]float32, len(b)/4)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return x
}

// A device gets the mix sample by sample, however much it takes at once and
// whether it ever ran out; only while the silent clock pulls it gets silence.
func TestADeviceGetsTheMixWhole(t *testing.T) {
	for name, takes := range map[string][]int{
		"evenly": {blockBytes}, "two at once": {0, 2 * blockBytes}, "runs out": {0, 0, 7 * blockBytes, blockBytes},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := NewMixer()
				m.Add("tone", sine(toneHz, toneAmplitude), 1)
				p, err := OpenPlayout(m, PlayoutOptions{NoDevice: true})
				if err != nil {
					t.Fatal(err)
				}
				defer p.Close()
				d := &device{}
				r := newReader(p, 40*time.Millisecond)
				r.attach(d)
				p.handOver(true)
				buf := make([]byte, blockBytes)
				var got []float32
				for i := range 500 {
					n, err := r.Read(buf)
					if n != blockBytes || err != nil {
						t.Fatal(n, err)
					}
					got = append(got, floats(buf)...)
					d.waiting += n
					d.take(takes[i%len(takes)])
					time.Sleep(blockTime)
				}
				left := make([]float32, len(got)/2)
				for i := range left {
					left[i] = got[2*i]
				}
				if gaps, clicks := faults(left); len(gaps)+len(clicks) > 0 {
					t.Errorf("gaps %v, clicks %v", gaps, clicks)
				}
				if err := isTone(left); err != nil {
					t.Error(err)
				}
				if d.buffer < blockBytes || d.buffer > (4+reserveMost)*blockBytes {
					t.Errorf("the device keeps %d bytes", d.buffer)
				}
				p.handOver(false)
				if _, _ = r.Read(buf); slices.Max(floats(buf)) != 0 {
					t.Error("a device whose turn it is not is given sound")
				}
			})
		})
	}
}

// The silent clock pulls a block each ten milliseconds, to the block, gives up
// what was lost while the machine stood still, and leaves the mix to a device.
func TestTheSilentClockKeepsPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := NewMixer()
		var pulled, stand atomic.Int64 // stand: how long the next block takes, in ns
		m.Add("counter", SourceFunc(func(dst []float32) int {
			pulled.Add(1)
			time.Sleep(time.Duration(stand.Swap(0)))
			return 0
		}), 1)
		p, err := OpenPlayout(m, PlayoutOptions{NoDevice: true})
		if err != nil {
			t.Fatal(err)
		}
		blocks := func(d time.Duration) int64 {
			before := pulled.Load()
			time.Sleep(d)
			synctest.Wait()
			return pulled.Load() - before
		}
		time.Sleep(blockTime / 2)
		for range 3 {
			if n := blocks(10 * time.Second); n != 1000 {
				t.Errorf("%d blocks in ten seconds", n)
			}
		}
		stand.Store(int64(300 * time.Millisecond))
		if n := blocks(time.Second); n != 100 {
			t.Errorf("%d blocks in a second of which a third was slept", n)
		}
		stand.Store(int64(20 * time.Second))
		if n := blocks(21 * time.Second); n < 90 || n > 110 {
			t.Errorf("%d blocks in a second after a long sleep", n)
		}
		p.handOver(true)
		if n := blocks(time.Second); n != 0 {
			t.Errorf("%d blocks while a device pulls", n)
		}
		p.handOver(false)
		if n := blocks(time.Second); n < 94 || n > 101 {
			t.Errorf("%d blocks in the second after the device went", n)
		}
		p.Close()
		if n := blocks(time.Second); n != 0 {
			t.Errorf("%d blocks after Close", n)
		}
	})
}

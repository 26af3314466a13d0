package audio

import (
	"testing"
	"testing/synctest"
	"time"
)

// What is kept ready for a busy machine is given back when it is busy no more, and the
// later, the more often that was too early.
func TestTheReserveComesAndGoes(t *testing.T) {
	var r reserve
	t0 := time.Unix(50, 0)
	at := func(s float64) time.Time { return t0.Add(time.Duration(s * float64(time.Second))) }
	for i, c := range []struct {
		short bool
		at    float64
		want  int
	}{
		{true, 0, 0}, {true, 30, 0}, {false, 60, 0}, // once is a hiccup
		{true, 61, 0}, {true, 62, 1}, {true, 63, 2},
		{false, 70, 2}, {false, 79, 1}, {false, 93, 1}, {false, 95, 0}, {false, 200, 0}, // past after half a minute
		{true, 300, 0}, {true, 301, 1}, {false, 315, 1}, {false, 317, 0},
		{true, 318, 0}, {true, 319, 1}, {false, 340, 1}, {false, 350, 0}, // too early: 30 s,
		{true, 351, 0}, {true, 352, 1}, {false, 400, 1}, {false, 413, 0}, // 60 s
		{true, 414, 0}, {true, 415, 1}, {false, 530, 1}, {false, 536, 0}, // 120 s
		{true, 540, 0}, {true, 541, 1}, {false, 700, 1}, {false, 785, 0}, // 240 s at most
		{true, 790, 0}, {true, 791, 1}, {false, 1029, 1}, {false, 1032, 0},
	} {
		if c.short {
			r.usedUp(at(c.at))
		} else {
			r.calm(at(c.at))
		}
		if r.blocks != c.want {
			t.Errorf("step %d, after %.0f s: %d blocks, not %d", i, c.at, r.blocks, c.want)
		}
	}
	for i := range 100 {
		r.usedUp(at(2000 + float64(i)))
	}
	if r.blocks != reserveMost {
		t.Errorf("%d blocks at most", r.blocks)
	}
}

// A device that takes much at once for a while is given what it needs, and plays as soon
// as before when that is over.
func TestADelayThatGrewGoesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, err := OpenPlayout(NewMixer(), PlayoutOptions{NoDevice: true})
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		d := &device{}
		r := newReader(p, 20*time.Millisecond)
		r.attach(d)
		p.handOver(true)
		buf := make([]byte, blockBytes)
		play := func(long time.Duration, take func(i int) int) {
			for i := range int(long / blockTime) {
				for d.waiting < d.buffer {
					n, _ := r.Read(buf)
					d.waiting += n
				}
				d.take(take(i))
				time.Sleep(blockTime)
			}
		}
		even := func(int) int { return blockBytes }
		play(5*time.Second, even)
		before := d.buffer
		play(10*time.Second, func(i int) int {
			if i%50 == 0 {
				return 5 * blockBytes
			}
			return blockBytes
		})
		if d.buffer <= before {
			t.Errorf("%d bytes kept, as before", d.buffer)
		}
		most := (d.buffer - before) / blockBytes
		play(time.Duration(most+1)*giveBack, even)
		if d.buffer != before {
			t.Errorf("%d bytes kept, before %d", d.buffer, before)
		}
	})
}

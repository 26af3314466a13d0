package limit

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"testing"
	"time"
)

var at = time.Unix(1e9, 0)

func TestABucketTellsWhenThereIsMore(t *testing.T) {
	r := Rate{PerSecond: 2, Burst: 3}
	var b Bucket
	steps := []struct {
		n     float64
		after time.Duration
		wait  time.Duration
	}{
		{1, 0, 0}, {2, 0, 0}, {1, 0, 500 * time.Millisecond}, {1, 0, 500 * time.Millisecond}, {1, 500 * time.Millisecond, 0},
		{3, 500 * time.Millisecond, 1500 * time.Millisecond}, {100, time.Minute, 0}, {1, time.Minute, 500 * time.Millisecond},
		{1, 30 * time.Second, 500 * time.Millisecond}, // a clock set back
	}
	for i, k := range steps {
		if got := b.Take(r, k.n, at.Add(k.after)); got != k.wait {
			t.Errorf("step %d: wait %v, want %v", i, got, k.wait)
		}
	}
	b.Give(1)
	if b.Take(r, 1, at.Add(time.Minute)) != 0 || b.Full(r, at.Add(time.Minute)) || !b.Full(r, at.Add(2*time.Minute)) {
		t.Error("given back, or forgotten")
	}
	var never Bucket
	if never.Take(Rate{Burst: 1}, 1, at) != 0 || never.Take(Rate{Burst: 1}, 1, at.Add(time.Hour)) <= 0 {
		t.Error("a rate of nothing")
	}
}

func TestATableHasABound(t *testing.T) {
	r := Rate{PerSecond: 1, Burst: 1}
	tab := NewTable[int](100, func(b *Bucket, now time.Time) bool { return b.Full(r, now) })
	take := func(key int, now time.Time) (ok bool) {
		tab.With(key, now, func(b *Bucket) { ok = b.Take(r, 1, now) == 0 })
		return ok
	}
	for key := range 100 {
		if !take(key, at) || take(key, at) {
			t.Fatalf("key %d is not by itself", key)
		}
	}
	if !take(1000, at) || take(1001, at) {
		t.Error("who comes when it is full does not share")
	}
	if tab.Len() != 100 {
		t.Errorf("%d values", tab.Len())
	}
	if take(5, at) || !take(2000, at.Add(2*time.Second)) || tab.Len() != 1 {
		t.Errorf("idle values stay: %d", tab.Len())
	}
}

// frame makes one frame as a client sends it.
func frame(opcode byte, final bool, payload int) []byte {
	b := []byte{opcode}
	if final {
		b[0] |= 0x80
	}
	switch {
	case payload < 126:
		b = append(b, 0x80|byte(payload))
	case payload < 1<<16:
		b = append(b, 0x80|126, byte(payload>>8), byte(payload))
	default:
		b = append(b, 0x80|127, 0, 0, 0, 0, byte(payload>>24), byte(payload>>16), byte(payload>>8), byte(payload))
	}
	return append(append(b, 1, 2, 3, 4), make([]byte, payload)...)
}

func TestFramesAreCountedHoweverTheyArrive(t *testing.T) {
	var stream []byte
	sizes := []int{0, 1, 125, 126, 127, 65535, 65536, 0, 0, 70000, 5}
	for i, n := range sizes {
		stream = append(stream, frame(byte(i%11), i%3 == 0, n)...)
	}
	for _, piece := range []int{1, 2, 3, 7, 13, 4096, len(stream)} {
		var f frames
		n := 0
		for b := stream; len(b) > 0; b = b[min(piece, len(b)):] {
			n += f.count(b[:min(piece, len(b))])
		}
		if n != len(sizes) {
			t.Errorf("in pieces of %d: %d frames, want %d", piece, n, len(sizes))
		}
	}
}

type replay struct {
	net.Conn
	r *bytes.Reader
}

func (c replay) Read(b []byte) (int, error) { return c.r.Read(b) }

func TestReadingEndsWithTooManyFrames(t *testing.T) {
	for kind, opcode := range map[string]byte{"pings": 9, "pongs": 10, "empty fragments": 0} {
		c := Frames(replay{nil, bytes.NewReader(bytes.Repeat(frame(opcode, kind != "empty fragments", 0), 1000))}, Rate{1, 50})
		var err error
		read, b := 0, make([]byte, 60)
		for err == nil {
			var n int
			n, err = c.Read(b)
			read += n
		}
		if !errors.Is(err, ErrFrames) || read > 300 {
			t.Errorf("%s: %d bytes read, then %v", kind, read, err)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add(frame(1, true, 3), 1)
	f.Add(append(frame(9, true, 0), frame(2, false, 300)...), 5)
	f.Add([]byte{0, 127, 255, 255, 255, 255, 255, 255, 255, 255, 1}, 2)
	f.Fuzz(func(t *testing.T, b []byte, cut int) {
		if len(b) == 0 {
			return
		}
		var whole, parts frames
		want := whole.count(b)
		cut = (cut&0xffff)%len(b) + 1
		if got := parts.count(b[:cut]) + parts.count(b[cut:]); got != want || whole != parts && fmt.Sprint(whole.skip, whole.have) != fmt.Sprint(parts.skip, parts.have) {
			t.Errorf("%d frames in one piece, %d in two", want, got)
		}
		if want > len(b)/2 {
			t.Errorf("%d frames in %d bytes", want, len(b))
		}
	})
}

package jitter

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

var t0 = time.Unix(1000, 0)

func ms(n int) time.Time { return t0.Add(time.Duration(n) * time.Millisecond) }

// stream makes H.264 frames of three packets each: a keyframe every key frames.
// The sequence starts close to its edge.
func stream(frames, key int) (ps []Packet) {
	seq, ts := uint16(65500), uint32(0xffffff00)
	for f := range frames {
		nal := byte(0x41)
		if f%key == 0 {
			nal = 0x65
		}
		for i := range 3 {
			fu := nal & 0x1f
			if i == 0 {
				fu |= 0x80
			} else if i == 2 {
				fu |= 0x40
			}
			ps = append(ps, Packet{seq, ts, i == 2, []byte{nal&0x60 | 28, fu, byte(f), byte(i)}})
			seq++
		}
		ts += 3000
	}
	return ps
}

// numbers pops everything and returns the frames' numbers.
func numbers(b *Buffer, now time.Time) (got []int) {
	for {
		f, ok := b.Pop(now)
		if !ok {
			return got
		}
		got = append(got, int(f.Data[5]))
	}
}

func TestFramesComeOutInOrder(t *testing.T) {
	all := stream(30, 100)
	want := make([]int, 30)
	for i := range want {
		want[i] = i
	}
	for name, change := range map[string]func([]Packet) []Packet{
		"as sent":    func(p []Packet) []Packet { return p },
		"duplicated": func(p []Packet) []Packet { return append(slices.Clone(p), p[10:20]...) },
		"swapped": func(p []Packet) []Packet {
			p = slices.Clone(p)
			for i := 1; i+1 < len(p); i += 2 {
				p[i], p[i+1] = p[i+1], p[i]
			}
			return p
		},
		"no markers": func(p []Packet) []Packet {
			p = append(slices.Clone(p), Packet{Seq: p[len(p)-1].Seq + 1, TS: 1 << 20, Payload: []byte{0x41, 0}})
			for i := range p {
				p[i].Marker = false
			}
			return p
		},
		"padding between": func(p []Packet) (out []Packet) {
			for i, x := range p {
				x.Seq += uint16(i / 3)
				out = append(out, x)
				if i%3 == 2 {
					out = append(out, Packet{Seq: x.Seq + 1, TS: x.TS})
				}
			}
			return out
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := New(H264)
			var got []int
			for _, p := range change(all) {
				b.Push(p, t0)
				got = append(got, numbers(b, t0)...)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestAGapIsAskedForAndRepaired(t *testing.T) {
	b := New(H264)
	ps := stream(4, 100)
	for i, p := range ps {
		if i != 4 {
			b.Push(p, t0)
		}
	}
	if got := numbers(b, t0); !slices.Equal(got, []int{0}) {
		t.Fatalf("before the repair: %v", got)
	}
	if n := b.NACKs(nil, t0, 20*time.Millisecond); len(n) != 0 {
		t.Errorf("asked for a packet that may only be late: %v", n)
	}
	if n := b.NACKs(nil, ms(5), 20*time.Millisecond); !slices.Equal(n, []uint16{ps[4].Seq}) {
		t.Errorf("asked for %v", n)
	}
	if n := b.NACKs(nil, ms(15), 20*time.Millisecond); len(n) != 0 {
		t.Errorf("asked again too early: %v", n)
	}
	if n := b.NACKs(nil, ms(26), 20*time.Millisecond); len(n) != 1 {
		t.Errorf("did not ask again: %v", n)
	}
	b.Push(ps[4], ms(30))
	f, ok := b.Pop(ms(30))
	if !ok || !f.Repaired || !f.Complete.Equal(ms(30)) {
		t.Errorf("repaired frame: %+v, %v", f, ok)
	}
	if d := b.RepairTime(); d != 25*time.Millisecond {
		t.Errorf("learnt that repairs take %v", d)
	}
	if got := numbers(b, ms(30)); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("after the repair: %v", got)
	}
	if c := b.Counts(); c.Recovered != 1 || c.NACKs != 2 || c.Lost != 0 {
		t.Errorf("counts %+v", c)
	}
}

func TestPacketsThatOvertakeAreNotAskedFor(t *testing.T) {
	b := New(H264)
	b.SetRoundTrip(30 * time.Millisecond)
	late := Packet{}
	asked := 0
	for i, p := range stream(200, 300) {
		// Every tenth packet comes 15 ms late, behind five others.
		now := ms(i * 3)
		switch i % 10 {
		case 4:
			late = p
			continue
		case 9:
			b.Push(late, now)
		}
		b.Push(p, now)
		numbers(b, now)
		if n := len(b.NACKs(nil, now, 50*time.Millisecond)); i > 300 {
			asked += n
		}
	}
	if asked > 0 {
		t.Errorf("%d packets that were only late were asked for", asked)
	}
}

func TestNothingIsShownAfterAGapUntilAKeyframe(t *testing.T) {
	b := New(H264)
	ps := stream(10, 6)
	lost := ps[4].Seq
	patience := Patience{GiveUp: 150 * time.Millisecond, Again: 300 * time.Millisecond}
	var got []int
	asked := 0
	for i, p := range ps {
		now := ms(i / 3 * 33)
		if p.Seq != lost {
			b.Push(p, now)
		}
		got = append(got, numbers(b, now)...)
		if b.WantsKeyframe(now, patience) {
			asked++
		}
	}
	if !slices.Equal(got, []int{0, 6, 7, 8, 9}) {
		t.Errorf("shown: %v", got)
	}
	if asked != 1 {
		t.Errorf("asked for a keyframe %d times", asked)
	}
	if c := b.Counts(); c.Lost != 1 || c.FramesDropped != 5 {
		t.Errorf("counts %+v", c)
	}
}

func TestJoiningInTheMiddleWaitsForAKeyframe(t *testing.T) {
	b := New(H264)
	var got []int
	for _, p := range stream(10, 5)[4:] {
		b.Push(p, t0)
		got = append(got, numbers(b, t0)...)
	}
	if !slices.Equal(got, []int{5, 6, 7, 8, 9}) {
		t.Errorf("shown: %v", got)
	}
}

func TestAKeyframeWithoutItsHeadIsNotShown(t *testing.T) {
	b := New(H264)
	for i, p := range stream(2, 1) {
		if i != 0 && i != 3 {
			b.Push(p, t0)
		}
	}
	if got := numbers(b, t0); len(got) != 0 {
		t.Errorf("shown: %v", got)
	}
}

func TestASenderThatStartsAgain(t *testing.T) {
	b := New(H264)
	for _, p := range stream(4, 2) {
		b.Push(p, t0)
	}
	numbers(b, t0)
	var got []int
	for _, p := range stream(4, 2) {
		p.Seq += 30000
		p.TS += 1 << 31
		b.Push(p, t0)
		got = append(got, numbers(b, t0)...)
	}
	if !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("shown: %v", got)
	}
}

func TestLossesAreRepairedInAnyOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		b := New(H264)
		ps := stream(40, 100)
		var late []Packet
		var got []int
		for i, p := range ps {
			if i > 2 && rng.IntN(5) == 0 {
				late = append(late, p)
				continue
			}
			b.Push(p, t0)
			got = append(got, numbers(b, t0)...)
		}
		rng.Shuffle(len(late), func(i, j int) { late[i], late[j] = late[j], late[i] })
		for _, p := range late {
			b.Push(p, t0)
			got = append(got, numbers(b, t0)...)
		}
		if len(got) != 40 || !slices.IsSorted(got) {
			t.Fatalf("got %v", got)
		}
	}
}

func TestPayloads(t *testing.T) {
	sc := []byte{0, 0, 0, 1}
	for name, c := range map[string]struct {
		codec Codec
		in    [][]byte
		out   []byte
		key   bool
	}{
		"one NAL":    {H264, [][]byte{{0x65, 1, 2}}, append(sc[:4:4], 0x65, 1, 2), true},
		"slice":      {H264, [][]byte{{0x41, 1}}, append(sc[:4:4], 0x41, 1), false},
		"aggregate":  {H264, [][]byte{{24, 0, 2, 0x67, 9, 0, 1, 0x68}}, []byte{0, 0, 0, 1, 0x67, 9, 0, 0, 0, 1, 0x68}, true},
		"fragments":  {H264, [][]byte{{0x7c, 0x85, 1}, {0x7c, 0x05, 2}, {0x7c, 0x45, 3}}, append(sc[:4:4], 0x65, 1, 2, 3), true},
		"vp8 key":    {VP8, [][]byte{{0x10, 0x00, 7}, {0x00, 8}}, []byte{0, 7, 8}, true},
		"vp8 delta":  {VP8, [][]byte{{0x90, 0x80, 0x81, 0x02, 0x01, 7}}, []byte{1, 7}, false},
		"vp8 all on": {VP8, [][]byte{{0x90, 0xf0, 0x01, 2, 3, 0x00, 7}}, []byte{0, 7}, true},
	} {
		t.Run(name, func(t *testing.T) {
			var out []byte
			for _, p := range c.in {
				var ok bool
				if out, ok = appendPayload(c.codec, out, p); !ok {
					t.Fatal("refused")
				}
			}
			if !bytes.Equal(out, c.out) || startsKeyframe(c.codec, c.in[0]) != c.key {
				t.Errorf("%x, key %v", out, startsKeyframe(c.codec, c.in[0]))
			}
		})
	}
}

func FuzzBuffer(f *testing.F) {
	f.Add([]byte{1, 0, 1, 2, 3, 4, 200, 1, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, codec := range []Codec{H264, VP8} {
			b, in := New(codec), data
			var seq uint16
			var ts uint32
			now := t0
			for len(in) > 4 {
				n := min(int(in[3]%16), len(in)-4)
				seq += uint16(int8(in[0]))
				if in[0] == 99 {
					seq += uint16(in[1]) << 8
				}
				ts += uint32(in[1]) << (in[2] & 24)
				now = now.Add(time.Duration(in[2]) * time.Millisecond)
				b.Push(Packet{seq, ts, in[2]&1 == 0, in[4 : 4+n]}, now)
				in = in[4+n:]
				for {
					fr, ok := b.Pop(now)
					if !ok {
						break
					}
					if len(fr.Data) == 0 {
						t.Fatal("an empty frame")
					}
				}
				b.NACKs(nil, now, time.Millisecond)
				b.WantsKeyframe(now, Patience{100, 100})
			}
			if len(b.gaps) > ringSize {
				t.Fatalf("%d gaps", len(b.gaps))
			}
		}
	})
}

func BenchmarkPushPop(b *testing.B) {
	ps := stream(30, 30)
	buf := New(H264)
	for i := range ps {
		ps[i].Payload = append(ps[i].Payload, make([]byte, 1190)...)
	}
	n := uint16(len(ps))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := &ps[i%len(ps)]
		buf.Push(*p, t0)
		buf.Pop(t0)
		p.Seq += n
		p.TS += 90000
	}
}

package frames

import (
	"bytes"
	"testing"
	"time"
)

func unitPacket(ts uint32, marker bool, payload ...byte) *Packet {
	return &Packet{TS: ts, Marker: marker, Payload: payload}
}

func TestPicturesArePutTogether(t *testing.T) {
	var a Pictures
	steps := []struct {
		name string
		p    *Packet
		want [][][]byte // of each picture its units
		key  bool
	}{
		{"sets in one packet", unitPacket(1, false, 24, 0, 2, 0x67, 1, 0, 2, 0x68, 2), nil, false},
		{"a delimiter is left out", unitPacket(1, false, 9, 0xf0), nil, false},
		{"a fragment begins", unitPacket(1, false, 0x60|28, 0x80|5, 10), nil, false},
		{"goes on", unitPacket(1, false, 0x60|28, 5, 11), nil, false},
		{"and ends", unitPacket(1, true, 0x60|28, 0x40|5, 12), [][][]byte{{{0x67, 1}, {0x68, 2}, {0x65, 10, 11, 12}}}, true},
		{"one packet", unitPacket(2, true, 0x41, 7), [][][]byte{{{0x41, 7}}}, false},
		{"no marker", unitPacket(3, false, 0x41, 8), nil, false},
		{"the next time ends it", unitPacket(4, true, 0x41, 9), [][][]byte{{{0x41, 8}}, {{0x41, 9}}}, false},
		{"padding alone", unitPacket(5, true), nil, false},
	}
	for _, s := range steps {
		got := a.Push(s.p, time.Second)
		if a.Broken || len(got) != len(s.want) {
			t.Fatalf("%s: %d pictures, broken %v", s.name, len(got), a.Broken)
		}
		for i, pic := range got {
			if pic.Key != s.key || pic.PTS != time.Second || len(pic.NALs) != len(s.want[i]) {
				t.Fatalf("%s: %+v", s.name, pic)
			}
			for n, nal := range pic.NALs {
				if !bytes.Equal(nal, s.want[i][n]) {
					t.Errorf("%s: unit %d is %v", s.name, n, nal)
				}
			}
		}
	}
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	for name, packets := range map[string][]*Packet{
		"a length past the end":     {unitPacket(1, true, 24, 0, 9, 0x67)},
		"half a length":             {unitPacket(1, true, 24, 0, 1, 0x67, 0)},
		"an empty unit":             {unitPacket(1, true, 24, 0, 0)},
		"a fragment without begin":  {unitPacket(1, true, 28, 5, 1)},
		"a fragment begins twice":   {unitPacket(1, false, 28, 0x85, 1), unitPacket(1, false, 28, 0x85, 1)},
		"a unit within a fragment":  {unitPacket(1, false, 28, 0x85, 1), unitPacket(1, false, 0x41, 1)},
		"a fragment without an end": {unitPacket(1, false, 28, 0x85, 1), unitPacket(1, true, 28, 5, 1)},
		"a kind nobody agreed on":   {unitPacket(1, true, 29, 1, 2, 3)},
		"zero":                      {unitPacket(1, true, 0, 1)},
	} {
		var a Pictures
		for _, p := range packets {
			if got := a.Push(p, 0); len(got) > 0 {
				t.Errorf("%s: a picture of %d units", name, len(got[0].NALs))
			}
		}
		if !a.Broken {
			t.Errorf("%s: taken", name)
		}
		a.Drop()
		if got := a.Push(unitPacket(2, true, 0x65, 1), 0); len(got) != 1 || a.Broken {
			t.Errorf("%s: does not go on after it", name)
		}
	}
}

func TestAPictureIsNotEndless(t *testing.T) {
	var a Pictures
	big := make([]byte, 1400)
	big[0], big[1] = 28, 0x85
	for range 2 * unitBytes / len(big) {
		p := unitPacket(1, false, big...)
		if a.Push(p, 0); a.Broken {
			return
		}
		big = append([]byte(nil), big...)
		big[1] = 5
	}
	t.Fatal("takes anything")
}

func FuzzPictures(f *testing.F) {
	f.Add([]byte{5, 24, 0, 2, 0x67, 1, 2, 28, 0x85})
	f.Fuzz(func(t *testing.T, b []byte) {
		var a Pictures
		for ts := uint32(0); len(b) > 1; ts++ {
			n := min(1+int(b[0]&0x3f), len(b))
			for _, pic := range a.Push(unitPacket(ts/2, ts%3 == 0, b[1:n]...), 0) {
				for _, nal := range pic.NALs {
					if len(nal) == 0 {
						t.Fatal("an empty unit")
					}
				}
			}
			if a.Broken {
				a.Drop()
			}
			b = b[n:]
		}
	})
}

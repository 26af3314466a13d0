package fleet

import (
	"bytes"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"onair/server/sfu"
)

// What waits for a slow node is dropped when it is old, up to the next keyframe.
func TestOldMediaAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		f := &feed{wake: make(chan struct{}, 1), ask: func(int) { asked++ }}
		kinds := func() (out string) {
			parts, more := f.take(nil)
			for _, p := range parts {
				out += string(p.kind)
			}
			if !more {
				out += "."
			}
			return out
		}
		f.H264(picture(0, true, 10), true, 0, 0)
		f.H264(picture(1, false, 10), false, 0, 0)
		f.Opus([]byte{1}, 0)
		if got := kinds(); got != "KPS" {
			t.Errorf("%s", got)
		}
		f.H264(picture(2, false, 10), false, 0, 0)
		time.Sleep(oldest + time.Millisecond)
		f.Opus([]byte{1}, 0)
		f.H264(picture(3, false, 10), false, 0, 0)
		if got := kinds(); got != "S" || asked != 1 {
			t.Errorf("%s after a jam, asked for a keyframe %d times", got, asked)
		}
		f.H264(picture(4, false, 10), false, 0, 0)
		f.H264(picture(5, true, 10), true, 0, 0)
		f.H264(picture(6, false, 10), false, 0, 0)
		f.Over(sfu.ReasonHungUp)
		if got := kinds(); got != "KP" {
			t.Errorf("%s from the keyframe on", got)
		}
		if got := kinds(); got != "." {
			t.Errorf("%q at the end", got)
		}
	})
}

func TestPartsGoOverTheWire(t *testing.T) {
	var wire []byte
	want := []part{
		{kind: partKey, pts: time.Second, dts: time.Second / 2, nals: picture(1, true, 2000)},
		{kind: partSound, pts: -time.Second, nals: [][]byte{{1, 2, 3}}},
		{kind: partPicture, pts: 1 << 50, nals: [][]byte{{}, {7}}},
	}
	for _, p := range want {
		wire = p.append(wire)
	}
	r := partReader{in: bytes.NewReader(wire)}
	for i, w := range want {
		p, err := r.next()
		if err != nil || p.kind != w.kind || p.pts != w.pts || p.dts != w.dts || !slices.EqualFunc(p.nals, w.nals, bytes.Equal) {
			t.Errorf("%d: %+v, %v", i, p, err)
		}
	}
	if _, err := r.next(); err == nil {
		t.Error("more than there was")
	}
}

func FuzzParts(f *testing.F) {
	f.Add(part{kind: partKey, nals: picture(1, true, 200)}.append(nil))
	f.Add(part{kind: partSound, nals: [][]byte{{1}}}.append(nil))
	f.Add([]byte{'K', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 9, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := partReader{in: bytes.NewReader(b)}
		for {
			p, err := r.next()
			if err != nil {
				return
			}
			n := 0
			for _, nal := range p.nals {
				n += len(nal)
			}
			if n > len(b) {
				t.Fatalf("%d bytes out of %d", n, len(b))
			}
		}
	})
}

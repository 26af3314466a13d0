package frames

import (
	"testing"
	"time"
)

// TestSoundIsPutBesideItsPicture: the publisher's reports, not the arrival, tell how both belong together, over the end of RTP's numbers.
func TestSoundIsPutBesideItsPicture(t *testing.T) {
	c := Times{Began: at(0), Rates: [2]uint32{90000, 48000}}
	var reports [2]*Report
	var v0, a0 uint32 = 0xffffff00, 0xfffffff0
	picture := func(ms int) time.Duration {
		pts, ok := c.Of(&Packet{Kind: Video, TS: v0 + uint32(ms*90), At: at(ms + 50)}, true, reports)
		if !ok {
			t.Fatal("no time for a picture")
		}
		return pts
	}
	sound := func(ms, late int) (time.Duration, bool) {
		return c.Of(&Packet{Kind: Audio, TS: a0 + uint32(ms*48), At: at(ms + late)}, true, reports)
	}
	if got := picture(0); got != 50*time.Millisecond {
		t.Errorf("the first picture is at %v", got)
	}
	if _, ok := sound(0, 250); ok {
		t.Error("the sound's time is known before the reports came")
	}
	ntp := uint64(3_900_000_000) << 32
	reports[Video] = &Report{NTP: ntp, RTP: v0}
	reports[Audio] = &Report{NTP: ntp + 1<<31, RTP: a0 + 500*48} // half a second later
	pic := picture(1000)
	snd, ok := sound(1000, 250)
	if d := snd - pic; !ok || d < -time.Millisecond || d > time.Millisecond {
		t.Errorf("the sound of the same moment is at %v, the picture at %v, %v", snd, pic, ok)
	}
	reports[Audio] = &Report{NTP: ntp + 1<<31 + 1<<30, RTP: a0 + 500*48} // a quarter of a second further
	was := snd
	if snd, _ = sound(1020, 250); snd-was > 22*time.Millisecond {
		t.Errorf("the sound jumps by %v", snd-was)
	}
	reports[Audio] = &Report{NTP: ntp + 900<<32, RTP: a0}
	was = snd
	if snd, _ = sound(1040, 250); snd-was != 20*time.Millisecond {
		t.Errorf("nonsense moves the sound by %v", snd-was)
	}
}

// TestAClockThatBeginsAnewIsFollowed by what arrives.
func TestAClockThatBeginsAnewIsFollowed(t *testing.T) {
	c := Times{Began: at(0), Rates: [2]uint32{90000, 48000}}
	for i, ts := range []uint32{1000, 1960, 3_000_000_000, 3_000_000_960} {
		pts, ok := c.Of(&Packet{Kind: Audio, TS: ts, At: at(20 * i)}, false, [2]*Report{})
		if want := time.Duration(20*i) * time.Millisecond; !ok || pts != want {
			t.Errorf("packet %d is at %v, want %v", i, pts, want)
		}
	}
}

package hls

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"onair/media"
)

// bed is a deck on the bubble's clock, with a server that gives pictures and sound in
// parts of 200 ms.
type bed struct {
	*deck
	sent  time.Duration
	phase float64
}

func newBed(lead time.Duration, video, audio bool) *bed {
	b := &bed{deck: newDeck(time.Now, lead)}
	b.expect(video, audio)
	return b
}

const partLength = 200 * time.Millisecond

// part gives the next one.
func (b *bed) part(video, audio bool) {
	if video {
		for i := range 6 {
			b.picture(b.sent + time.Duration(i)*partLength/6)
		}
	}
	if audio {
		pcm := make([]float32, samples(partLength))
		for i := 0; i < len(pcm); i += 2 {
			v := float32(math.Sin(b.phase))
			b.phase += 2 * math.Pi * 440 / media.SampleRate
			pcm[i], pcm[i+1] = v, v
		}
		b.push(b.sent, pcm)
	}
	b.sent += partLength
}

// play reads for a time while parts come; it returns what was heard and the largest
// step between two samples.
func (b *bed) play(d time.Duration, video, audio bool) (heard time.Duration, step float64) {
	next := time.Now().Add(partLength)
	var last float32
	first := true
	dst := make([]float32, 960)
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if !time.Now().Before(next) {
			b.part(video, audio)
			next = next.Add(partLength)
		}
		if n := b.readAudio(dst); n > 0 {
			heard += length(n)
			for i := 0; i < n; i += 2 {
				if !first {
					step = max(step, math.Abs(float64(dst[i]-last)))
				}
				last, first = dst[i], false
			}
		}
	}
	return heard, step
}

func TestSoundAndPicturesKeepStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(600*time.Millisecond, true, true)
		for range 4 {
			b.part(true, true)
		}
		if b.readAudio(make([]float32, 960)) != 0 {
			t.Error("it plays before all there is was read")
		}
		b.caughtUp(true, true)
		heard, step := b.play(10*time.Second, true, true)
		if heard < 9900*time.Millisecond || step > 0.07 {
			t.Errorf("%v heard of 10 s, steps up to %.3f", heard, step)
		}
		level, playing, under := b.inHand()
		if !playing || under != 0 || level < 200*time.Millisecond || level > 900*time.Millisecond {
			t.Errorf("in hand %v, playing %v, ran out %d times", level, playing, under)
		}
		// A picture is due when the sound of its moment is heard.
		b.setLatency(50 * time.Millisecond)
		at, ok := b.due(b.at)
		if off := time.Until(at) - 50*time.Millisecond; !ok || off > 25*time.Millisecond || off < -25*time.Millisecond {
			t.Errorf("pictures are %v off", off)
		}
	})
}

func TestWhatComesLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(600*time.Millisecond, true, true)
		for range 4 {
			b.part(true, true)
		}
		b.caughtUp(true, true)
		dst := make([]float32, 960)
		for b.readAudio(dst) > 0 {
			time.Sleep(10 * time.Millisecond)
		}
		lead := b.lead
		if lead <= 600*time.Millisecond {
			t.Error("it ran out, and no more is kept in hand")
		}
		b.part(true, true)
		if b.readAudio(dst) != 0 {
			t.Error("it plays on with too little")
		}
		for range 4 {
			b.part(true, true)
		}
		if b.readAudio(dst) == 0 {
			t.Error("it does not play on")
		}
		// More than enough is worked off, without a step in the sound.
		for range 5 {
			b.part(true, true)
		}
		before, _, _ := b.inHand()
		if _, step := b.play(40*time.Second, true, true); step > 0.07 {
			t.Errorf("a step of %.3f while it is read faster", step)
		}
		after, _, under := b.inHand()
		if after > before-300*time.Millisecond || under != 1 {
			t.Errorf("in hand %v, before %v; ran out %d times", after, before, under)
		}
		if b.lead != 600*time.Millisecond {
			t.Errorf("%v are kept in hand although nothing ran out for long", b.lead)
		}
	})
}

func TestOneKindStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBed(600*time.Millisecond, true, true)
		for range 4 {
			b.part(true, true)
		}
		b.caughtUp(true, true)
		b.play(2*time.Second, true, true)
		if heard, _ := b.play(5*time.Second, true, false); heard < 4*time.Second { // silence, while pictures go on
			t.Errorf("%v of 5 s without sound", heard)
		}
		if heard, _ := b.play(5*time.Second, false, true); heard < 4*time.Second {
			t.Errorf("%v of 5 s without pictures", heard)
		}
	})
	synctest.Test(t, func(t *testing.T) { // sound that never begins holds nothing up for long
		b := newBed(600*time.Millisecond, true, true)
		b.caughtUp(true, false)
		for range 10 {
			b.part(true, false)
		}
		if _, ok := b.due(time.Second); !ok {
			t.Error("pictures wait for a sound that does not come")
		}
		for range 20 {
			b.part(true, false)
		}
		first, _ := b.due(2 * time.Second)
		time.Sleep(time.Second)
		if again, ok := b.due(2 * time.Second); !ok || !again.Equal(first) {
			t.Error("without sound the clock does not stand")
		}
		time.Sleep(time.Minute)
		if _, ok := b.due(b.sent); ok {
			t.Error("it plays on though nothing is in hand")
		}
	})
}

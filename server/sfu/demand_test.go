package sfu_test

import (
	"testing"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/internal/await"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// taken waits until the publisher is told how many take each layer, and has those rest that nobody takes.
func taken(t *testing.T, p *sfutest.Layered, want ...int) {
	t.Helper()
	await.Good(t, func() string {
		for i, n := range want {
			got, rests := p.Takers(i)
			if got != n || rests != (n == 0 && i != 0) {
				return await.Unless(false, "layer "+threeLayers[i].RID+" is taken by "+string(rune('0'+got)))
			}
		}
		return ""
	})
}

// TestWhoTakesWhatIsTold: the publisher is told what its viewers want, and what rests comes back when somebody wants it,
// without a break in the picture up to it.
func TestWhoTakesWhatIsTold(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publishThese(smallLayers, "s", webrtc.MimeTypeVP8, sfu.PublishOptions{})
	p.Obey(0)
	taken(t, p, 0, 0, 0)
	got := newSeen()
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: got.on, View: sfu.View{Width: 320, Height: 180}})
	if told := got.wait(b, 180, sfu.WhyTile); len(told.Layers) != 3 {
		t.Errorf("what rests is not said to be there: %+v", told)
	}
	taken(t, p, 1, 0, 0)
	b.more(v, 0, 10)
	b.sfu.Show("s", "v", sfu.View{Width: 640, Height: 360})
	got.wait(b, 360, sfu.WhyTile)
	taken(t, p, 0, 0, 1)
	b.more(v, 2, 10)
	b.sfu.Show("s", "v", sfu.View{})
	got.wait(b, 720, sfu.WhyBest)
	taken(t, p, 0, 1, 0)
	b.more(v, 1, 10)
	b.sfu.Show("s", "v", sfu.View{Quality: 200})
	got.wait(b, 180, sfu.WhyChosen)
	b.more(v, 0, 10)
	smooth(t, v)
	if c := v.Count(); c.Skipped > 3 {
		t.Errorf("%d pictures left out at a switch", c.Skipped)
	}
	b.sfu.Show("s", "v", sfu.View{Hidden: true})
	taken(t, p, 0, 0, 0)
	b.sfu.Show("s", "v", sfu.View{})
	got.wait(b, 720, sfu.WhyBest)
	v.Close()
	b.sfu.StopPlay("s", "v")
	taken(t, p, 0, 0, 0)
}

// TestTapsTakeTheBest: a recording is a taker of the best layer, and has nothing of another where that rests.
func TestTapsTakeTheBest(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publishLayers("s", webrtc.MimeTypeH264, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{NoVideo: true}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > 40 }) // so that the layers are known by their bit rates
	p.Obey(0)
	taken(t, p, 0, 0, 0)
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > 80 }) // and that they rest
	s := newTapped()
	_, stop, err := b.sfu.Tap("s", s)
	if err != nil {
		t.Fatal(err)
	}
	s.await(b, func() bool { return s.pictures > 20 })
	if !s.firstKey || s.least < 3000 {
		t.Errorf("pictures of %d bytes at least; the first a keyframe: %v", s.least, s.firstKey)
	}
	taken(t, p, 0, 1, 0)
	stop()
	taken(t, p, 0, 0, 0)
}

// TestALayerThatIsRefused: one that the publisher cannot send is not waited for.
func TestALayerThatIsRefused(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publishLayers("s", webrtc.MimeTypeVP8, sfu.PublishOptions{})
	got := newSeen()
	b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: got.on, View: sfu.View{Width: 320, Height: 180}})
	got.wait(b, 180, sfu.WhyTile)
	p.Rest(1, true)
	began := time.Now()
	b.sfu.Show("s", "v", sfu.View{Quality: 720})
	if told := got.wait(b, 360, sfu.WhySource); len(told.Layers) != 2 {
		t.Errorf("said to be there: %+v", told)
	}
	t.Logf("taken for refused after %v", time.Since(began))
	if n, _ := p.Takers(1); n != 1 {
		t.Errorf("the publisher is told of %d that want it", n)
	}
	p.Rest(1, false)
	got.wait(b, 720, sfu.WhyBest)
}

// TestALayerThatIsTakenAway: where the publisher says that it sends one no more its viewers go on with another, without a
// break that is seen.
func TestALayerThatIsTakenAway(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publishLayers("s", webrtc.MimeTypeVP8, sfu.PublishOptions{})
	got := newSeen()
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: got.on, View: sfu.View{Quality: 720}})
	got.wait(b, 720, sfu.WhyBest)
	b.more(v, 1, 10)
	before := v.Count().Skipped
	p.Leave(1)
	got.wait(b, 360, sfu.WhySource)
	b.more(v, 2, 10)
	smooth(t, v)
	if n := v.Count().Skipped - before; n > 12 { // three where nothing else wants the processor; by silence 15 and more
		t.Errorf("%d pictures left out", n)
	}
	p.Rest(1, false)
	got.wait(b, 720, sfu.WhyBest)
}

package sfu_test

import (
	"context"
	"testing"

	"github.com/pion/webrtc/v3"

	"onair/media/rtc/lossy"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// The layers of a stream in these tests.
var threeLayers = []sfutest.Layer{
	{RID: "l", Width: 320, Height: 180, BitRate: 100_000},
	{RID: "h", Width: 1280, Height: 720, BitRate: 900_000},
	{RID: "m", Width: 640, Height: 360, BitRate: 300_000},
}

// smallLayers are the same of so few bits that any line carries all of them: what is chosen does not go by how
// busy the machine is.
var smallLayers = []sfutest.Layer{
	{RID: "l", Width: 320, Height: 180, BitRate: 30_000},
	{RID: "h", Width: 1280, Height: 720, BitRate: 110_000},
	{RID: "m", Width: 640, Height: 360, BitRate: 60_000},
}

// seen collects what a viewer is told of its picture.
type seen struct{ ch chan sfu.Picture }

func newSeen() *seen { return &seen{make(chan sfu.Picture, 256)} }

func (s *seen) on(e sfu.Event) {
	if e.Kind == sfu.PictureChanged {
		s.ch <- *e.Picture
	}
}

// wait blocks until the viewer gets a picture of that height, 0 for none, for that reason.
func (s *seen) wait(b *bench, height int, why sfu.Why) sfu.Picture {
	b.t.Helper()
	var all []sfu.Picture
	for {
		select {
		case p := <-s.ch:
			if all = append(all, p); p.Height == height && p.Why == why {
				return p
			}
		case <-b.ctx.Done():
			b.t.Fatalf("no picture of %d lines because of %q: %+v", height, why, all)
		}
	}
}

func (b *bench) publishLayers(id, mime string, opts sfu.PublishOptions) *sfutest.Layered {
	b.t.Helper()
	return b.publishThese(threeLayers, id, mime, opts)
}

func (b *bench) publishThese(layers []sfutest.Layer, id, mime string, opts sfu.PublishOptions) *sfutest.Layered {
	b.t.Helper()
	p, err := sfutest.PublishLayers(b.ctx, mime, layers, sfutest.Settings(), func(ctx context.Context, offer string) (string, error) {
		answer, err := b.sfu.Publish(ctx, id, offer, opts)
		return onLoopback(answer), err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(p.Close)
	return p
}

// smooth fails if what a viewer got could not be decoded without a break.
func smooth(t *testing.T, v *sfutest.Viewer) {
	t.Helper()
	if c := v.Count(); c.Back > 0 || c.Unkeyed > 0 || c.Missing() > 0 || !c.FirstIsKey && c.Padding == 0 {
		t.Errorf("not smooth: %+v, %d missing", c, c.Missing())
	}
}

// frames blocks until the viewer has so many more packets of the layer.
func (b *bench) more(v *sfutest.Viewer, layer, n int) {
	b.t.Helper()
	was := v.Count().Layers[layer]
	b.await(v, func(c sfutest.Count) bool { return c.Layers[layer] >= was+n })
}

func TestLayerByTileAndWish(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publishThese(smallLayers, "s", webrtc.MimeTypeVP8, sfu.PublishOptions{})
	got := newSeen()
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: got.on, View: sfu.View{Width: 320, Height: 180}})
	if p := got.wait(b, 180, sfu.WhyTile); len(p.Layers) != 3 || p.Layers[0].Height != 720 || p.Layers[2].Width != 320 {
		t.Errorf("told %+v", p)
	}
	b.more(v, 0, 10)
	b.sfu.Show("s", "v", sfu.View{Width: 1920, Height: 1080})
	got.wait(b, 720, sfu.WhyBest)
	b.more(v, 1, 30)
	b.sfu.Show("s", "v", sfu.View{Quality: 400})
	got.wait(b, 360, sfu.WhyChosen)
	b.more(v, 2, 10)
	smooth(t, v)
	if c := v.Count(); c.Skipped > 3 {
		t.Errorf("%d pictures left out at a switch", c.Skipped)
	}
	b.sfu.Show("s", "v", sfu.View{Hidden: true})
	got.wait(b, 0, sfu.WhyHidden)
	sounds := v.Count().AudioPackets
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > sounds+20 }) // and what was on its way before has come
	was := v.Count()
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > was.AudioPackets+20 })
	if c := v.Count(); c.Distinct > was.Distinct {
		t.Errorf("%d packets of a hidden picture", c.Distinct-was.Distinct)
	}
	b.sfu.Show("s", "v", sfu.View{Quality: sfu.SoundOnly})
	got.wait(b, 0, sfu.WhyChosen)
	b.sfu.Show("s", "v", sfu.View{})
	got.wait(b, 720, sfu.WhyBest)
	b.more(v, 1, 10)
	smooth(t, v)
}

// The best layer stops and comes back, as the publisher likes: viewers go on with the next, and so does a tap, which has the best.
func TestTheBestLayerRests(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publishLayers("s", webrtc.MimeTypeVP8, sfu.PublishOptions{})
	got := newSeen()
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: got.on, View: sfu.View{Quality: 720}})
	got.wait(b, 720, sfu.WhyBest)
	b.more(v, 1, 10)
	p.Rest(1, true)
	got.wait(b, 360, sfu.WhySource)
	b.more(v, 2, 10)
	if st := b.sfu.Streams(); len(st) != 1 || len(st[0].Layers) != 3 || st[0].Layers[0].Takers != 1 || st[0].Layers[1].Takers != 0 {
		t.Errorf("streams %+v", st)
	}
	p.Rest(1, false)
	got.wait(b, 720, sfu.WhyBest)
	b.more(v, 1, 10)
	smooth(t, v)
	for i := range threeLayers {
		if p.Reports(i) == 0 {
			t.Errorf("no receiver report about layer %d", i)
		}
	}
}

func TestTapOfLayers(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publishLayers("s", webrtc.MimeTypeH264, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{NoVideo: true}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > 40 }) // so that the layers are known by their bit rates
	s := newTapped()
	_, stop, err := b.sfu.Tap("s", s)
	if err != nil {
		t.Fatal(err)
	}
	s.await(b, func() bool { return s.pictures > 20 })
	if large := s.size > 3000; !large || !s.firstKey {
		t.Errorf("pictures of %d bytes; the first a keyframe: %v", s.size, s.firstKey)
	}
	p.Rest(1, true)
	s.await(b, func() bool { return s.size < 2000 })
	stop()
	if s.back > 0 {
		t.Errorf("%d pictures go back", s.back)
	}
}

// limited are settings behind a line of so many bits a second towards the client.
func limited(t *testing.T, bitRate int) (*webrtc.SettingEngine, *lossy.Net) {
	t.Helper()
	n, err := lossy.New(1)
	if err != nil {
		t.Fatal(err)
	}
	n.Set(lossy.Down, lossy.Link{BitRate: bitRate})
	set := sfutest.Settings()
	set.SetNet(n)
	return &set, n
}

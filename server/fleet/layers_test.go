package fleet

import (
	"context"
	"encoding/binary"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/internal/await"
	"onair/room"
	"onair/server/asker"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

var threeLayers = []sfutest.Layer{
	{RID: "h", Width: 1280, Height: 720, BitRate: 230_000},
	{RID: "m", Width: 640, Height: 360, BitRate: 90_000},
	{RID: "l", Width: 320, Height: 180, BitRate: 40_000},
}

// layersFar is a stream of three layers at a node, and a way for viewers to watch it at another.
type layersFar struct {
	f    *Fleet
	here *place
	p    *sfutest.Layered
	ctx  context.Context
}

func openLayers(t *testing.T) *layersFar {
	t.Helper()
	here, far := open(t), open(t)
	f := New(Config{Name: "here", Addr: here.addr, Agent: here.Agent, Term: 1, Dial: dialPlain, Log: slog.New(slog.DiscardHandler),
		Peers: func(context.Context) ([]Peer, error) { return []Peer{{Name: "far", Addr: far.addr}}, nil }})
	t.Cleanup(func() { _ = f.Close() })
	f.Seek(t.Context())
	f.Settle()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	p, err := sfutest.PublishLayers(ctx, webrtc.MimeTypeH264, threeLayers, sfutest.Settings(), func(ctx context.Context, offer string) (string, error) {
		return f.Publish(ctx, "s", offer, room.Seat{}, func(room.Media) {}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	await.Good(t, func() string {
		st := here.sfu.Streams()
		return await.Unless(len(st) == 1 && len(st[0].Layers) == 3 && st[0].Layers[0].Height == 720 && st[0].Layers[2].Height == 180, fmt.Sprintf("%+v", st))
	})
	return &layersFar{f, here, p, ctx}
}

func (l *layersFar) play(t *testing.T, name string, v sfu.View) (*sfutest.Viewer, chan sfu.Picture) {
	t.Helper()
	told := make(chan sfu.Picture, 64)
	viewer, err := sfutest.Play(l.ctx, sfutest.PlayConfig{}, func(ctx context.Context, offer string) (string, error) {
		return l.f.PlayAs(asker.WithVia(ctx, "far"), "s", name, offer, v, func(p sfu.Picture) { told <- p }, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(viewer.Close)
	return viewer, told
}

// gets waits until a viewer is told that it gets so many lines.
func gets(t *testing.T, told chan sfu.Picture, height int, why sfu.Why) sfu.Picture {
	t.Helper()
	for {
		p := wait(t, fmt.Sprint(height, " lines because of ", why), told)
		if p.Height == height && p.Why == why {
			return p
		}
	}
}

// TestLayersAtAnotherNode: viewers at another node get layers by their tiles as at home, the publisher hears of them,
// and between the nodes goes what they take and nothing else.
func TestLayersAtAnotherNode(t *testing.T) {
	l := openLayers(t)
	f, here, p, ctx := l.f, l.here, l.p, l.ctx
	gets := func(told chan sfu.Picture, height int, why sfu.Why) {
		t.Helper()
		if p := gets(t, told, height, why); len(p.Layers) != 3 {
			t.Errorf("there are %+v", p.Layers)
		}
	}
	p.Obey(2)
	taken := func(want ...int) {
		t.Helper()
		await.Good(t, func() string {
			var got []int
			for i := range want {
				n, _ := p.Takers(i)
				got = append(got, n)
			}
			return await.Unless(slices.Equal(got, want), fmt.Sprintf("taken by %v, want %v", got, want))
		})
	}
	taken(0, 0, 0)
	bob, bobs := l.play(t, "bob", sfu.View{Width: 320, Height: 180})
	gets(bobs, 180, sfu.WhyTile)
	taken(0, 0, 1)
	carol, carols := l.play(t, "carol", sfu.View{Quality: 400})
	gets(carols, 360, sfu.WhyChosen)
	taken(0, 1, 1)
	if n := here.feeds.Load(); n != 1 {
		t.Errorf("the stream is taken %d times", n)
	}
	f.Show("s", "bob", sfu.View{Width: 640, Height: 360})
	gets(bobs, 360, sfu.WhyTile)
	taken(0, 2, 0)
	f.Show("s", "bob", sfu.View{})
	gets(bobs, 720, sfu.WhyBest)
	taken(1, 1, 0)
	f.Show("s", "bob", sfu.View{Hidden: true})
	gets(bobs, 0, sfu.WhyHidden)
	f.Show("s", "carol", sfu.View{Hidden: true})
	gets(carols, 0, sfu.WhyHidden)
	taken(0, 0, 0)
	before, _ := here.Traffic()
	if err := bob.Wait(ctx, after(bob.Count().AudioPackets+60)); err != nil { // two seconds
		t.Fatal(err)
	}
	if now, _ := here.Traffic(); now-before > 25_000 {
		t.Errorf("%d bytes went to the other node while nothing was shown", now-before)
	}
	f.Show("s", "bob", sfu.View{Width: 640, Height: 360})
	gets(bobs, 360, sfu.WhyTile)
	for name, v := range map[string]*sfutest.Viewer{"bob": bob, "carol": carol} {
		if c := v.Count(); c.Missing() > 0 || c.Back > 0 {
			t.Errorf("%s misses %d of %+v", name, c.Missing(), c)
		}
	}
}

// TestALayerTakenAwayAtAnotherNode: what a publisher says that it sends no more, viewers at another node know, too. They took nothing
// else there, so no silence tells.
func TestALayerTakenAwayAtAnotherNode(t *testing.T) {
	l := openLayers(t)
	v, told := l.play(t, "dora", sfu.View{Quality: 720})
	gets(t, told, 720, sfu.WhyBest)
	if err := v.Wait(l.ctx, after(v.Count().AudioPackets+int((linger+time.Second)/(20*time.Millisecond)))); err != nil { // nothing else comes any more
		t.Fatal(err)
	}
	l.p.Leave(0)
	gets(t, told, 360, sfu.WhySource)
}

func after(sound int) func(sfutest.Count) bool {
	return func(c sfutest.Count) bool { return c.AudioPackets > sound }
}

// TestWishesOfLayers: each once, keyframes of many viewers as one, and a layer is given up some time after its last taker.
func TestWishesOfLayers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWishes(2)
		says := func(want ...byte) {
			t.Helper()
			if got := w.letters(time.Now()); !slices.Equal(got, want) {
				t.Errorf("% x, want % x", got, want)
			}
		}
		takes := func(a, b uint16) []byte {
			return binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{wantLayers}, a), b)
		}
		says()
		w.layers([]int{0, 3})
		w.keyframe(1)
		w.keyframe(1)
		says(append(takes(0, 3), wantKey, 1)...)
		w.layers([]int{0, 3})
		says()
		w.layers([]int{1, 0})
		says(takes(1, 1)...)
		time.Sleep(linger - 1)
		says()
		time.Sleep(1 * time.Nanosecond)
		says(takes(1, 0)...)
		one := newWishes(0)
		one.keyframe(0)
		if got := one.letters(time.Now()); !slices.Equal(got, []byte{wantKey}) {
			t.Errorf("of one picture alone: % x", got)
		}
	})
}

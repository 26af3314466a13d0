package sfu_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/webrtc/v3"
	"go.uber.org/goleak"

	"onair/internal/peerend"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// events collects what On is called with.
type events struct {
	mu  sync.Mutex
	all []sfu.Event
	ch  chan struct{}
}

func newEvents() *events { return &events{ch: make(chan struct{}, 1)} }

func (e *events) on(ev sfu.Event) {
	e.mu.Lock()
	e.all = append(e.all, ev)
	e.mu.Unlock()
	select {
	case e.ch <- struct{}{}:
	default:
	}
}

func (e *events) count(k sfu.EventKind) (n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, ev := range e.all {
		if ev.Kind == k {
			n++
		}
	}
	return n
}

// wait returns the first event of that kind, waiting for it.
func (e *events) wait(t *testing.T, ctx context.Context, k sfu.EventKind) sfu.Event {
	t.Helper()
	for {
		e.mu.Lock()
		all := append([]sfu.Event(nil), e.all...)
		e.mu.Unlock()
		for _, ev := range all {
			if ev.Kind == k {
				return ev
			}
		}
		select {
		case <-e.ch:
		case <-ctx.Done():
			t.Fatalf("no event %q; so far %v", k, all)
		}
	}
}

// bench is a running relay with helpers.
type bench struct {
	t   testing.TB
	ctx context.Context
	sfu *sfu.SFU
}

func start(t testing.TB, cfg sfu.Config) *bench {
	t.Helper()
	if cfg.UDPAddr == "" {
		cfg.UDPAddr = "127.0.0.1:0"
	}
	s, err := sfu.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	t.Cleanup(func() {
		cancel()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &bench{t: t, ctx: ctx, sfu: s}
}

func (b *bench) publish(id string, cfg sfutest.PublishConfig, opts sfu.PublishOptions) *sfutest.Publisher {
	b.t.Helper()
	p, err := sfutest.Publish(b.ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		answer, err := b.sfu.Publish(ctx, id, offer, opts)
		return onLoopback(answer), err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(p.Close)
	return p
}

func (b *bench) play(id, viewer string, cfg sfutest.PlayConfig, opts sfu.PlayOptions) *sfutest.Viewer {
	b.t.Helper()
	v, err := sfutest.Play(b.ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		answer, err := b.sfu.Play(ctx, id, viewer, offer, opts)
		return onLoopback(answer), err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(v.Close)
	return v
}

// onLoopback drops the candidates of an answer that are not on the loopback interface: tests stay on the machine.
func onLoopback(answer string) string {
	var out []string
	for _, l := range strings.SplitAfter(answer, "\n") {
		if !strings.HasPrefix(l, "a=candidate:") || strings.Contains(l, " 127.0.0.1 ") {
			out = append(out, l)
		}
	}
	return strings.Join(out, "")
}

// quietPeer is a peer connection that speaks to nobody.
func quietPeer(t *testing.T) *webrtc.PeerConnection {
	t.Helper()
	m := &webrtc.MediaEngine{}
	if err := m.RegisterDefaultCodecs(); err != nil {
		t.Fatal(err)
	}
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(sfutest.Settings())).
		NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = peerend.GracefulClose(pc) })
	return pc
}

func (b *bench) await(v *sfutest.Viewer, ok func(sfutest.Count) bool) {
	b.t.Helper()
	if err := v.Wait(b.ctx, ok); err != nil {
		b.t.Fatal(err)
	}
}

func TestPublishAndPlay(t *testing.T) {
	t.Parallel()
	for _, mime := range []string{webrtc.MimeTypeVP8, webrtc.MimeTypeH264} {
		t.Run(mime, func(t *testing.T) {
			b := start(t, sfu.Config{})
			ev, vev := newEvents(), newEvents()
			b.publish("s", sfutest.PublishConfig{Mime: mime}, sfu.PublishOptions{On: ev.on})
			ev.wait(t, b.ctx, sfu.Connected)
			ev.wait(t, b.ctx, sfu.VideoOn)
			ev.wait(t, b.ctx, sfu.AudioOn)
			v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: vev.on})
			vev.wait(t, b.ctx, sfu.Connected)
			b.await(v, func(c sfutest.Count) bool { return c.Packets > 60 && c.AudioPackets > 20 && c.Reports > 0 })
			if c := v.Count(); !c.FirstIsKey || c.Missing() > 0 {
				t.Errorf("seen %+v, missing %d", c, c.Missing())
			}
		})
	}
}

// A viewer of a stream that came by another way sees and hears it as any other.
func TestPlayAnIngest(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	in, err := b.sfu.Ingest("s", sfu.PublishOptions{})
	if err != nil {
		t.Fatal(err)
	}
	send := func(i int) {
		slice := make([]byte, 3000)
		slice[0] = 0x41
		au := [][]byte{slice}
		if i == 0 {
			slice[0] = 0x65
			au = [][]byte{{0x67, 1, 2, 3}, {0x68, 4}, slice}
		}
		at := time.Duration(i) * time.Second / 30
		in.H264(au, at, at)
		in.Opus([]byte{0xfc, 1, 2}, time.Duration(i)*time.Second/50)
	}
	for i := range 100 {
		send(i)
	}
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for i := 100; ; i++ {
		send(i)
		if c := v.Count(); c.Packets > 320 && c.AudioPackets > 20 && c.Reports > 0 && c.Missing() == 0 {
			return
		}
		select {
		case <-tick.C:
		case <-b.ctx.Done():
			t.Fatalf("seen %+v", v.Count())
		}
	}
}

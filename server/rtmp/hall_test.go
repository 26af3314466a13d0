package rtmp

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortmplib"
	"github.com/bluenviron/gortmplib/pkg/codecs"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"go.uber.org/goleak"

	"onair/room"
	"onair/server/ingest"
	"onair/server/reply"
	"onair/server/sfu"
	"onair/signaling"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const goodKey = "abcdefghgood"

// hall is a room server as far as programs that send meet it: one key, one live at a time.
type hall struct {
	t     *testing.T
	sfu   *sfu.SFU
	s     *Server
	log   *bytes.Buffer
	mu    sync.Mutex
	lives []*live
	asked []string
}

// live is who was let in.
type live struct {
	h    *hall
	over chan struct{}

	mu    sync.Mutex
	hints []signaling.HintCode
	args  []string
	ended string
}

func (l *live) Publish(_ context.Context, open func(string, room.Seat, func(room.Media)) error) error {
	return open("s", room.Seat{}, func(room.Media) {})
}
func (l *live) Tell(code signaling.HintCode, args ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.hints, code) {
		l.hints, l.args = append(l.hints, code), append(l.args, args...)
	}
}
func (l *live) told(code signaling.HintCode) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Contains(l.hints, code)
}
func (l *live) Over() <-chan struct{} { return l.over }
func (l *live) Close()                { l.end("lost") }
func (l *live) Bye()                  { l.end("bye") }
func (l *live) end(how string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = how
}
func (l *live) how() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ended
}

// packets is a converter that makes each unit a packet.
type packets struct{ emit func([]byte, time.Duration) }

func (p packets) AAC(config, unit []byte, pts time.Duration) error {
	if len(config) == 0 {
		return errors.New("no configuration")
	}
	p.emit(append([]byte{0xfc}, unit...), pts)
	return nil
}
func (packets) Close() {}

func newHall(t *testing.T, change func(*Config)) *hall {
	t.Helper()
	relay, err := sfu.New(sfu.Config{UDPAddr: "127.0.0.1:0", TCPAddr: "off"})
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{t: t, sfu: relay, log: &bytes.Buffer{}}
	cfg := Config{Addr: "127.0.0.1:0", MaxBitRate: 20_000_000, Clock: ingest.WallClock(), Open: h.open,
		Ingest: func(stream string, seat room.Seat, on func(room.Media)) (ingest.Media, error) {
			return relay.Ingest(stream, sfu.PublishOptions{})
		},
		Sound: func(emit func([]byte, time.Duration)) ingest.Sound { return packets{emit} },
		Log:   slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&cfg)
	}
	if h.s, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	ran := make(chan error, 1)
	go func() { ran <- h.s.Run() }()
	t.Cleanup(func() {
		h.s.Close()
		if err := <-ran; err != nil {
			t.Error(err)
		}
		_ = relay.Close()
	})
	return h
}

func (h *hall) open(_ context.Context, key string, _ signaling.Door, from netip.Addr) (Live, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked = append(h.asked, key)
	if key != goodKey {
		return nil, reply.Code(signaling.CodeStreamKey, "")
	}
	l := &live{h: h, over: make(chan struct{})}
	h.lives = append(h.lives, l)
	return l, nil
}

func (h *hall) live(i int) *live {
	h.mu.Lock()
	defer h.mu.Unlock()
	if i >= len(h.lives) {
		h.t.Fatal("nobody was let in")
	}
	return h.lives[i]
}

// program is a client that sends.
type program struct {
	c            *gortmplib.Client
	w            *gortmplib.Writer
	video, audio *gortmplib.Track
}

func (h *hall) dial(u string, set *tls.Config) (*gortmplib.Client, error) {
	at, err := url.Parse(u)
	if err != nil {
		h.t.Fatal(err)
	}
	c := &gortmplib.Client{URL: at, Publish: true, TLSConfig: set}
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	if err := c.Initialize(ctx); err != nil {
		return nil, err
	}
	h.t.Cleanup(func() { c.Close() })
	return c, nil
}

var aac = &codecs.MPEG4Audio{Config: &mpeg4audio.AudioSpecificConfig{Type: mpeg4audio.ObjectTypeAACLC, SampleRate: 48000, ChannelConfig: 2}}

var avc = &codecs.H264{SPS: []byte{0x67, 0x64, 0x00, 0x0c, 0xac, 0x3b, 0x50, 0xb0, 0x4b, 0x42, 0x00, 0x00, 0x03, 0x00, 0x02, 0x00, 0x00, 0x03, 0x00, 0x3d, 0x08}, PPS: []byte{0x68, 0xce, 0x3c, 0x80}}

func (h *hall) sends(u string, set *tls.Config, video, audio codecs.Codec) *program {
	h.t.Helper()
	c, err := h.dial(u, set)
	if err != nil {
		h.t.Fatal(err)
	}
	p := &program{c: c}
	w := &gortmplib.Writer{Conn: c}
	if video != nil {
		p.video = &gortmplib.Track{Codec: video}
		w.Tracks = append(w.Tracks, p.video)
	}
	if audio != nil {
		p.audio = &gortmplib.Track{Codec: audio}
		w.Tracks = append(w.Tracks, p.audio)
	}
	if err := w.Initialize(); err != nil {
		h.t.Fatal(err)
	}
	p.w = w
	return p
}

// frame sends the picture and the sound of a moment; delta is when it is shown later.
func (p *program) frame(i int, key bool, delta time.Duration) error {
	slice := make([]byte, 3000)
	if slice[0] = 0x41; key {
		slice[0] = 0x65
	}
	at := time.Duration(i) * time.Second / 30
	if err := p.w.WriteH264(p.video, at+delta, at, [][]byte{slice}); err != nil {
		return err
	}
	return p.w.WriteMPEG4Audio(p.audio, at, []byte{1, 2, 3})
}

func (h *hall) url(key string) string {
	return "rtmp://" + h.s.Addr(signaling.DoorRTMP) + "/live/" + key
}

package srt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gosrt "github.com/datarhei/gosrt"

	"onair/internal/await"
	"onair/room"
	"onair/server/ingest"
	"onair/server/sound"
	"onair/signaling"
)

// end is a relay and a room that note what comes.
type end struct {
	mu       sync.Mutex
	pictures []time.Duration
	key      bool
	packets  []time.Duration
	hints    []signaling.HintCode
	opened   []string
	refuse   error
	over     chan struct{}
	done     chan struct{}
	closed   int
}

func newEnd() *end { return &end{over: make(chan struct{}), done: make(chan struct{})} }

func (e *end) Reorder(bool) {}

func (e *end) H264(au [][]byte, pts, _ time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.pictures = append(e.pictures, pts)
	e.key = e.key || au[0][0]&0x1f == 7
}

func (e *end) Opus(_ []byte, pts time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.packets = append(e.packets, pts)
}

func (e *end) Tell(code signaling.HintCode, _ ...string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !slices.Contains(e.hints, code) {
		e.hints = append(e.hints, code)
	}
}

func (e *end) Publish(_ context.Context, open func(string, room.Seat, func(room.Media)) error) error {
	return open("stream", room.Seat{}, func(room.Media) {})
}

func (e *end) Done() <-chan struct{} { return e.done }
func (e *end) Over() <-chan struct{} { return e.over }
func (e *end) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed++
}

func (e *end) count() (pictures, packets, closed int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.pictures), len(e.packets), e.closed
}

const goodKey = "live-0123456789"

func serve(t *testing.T, e *end, passphrase string, edit ...func(*Config)) *Server {
	t.Helper()
	cfg := Config{Addr: "127.0.0.1:0", Passphrase: passphrase, MaxBitRate: 10_000_000, Clock: ingest.WallClock(), Log: slog.New(slog.DiscardHandler),
		Open: func(_ context.Context, key string, from netip.Addr) (ingest.Live, error) {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.opened = append(e.opened, key)
			if key != goodKey || !from.IsValid() {
				return nil, signaling.NewError(signaling.CodeStreamKey, "", "")
			}
			return e, e.refuse
		},
		Ingest: func(string, room.Seat, func(room.Media)) (ingest.Media, error) { return e, nil },
		Sound:  func(emit func([]byte, time.Duration)) ingest.Sound { return sound.NewToOpus(emit) },
	}
	for _, f := range edit {
		f(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ran := make(chan error, 1)
	go func() { ran <- s.Run() }()
	t.Cleanup(func() {
		s.Close()
		if err := <-ran; err != nil {
			t.Error(err)
		}
	})
	return s
}

func dial(s *Server, id, passphrase string, latency time.Duration) (gosrt.Conn, error) {
	c := gosrt.DefaultConfig()
	c.StreamId, c.Passphrase = id, passphrase
	if latency > 0 {
		c.PeerLatency = latency
	}
	c.ConnectionTimeout = time.Minute
	return gosrt.Dial("srt", s.Addr(), c)
}

func TestProgramComesIn(t *testing.T) {
	for name, c := range map[string]struct{ id, passphrase string }{
		"a key": {goodKey, ""}, "a name": {"#!::r=" + goodKey + ",m=publish", ""}, "encrypted": {"live/" + goodKey, "ten letters at least"},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnd()
			s := serve(t, e, c.passphrase)
			conn, err := dial(s, c.id, c.passphrase, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			for part := range slices.Chunk(program(t), 7*tsPacket) {
				if _, err := conn.Write(part); err != nil {
					t.Fatal(err)
				}
			}
			await.True(t, "pictures and sound", func() bool {
				pictures, packets, _ := e.count()
				return pictures >= 58 && packets >= 90
			})
			if n := s.Lives(); n != 1 {
				t.Errorf("%d programs", n)
			}
			_ = conn.Close()
			await.True(t, "the end", func() bool { _, _, closed := e.count(); return closed == 2 && s.Lives() == 0 })
			if !e.key || len(e.hints) > 0 {
				t.Errorf("keyframe %v, hints %v", e.key, e.hints)
			}
			for i := 1; i < len(e.pictures); i++ {
				if d := e.pictures[i] - e.pictures[i-1]; (d - time.Second/30).Abs() > time.Microsecond {
					t.Fatalf("picture %d comes %v later", i, d)
				}
			}
			for i := 1; i < len(e.packets); i++ {
				if d := e.packets[i] - e.packets[i-1]; (d - 20*time.Millisecond).Abs() > time.Microsecond {
					t.Fatalf("packet %d comes %v later", i, d)
				}
			}
			if d := e.packets[0] - e.pictures[0]; d.Abs() > 30*time.Millisecond {
				t.Errorf("sound begins %v behind the picture", d)
			}
		})
	}
}

func TestRefusedAtTheHandshake(t *testing.T) {
	e := newEnd()
	s := serve(t, e, "")
	for _, id := range []string{"wrong", "", "#!::r=" + goodKey + ",m=request", "#!::m=publish"} {
		if conn, err := dial(s, id, "", 0); err == nil {
			_ = conn.Close()
			t.Errorf("%q is let in", id)
		}
	}
	if conn, err := dial(s, goodKey, "nobody asked for it", 0); err == nil {
		_ = conn.Close()
		t.Error("encrypted without a passphrase is let in")
	}
	if !slices.Equal(e.opened, []string{"wrong"}) {
		t.Errorf("looked up: %q", e.opened)
	}
	s = serve(t, e, "ten letters at least")
	for _, pass := range []string{"", "another passphrase"} {
		if conn, err := dial(s, goodKey, pass, 0); err == nil {
			_ = conn.Close()
			t.Errorf("passphrase %q is let in", pass)
		}
	}
}

func TestEndsWhenTheLiveIsOver(t *testing.T) {
	for name, finish := range map[string]func(*end){"room": func(e *end) { close(e.over) }, "relay": func(e *end) { close(e.done) }} {
		t.Run(name, func(t *testing.T) {
			e := newEnd()
			conn, err := dial(serve(t, e, ""), goodKey, "", 0)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			finish(e)
			if _, err := conn.Read(make([]byte, 1500)); !errors.Is(err, io.EOF) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestTooMuchLatencyIsCutOff(t *testing.T) {
	e := newEnd()
	conn, err := dial(serve(t, e, ""), goodKey, "", 20*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Read(make([]byte, 1500)); !errors.Is(err, io.EOF) {
		t.Errorf("%v", err)
	}
}

// TestGarbageHarmsNobody sends what is no SRT, a handshake that is cut off among it.
func TestGarbageHarmsNobody(t *testing.T) {
	e := newEnd()
	s := serve(t, e, "")
	c, err := net.Dial("udp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	cut := make([]byte, 16+48+1)
	cut[0] = 0x80
	h := cut[16:]
	binary.BigEndian.PutUint32(h, 5)
	binary.BigEndian.PutUint16(h[6:], 1)
	binary.BigEndian.PutUint32(h[20:], 0xffffffff)
	for _, b := range [][]byte{cut, {}, {0x80}, bytes.Repeat([]byte{0xff}, 1400), []byte(strings.Repeat("garbage", 100))} {
		if _, err := c.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	conn, err := dial(s, goodKey, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
}

func TestLobbyHasRoomForEachAddress(t *testing.T) {
	s := serve(t, newEnd(), "")
	s.mu.Lock()
	s.lobby[netip.MustParseAddr("127.0.0.1")] = lobbyAddress
	s.mu.Unlock()
	if conn, err := dial(s, goodKey, "", 0); err == nil {
		_ = conn.Close()
		t.Error("one more is let in")
	}
}

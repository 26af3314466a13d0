package rtmp

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bluenviron/gortmplib"
	"github.com/bluenviron/gortmplib/pkg/codecs"

	"onair/internal/await"
	"onair/server/certs/certstest"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
	"onair/signaling"
)

func TestAProgramSendsAndIsWatched(t *testing.T) {
	h := newHall(t, nil)
	p := h.sends(h.url(goodKey+"?from=obs"), nil, avc, aac)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	v, err := sfutest.Play(ctx, sfutest.PlayConfig{}, func(ctx context.Context, offer string) (string, error) {
		return h.sfu.Play(ctx, "s", "v", offer, sfu.PlayOptions{})
	})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for i := 0; ; i++ {
		if err := p.frame(i, i%30 == 0, 0); err != nil {
			t.Fatal(err)
		}
		if c := v.Count(); c.Packets > 150 && c.AudioPackets > 30 && c.Missing() == 0 {
			break
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("seen %+v", v.Count())
		}
	}
	if st := h.sfu.Streams(); len(st) != 1 || !st[0].Video || !st[0].Audio {
		t.Errorf("%+v", st)
	}
	if l := h.live(0); len(l.hints) > 0 {
		t.Errorf("%v", l.hints)
	}
	p.c.Close() // without a word
	await.True(t, "gone", func() bool { return h.live(0).how() == "lost" })
	await.True(t, "no stream", func() bool { return len(h.sfu.Streams()) == 0 })
}

func TestRTMPSAndWhoMayNotSendAnyMore(t *testing.T) {
	authority := certstest.NewAuthority(t)
	pair, err := tls.X509KeyPair(authority.Issue("127.0.0.1"))
	if err != nil {
		t.Fatal(err)
	}
	h := newHall(t, func(c *Config) {
		c.Addr, c.TLSAddr, c.TLS = "", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}}
	})
	p := h.sends("rtmps://"+h.s.Addr(signaling.DoorRTMPS)+"/live/"+goodKey, &tls.Config{RootCAs: authority.Roots()}, avc, aac)
	if err := p.frame(0, true, 0); err != nil {
		t.Fatal(err)
	}
	await.True(t, "stream", func() bool { return len(h.sfu.Streams()) == 1 })
	close(h.live(0).over) // its key was revoked
	await.True(t, "cut", func() bool { return p.frame(1, true, 0) != nil })
	if h.s.Addr(signaling.DoorRTMP) != "" {
		t.Error("RTMP is there too")
	}
	if _, err := New(Config{TLSAddr: "127.0.0.1:0"}); !errors.Is(err, ErrNoTLS) {
		t.Errorf("without a certificate: %v", err)
	}
}

func TestWrongKeysAreRefusedAndNotLogged(t *testing.T) {
	h := newHall(t, nil)
	for _, key := range []string{"wrongwrongwrong", "", goodKey + "x"} {
		if _, err := h.dial(h.url(key), nil); err == nil {
			t.Errorf("%q is let in", key)
		}
	}
	h.s.Close()
	if text := h.log.String(); strings.Contains(text, "wrong") || strings.Contains(text, goodKey) {
		t.Errorf("logged: %s", text)
	}
	if !slices.Equal(h.asked, []string{"wrongwrongwrong", "live", goodKey + "x"}) {
		t.Errorf("asked for %q", h.asked)
	}
}

func TestHints(t *testing.T) {
	for name, row := range map[string]struct {
		video codecs.Codec
		audio codecs.Codec
		send  func(*program) error
		want  signaling.HintCode
		arg   string
	}{
		"B-frames": {avc, aac, func(p *program) error {
			return errors.Join(p.frame(0, true, 66*time.Millisecond), p.frame(1, false, 133*time.Millisecond), p.frame(2, false, 0))
		}, signaling.HintBFrames, ""},
		"MP3": {avc, &codecs.MPEG1Audio{}, func(p *program) error {
			return p.w.WriteMPEG1Audio(p.audio, 0, []byte{0xff, 0xfb, 0x10, 0x64, 0, 0, 0, 0, 0, 0, 0, 0})
		}, signaling.HintAudioCodec, "MP3"},
		"AV1": {&codecs.AV1{}, aac, func(p *program) error {
			return p.w.WriteAV1(p.video, 0, [][]byte{{0x0a, 1, 2}})
		}, signaling.HintVideoCodec, "AV1"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t, nil)
			p := h.sends(h.url(goodKey), nil, row.video, row.audio)
			if err := row.send(p); err != nil {
				t.Fatal(err)
			}
			l := h.live(0)
			await.True(t, "hint", func() bool { return l.told(row.want) })
			if row.arg != "" && !slices.Contains(l.args, row.arg) {
				t.Errorf("%q", l.args)
			}
		})
	}
}

// One address with a hundred connections that say nothing keeps nobody else out.
func TestHalfOpenConnectionsAreBounded(t *testing.T) {
	h := newHall(t, nil)
	for range 100 {
		nc, err := net.Dial("tcp", h.s.Addr(signaling.DoorRTMP))
		if err != nil {
			t.Fatal(err)
		}
		defer nc.Close()
	}
	lobby := h.s.lobby
	await.True(t, "refusals", func() bool {
		lobby.mu.Lock()
		defer lobby.mu.Unlock()
		return len(lobby.in) == lobbyAddress
	})
	// Another address, which the machine has as well.
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}
	at, _ := url.Parse(h.url(goodKey))
	c := &gortmplib.Client{URL: at, Publish: true, DialContext: d.DialContext}
	if err := c.Initialize(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Close()
}

func TestALobbyThatIsFullLosesWhoWaitedLongest(t *testing.T) {
	l := newLobby()
	var all []*conn
	for i := range lobbyMost + 1 {
		a, b := net.Pipe()
		defer b.Close()
		c := &conn{nc: a, from: netip.AddrFrom4([4]byte{10, 0, 0, byte(i)})}
		if all = append(all, c); !l.enter(c) {
			t.Fatalf("%d is refused", i)
		}
	}
	if _, err := all[0].nc.Write([]byte{1}); err == nil {
		t.Error("the first is still there")
	}
	for _, c := range all {
		l.leave(c)
		_ = c.nc.Close()
	}
	if len(l.in) != 0 || len(l.from) != 0 {
		t.Errorf("%d left of %v", len(l.in), l.from)
	}
}

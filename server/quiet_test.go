package server

import (
	"bufio"
	"bytes"
	"errors"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortmplib"
	rtmpcodecs "github.com/bluenviron/gortmplib/pkg/codecs"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	tscodecs "github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"
	gosrt "github.com/datarhei/gosrt"

	"onair/internal/await"
	"onair/server/ingest"
	"onair/server/ingest/ingesttest"
	"onair/server/programs"
	"onair/signaling"
)

// A picture that nobody decodes, with its parameter sets.
var (
	quietSPS = []byte{0x67, 0x64, 0x00, 0x0c, 0xac, 0x3b, 0x50, 0xb0, 0x4b, 0x42, 0x00, 0x00, 0x03, 0x00, 0x02, 0x00, 0x00, 0x03, 0x00, 0x3d, 0x08}
	quietPPS = []byte{0x68, 0xce, 0x3c, 0x80}
	quietKey = append([]byte{0x65}, bytes.Repeat([]byte{0x88}, 2000)...) // no start codes in it
)

// dialed is a program that is connected: it sends pictures, or something that is none, and goes.
type dialed struct {
	picture func(at time.Duration) error
	other   func() error
	gone    func() error // waits for the server to end it
	close   func()
}

func dialRTMP(t *testing.T, a signaling.StreamAddresses, key string) dialed {
	at, err := url.Parse(a.RTMP + "/" + key)
	if err != nil {
		t.Fatal(err)
	}
	c := &gortmplib.Client{URL: at, Publish: true}
	if err := c.Initialize(t.Context()); err != nil {
		t.Fatal(err)
	}
	track := &gortmplib.Track{Codec: &rtmpcodecs.H264{SPS: quietSPS, PPS: quietPPS}}
	w := &gortmplib.Writer{Conn: c, Tracks: []*gortmplib.Track{track}}
	if err := w.Initialize(); err != nil {
		t.Fatal(err)
	}
	return dialed{
		picture: func(at time.Duration) error { return w.WriteH264(track, at, at, [][]byte{quietKey}) },
		other:   w.Initialize, // what describes the stream, again
		gone: func() error {
			for {
				if _, err := c.Read(); err != nil {
					return err
				}
			}
		},
		close: c.Close,
	}
}

func dialSRT(t *testing.T, a signaling.StreamAddresses, key string) dialed {
	at, err := url.Parse(a.SRT)
	if err != nil {
		t.Fatal(err)
	}
	cfg := gosrt.DefaultConfig()
	cfg.StreamId = key
	c, err := gosrt.Dial("srt", at.Host, cfg)
	if err != nil {
		t.Fatal(err)
	}
	track := &mpegts.Track{Codec: &tscodecs.H264{}}
	out := bufio.NewWriterSize(c, 7*188) // datagrams of whole packets
	w := &mpegts.Writer{W: out, Tracks: []*mpegts.Track{track}}
	if err := w.Initialize(); err != nil {
		t.Fatal(err)
	}
	null := append([]byte{0x47, 0x1f, 0xff, 0x10}, make([]byte, 184)...)
	return dialed{
		picture: func(at time.Duration) error {
			ticks := int64(at) * 9 / 100_000
			return errors.Join(w.WriteH264(track, ticks, ticks, [][]byte{quietSPS, quietPPS, quietKey}), out.Flush())
		},
		other: func() error { _, err := c.Write(null); return err },
		gone: func() error {
			_, err := c.Read(make([]byte, 1500))
			return err
		},
		close: func() { _ = c.Close() },
	}
}

// during has it send pictures while f runs.
func (d dialed) during(t *testing.T, f func()) {
	t.Helper()
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-stop:
				done <- nil
				return
			case <-tick.C:
			}
			if err := d.picture(time.Duration(i) * time.Second / 30); err != nil {
				done <- err
				return
			}
		}
	}()
	f()
	close(stop)
	if err := <-done; err != nil {
		t.Error("a picture cannot be sent:", err)
	}
}

// TestAProgramThatSendsNothingIsEndedAndComesBack: its connection lives on without media,
// is ended in words after a while, and when it streams again the room and who watches are
// where they were.
func TestAProgramThatSendsNothingIsEndedAndComesBack(t *testing.T) {
	for via, dial := range map[signaling.Door]func(*testing.T, signaling.StreamAddresses, string) dialed{signaling.DoorRTMP: dialRTMP, signaling.DoorSRT: dialSRT} {
		t.Run(string(via), func(t *testing.T) {
			s := startReal(t, func(c *Config) { c.Limits.HostGrace = time.Hour })
			clock := ingesttest.New()
			ports, err := programs.Open(programs.Config{RTMP: "127.0.0.1:0", SRT: "127.0.0.1:0", Desk: s.doors, Relay: s.relay, Clock: clock.Clock(), Log: s.log})
			if err != nil {
				t.Fatal(err)
			}
			ran := make(chan error, 1)
			go func() { ran <- ports.Run() }()
			end := sync.OnceFunc(func() {
				ports.Close()
				if err := <-ran; err != nil {
					t.Error(err)
				}
			})
			t.Cleanup(end)
			anna, ben := s.login("anna"), s.login("ben")
			key := s.streamKey("anna", 0)
			p := dial(t, ports.Addresses("127.0.0.1"), key)
			await.True(t, "a room", func() bool { return len(s.rooms.States()) == 1 })
			id := s.rooms.States()[0].ID()
			ben.enter(id)
			p.during(t, func() { gotPictures(ben, ben.watch("anna")) })

			before := len(anna.lines())
			clock.Pass(ingest.MediaGone - time.Second)
			for range 10 {
				if err := p.other(); err != nil {
					t.Fatal("it was ended too early:", err)
				}
			}
			if s.doors.Lives(via) != 1 {
				t.Fatal("it was ended too early")
			}
			await.True(t, "the end of it", func() bool { // a last picture may have been on its way
				clock.Pass(2 * time.Second)
				return s.doors.Lives(via) == 0
			})
			_ = p.gone()
			anna.sees("streamHint " + string(via) + " silentfalse")
			if told := strings.Join(anna.lines()[before:], "; "); strings.Contains(told, "roomDestroy") {
				t.Error(told)
			}
			p.close()

			again := dial(t, ports.Addresses("127.0.0.1"), key)
			again.during(t, func() { gotPictures(ben, ben.watch("anna")) })
			if all := s.rooms.States(); len(all) != 1 || all[0].ID() != id || s.rooms.State(id).Len() != 2 {
				t.Errorf("%d rooms, the first %d with %d members", len(all), all[0].ID(), all[0].Len())
			}
			for _, l := range ben.lines() {
				if strings.HasPrefix(l, "roomDestroy") || strings.HasPrefix(l, "kicked") {
					t.Error("the viewer was told:", l)
				}
			}
			again.close()
			end()
		})
	}
}

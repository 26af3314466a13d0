package sfu_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"onair/internal/forgery"
	"onair/media/rtc/lossy"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// overheard is a relay with a publisher and a viewer whose connections somebody
// without keys listens to.
type overheard struct {
	*bench
	nets    map[string]*lossy.Net
	v       *sfutest.Viewer
	ev, vev *events
}

func overhear(t *testing.T) *overheard {
	o := &overheard{bench: start(t, sfu.Config{}), nets: map[string]*lossy.Net{}, ev: newEvents(), vev: newEvents()}
	pub, view := sfutest.Settings(), sfutest.Settings()
	for _, name := range []string{"publisher", "viewer"} {
		n, err := lossy.New(1)
		if err != nil {
			t.Fatal(err)
		}
		o.nets[name] = n
	}
	pub.SetNet(o.nets["publisher"])
	view.SetNet(o.nets["viewer"])
	o.publish("s", sfutest.PublishConfig{Settings: &pub}, sfu.PublishOptions{On: o.ev.on})
	o.v = o.play("s", "v", sfutest.PlayConfig{Settings: &view}, sfu.PlayOptions{On: o.vev.on})
	o.goesOn()
	return o
}

// goesOn waits for more pictures and sound.
func (o *overheard) goesOn() {
	o.t.Helper()
	c := o.v.Count()
	o.await(o.v, func(now sfutest.Count) bool { return now.Packets > c.Packets+20 && now.AudioPackets > c.AudioPackets+5 })
	if o.ev.count(sfu.Gone)+o.vev.count(sfu.Gone) > 0 {
		o.t.Fatal("a peer is gone")
	}
}

// TestForgedDatagramsEndNothing writes to the relay what somebody without keys can
// write, from its peers' own addresses and from another one.
func TestForgedDatagramsEndNothing(t *testing.T) {
	o := overhear(t)
	udp, _ := o.sfu.Addrs()
	other, err := net.DialUDP("udp4", nil, udp)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for name, n := range o.nets {
		user, ssrcs, _, _ := n.Overheard()
		if user == "" || len(ssrcs) == 0 {
			t.Fatalf("nothing was overheard of the %s", name)
		}
		for i, d := range forgery.All(2, user, ssrcs...) {
			if err := n.Forge(d.Data); err != nil {
				t.Fatalf("%s: %v", d.Name, err)
			}
			if _, err := other.Write(d.Data); err != nil {
				t.Fatalf("%s: %v", d.Name, err)
			}
			if i%50 == 49 {
				o.goesOn() // also gives the relay time to read them
			}
		}
		o.goesOn()
	}
	o.v.Close()
	if r := o.vev.wait(t, o.ctx, sfu.Gone).Reason; r != sfu.ReasonHungUp {
		t.Errorf("then the viewer hung up, but is gone for %q", r)
	}
}

func framed(p []byte) []byte { return append(binary.BigEndian.AppendUint16(nil, uint16(len(p))), p...) }

// TestForgedTCPEndsNothing opens connections over TCP beside a viewer's own, in its
// name and in none, and sends frames of every length; then they break off.
func TestForgedTCPEndsNothing(t *testing.T) {
	b := start(t, sfu.Config{})
	set := sfutest.Settings()
	sfutest.TCPOnly(&set)
	ev, vev := newEvents(), newEvents()
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{On: ev.on})
	_, tcp := b.sfu.Addrs()
	spy := newSpy(t, tcp)
	v, err := sfutest.Play(b.ctx, sfutest.PlayConfig{Settings: &set}, func(ctx context.Context, offer string) (string, error) {
		answer, err := b.sfu.Play(ctx, "s", "v", offer, sfu.PlayOptions{On: vev.on})
		spy.read(offer, answer)
		return onLoopback(answer), err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	o := &overheard{bench: b, v: v, ev: ev, vev: vev}
	o.goesOn()
	hello := framed(forgery.Hello(spy.user))
	alert := framed([]byte{21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 1, 0})
	for name, sent := range map[string][][]byte{
		"nothing":               {},
		"half a length":         {{1}},
		"a length alone":        {{0, 20}},
		"an empty frame":        {{0, 0}},
		"a frame of 65535":      {{0xff, 0xff}, make([]byte, 70000)},
		"no STUN":               {framed([]byte("GET / HTTP/1.1\r\n"))},
		"in its name":           {hello},
		"in its name, an alert": {hello, alert},
		"in its name, empty":    {hello, {0, 0}, {0, 0}, {0, 0}},
		"in its name, too long": {hello, {0xff, 0xff}, make([]byte, 70000)},
		"in its name, 8193":     {hello, {0x20, 1}, make([]byte, 8193)},
		"in its name, cut off":  {hello, {0, 200}, make([]byte, 50)},
		"in another name":       {framed(forgery.Hello("nobody:else")), alert},
	} {
		for range 3 {
			spy.send(name, sent)
		}
		o.goesOn()
	}
	user := spy.user
	for _, d := range forgery.All(3, user) {
		if len(d.Data) < 8192 {
			hello = append(hello, framed(d.Data)...)
		}
	}
	spy.send("everything in its name", [][]byte{hello})
	var open []net.Conn
	for range 50 { // half open
		c, err := net.DialTCP("tcp", nil, tcp)
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, c)
	}
	o.goesOn()
	for _, c := range open {
		c.Close()
	}
	o.goesOn()
}

// spy knows the names of a connection's two ends.
type spy struct {
	t    *testing.T
	to   *net.TCPAddr
	user string
}

func newSpy(t *testing.T, to *net.TCPAddr) *spy { return &spy{t: t, to: to} }

func (s *spy) read(offer, answer string) { s.user = ufrag(answer) + ":" + ufrag(offer) }

func ufrag(sdp string) string {
	for _, line := range splitLines(sdp) {
		if len(line) > 12 && line[:12] == "a=ice-ufrag:" {
			return line[12:]
		}
	}
	return ""
}

// send writes the pieces on a connection of its own, closes its sending side, and
// waits for the relay to close or for a moment, in which it may read.
func (s *spy) send(name string, pieces [][]byte) {
	c, err := net.DialTCP("tcp", nil, s.to)
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	defer c.Close()
	for _, p := range pieces {
		if _, err := c.Write(p); err != nil {
			break // the relay had enough of it
		}
	}
	_ = c.CloseWrite()
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.Copy(io.Discard, c); errors.Is(err, context.DeadlineExceeded) {
		s.t.Logf("%s: the relay keeps the connection", name)
	}
}

func splitLines(s string) []string { return strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

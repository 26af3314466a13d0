package trunk

import (
	"bytes"
	"net/netip"
	"testing"

	"onair/server/gateway"
	"onair/signaling"
)

func FuzzFrame(f *testing.F) {
	f.Add(frame(frame(nil, alive, nil), send, []byte("hello"), 7))
	f.Add([]byte{0, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		for {
			k, said, err := readFrame(r, nil)
			if err != nil {
				return
			}
			at := len(b) - r.Len()
			if again := frame(nil, k, said); !bytes.Equal(again, b[at-len(again):at]) {
				t.Errorf("%x became %x", b, again)
			}
		}
	})
}

func FuzzGuest(f *testing.F) {
	f.Add(guestInfo{7, true, netip.MustParseAddr("2001:db8::1"), "live.example.org:443"}.append(nil)[headSize:])
	f.Add(guestInfo{1 << 40, false, netip.MustParseAddr("192.0.2.1"), ""}.append(nil)[headSize:])
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := parseGuest(b)
		if err != nil {
			return
		}
		if again, err := parseGuest(g.append(nil)[headSize:]); err != nil || again != g {
			t.Errorf("%+v became %+v, %v", g, again, err)
		}
	})
}

// nowhere is a gateway that takes nobody in.
type nowhere struct{}

func (nowhere) Join(gateway.Joining, gateway.Under) *gateway.Conn { return nil }

// FuzzLeader reads what a node may send.
func FuzzLeader(f *testing.F) {
	f.Add(byte(opened), guestInfo{7, true, netip.MustParseAddr("2001:db8::1"), "a"}.append(nil)[headSize:])
	f.Add(byte(message), frame(nil, message, []byte("{}"), 7, 1)[headSize:])
	f.Add(byte(gone), frame(nil, gone, nil, 7)[headSize:])
	f.Fuzz(func(t *testing.T, k byte, b []byte) {
		s := &served{to: nowhere{}, out: newOutbox(1<<20, new(Stats)), fail: func(error) {}, guests: map[uint64]*gateway.Conn{}, last: 3}
		if err := s.take(kind(k), b); err == nil && s.last < 3 {
			t.Error("clients are counted backwards")
		}
	})
}

// FuzzNode reads what a leader may send.
func FuzzNode(f *testing.F) {
	var said told
	ev, _, _ := said.say(nil, signaling.NewEvent("e", "x"))
	f.Add(byte(body), ev[headSize:])
	f.Add(byte(post), frame(nil, post, nil, 1, 7, 9)[headSize:])
	f.Add(byte(send), frame(nil, send, []byte("{}"), 7)[headSize:])
	f.Add(byte(end), frame(nil, end, []byte("over"), 7, 4001)[headSize:])
	f.Add(byte(loggedIn), frame(nil, loggedIn, nil, 7)[headSize:])
	f.Fuzz(func(t *testing.T, k byte, b []byte) {
		l := &Line{out: newOutbox(1<<20, new(Stats)), clients: map[uint64]*gateway.Client{}}
		if err := l.heard.keep(ev[headSize:]); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := l.take(kind(k), b); err != nil {
				return
			}
		}
		if len(l.heard.events) > keepBodies {
			t.Error("too much is kept")
		}
	})
}

package link

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func keys(t *testing.T, authority, name string) *Keys {
	t.Helper()
	k, err := NewKeys(authority, name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func authority(t *testing.T) string {
	t.Helper()
	a, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func listen(t *testing.T, k *Keys) *Listener {
	t.Helper()
	l, err := k.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// A client's connection goes on to another node, with its address.
func TestAConnectionIsCarriedOn(t *testing.T) {
	a := authority(t)
	l := listen(t, keys(t, a, "b"))
	from := netip.MustParseAddrPort("[2001:db8::7]:4711")
	c, err := keys(t, a, "a").Dial(t.Context(), l.Addr().String(), "http", from)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	got, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	if got.Door != "http" || got.Via() != "a" || got.RemoteAddr().String() != from.String() {
		t.Errorf("%q of %q from %v", got.Door, got.Via(), got.RemoteAddr())
	}
	go c.Write([]byte("hello"))
	b := make([]byte, 5)
	if _, err := io.ReadFull(got, b); err != nil || string(b) != "hello" {
		t.Errorf("%q, %v", b, err)
	}
}

// Who has no certificate of the cluster's authority is not let in, and a node tells
// nothing to one that has not.
func TestStrangersAreNotLetIn(t *testing.T) {
	l := listen(t, keys(t, authority(t), "b"))
	from := netip.MustParseAddrPort("192.0.2.1:1")
	if c, err := keys(t, authority(t), "x").Dial(t.Context(), l.Addr().String(), "http", from); err == nil {
		c.Close()
		t.Error("a node of another cluster was dialled")
	}
	for name, cfg := range map[string]*tls.Config{
		"no certificate": {InsecureSkipVerify: true},
		"another's":      {InsecureSkipVerify: true, Certificates: keys(t, authority(t), "x").client().Certificates},
	} {
		c, err := tls.Dial("tcp", l.Addr().String(), cfg)
		if err != nil {
			continue
		}
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		_, _ = c.Write(append([]byte{0, 40}, `{"door":"http","from":"192.0.2.1:1"}    `...))
		if _, err := c.Read(make([]byte, 1)); err == nil || strings.Contains(err.Error(), "timeout") {
			t.Errorf("%s: not refused: %v", name, err)
		}
		c.Close()
	}
	select {
	case c := <-l.conns:
		t.Errorf("a stranger was let in from %v", c.RemoteAddr())
	default:
	}
}

func TestAnAuthorityHasToBeOne(t *testing.T) {
	for _, text := range []string{"", "rubbish", strings.Replace(authority(t), "CERTIFICATE", "NOTHING", 2)} {
		if _, err := NewKeys(text, "a"); err == nil {
			t.Errorf("%.20q is taken for an authority", text)
		}
	}
}

// Close ends who waits, and who is only greeting.
func TestCloseWaits(t *testing.T) {
	l := listen(t, keys(t, authority(t), "b"))
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	waiting := make(chan error, 1)
	go func() { _, err := l.Accept(); waiting <- err }()
	l.Close()
	if err := <-waiting; err == nil {
		t.Error("Accept goes on after Close")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := keys(t, authority(t), "a").Dial(ctx, l.Addr().String(), "http", netip.MustParseAddrPort("192.0.2.1:1")); err == nil {
		t.Error("dialled for nobody")
	}
}

// One address alone does not keep the others from being greeted.
func TestGreetingsOfOneAddressAreBounded(t *testing.T) {
	s := slots{by: make(map[netip.Addr]int)}
	one, other := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	n := 0
	for s.take(one) {
		n++
	}
	if n != greetingEach || !s.take(other) {
		t.Errorf("%d of one address, and then none of another", n)
	}
	for range n {
		s.free(one)
	}
	if s.free(other); s.all != 0 || len(s.by) != 0 {
		t.Errorf("%d are taken when all are free: %v", s.all, s.by)
	}
}

func FuzzHello(f *testing.F) {
	for _, text := range []string{`{"door":"http","via":"a","from":"192.0.2.1:1"}`, `{"from":"[::1]:2"}`, `{}`, `nothing`} {
		f.Add(append(binary.BigEndian.AppendUint16(nil, uint16(len(text))), text...))
	}
	f.Add([]byte{0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, err := readHello(bytes.NewReader(b)); err == nil && !h.From.IsValid() {
			t.Errorf("%+v", h)
		}
	})
}

package udpbatch

import (
	"bytes"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"
)

func listen(t testing.TB, network, addr string) *net.UDPConn {
	t.Helper()
	a, err := net.ResolveUDPAddr(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.ListenUDP(network, a)
	if err != nil {
		t.Skipf("no %s here: %v", network, err)
	}
	_ = c.SetReadBuffer(4 << 20)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func open(t testing.TB, cfg Config) *Conn {
	t.Helper()
	c, err := New(listen(t, "udp4", "127.0.0.1:0"), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rtp makes a datagram that looks like RTP, of n bytes, with a number in it.
func rtp(n, number int) []byte {
	b := bytes.Repeat([]byte{byte(number)}, n)
	b[0], b[1] = 0x80, 96
	copy(b[2:], fmt.Sprintf("%06d", number))
	return b
}

func receive(t *testing.T, c *net.UDPConn, want [][]byte) {
	t.Helper()
	buf := make([]byte, 2048)
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	for i, w := range want {
		n, _, err := c.ReadFromUDPAddrPort(buf)
		if err != nil {
			t.Fatalf("datagram %d of %d: %v", i, len(want), err)
		}
		if !bytes.Equal(buf[:n], w) {
			t.Fatalf("datagram %d: got %d bytes %q..., want %d bytes %q...", i, n, buf[:8], len(w), w[:8])
		}
	}
}

var modes = map[string]Config{"gso": {}, "sendmmsg": {NoGSO: true}, "unbatched": {Unbatched: true}}

func TestPayloadsAndOrder(t *testing.T) {
	for name, cfg := range modes {
		t.Run(name, func(t *testing.T) {
			c := open(t, cfg)
			peers := []*net.UDPConn{listen(t, "udp4", "127.0.0.1:0"), listen(t, "udp4", "127.0.0.1:0")}
			want := make([][][]byte, len(peers))
			for round := range 5 {
				for k, p := range peers {
					// A frame: a small packet first, full ones, a short last; more than one GSO message holds.
					for i, size := range append([]int{40}, append(repeat(1200, 70), 333)...) {
						b := rtp(size, round*1000+i)
						if _, err := c.WriteTo(b, p.LocalAddr()); err != nil {
							t.Fatal(err)
						}
						want[k] = append(want[k], b)
					}
				}
				c.Flush()
				for k, p := range peers {
					receive(t, p, want[k])
					want[k] = nil
				}
			}
			n := c.Counters()
			if n.Datagrams != 5*2*72 || n.Dropped != 0 {
				t.Errorf("counters %+v", n)
			}
			if name == "gso" && n.GSOEnabled && n.GSO == 0 {
				t.Error("nothing was joined")
			}
			if name != "unbatched" && n.Batches > n.Datagrams/4 {
				t.Errorf("%d calls for %d datagrams", n.Batches, n.Datagrams)
			}
		})
	}
}

func repeat(v, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func TestRTPWaitsAndTheRestDoesNot(t *testing.T) {
	c := open(t, Config{})
	p := listen(t, "udp4", "127.0.0.1:0")
	first, stun := rtp(100, 1), []byte("\x00\x01stun message")
	_, _ = c.WriteTo(first, p.LocalAddr())
	_ = p.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if _, _, err := p.ReadFromUDPAddrPort(make([]byte, 2000)); err == nil {
		t.Fatal("RTP left before Flush")
	}
	_, _ = c.WriteTo(stun, p.LocalAddr())
	receive(t, p, [][]byte{first, stun})

	rtcp := append([]byte{0x80, 200}, make([]byte, 26)...)
	c.Cork()
	_, _ = c.WriteTo(rtcp, p.LocalAddr())
	if n := c.Counters().Datagrams; n != 2 {
		t.Errorf("%d datagrams left, one while corked", n)
	}
	c.Uncork()
	receive(t, p, [][]byte{rtcp})
}

func TestIPv6(t *testing.T) {
	u := listen(t, "udp6", "[::1]:0")
	c, err := New(u, Config{})
	if err != nil {
		t.Fatal(err)
	}
	p := listen(t, "udp6", "[::1]:0")
	want := [][]byte{rtp(500, 1), rtp(500, 2), rtp(20, 3)}
	for _, b := range want {
		_, _ = c.WriteTo(b, p.LocalAddr())
	}
	c.Flush()
	receive(t, p, want)
}

func TestBoundedWhileKernelIsBusy(t *testing.T) {
	c := open(t, Config{})
	c.flushing = true // as if another goroutine were in the kernel
	to := &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9}
	stun := make([]byte, 1200)
	for range hardLimit/1200 + 100 {
		_, _ = c.WriteTo(stun, to)
	}
	if n := c.Counters().Dropped; n < 50 {
		t.Errorf("%d dropped", n)
	}
	if len(c.cur.buf) > hardLimit {
		t.Errorf("%d bytes wait", len(c.cur.buf))
	}
}

func TestMediaWaitsWhileKernelIsBusy(t *testing.T) {
	c := open(t, Config{})
	c.flushing = true
	to := &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 9}
	const n = 2 * waitLimit / 1200
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range n {
			_, _ = c.WriteTo(rtp(1200, i), to)
		}
	}()
	full := func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return len(c.cur.buf) >= waitLimit
	}
	for !full() {
		time.Sleep(time.Millisecond)
	}
	select {
	case <-done:
		t.Fatal("nobody waited")
	default:
	}
	c.mu.Lock()
	c.flushing = false
	c.mu.Unlock()
	c.Flush()
	<-done
	c.Flush()
	if k := c.Counters(); k.Datagrams != n || k.Dropped != 0 {
		t.Errorf("counters %+v", k)
	}
}

func TestManyWriters(t *testing.T) {
	c := open(t, Config{})
	var wg sync.WaitGroup
	for range 4 {
		p := listen(t, "udp4", "127.0.0.1:0")
		var want [][]byte
		for i := range 300 {
			want = append(want, rtp(200+i%3, i))
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i, b := range want {
				_, _ = c.WriteTo(b, p.LocalAddr())
				if i%7 == 0 {
					c.Flush()
				}
			}
			c.Flush()
		}()
		t.Cleanup(func() { receive(t, p, want) })
	}
	wg.Wait()
	c.Flush()
}

func TestAlertIsNoted(t *testing.T) {
	var got []netip.AddrPort
	c := open(t, Config{OnDTLSAlert: func(a netip.AddrPort) { got = append(got, a) }})
	p := listen(t, "udp4", "127.0.0.1:0")
	plain := append([]byte{21, 0xfe, 0xfd, 0, 0}, make([]byte, 10)...)
	sealed := append([]byte{21, 0xfe, 0xfd, 0, 1}, make([]byte, 40)...)
	for _, b := range [][]byte{plain, rtp(50, 1), sealed, {21}} {
		_, _ = c.WriteTo(b, p.LocalAddr())
	}
	if len(got) != 1 || got[0].Port() != uint16(p.LocalAddr().(*net.UDPAddr).Port) {
		t.Errorf("alerts to %v", got)
	}
}

func TestWriteDoesNotAllocate(t *testing.T) {
	c := open(t, Config{})
	p := listen(t, "udp4", "127.0.0.1:0")
	b, to := rtp(1200, 1), p.LocalAddr()
	write := func() {
		for range 20 {
			_, _ = c.WriteTo(b, to)
		}
		c.Flush()
	}
	write()
	if n := testing.AllocsPerRun(50, write); n > 1 {
		t.Errorf("%v allocations for 20 datagrams", n)
	}
}

func TestReadAndClose(t *testing.T) {
	c := open(t, Config{LocalAddr: &net.UDPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 5}})
	if c.LocalAddr().String() != "192.0.2.1:5" {
		t.Errorf("shown as %v", c.LocalAddr())
	}
	p := listen(t, "udp4", "127.0.0.1:0")
	if _, err := p.WriteTo([]byte("hi"), c.UDPConn.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 10)
	n, from, err := c.ReadFrom(buf)
	if err != nil || string(buf[:n]) != "hi" || from.String() != p.LocalAddr().String() {
		t.Fatalf("%q from %v: %v", buf[:n], from, err)
	}
	_ = c.Close()
	if _, _, err := c.ReadFrom(buf); err == nil {
		t.Error("read from a closed socket")
	}
	_, _ = c.WriteTo(rtp(100, 1), p.LocalAddr())
	c.Flush()
	if c.Counters().Dropped != 1 {
		t.Errorf("counters %+v", c.Counters())
	}
}

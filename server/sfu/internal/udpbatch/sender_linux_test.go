package udpbatch

import (
	"testing"

	"golang.org/x/sys/unix"
)

// A kernel or a card that refuses GSO (EIO: no checksum offload; EINVAL: too large for the path) must cost nothing but the gain.
func TestFallbackWhenGSOIsRefused(t *testing.T) {
	for _, refusal := range []error{unix.EIO, unix.EINVAL} {
		t.Run(refusal.Error(), func(t *testing.T) {
			c := open(t, Config{})
			s := c.send.(*mmsgSender)
			if !s.gso() {
				t.Skip("this kernel has no UDP_SEGMENT")
			}
			s.call = func(fd uintptr, hdrs []unix.Mmsghdr) (int, error) {
				for i := range hdrs {
					if hdrs[i].Hdr.Control == nil {
						continue
					}
					if i == 0 {
						return 0, refusal
					}
					return sendmmsg(fd, hdrs[:i])
				}
				return sendmmsg(fd, hdrs)
			}
			p := listen(t, "udp4", "127.0.0.1:0")
			want := [][]byte{rtp(30, 0), rtp(700, 1), rtp(700, 2), rtp(90, 3), rtp(800, 4), rtp(800, 5)}
			for range 2 {
				for _, b := range want {
					_, _ = c.WriteTo(b, p.LocalAddr())
				}
				c.Flush()
				receive(t, p, want)
			}
			if n := c.Counters(); n.GSOEnabled || n.Dropped != 0 || n.Datagrams != 12 {
				t.Errorf("counters %+v", n)
			}
		})
	}
}

// One address that cannot be reached must not keep the others from getting theirs.
func TestRefusedMessageIsSkipped(t *testing.T) {
	c := open(t, Config{})
	s := c.send.(*mmsgSender)
	calls := 0
	s.call = func(fd uintptr, hdrs []unix.Mmsghdr) (int, error) {
		calls++
		if calls == 1 {
			return 0, unix.ENETUNREACH
		}
		if calls == 2 {
			return 0, unix.EINTR
		}
		return sendmmsg(fd, hdrs)
	}
	p, q := listen(t, "udp4", "127.0.0.1:0"), listen(t, "udp4", "127.0.0.1:0")
	_, _ = c.WriteTo(rtp(50, 1), p.LocalAddr())
	_, _ = c.WriteTo(rtp(50, 2), q.LocalAddr())
	c.Flush()
	receive(t, q, [][]byte{rtp(50, 2)})
	if n := c.Counters(); n.Dropped != 1 || n.Datagrams != 1 {
		t.Errorf("counters %+v", n)
	}
}

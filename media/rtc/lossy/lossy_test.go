package lossy

import (
	"net"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestAdmitFollowsTheLink(t *testing.T) {
	now := time.Unix(1000, 0)
	for name, c := range map[string]struct {
		link     Link
		packets  int
		min, max int // delivered
		wait     time.Duration
	}{
		"perfect": {Link{}, 100, 100, 100, 0},
		"loss":    {Link{Loss: 0.1}, 10000, 8800, 9200, 0},
		"delay":   {Link{Delay: 20 * time.Millisecond}, 1, 1, 1, 20 * time.Millisecond},
		// 972+28 bytes at 80 kbit/s are 100 ms each; the fifth finds 400 ms of queue.
		"bursts": {Link{Loss: 0.1, Burst: 5}, 10000, 8600, 9400, 0},
		"capped": {Link{BitRate: 80_000, Queue: 350 * time.Millisecond}, 10, 4, 4, 400 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := New(7)
			if err != nil {
				t.Fatal(err)
			}
			n.Set(Up, c.link)
			got, last := 0, time.Duration(0)
			for range c.packets {
				if w, ok := n.admit(Up, 972, now); ok {
					got, last = got+1, w
				}
			}
			if got < c.min || got > c.max || last != c.wait {
				t.Errorf("%d delivered, last after %v; want %d..%d, %v", got, last, c.min, c.max, c.wait)
			}
		})
	}
}

func TestLossesComeInBursts(t *testing.T) {
	n, err := New(7)
	if err != nil {
		t.Fatal(err)
	}
	n.Set(Down, Link{Loss: 0.05, Burst: 6})
	lost, bursts, was := 0, 0, true
	for range 100_000 {
		_, ok := n.admit(Down, 100, time.Unix(1, 0))
		if !ok {
			lost++
		}
		if was && !ok {
			bursts++
		}
		was = ok
	}
	if long := float64(lost) / float64(bursts); lost < 4500 || lost > 5500 || long < 5.4 || long > 6.6 {
		t.Errorf("%d lost in bursts of %.1f", lost, long)
	}
}

func TestJitterWithoutOvertaking(t *testing.T) {
	n, err := New(7)
	if err != nil {
		t.Fatal(err)
	}
	n.Set(Up, Link{Jitter: 30 * time.Millisecond, InOrder: true})
	last, late := time.Time{}, 0
	for i := range 1000 {
		now := time.Unix(1, 0).Add(time.Duration(i) * time.Millisecond)
		wait, _ := n.admit(Up, 100, now)
		if due := now.Add(wait); due.Before(last) {
			t.Fatalf("packet %d overtakes", i)
		} else {
			last = due
		}
		if wait > 15*time.Millisecond {
			late++
		}
	}
	if late < 500 {
		t.Errorf("%d of 1000 are late", late)
	}
}

// A line that has become wider does not send again what waits.
func TestWhatWaitsLeavesAsItWasGoingTo(t *testing.T) {
	n, err := New(7)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1000, 0)
	n.Set(Up, Link{BitRate: 80_000})
	first, _ := n.admit(Up, 972, now)
	n.Set(Up, Link{BitRate: 8_000_000})
	if second, _ := n.admit(Up, 972, now); second <= first {
		t.Errorf("the second comes after %v, the first after %v", second, first)
	}
}

func TestSocketsCarryAndClose(t *testing.T) {
	defer goleak.VerifyNone(t)
	n, err := New(1)
	if err != nil {
		t.Fatal(err)
	}
	loop := &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}
	a, err := n.ListenUDP("udp4", loop)
	if err != nil {
		t.Fatal(err)
	}
	b, err := n.ListenUDP("udp4", loop)
	if err != nil {
		t.Fatal(err)
	}
	n.Set(Up, Link{Delay: 5 * time.Millisecond})
	if _, err := a.WriteTo([]byte("hello"), b.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 100)
	k, from, err := b.ReadFrom(buf)
	if err != nil || string(buf[:k]) != "hello" || from.String() != a.LocalAddr().String() {
		t.Errorf("read %q from %v, %v", buf[:k], from, err)
	}
	a.Close()
	b.Close()
	if _, _, err := b.ReadFrom(buf); err == nil {
		t.Error("a closed socket reads")
	}
	b.Close()
}

package signaling

import (
	"testing"
	"time"

	"onair/internal/await"
)

func TestClockTakesTheSampleWithTheShortestTrip(t *testing.T) {
	var k clock
	if k.offset() != 0 || k.roundTrip() != 0 {
		t.Error("an answer before any sample")
	}
	at := func(ms float64) int64 { return int64(ms * 1000) }
	k.add(at(0), at(1005), at(1005), at(10))  // 10 ms there and back, 1 s ahead
	k.add(at(0), at(1090), at(1090), at(100)) // 90 ms in a queue on the way there
	if got := k.offset(); got != time.Second {
		t.Errorf("offset %v, want 1s", got)
	}
	for range 8 { // the good sample is forgotten in time
		k.add(at(0), at(2020), at(2030), at(50))
	}
	if got := k.offset(); got != 2*time.Second {
		t.Errorf("offset %v, want 2s", got)
	}
	if rtt := k.roundTrip(); rtt < 35*time.Millisecond || rtt > 45*time.Millisecond {
		t.Errorf("round trip %v, want about 40 ms", rtt)
	}
}

func TestClientKnowsTheServersClock(t *testing.T) {
	p := newPeer(t, func(e *end) { e.login(); e.rest() })
	c, _ := p.dial()
	await.True(t, "a measurement", func() bool { return c.RoundTrip() != 0 })
	if off := c.ClockOffset() - skew; off < -5*time.Second || off > 5*time.Second {
		t.Errorf("offset %v, want about %v", c.ClockOffset(), skew)
	}
}

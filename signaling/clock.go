package signaling

import (
	"context"
	"encoding/json"
	"sync"
	"time"
)

// clock estimates the round trip and the server clock's offset from pings
// (RFC 5905 section 8). The sample with the shortest round trip of the last
// eight gives the offset: it had the least queueing in it.
type clock struct {
	mu      sync.Mutex
	samples [8]clockSample
	n       int
	rtt     time.Duration
}

type clockSample struct{ rtt, offset time.Duration }

// add takes the four time stamps of one exchange, Unix microseconds.
func (k *clock) add(sent, received, replied, arrived int64) {
	us := func(v int64) time.Duration { return time.Duration(v) * time.Microsecond }
	s := clockSample{
		rtt:    max(us((arrived-sent)-(replied-received)), 0),
		offset: us((received-sent)+(replied-arrived)) / 2,
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.samples[k.n%len(k.samples)] = s
	k.n++
	if k.n == 1 {
		k.rtt = s.rtt
	} else {
		k.rtt += (s.rtt - k.rtt) / 4
	}
}

func (k *clock) roundTrip() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.rtt
}

func (k *clock) offset() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := min(k.n, len(k.samples))
	if n == 0 {
		return 0
	}
	best := k.samples[0]
	for _, s := range k.samples[1:n] {
		if s.rtt < best.rtt {
			best = s
		}
	}
	return best.offset
}

// ping measures at once, a few times quickly, then at the server's interval.
func (c *Client) ping(ctx context.Context, l *link) {
	for i := 0; ; i++ {
		wait := l.ping
		if i < 3 {
			wait = min(wait, 200*time.Millisecond)
		}
		c.pingOnce(ctx, l.ping)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

func (c *Client) pingOnce(ctx context.Context, limit time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c.mu.Lock()
	req := PingRequest{Sent: time.Now().UnixMicro(), LastSeq: c.lastSeq}
	c.mu.Unlock()
	var reply timedPing
	if err := c.Call(ctx, TypePing, req, &reply); err != nil {
		return // the read deadline judges the link, not a ping
	}
	c.clock.add(req.Sent, reply.Received, reply.Replied, reply.arrived)
}

// timedPing notes when the reply was decoded, which is on the reader's
// goroutine: no wait for the caller to be scheduled is in the measurement.
type timedPing struct {
	PingReply
	arrived int64
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *timedPing) UnmarshalJSON(b []byte) error {
	p.arrived = time.Now().UnixMicro()
	return json.Unmarshal(b, &p.PingReply)
}

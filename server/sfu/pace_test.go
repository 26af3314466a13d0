package sfu

import (
	"testing"
	"time"

	"github.com/pion/rtp"

	"onair/server/sfu/internal/lite"
)

// tape tells each packet that is written.
type tape chan rtp.Header

func (c tape) WriteRTP(_ int64, h *rtp.Header, _ []byte) error {
	c <- *h
	return nil
}

// On a line with a pace a keyframe goes out bit by bit, what comes meanwhile goes behind it, and nothing is left out or sent twice: nor
// what the publisher had to be asked for, nor where the viewer goes over to another layer.
func TestAPaceKeepsPacketsInOrder(t *testing.T) {
	r, _, subs := fanout(t, 1)
	s, out := subs[0], make(tape, 1000)
	s.out.Store(&lite.Output{Writer: out, SSRC: 7, Type: 100})
	s.pace.Store(2_000_000)
	other := &relay{t: s.v.p.addTrack(video, r.t.codec), replay: make([]*packet, 0, replayMax)}
	feed := func(r *relay, packets [][]byte) {
		for _, b := range packets {
			r.handle(b, time.Now())
		}
	}
	whole := func(from uint16, n int) {
		t.Helper()
		came := map[uint16]bool{}
		for range n {
			select {
			case h := <-out:
				if came[h.SequenceNumber] || h.SequenceNumber-from >= uint16(n) {
					t.Fatalf("packet %d after %d others", h.SequenceNumber, len(came))
				}
				came[h.SequenceNumber] = true
			case <-t.Context().Done():
				t.Fatalf("%d packets, not %d", len(came), n)
			}
		}
	}
	key := frame(t, 100, 30, true)
	feed(r, append(key[:20:20], key[21:]...))
	if n := len(out); n == 0 || n >= 29 {
		t.Fatalf("%d packets at once", n)
	}
	feed(r, frame(t, 130, 2, false))
	feed(r, key[20:21])
	whole(100, 32)

	feed(r, frame(t, 132, 12, false)) // it is behind again
	s.aim(other.t, false)
	feed(other, frame(t, 4000, 1, false))
	feed(other, frame(t, 4001, 20, true))
	whole(132, 32)
	feed(other, frame(t, 4021, 2, false))
	whole(164, 2)
	s.leave()
	s.v.p.wg.Wait()
	if n := len(out); n > 0 || s.shown != other.t {
		t.Errorf("%d packets more", n)
	}
}

// Of a layer that the line became too short for nothing more is sent, and nothing that was held back; the other begins with a keyframe.
func TestALayerGivenUpEndsAtOnce(t *testing.T) {
	r, _, subs := fanout(t, 1)
	s, out := subs[0], make(tape, 1000)
	s.out.Store(&lite.Output{Writer: out, SSRC: 7, Type: 100})
	s.pace.Store(1_000_000)
	other := &relay{t: s.v.p.addTrack(video, r.t.codec), replay: make([]*packet, 0, replayMax)}
	feed := func(r *relay, packets [][]byte) {
		for _, b := range packets {
			r.handle(b, time.Now())
		}
	}
	feed(r, frame(t, 100, 60, true))
	s.aim(other.t, true)
	n, high := len(out), s.highest.Load()
	if !other.t.wantKey.Load() {
		t.Error("no keyframe is asked for")
	}
	feed(r, frame(t, 160, 2, false))
	feed(other, frame(t, 4000, 1, false))
	if len(out) != n {
		t.Errorf("%d packets of what is given up, or that cannot be decoded", len(out)-n)
	}
	for ; n > 0; n-- {
		<-out
	}
	feed(other, frame(t, 4001, 1, true))
	if h := <-out; h.SequenceNumber != uint16(high+1) || s.playing.Load() != other.t {
		t.Errorf("packet %d goes on behind %d", h.SequenceNumber, high)
	}
	s.leave()
	s.v.p.wg.Wait()
}

package trunk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/server/gateway"
	"onair/signaling"
)

// What is said to a hundred at a node crosses once, with a few bytes for each of them.
func TestAnEventCrossesOnce(t *testing.T) {
	h, s := newHouse(t), newSite(t)
	s.lead(t, h, "b")
	var all []*listener
	for i := range 100 {
		all = append(all, s.come(t, fmt.Sprint("u", i)))
	}
	before := h.stats.Out.Load()
	text := strings.Repeat("x", 100_000)
	h.mu.Lock()
	h.sayLocked([]byte(`"` + text + `"`))
	h.mu.Unlock()
	for _, l := range all {
		if got := l.next(t, 1)[0]; got != `1"`+text+`"` {
			t.Fatalf("%.20s was heard", got)
		}
	}
	if b, n := h.stats.Bodies.Load(), h.stats.Told.Load(); b != 1 || n != 100 {
		t.Errorf("%d bodies for %d", b, n)
	}
	if n := h.stats.Out.Load() - before; n < 100_000 || n > 150_000 { // answers to pings, too
		t.Errorf("%d bytes crossed", n)
	}
}

// Twenty at three nodes talk at once: all hear the same in the same order, and the answer
// to what somebody said has its place in it.
func TestAllHearTheSameOrder(t *testing.T) {
	const lines = 25
	h := newHouse(t)
	var sites [3]*site
	for i := range sites {
		sites[i] = newSite(t)
		if i == 0 {
			sites[i].porch.Lead(h.gw.Here()) // the leader's own
		} else {
			sites[i].lead(t, h, fmt.Sprint("n", i))
		}
	}
	var all []*listener
	for i := range 20 {
		all = append(all, sites[i%3].come(t, fmt.Sprint("u", i)))
	}
	var wg sync.WaitGroup
	for i, l := range all {
		wg.Go(func() {
			for n := range lines {
				text := fmt.Sprint("u", i, " says ", n)
				err := l.CallThen(t.Context(), signaling.TypeSendRoomTextMsg, text, nil, func(error) {
					l.heard <- "answer" // on the goroutine of the events
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var first []string
	for i, l := range all {
		list := l.next(t, 20*lines+lines)
		own := fmt.Sprint("u", i, " says ")
		open := 0
		for _, text := range list {
			if text == "answer" {
				open--
			} else if strings.Contains(text, `"`+own) {
				open++
			}
			if open < 0 || open > 1 {
				t.Fatalf("u%d: an answer is not behind what it answers", i)
			}
		}
		list = slices.DeleteFunc(list, func(text string) bool { return text == "answer" })
		if first == nil {
			first = list
		} else if !slices.Equal(list, first) {
			t.Fatalf("u%d hears another order", i)
		}
	}
}

// The way to the leader breaks: clients keep their connections and are told, what they ask
// is refused, and when it is there again they resume at once, with all that was said.
func TestTheWayToTheLeaderBreaks(t *testing.T) {
	h, s := newHouse(t), newSite(t)
	cut := s.lead(t, h, "b")
	anna, ben := s.come(t, "anna"), s.come(t, "ben")
	anna.say(t, "one")
	ben.next(t, 1)
	cut()
	if a, b := <-h.lost, <-h.lost; a == b {
		t.Errorf("%s is lost twice", a)
	}
	awaitState(t, ben, signaling.StateSeeking)
	awaitState(t, anna, signaling.StateSeeking)
	err := ben.Call(t.Context(), signaling.TypeSendRoomTextMsg, "lost", nil)
	if signaling.CodeOf(err) != signaling.CodeNoLeader {
		t.Errorf("said while nobody leads: %v", err)
	}
	var pong signaling.PingReply
	if err := ben.Call(t.Context(), signaling.TypePing, signaling.PingRequest{Sent: 7}, &pong); err != nil || pong.Sent != 7 || pong.Replied == 0 {
		t.Errorf("ping while nobody leads: %+v, %v", pong, err)
	}
	h.mu.Lock()
	h.sayLocked([]byte(`"two"`))
	h.mu.Unlock()
	s.lead(t, h, "b")
	awaitState(t, ben, signaling.StateConnected)
	awaitState(t, anna, signaling.StateConnected)
	anna.say(t, "three")
	if got := ben.next(t, 2); !slices.Equal(got, []string{`2"two"`, `3"three"`}) {
		t.Errorf("heard %q", got)
	}
	if got := anna.next(t, 3); !slices.Equal(got, []string{`1"one"`, `2"two"`, `3"three"`}) {
		t.Errorf("heard %q", got)
	}
}

// awaitState waits for a state; on the way to it the link is not said to be closed.
func awaitState(t *testing.T, l *listener, want signaling.State) {
	t.Helper()
	for {
		select {
		case s := <-l.states:
			if s.State == want {
				return
			}
			if s.State == signaling.StateClosed {
				t.Fatalf("closed: %v", s.Err)
			}
		case <-time.After(time.Minute):
			t.Fatalf("the link is never %v", want)
		}
	}
}

// A leader gives up the trunk of a node that takes nothing in.
func TestANodeThatTakesNothing(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	g := guest{&served{out: newOutbox(1000, new(Stats)), fail: cancel}, 1}
	ev := signaling.NewEvent("e", strings.Repeat("x", 600))
	for seq := range uint64(3) {
		if g.Send([]byte("hello")); ctx.Err() != nil {
			t.Errorf("given up at %d", seq)
		}
		g.Post(seq+1, ev) // its body once
	}
	for range 3 {
		g.Send(make([]byte, 400))
	}
	if err := context.Cause(ctx); !errors.Is(err, errSlow) {
		t.Errorf("it ends with %v", err)
	}
}

// What is no trunk is not waited for.
func TestWhoDoesNotLeadIsNotFollowed(t *testing.T) {
	for _, first := range [][]byte{nil, frame(nil, alive, nil), {0xff, 0xff, 0xff, 0xff, 1}} {
		a, b := net.Pipe()
		go func() { _, _ = b.Write(first); b.Close() }()
		if _, err := Open(t.Context(), a, new(Stats)); err == nil {
			t.Errorf("%x is taken for a leader", first)
		}
		if _, err := a.Read(make([]byte, 1)); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("left open: %v", err)
		}
	}
}

// Events of which the other end has been told long ago are sent again.
func TestOldEventsAreForgottenAtBothEnds(t *testing.T) {
	var out told
	var in heard
	var events []*signaling.Event
	for i := range keepBodies + 50 {
		events = append(events, signaling.NewEvent("e", strings.Repeat("x", i%7*1000)))
	}
	for round := range 3 {
		for i, ev := range events {
			b, id, fresh := out.say(nil, ev)
			if fresh {
				if err := in.keep(b[headSize:]); err != nil {
					t.Fatalf("%d, %d: %v", round, i, err)
				}
			}
			if got := in.find(id); got == nil || string(got.Data()) != string(ev.Data()) || got.Type() != "e" {
				t.Fatalf("%d, %d: another event has number %d", round, i, id)
			}
		}
	}
	big := signaling.NewEvent("big", strings.Repeat("x", 1<<20-100))
	for range 6 {
		b, _, _ := out.say(nil, signaling.NewEvent("big", string(big.Data())))
		if err := in.keep(b[headSize:]); err != nil {
			t.Fatal(err)
		}
	}
	if in.bytes > keepBytes+2<<20 || len(in.events) != len(out.list) {
		t.Errorf("%d bytes of %d events, and %d at the other end", in.bytes, len(in.events), len(out.list))
	}
}

// BenchmarkALine says what a line of chat takes on a trunk.
func BenchmarkALine(b *testing.B) {
	data := `{"roomId":7,"message":{"id":4711,"user":{"userId":"anna","userName":"Anna"},"text":"what a beautiful evening this is","time":1796000000000}}`
	for _, members := range []int{1, 10, 100} {
		b.Run(fmt.Sprint(members), func(b *testing.B) {
			var st Stats
			o := newOutbox(mostDown, &st)
			var bytes int
			for range b.N {
				ev := signaling.NewEvent(signaling.EventRecvRoomTextMsg, rawJSON(data))
				for m := range members {
					o.post(uint64(1000+m), uint64(1796000000000+m), ev)
				}
				bytes += len(o.take(nil))
			}
			b.ReportMetric(float64(bytes)/float64(b.N), "bytes/line")
			b.ReportMetric(float64(members*(len(data)+60)), "bytes/line-one-by-one")
		})
	}
}

type rawJSON string

func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }

var _ gateway.Upstairs = (*Line)(nil)

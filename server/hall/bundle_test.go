package hall

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"onair/room"
	"onair/server/chatlog"
	"onair/signaling"
)

// crowd is a room whose members only hear who comes and goes.
type crowd struct {
	*Room
	t   *testing.T
	all []*login
}

// gather makes a room of so many members. It belongs into a synctest bubble.
func gather(t *testing.T, members int) *crowd {
	c := &crowd{Room: newRoom(&Hall{cfg: Config{BundleAbove: 20, RoomChatRate: 1}}, 7), t: t}
	rules := room.DefaultRules()
	rules.MaxMembers = 30_000
	c.do(room.Create{Room: 7, By: room.User{ID: "host"}, Rules: rules}, "")
	c.peers["host"] = &login{user: "host"}
	for range members {
		id := fmt.Sprint("m", len(c.all))
		c.do(room.Enter{By: room.User{ID: id}}, "")
		c.hold(id)
	}
	return c
}

func (c *crowd) do(cmd room.Command, typ string) {
	c.t.Helper()
	st, events, err := room.Apply(c.state, cmd, time.Now())
	if err != nil {
		c.t.Fatal(err)
	}
	c.state = st
	for _, e := range events {
		switch e := e.(type) {
		case room.MemberEntered:
			if typ != "" {
				c.bundleEvent(typ, e.User, e.Except)
			}
		case room.MemberLeft:
			delete(c.peers, e.User.ID)
			c.bundleEvent(typ, e.User, e.Except)
		}
	}
}

func (c *crowd) hold(id string) *login {
	l := &login{user: id}
	c.peers[id], c.all = l, append(c.all, l)
	return l
}

func (c *crowd) enter(id string) *login {
	c.do(room.Enter{By: room.User{ID: id}}, signaling.EventAudienceEnter)
	return c.hold(id)
}

func (c *crowd) exit(id string) { c.do(room.Leave{By: id}, signaling.EventAudienceExit) }

// pass lets time go on, and what is due be told.
func (c *crowd) pass(d time.Duration) {
	for end := time.Now().Add(d); ; {
		next := c.bundle.due
		if next.IsZero() || next.After(end) {
			time.Sleep(time.Until(end))
			return
		}
		time.Sleep(time.Until(next))
		c.tick(c.t.Context(), time.Now())
	}
}

// told are the users that somebody was told of, an event after the other, and the number
// of members told last.
func (l *login) told(t *testing.T, typ string) (names [][]string, count int) {
	t.Helper()
	for _, ev := range l.got {
		var in signaling.UsersEvent
		if err := json.Unmarshal(ev.Data(), &in); err != nil {
			t.Fatal(err)
		}
		count = in.MemberCount
		if ev.Type() != typ {
			continue
		}
		var list []string
		for _, u := range in.Users {
			list = append(list, u.UserID)
		}
		names = append(names, list)
	}
	return names, count
}

// What an entry costs does not grow with the room: all events to all members, and what
// they are encoded from, an entry.
func TestAnEntryCostsTheSameInARoomOfAnySize(t *testing.T) {
	for _, members := range []int{50, 100, 300, 1000, 3000, 9000} {
		for _, rate := range []int{30, 500} {
			synctest.Test(t, func(t *testing.T) {
				c := gather(t, members)
				entries := 12 * rate
				for i := range entries {
					c.enter(fmt.Sprint("n", i))
					c.pass(time.Second / time.Duration(rate))
				}
				c.pass(time.Minute)
				posts, bytes, encoded := 0, 0, map[*signaling.Event]int{}
				for _, l := range c.all {
					posts += len(l.got)
					for _, ev := range l.got {
						bytes += ev.Size()
						encoded[ev] = ev.Size()
					}
				}
				made := 0
				for _, n := range encoded {
					made += n
				}
				t.Logf("%d members, %d entries a second: %d posts of %d bytes an entry, %d bytes made", members, rate, posts/entries, bytes/entries, made/entries)
				if posts/entries > 150 || made/entries > 8000 {
					t.Error("that is too much")
				}
				if _, count := c.all[0].told(t, ""); count != c.state.Len() {
					t.Errorf("the last event says %d members, there are %d", count, c.state.Len())
				}
			})
		}
	}
}

func TestACrowdIsToldTheNewestNames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := gather(t, manyMembers+1)
		for i := range 2 * maxBundle {
			c.enter(fmt.Sprint("n", i))
		}
		c.exit("m1")
		c.exit("n7")                           // has no name any more
		c.exit(fmt.Sprint("n", 2*maxBundle-1)) // has one
		c.pass(time.Minute)
		in, count := c.all[0].told(t, signaling.EventAudienceEnter)
		out, _ := c.all[0].told(t, signaling.EventAudienceExit)
		last := in[len(in)-1]
		if len(last) != maxBundle-1 || last[len(last)-1] != fmt.Sprint("n", 2*maxBundle-2) || count != c.state.Len() {
			t.Errorf("came %v, now %d of %d", last, count, c.state.Len())
		}
		if want := [][]string{{"m1", "n7", fmt.Sprint("n", 2*maxBundle-1)}}; !slices.EqualFunc(out, want, slices.Equal) {
			t.Errorf("left %v, want %v", out, want)
		}
		for _, l := range c.all {
			for _, list := range first(l.told(t, signaling.EventAudienceEnter)) {
				if slices.Contains(list, l.user) {
					t.Fatalf("%s was told of itself", l.user)
				}
			}
		}
	})
}

func first[A, B any](a A, _ B) A { return a }

// The chat of a crowd does not have the entries told more often; elsewhere who writes is known.
func TestTheChatOfACrowdIsToldAlone(t *testing.T) {
	for members, most := range map[int]int{10: 1000, manyMembers + 1: 20} {
		synctest.Test(t, func(t *testing.T) {
			c := gather(t, members)
			for i := range 500 {
				c.enter(fmt.Sprint("n", i))
				c.tellMessage(step{op: Op{Say: &chatlog.Saying{Type: signaling.EventRecvRoomTextMsg}}})
				c.pass(10 * time.Millisecond)
			}
			c.pass(time.Minute)
			entered, _ := c.all[0].told(t, signaling.EventAudienceEnter)
			if messages := len(c.all[0].got) - len(entered); messages != 500 || len(entered) > most || members < manyMembers && len(entered) != 500 {
				t.Errorf("%d members were told of entries %d times, and %d messages", members, len(entered), messages)
			}
		})
	}
}

// Somebody who goes and comes over and over again does not have everybody told each time.
func TestComingAndGoingInACrowdIsNotToldEachTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := gather(t, 2*manyMembers)
		for range 500 {
			c.exit("m7")
			c.enter("m7")
			c.pass(10 * time.Millisecond)
		}
		c.pass(time.Minute)
		if n := len(c.all[0].got); n > 20 {
			t.Errorf("%d events in 5 s", n)
		}
		if in, count := c.all[0].told(t, signaling.EventAudienceEnter); count != c.state.Len() || !slices.Contains(in[len(in)-1], "m7") {
			t.Errorf("%v, %d members of %d", in, count, c.state.Len())
		}
	})
}

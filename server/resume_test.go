package server

import (
	"io"
	"net"
	"sync"
	"testing"

	"onair/internal/await"
	"onair/room"
	"onair/signaling"
)

// cable is a TCP link between clients and a server that a test can cut.
type cable struct {
	t    *testing.T
	ln   net.Listener
	mu   sync.Mutex
	to   string // "" refuses connections
	open []net.Conn
	wg   sync.WaitGroup
}

func newCable(t *testing.T, to string) *cable {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{t: t, ln: ln, to: to}
	c.wg.Go(c.accept)
	t.Cleanup(func() {
		ln.Close()
		c.plug("")
		c.wg.Wait()
	})
	return c
}

func (c *cable) accept() {
	for {
		a, err := c.ln.Accept()
		if err != nil {
			return
		}
		c.mu.Lock()
		to := c.to
		c.mu.Unlock()
		b, err := net.Dial("tcp", to)
		if to == "" || err != nil {
			a.Close()
			continue
		}
		c.mu.Lock()
		c.open = append(c.open, a, b)
		c.mu.Unlock()
		for _, p := range [][2]net.Conn{{a, b}, {b, a}} {
			c.wg.Go(func() {
				_, _ = io.Copy(p[0], p[1])
				p[0].Close()
				p[1].Close()
			})
		}
	}
}

// plug cuts every connection; new ones go to the address given.
func (c *cable) plug(to string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.to = to
	for _, p := range c.open {
		p.Close()
	}
	c.open = nil
}

// loginBy connects a user over a cable.
func (s *testServer) loginBy(c *cable, id string) *user {
	s.t.Helper()
	opt := s.options(id)
	opt.URL = "ws://" + c.ln.Addr().String()
	return dial(s.t, id, opt)
}

func TestMissedEventsComeOnceAfterALostLink(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	anna.create(9)
	c := newCable(t, s.Addr())
	ben := s.loginBy(c, "ben")
	ben.enter(9)
	anna.publish()
	ben.expect("anchorEnter anna")

	c.plug("")
	ben.sees("state reconnecting")
	stream := s.stream(9, "anna")
	s.fake().flow(stream, room.Media{Video: true, Audio: true})
	s.login("carl").enter(9)
	anna.expect("audienceEnter ben", "audienceEnter carl")
	c.plug(s.Addr())
	ben.RetryNow()
	ben.sees("session replay", "state connected", "userVideoAvailable anna true", "userAudioAvailable anna true", "audienceEnter carl")
	anna.must(signaling.TypeUnpublish, nil, nil)
	ben.sees("audienceEnter carl", "userVideoAvailable anna false", "userAudioAvailable anna false", "anchorExit anna")

	seen := map[string]int{}
	for _, l := range ben.lines() {
		seen[l]++
	}
	for _, l := range []string{"anchorEnter anna", "userVideoAvailable anna true", "audienceEnter carl", "anchorExit anna", "session replay"} {
		if seen[l] != 1 {
			t.Errorf("%q came %d times", l, seen[l])
		}
	}
	var list signaling.MemberListReply
	ben.must(signaling.TypeGetRoomMemberList, signaling.MemberListRequest{}, &list)
	if list.Total != 3 {
		t.Errorf("%d members after the resume, want 3", list.Total)
	}
	anna.expect("audienceEnter ben", "audienceEnter carl") // nobody noticed
}

func TestTooManyMissedEventsGiveASnapshot(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.EventLog = 3 })
	anna := s.login("anna")
	anna.create(9)
	c := newCable(t, s.Addr())
	ben := s.loginBy(c, "ben")
	ben.enter(9)
	c.plug("")
	ben.sees("state reconnecting")
	anna.publish()
	for _, id := range []string{"u1", "u2", "u3", "u4"} {
		s.login(id).enter(9)
	}
	c.plug(s.Addr())
	ben.RetryNow()
	ben.sees("session snapshot", "state connected")
	snap := ben.Session().Room
	if snap == nil || snap.Room.MemberCount != 6 || len(snap.Anchors) != 1 {
		t.Fatalf("snapshot: %+v", snap)
	}
	s.login("u5").enter(9)
	ben.sees("session snapshot", "audienceEnter u5")
	for _, l := range ben.lines() {
		if l == "anchorEnter anna" {
			t.Error("an event from before the snapshot came")
		}
	}
}

func TestRoomsAndSessionsOutliveTheServer(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	c := newCable(t, s.Addr())
	anna, ben := s.loginBy(c, "anna"), s.loginBy(c, "ben")
	anna.must(signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Anna"}, nil)
	anna.create(9)
	anna.publish()
	s.fake().flow(s.stream(9, "anna"), room.Media{Video: true, Audio: true})
	ben.enter(9)
	s.stop()
	ben.sees("serverShutdown", "state reconnecting")

	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	anna.RetryNow()
	ben.RetryNow()
	ben.sees("session snapshot", "state connected")
	anna.sees("session snapshot", "state connected")
	snap := ben.Session().Room
	if snap == nil || snap.Room.OwnerName != "Anna" || snap.Room.MemberCount != 2 {
		t.Fatalf("ben's room after the restart: %+v", snap)
	}
	if len(snap.Anchors) != 1 || snap.Anchors[0].Video {
		t.Errorf("anna keeps the stage and sends nothing yet: %+v", snap.Anchors)
	}
	anna.publish()
	s2.fake().flow(s2.stream(9, "anna"), room.Media{Video: true})
	ben.sees("session snapshot", "userVideoAvailable anna true")
	ben.must(signaling.TypeExitRoom, nil, nil)
	anna.sees("session snapshot", "audienceExit ben")
}

func TestADroppedSessionEnds(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.SessionGrace = 300 * 1e6
		c.Limits.HostGrace = 300 * 1e6
	})
	anna := s.login("anna")
	c := newCable(t, s.Addr())
	ben := s.loginBy(c, "ben")
	anna.create(9)
	ben.enter(9)
	c.plug("")
	anna.expect("audienceEnter ben", "audienceExit ben")
	await.True(t, "the end of ben's session", func() bool { return s.sessions.Get("ben") == nil })
	c.plug(s.Addr())
	ben.RetryNow()
	ben.sees("session new", "state connected") // back too late: entry state again
	ben.refused(signaling.CodeNotInRoom, signaling.TypeGetRoom, nil)
	ben.enter(9)
	anna.must(signaling.TypeExitRoom, nil, nil)
	ben.sees("hostAway anna", "roomDestroy hostGone")
}

package nodes

import (
	"context"
	"fmt"
	"slices"
	"time"

	"onair/internal/await"
	"onair/internal/nodetest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/media"
)

// room is where all is. A room with a co-anchor takes no PK, so that is between two others.
const (
	room   = 7
	second = 8
	third  = 9
)

// stage is who is seen, and who sees.
type stage struct {
	w       *world
	anchor  *liveroom.LiveRoom // anna, who comes to node a
	guest   *liveroom.LiveRoom // bob, on stage, by node b
	dora    *liveroom.LiveRoom // anchor of the second room, at node b
	erin    *liveroom.LiveRoom // of the third, at node c, in PK with it
	viewers []*viewer
	says    gaps // what the anchor says and is confirmed
	at      int  // the anchor's node, as far as is known
}

// viewer is one who looks at somebody on stage.
type viewer struct {
	*liveroom.LiveRoom
	name       string
	home, node int // where they come in, and where they are
	room       uint32
	sees       map[string]*eye
}

type eye struct{ gaps }

// Render implements liveroom.View.
func (e *eye) Render(f *media.Frame) { f.Release(); e.add() }

// Clear implements liveroom.View.
func (e *eye) Clear() {}

// small is a picture of which thirty can be decoded beside other work.
var small = liveroom.VideoEncoderParam{Width: 160, Height: 90, FPS: 15}

func (w *world) login(name string, at int, camera bool) *liveroom.LiveRoom {
	w.Helper()
	opt := liveroom.Options{Server: w.nodes[at].URL(), NoPlayout: true, Logger: w.logOf(name)}
	if camera {
		look := roomtest.LookOf(name)
		opt.Camera, opt.Microphone = "test:160x90@15", look.Microphone()
	}
	r := liveroom.New(opt)
	w.Cleanup(func() { r.Close() })
	w.call(name+" logs in", func(ctx context.Context) error {
		return r.Login(ctx, nodetest.App, name, nodetest.Sign(w, name), liveroom.Config{})
	})
	if camera {
		w.call("video", func(context.Context) error { return r.SetVideoEncoderParam(small) })
	}
	return r
}

func (w *world) call(what string, f func(context.Context) error) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	if err := f(ctx); err != nil {
		w.Fatalf("%s: %v", what, err)
	}
}

func (w *world) until(what string, ok func() bool) { w.Helper(); await.True(w, what, ok) }

// open has all come on stage and all viewers look.
func (w *world) open() *stage {
	w.Helper()
	s := &stage{w: w, anchor: w.login("anna", 0, true), guest: w.login("bob", 1, true), dora: w.login("dora", 1, true), erin: w.login("erin", 2, true)}
	s.anchor.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if e, ok := e.(liveroom.OnRequestJoinAnchor); ok {
			go func() { _ = s.anchor.ResponseJoinAnchor(w.Context(), e.User.UserID, true, e.CallID) }()
		}
	}))
	s.dora.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if e, ok := e.(liveroom.OnRequestRoomPK); ok {
			go func() { _ = s.dora.ResponseRoomPK(w.Context(), e.User.UserID, true) }()
		}
	}))
	live := func(r *liveroom.LiveRoom, id uint32) {
		w.call("the camera", func(ctx context.Context) error { return r.StartCameraPreview(ctx, true, nil) })
		w.call("the room", func(ctx context.Context) error {
			return r.CreateRoom(ctx, id, liveroom.RoomParam{RoomName: "over nodes"})
		})
		w.call("the stream", func(ctx context.Context) error { return r.StartPublish(ctx, "") })
	}
	live(s.anchor, room)
	live(s.dora, second)
	live(s.erin, third)
	for i := range w.viewers {
		s.watch(fmt.Sprint("viewer", i), 1+i%2, room, "anna")
	}
	s.join()
	for _, v := range s.viewers[:min(2, len(s.viewers))] {
		s.look(v, "bob")
	}
	s.look(s.watch("fan", 0, third, "erin"), "dora")
	s.flows("at the beginning")
	return s
}

// watch has a viewer come in at a node.
func (s *stage) watch(name string, node int, room uint32, who string) *viewer {
	s.w.Helper()
	v := &viewer{name: name, home: node, room: room, sees: map[string]*eye{}}
	s.enter(v)
	s.look(v, who)
	s.viewers = append(s.viewers, v)
	return v
}

func (s *stage) enter(v *viewer) {
	s.w.Helper()
	v.node, v.LiveRoom = v.home, s.w.login(v.name, v.home, false)
	s.w.call(v.name+" enters", func(ctx context.Context) error { return v.EnterRoom(ctx, v.room) })
}

// home brings viewers back to where they came in, as a load balancer would in time.
func (s *stage) home() {
	s.w.Helper()
	for _, v := range s.viewers {
		if v.node == v.home {
			continue
		}
		v.Close()
		s.enter(v)
		for who, e := range v.sees {
			s.w.until(v.name+" plays "+who+" again", func() bool { return v.StartPlay(who, e) == nil })
		}
	}
}

// moved notes that the clients of a node went on to the next that they were told of.
func (s *stage) moved(from int) {
	if s.at == from {
		s.at = next(0, from)
	}
	for _, v := range s.viewers {
		if v.node == from {
			v.node = next(v.home, from)
		}
	}
}

// next is where a client goes on from a node: those told are in the names' order, after
// the own.
func next(home, from int) int {
	list := []int{home}
	for i := range names {
		if i != home {
			list = append(list, i)
		}
	}
	return list[(slices.Index(list, from)+1)%len(list)]
}

func (s *stage) look(v *viewer, who string) {
	e := &eye{}
	v.sees[who] = e
	s.w.until(v.name+" plays "+who, func() bool { return v.StartPlay(who, e) == nil })
}

// join brings bob on stage and two other rooms into a PK.
func (s *stage) join() {
	s.w.Helper()
	w := s.w
	accepted, fight := make(chan struct{}), make(chan struct{})
	s.guest.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if _, ok := e.(liveroom.OnAnchorAccepted); ok {
			close(accepted)
		}
	}))
	s.erin.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if _, ok := e.(liveroom.OnRoomPKAccepted); ok {
			close(fight)
		}
	}))
	w.call("bob enters", func(ctx context.Context) error { return s.guest.EnterRoom(ctx, room) })
	w.call("bob asks", func(ctx context.Context) error { _, err := s.guest.RequestJoinAnchor(ctx); return err })
	w.heard(accepted, "bob is let up")
	w.call("bob's camera", func(ctx context.Context) error { return s.guest.StartCameraPreview(ctx, true, nil) })
	w.call("bob's stream", func(ctx context.Context) error { return s.guest.StartPublish(ctx, "") })
	w.call("erin asks", func(ctx context.Context) error {
		_, err := s.erin.RequestRoomPKWith(ctx, second, "dora", liveroom.PKOptions{Duration: time.Hour})
		return err
	})
	w.heard(fight, "the PK")
}

func (w *world) heard(c <-chan struct{}, what string) {
	w.Helper()
	select {
	case <-c:
	case <-time.After(await.Patience):
		w.Fatalf("never %s", what)
	}
}

// flows waits until all see all they look at, without a gap.
func (s *stage) flows(when string) {
	s.w.Helper()
	missing := ""
	err := await.Wait(func() string {
		missing = ""
		for _, v := range s.viewers {
			for who, e := range v.sees {
				if !e.steady(1500 * time.Millisecond) {
					missing += " " + v.name + ":" + who
				}
			}
		}
		return missing
	})
	if err != nil {
		s.w.wrong("%s, viewers and whom they do not see:%s", when, missing)
	}
}

// speak has the anchor say something again and again until ctx ends.
func (s *stage) speak(ctx context.Context) {
	for n := 0; ctx.Err() == nil; n++ {
		call, cancel := context.WithTimeout(ctx, 2*time.Second)
		_, err := s.anchor.SendRoomTextMsg(call, fmt.Sprint("anna says ", n))
		cancel()
		info, owner, in := s.anchor.Room()
		if err == nil && in && owner && info.RoomID == room {
			s.says.add()
		}
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
}

package server

import (
	"fmt"
	"sync"
	"testing"

	"onair/room"
	"onair/signaling"
)

// TestSnapshotsAndEventsFit enters and leaves while the owner's stream comes
// and goes: what a viewer believes from snapshot and events is always true.
func TestSnapshotsAndEventsFit(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MessageRate, c.Limits.MessageBurst = 1e6, 1e6 })
	anna := s.login("anna")
	anna.create(1)
	stream := s.stream(1, "anna")
	stop := make(chan struct{})
	var owner sync.WaitGroup
	owner.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			anna.publish()
			s.fake().flow(stream, room.Media{Video: true})
			anna.must(signaling.TypeUnpublish, nil, nil)
		}
	})
	var viewers sync.WaitGroup
	for v := range 4 {
		viewers.Go(func() {
			u := &fitting{t: t}
			opt := s.options(fmt.Sprintf("v%d", v))
			opt.OnEvent = u.onEvent
			c, err := signaling.Dial(t.Context(), opt)
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			for range 40 {
				var snap signaling.Snapshot
				if err := c.CallThen(t.Context(), signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1}, &snap, func(error) { u.entered(snap) }); err != nil {
					t.Error(err)
				}
				if err := c.CallThen(t.Context(), signaling.TypeExitRoom, nil, nil, func(error) { u.left() }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	viewers.Wait()
	close(stop)
	owner.Wait()
}

// fitting checks that events fit what is known; one goroutine.
type fitting struct {
	t                *testing.T
	in, stage, video bool
}

func (f *fitting) entered(s signaling.Snapshot) {
	f.in, f.stage = true, len(s.Anchors) > 0
	f.video = f.stage && s.Anchors[0].Video
}

func (f *fitting) left() { f.in = false }

func (f *fitting) onEvent(e signaling.Envelope) {
	if !f.in {
		f.t.Errorf("%s outside the room", e.Type)
		return
	}
	var in signaling.AvailableEvent
	_ = e.Decode(&in)
	ok := true
	switch e.Type {
	case signaling.EventAnchorEnter:
		ok = !f.stage
		f.stage = true
	case signaling.EventAnchorExit:
		ok = f.stage && !f.video
		f.stage = false
	case signaling.EventUserVideoAvailable:
		ok = f.stage && f.video != in.Available
		f.video = in.Available
	}
	if !ok {
		f.t.Errorf("%s %v does not fit: on stage %v, video %v", e.Type, in.Available, f.stage, f.video)
	}
}

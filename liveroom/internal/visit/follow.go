package visit

import (
	"context"
	"time"

	"onair/liveroom/internal/stay"
	"onair/signaling"
)

// Hear handles one event of the server. It runs on the signaling client's goroutine and
// never waits.
func (v *Visits) Hear(env signaling.Envelope) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var s *stay.Stay
	number := uint64(0)
	if v.now != nil {
		s, number = v.now.Stay, v.now.Number
	}
	heard, err := stay.Hear(s, &env)
	if err != nil {
		v.cfg.Log.Warn("event not understood", "type", env.Type, "err", err)
	}
	if heard.Anywhere {
		number = 0
	}
	v.cfg.Tell(number, heard.Told)
	if heard.SeatLost {
		v.cfg.SeatLost()
	}
	if heard.Steady != nil {
		v.cfg.Steady(heard.Steady.On)
	}
	if heard.Picture != nil {
		v.cfg.Picture(*heard.Picture)
	}
	if heard.Stage {
		v.cfg.Stage()
	}
	if heard.Over {
		v.endLocked()
	}
}

// endLocked ends a visit that the server ended. What was told of the room before stays
// valid; media is stopped in the background.
func (v *Visits) endLocked() {
	v.now = nil
	stop := v.cfg.Take()
	v.cfg.Go(func(context.Context) { stop() })
}

// Resumed takes over what a session brings that was lost and is back or, too late for
// that, a new one.
func (v *Visits) Resumed(reply signaling.LoginReply) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.now
	switch {
	case now == nil:
	case reply.Mode == signaling.ModeReplay:
		if reply.Moved || reply.Move {
			v.cfg.Renew(nil)
		}
	case reply.Mode == signaling.ModeSnapshot && reply.Room != nil && reply.Room.Room.RoomID == now.Room.RoomID:
		v.cfg.Tell(now.Number, now.Resume(reply.Room))
		v.cfg.Renew(reply.Kept)
	default:
		v.cfg.Go(func(ctx context.Context) { v.comeBack(ctx, now) })
	}
}

// comeBack enters the room again after the server forgot the session. was is the visit as
// it was.
func (v *Visits) comeBack(ctx context.Context, was *visit) {
	done, err := v.cfg.Turn(ctx)
	if err != nil {
		return
	}
	defer done()
	v.mu.Lock()
	current, room := v.now == was, was.Room.RoomID
	v.mu.Unlock()
	if !current || v.cfg.Session.Open() != nil {
		return
	}
	if err = v.enterAgain(ctx, was, room); err == nil || signaling.CodeOf(err) == signaling.CodeLinkLost {
		return // lost again: the next session tries again
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now == was {
		v.cfg.Tell(was.Number, was.Depart())
		v.cfg.Lost(was.Number)
		v.endLocked()
	}
}

func (v *Visits) enterAgain(ctx context.Context, was *visit, room uint32) error {
	typ, in := signaling.TypeEnterRoom, any(signaling.RoomRequest{RoomID: room})
	v.mu.Lock()
	param := was.param
	v.mu.Unlock()
	if was.Owner {
		typ, in = signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: room, RoomParam: param}
	}
	start := time.Now()
	var snap signaling.Snapshot
	return v.cfg.Session.Then(ctx, typ, in, &snap, func(err error) {
		if err == nil {
			v.Begin(&snap, param, start)
			v.cfg.Back()
		}
	})
}

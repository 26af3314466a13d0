package liveroom

import (
	"context"
	"time"

	"onair/liveroom/internal/stay"
	"onair/signaling"
)

// onSignal handles one event of the server. It runs on the signaling client's
// goroutine and never waits.
func (r *LiveRoom) onSignal(env signaling.Envelope) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var s *stay.Stay
	number := uint64(0)
	if r.visit != nil {
		s, number = r.visit.Stay, r.visit.Number
	}
	heard, err := stay.Hear(s, &env)
	if err != nil {
		r.log.Warn("event not understood", "type", env.Type, "err", err)
	}
	if heard.Anywhere {
		number = 0
	}
	r.tellLocked(number, heard.Told)
	if heard.SeatLost {
		r.stopLostPublishLocked()
	}
	if heard.Stage {
		r.plays.Wake()
	}
	if heard.Over {
		r.endVisitLocked()
	}
}

// tellLocked tells listeners, in the order given.
func (r *LiveRoom) tellLocked(visit uint64, told []stay.Told) {
	r.events.Post(visit, r.translate(told)...)
}

// endVisitLocked ends a visit that the server ended. The room's events that were posted
// before stay valid; media is stopped in the background.
func (r *LiveRoom) endVisitLocked() {
	r.visit = nil
	stop := r.takeMediaLocked()
	r.wg.Go(stop)
}

// stopLostPublishLocked ends a stream whose seat is gone, in the background.
func (r *LiveRoom) stopLostPublishLocked() {
	if wait := r.own.Lose(); wait != nil {
		r.background(func(context.Context) {
			if wait() {
				r.sources.StopSound()
			}
		})
	}
}

// onSession runs when a lost session was resumed or, too late for that, a new
// one opened.
func (r *LiveRoom) onSession(reply signaling.LoginReply) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.session.Watching() {
		r.background(func(ctx context.Context) { r.WatchRoomList(ctx, true) })
	}
	v := r.visit
	if v == nil {
		return
	}
	switch {
	case reply.Mode == signaling.ModeReplay:
	case reply.Mode == signaling.ModeSnapshot && reply.Room != nil && reply.Room.Room.RoomID == v.Room.RoomID:
		r.tellLocked(v.Number, v.Resume(reply.Room))
		// The server was started again, mostly: media connections are dead and did not say so.
		r.plays.Renew()
		r.own.Renew()
	default:
		r.background(func(ctx context.Context) { r.comeBack(ctx, v) })
	}
}

// background runs f on a goroutine that ends with the LiveRoom.
func (r *LiveRoom) background(f func(context.Context)) {
	r.wg.Go(func() {
		ctx, cancel := context.WithTimeout(r.ctx, 20*time.Second)
		defer cancel()
		f(ctx)
	})
}

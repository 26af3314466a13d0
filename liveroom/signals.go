package liveroom

import (
	"context"
	"time"

	"onair/liveroom/internal/stay"
	"onair/liveroom/internal/visit"
	"onair/signaling"
)

// visitsConfig joins where the user is to the events and the media.
func (r *LiveRoom) visitsConfig() visit.Config {
	return visit.Config{
		Session: r.session, Log: r.log, Begin: r.events.BeginVisit, Take: r.takeMedia, SeatLost: r.stopLostPublish,
		Tell: func(visit uint64, told []stay.Told) { r.events.Post(visit, r.translate(told)...) },
		Entered: func(visit uint64, took time.Duration) {
			r.events.Post(visit, OnEnterRoom{Result: max(int(took.Milliseconds()), 1)})
		},
		Lost:  func(visit uint64) { r.events.Post(visit, OnRoomDestroy{Reason: DestroyedLost}) },
		Stage: r.plays.Wake,
		Renew: func() {
			r.plays.Renew()
			r.own.Renew()
		},
		Back: r.own.Wake,
		Go:   r.background,
		Turn: func(ctx context.Context) (func(), error) { return r.release, r.acquire(ctx, "") },
	}
}

// onSession runs when a lost session was resumed or, too late for that, a new
// one opened.
func (r *LiveRoom) onSession(reply signaling.LoginReply) {
	if r.session.Watching() {
		r.background(func(ctx context.Context) { r.session.Watch(ctx, true) })
	}
	r.visits.Resumed(reply)
}

// stopLostPublish ends a stream whose seat is gone, in the background.
func (r *LiveRoom) stopLostPublish() {
	if wait := r.own.Lose(); wait != nil {
		r.background(func(context.Context) {
			if wait() {
				r.sources.StopSound()
			}
		})
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

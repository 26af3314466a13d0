package liveroom

import (
	"context"

	"onair/liveroom/internal/stay"
	"onair/liveroom/internal/stream"
	"onair/media/audio"
	"onair/signaling"
)

// StartPlay shows a user's picture in view (nil: nowhere) and plays the sound.
// It may be called before that user publishes, also before a room is entered:
// playing starts as soon as there is something, and again after an
// interruption. For a user who is played already the view changes.
func (r *LiveRoom) StartPlay(userID string, view View) error {
	const op = "StartPlay"
	if !userIDRule.MatchString(userID) {
		return fail(op, CodeBadArgument, "this is no user ID")
	}
	r.mu.Lock()
	closed := r.closed
	r.mu.Unlock()
	if closed {
		return fail(op, CodeNotInitialised, "this LiveRoom is closed; make a new one")
	}
	open := func() { r.speaker.Open() }
	r.plays.Start(userID, r.playConfig(userID, view), open, func(w, h int) {
		r.visits.Inside(func(s *stay.Stay) {
			r.events.Post(s.Number, OnFirstVideoFrame{UserID: userID, Width: w, Height: h})
		})
	})
	return nil
}

// UpdateRemoteView moves a played user's picture into another view without a
// restart. A user who is not played gives CodeFailed.
func (r *LiveRoom) UpdateRemoteView(userID string, view View) error {
	if !r.plays.SetView(userID, view) {
		return fail("UpdateRemoteView", CodeFailed, userID+" is not being played")
	}
	return nil
}

// StopPlay ends playing; the view is cleared. It does nothing for a user who is
// not played.
func (r *LiveRoom) StopPlay(userID string) { r.plays.Stop(userID) }

// takeMedia takes what plays out of the list; stop ends it, and what is published.
func (r *LiveRoom) takeMedia() (stop func()) {
	plays, publishes := r.plays.Take(), r.own.Now() != nil
	return func() {
		plays.Cancel()
		if publishes {
			r.endPublish()
		}
		screens := plays.Stop()
		r.mu.Lock()
		r.leaving = append(r.leaving, screens...)
		r.mu.Unlock()
	}
}

// playConfig joins a user's stream to the server, the loudspeaker and the events.
func (r *LiveRoom) playConfig(userID string, view View) stream.PlayConfig {
	return stream.PlayConfig{
		Callers: &r.callers, View: view, Connection: r.tuner.Connection, Latency: r.speaker.Latency,
		Stage:       func() (on, video bool) { return r.visits.OnStage(userID) },
		ClockOffset: r.session.ClockOffset,
		Offer: func(ctx context.Context, offer string) (string, error) {
			return r.exchange(ctx, signaling.TypePlay, signaling.PlayRequest{UserID: userID, SDP: offer})
		},
		Begin: func(sound audio.Source) func(bool) { return r.beginPlay(userID, sound) },
		Again: func(err error) {
			r.log.Info("playing again", "user", userID, "err", err)
			r.explainNoPath(err)
		},
	}
}

// beginPlay lets a user be heard; end ends that and, when the user stopped it, tells
// the server.
func (r *LiveRoom) beginPlay(userID string, sound audio.Source) (end func(stopped bool)) {
	visit := r.visits.Place().Number
	r.others.Add(userID, sound)
	return func(stopped bool) {
		r.others.Remove(userID)
		// Leaving a room ends its streams by itself; said late, it would end the next room's.
		if stopped && r.session.Open() == nil && r.visits.Place().Number == visit {
			r.background(func(ctx context.Context) {
				r.session.Call(ctx, signaling.TypeStopPlay, signaling.UserRequest{UserID: userID}, nil)
			})
		}
	}
}

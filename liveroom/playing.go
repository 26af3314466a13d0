package liveroom

import (
	"context"

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
	if r.closed {
		r.mu.Unlock()
		return fail(op, CodeNotInitialised, "this LiveRoom is closed; make a new one")
	}
	if p := r.plays[userID]; p != nil {
		r.mu.Unlock()
		p.SetView(view)
		return nil
	}
	var p *stream.Playing
	cfg := r.playConfig(userID, view)
	cfg.Shown = func(w, h int) { r.firstShown(userID, p, w, h) }
	p, run := stream.NewPlaying(r.ctx, cfg)
	r.plays[userID] = p
	r.mu.Unlock()
	r.speaker.Open()
	go run()
	return nil
}

// UpdateRemoteView moves a played user's picture into another view without a
// restart. A user who is not played gives CodeFailed.
func (r *LiveRoom) UpdateRemoteView(userID string, view View) error {
	r.mu.Lock()
	p := r.plays[userID]
	r.mu.Unlock()
	if p == nil {
		return fail("UpdateRemoteView", CodeFailed, userID+" is not being played")
	}
	p.SetView(view)
	return nil
}

// StopPlay ends playing; the view is cleared. It does nothing for a user who is
// not played.
func (r *LiveRoom) StopPlay(userID string) {
	r.mu.Lock()
	p := r.plays[userID]
	delete(r.plays, userID)
	r.mu.Unlock()
	if p != nil {
		p.Stop()
		p.SetView(nil)
	}
}

// roomMedia is everything that plays or publishes at one moment.
type roomMedia struct {
	room  *LiveRoom
	plays []*stream.Playing
	pub   bool
}

// takeMediaLocked empties the list of what plays; stop ends it.
func (r *LiveRoom) takeMediaLocked() roomMedia {
	m := roomMedia{room: r, pub: r.pub != nil}
	for id, p := range r.plays {
		m.plays = append(m.plays, p)
		delete(r.plays, id)
	}
	return m
}

func (m roomMedia) stop() {
	for _, p := range m.plays {
		p.Cancel()
	}
	if m.pub {
		m.room.endPublish()
	}
	for _, p := range m.plays {
		p.Stop()
		p.Screen.Change(nil)
		p.Screen.FlushLater()
		m.room.mu.Lock()
		m.room.leaving = append(m.room.leaving, p.Screen)
		m.room.mu.Unlock()
	}
}

// wakePlaysLocked has every player look at the stage again.
func (r *LiveRoom) wakePlaysLocked() {
	for _, p := range r.plays {
		p.Wake()
	}
}

// visitNumber tells one stay in a room from another; 0 outside.
func (r *LiveRoom) visitNumber() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit == nil {
		return 0
	}
	return r.visit.Number
}

// playConfig joins a user's stream to the server, the loudspeaker and the events.
func (r *LiveRoom) playConfig(userID string, view View) stream.PlayConfig {
	return stream.PlayConfig{
		Callers: &r.callers, View: view, Connection: r.connection, Latency: r.speaker.Latency,
		Stage:       func() (on, video bool) { return r.onStage(userID) },
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

// onStage reports whether a user publishes, and with a picture.
func (r *LiveRoom) onStage(userID string) (on, video bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit != nil {
		return r.visit.OnStage(userID)
	}
	return false, false
}

// beginPlay lets a user be heard; end ends that and, when the user stopped it, tells
// the server.
func (r *LiveRoom) beginPlay(userID string, sound audio.Source) (end func(stopped bool)) {
	visit := r.visitNumber()
	r.mixer.Add(userID, sound, r.volumeOf(userID))
	r.mixer.Mute(userID, r.isMuted(userID))
	return func(stopped bool) {
		r.mixer.Remove(userID)
		// Leaving a room ends its streams by itself; said late, it would end the next room's.
		if stopped && r.session.Open() == nil && r.visitNumber() == visit {
			r.background(func(ctx context.Context) {
				r.session.Call(ctx, signaling.TypeStopPlay, signaling.UserRequest{UserID: userID}, nil)
			})
		}
	}
}

// firstShown tells of the first picture, once it was shown.
func (r *LiveRoom) firstShown(userID string, p *stream.Playing, w, h int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.visit != nil && r.plays[userID] == p {
		r.events.Post(r.visit.Number, OnFirstVideoFrame{UserID: userID, Width: w, Height: h})
	}
}

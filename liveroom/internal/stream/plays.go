package stream

import (
	"context"
	"maps"
	"slices"
	"sync"

	"onair/liveroom/internal/callback"
	"onair/signaling"
)

// Plays is everybody who is played. Any goroutine; nothing is called with its lock held.
type Plays struct {
	ctx  context.Context
	mu   sync.Mutex
	list map[string]*Playing
}

// NewPlays plays nobody; what is started ends with ctx.
func NewPlays(ctx context.Context) *Plays { return &Plays{ctx: ctx, list: map[string]*Playing{}} }

// Start plays somebody; who is played already is only shown in another view. open is
// called before, so that what is heard has somewhere to go; shown is told of the first
// picture, unless it is stopped by then.
func (s *Plays) Start(userID string, cfg PlayConfig, open func(), shown func(w, h int)) {
	s.mu.Lock()
	if p := s.list[userID]; p != nil {
		s.mu.Unlock()
		p.SetView(cfg.View)
		return
	}
	var p *Playing
	cfg.Shown = func(w, h int) {
		s.mu.Lock()
		mine := s.list[userID] == p
		s.mu.Unlock()
		if mine {
			shown(w, h)
		}
	}
	p, run := newPlaying(s.ctx, cfg)
	s.list[userID] = p
	s.mu.Unlock()
	open()
	go run()
}

// SetView shows somebody in another view; false when that user is not played.
func (s *Plays) SetView(userID string, v callback.View) bool {
	s.mu.Lock()
	p := s.list[userID]
	s.mu.Unlock()
	if p != nil {
		p.SetView(v)
	}
	return p != nil
}

// Choose sets the quality that somebody's picture is wanted in; false when that user is not
// played.
func (s *Plays) Choose(userID string, quality int) bool {
	p := s.All()[userID]
	if p != nil {
		p.Choose(quality)
	}
	return p != nil
}

// Hear takes over what the server says that it sends.
func (s *Plays) Hear(in signaling.PlayQualityEvent) {
	if p := s.All()[in.UserID]; p != nil {
		p.Hear(in)
	}
}

// Stop ends playing somebody, if that user is played, and clears the view.
func (s *Plays) Stop(userID string) {
	s.mu.Lock()
	p := s.list[userID]
	delete(s.list, userID)
	s.mu.Unlock()
	if p != nil {
		p.Stop()
		p.SetView(nil)
	}
}

// Take empties the list. What was in it goes on until Taken ends it.
func (s *Plays) Take() Taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out Taken
	for _, p := range s.list {
		out = append(out, p)
	}
	clear(s.list)
	return out
}

// All is who is played, by user ID.
func (s *Plays) All() map[string]*Playing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.list)
}

// Wake has every player look at the stage again.
func (s *Plays) Wake() {
	for _, p := range s.All() {
		p.Wake()
	}
}

// Renew has everybody played anew at once, but for those kept.
func (s *Plays) Renew(kept *signaling.KeptMedia) {
	for user, p := range s.All() {
		if kept != nil && slices.Contains(kept.Plays, user) {
			p.Wake()
		} else {
			p.Renew()
		}
	}
}

// Taken are streams that nobody asks for any more.
type Taken []*Playing

// Cancel begins to end them.
func (t Taken) Cancel() {
	for _, p := range t {
		p.Cancel()
	}
}

// Stop ends them and waits; the views are cleared soon, and Flush of each screen waits
// for that.
func (t Taken) Stop() (screens []*callback.Screen) {
	for _, p := range t {
		p.Stop()
		p.Screen.Change(nil)
		p.Screen.FlushLater()
		screens = append(screens, p.Screen)
	}
	return screens
}

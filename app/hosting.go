package app

import (
	"context"
	"sync"
	"time"

	"onair/app/model"
	"onair/server"
)

var _ model.HostingActions = (*App)(nil)

// Hosted tells who uses the server inside this program, besides the user: whom its
// end would concern.
func (a *App) Hosted() []model.HostedRoom {
	s := a.embedded.Running()
	if s == nil {
		return nil
	}
	return hosted(s.Occupied(a.room.Self().UserID))
}

func hosted(list []server.Occupancy) []model.HostedRoom {
	var out []model.HostedRoom
	for _, o := range list {
		h := model.HostedRoom{ID: o.Room, Title: o.Title, Host: model.User{ID: o.Owner.ID, Name: o.Owner.Name, Avatar: o.Owner.Avatar}, Live: o.Live}
		for _, u := range o.People {
			h.People = append(h.People, model.User{ID: u.ID, Name: u.Name, Avatar: u.Avatar})
		}
		out = append(out, h)
	}
	return out
}

const (
	// lookEvery is how often a server without a window looks whether it is still used.
	lookEvery = 5 * time.Second
	// aloneFor is how long nobody has to be in a room before it ends: links break and
	// come back.
	aloneFor = time.Minute
)

// KeepServing signs the user out and lets the server go on for the others. alone is
// called once nobody has been in a room for a minute. It ends with StopServing.
func (a *App) KeepServing(alone func()) {
	ctx, stop := context.WithCancel(a.desk.Context())
	a.serving.set(stop)
	a.SignOut()
	a.desk.Go(func() {
		t := time.NewTicker(lookEvery)
		defer t.Stop()
		if waitAlone(ctx, t.C, func() bool { return len(a.Hosted()) > 0 }) {
			alone()
		}
	})
}

// waitAlone returns true when nothing was used for aloneFor, by the ticks' times, and
// false when ctx ended before.
func waitAlone(ctx context.Context, ticks <-chan time.Time, used func() bool) bool {
	var since time.Time
	for {
		select {
		case <-ctx.Done():
			return false
		case now := <-ticks:
			switch {
			case used():
				since = time.Time{}
			case since.IsZero():
				since = now
			case now.Sub(since) >= aloneFor:
				return true
			}
		}
	}
}

// StopServing: the window is back.
func (a *App) StopServing() { a.serving.set(nil) }

// stopper holds what ends the newest of something.
type stopper struct {
	mu   sync.Mutex
	stop context.CancelFunc
}

// set ends the one before.
func (s *stopper) set(stop context.CancelFunc) {
	s.mu.Lock()
	before := s.stop
	s.stop = stop
	s.mu.Unlock()
	if before != nil {
		before()
	}
}

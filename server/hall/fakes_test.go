package hall

import (
	"fmt"
	"slices"
	"sync"

	"onair/room"
	"onair/signaling"
)

// login is a session that keeps what it is sent.
type login struct {
	user string
	mu   sync.Mutex
	got  []*signaling.Event
	in   *Room
	over bool
	gone bool // without a connection
	play map[string]string
}

func (l *login) User() string { return l.user }

func (l *login) Post(ev *signaling.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.got = append(l.got, ev)
}

func (l *login) Enter(h *Room, _ string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.over {
		l.in = h
	}
	return !l.over
}

func (l *login) Exit(h *Room) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.in == h {
		l.in = nil
	}
}

func (l *login) Room() *Room {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.in
}

func (l *login) Over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.over
}

func (l *login) Dropped() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.gone && !l.over
}

func (l *login) Hears() bool      { return true }
func (l *login) StreamEnded()     {}
func (l *login) PlayEnded(string) {}

func (l *login) TakePlay(user string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.play[user]
	delete(l.play, user)
	return s
}

func (l *login) TakePlays() map[string]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.play
	l.play = nil
	return p
}

// heard is the kinds of events that came, in order.
func (l *login) heard() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []string
	for _, ev := range l.got {
		list = append(list, ev.Type())
	}
	return list
}

// logins are the sessions of a test.
type logins map[string]*login

func (l logins) Of(user string) Session {
	if s := l[user]; s != nil {
		return s
	}
	return nil
}

// relay notes what it is asked.
type relay struct {
	mu   sync.Mutex
	said []string
}

func (r *relay) say(what ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprint(what...))
}

func (r *relay) Mute(stream string, m room.Media) { r.say("mute ", stream, m) }
func (r *relay) StopPublish(stream string)        { r.say("end of ", stream) }
func (r *relay) StopPlay(stream, viewer string)   { r.say(viewer, " without ", stream) }
func (r *relay) asked(what string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Contains(r.said, what)
}

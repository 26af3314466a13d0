package liveroom

// Listener receives events. OnEvent is called on the LiveRoom's event
// goroutine, never twice at the same time, in the order the events happened. It
// may call everything, also Close.
type Listener interface {
	OnEvent(Event)
}

// NewListener makes a listener of a function. Each call makes a different one.
func NewListener(f func(Event)) Listener { return &funcListener{f} }

type funcListener struct{ f func(Event) }

func (l *funcListener) OnEvent(e Event) { l.f(e) }

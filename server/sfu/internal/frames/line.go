package frames

import "time"

// Line takes one track apart: packets in order, pictures whole.
type Line struct {
	kind  int
	order Reorder
	au    Pictures
}

// NewLine makes one for a kind of media.
func NewLine(kind int) Line { return Line{kind: kind, order: newReorder(kind)} }

// Push takes a packet in.
func (l *Line) Push(p Packet) { l.order.Push(p) }

// Waits tells whether nothing can go on before a keyframe.
func (l *Line) Waits() bool { return l.order.Waits() }

// Lose forgets what is begun; packets are missing.
func (l *Line) Lose() {
	l.order.Lose()
	l.au.Drop()
}

// Deliver hands on what is complete at now, with its time: see Times.Of.
func (l *Line) Deliver(now time.Time, c *Times, paired bool, reports [2]*Report, picture func(Picture), sound func([]byte, time.Duration)) {
	for {
		p, ok := l.order.Next(now)
		if !ok {
			return
		}
		at, ok := c.Of(&p, paired, reports)
		if l.kind == Audio {
			if ok && len(p.Payload) > 0 {
				sound(p.Payload, at)
			}
			continue
		}
		for _, u := range l.au.Push(&p, at) {
			picture(u)
		}
		if l.au.Broken {
			l.Lose()
		}
	}
}

package trunk

import (
	"encoding/binary"
	"net"
	"sync"
	"time"

	"onair/signaling"
)

// outbox is frames that wait to be sent, in order. Nothing waits in its methods but
// room and drain.
type outbox struct {
	most  int
	stats *Stats

	mu     sync.Mutex
	buf    []byte
	closed bool
	told   told
	run    *signaling.Event // whose list is the last frame in buf
	runAt  int
	freed  chan struct{} // closed when something was taken
	wake   chan struct{}
}

func newOutbox(most int, stats *Stats) *outbox {
	return &outbox{most: most, stats: stats, freed: make(chan struct{}), wake: make(chan struct{}, 1)}
}

// put appends what add makes of what waits; false if that is too much.
func (o *outbox) put(add func(dst []byte) []byte) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return true
	}
	o.run = nil
	return o.appendLocked(add)
}

// mustPut is put for what is small, or was given room.
func (o *outbox) mustPut(add func(dst []byte) []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.closed {
		o.run = nil
		o.addLocked(add)
	}
}

func (o *outbox) appendLocked(add func([]byte) []byte) bool {
	if len(o.buf) > o.most {
		return false
	}
	o.addLocked(add)
	return true
}

func (o *outbox) addLocked(add func([]byte) []byte) {
	o.buf = add(o.buf)
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// post adds a client to those that an event goes to.
func (o *outbox) post(id, seq uint64, ev *signaling.Event) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return true
	}
	return o.appendLocked(func(dst []byte) []byte {
		if o.run != ev || len(dst)-o.runAt > maxRun {
			var event uint64
			var fresh bool
			if dst, event, fresh = o.told.say(dst, ev); fresh {
				o.stats.Bodies.Add(1)
			}
			o.run, o.runAt = ev, len(dst)
			dst = binary.AppendUvarint(begin(dst, post), event)
		}
		o.stats.Told.Add(1)
		dst = binary.AppendUvarint(dst, id)
		return finish(binary.AppendUvarint(dst, seq), o.runAt)
	})
}

// room waits until not too much waits, or done is closed.
func (o *outbox) room(done <-chan struct{}) bool {
	for {
		o.mu.Lock()
		free, freed := len(o.buf) <= o.most/2, o.freed
		o.mu.Unlock()
		if free {
			return true
		}
		select {
		case <-freed:
		case <-done:
			return false
		}
	}
}

// take returns what waits, and has spare filled next.
func (o *outbox) take(spare []byte) []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	b := o.buf
	if cap(spare) > 1<<20 {
		spare = nil
	}
	o.buf, o.run = spare[:0], nil
	close(o.freed)
	o.freed = make(chan struct{})
	return b
}

func (o *outbox) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed, o.buf = true, nil
}

// drain sends what is put, and something now and then, until done is closed or the other
// end does not take it.
func (o *outbox) drain(c net.Conn, done <-chan struct{}) error {
	t := time.NewTicker(aliveEvery)
	defer t.Stop()
	var spare []byte
	for {
		select {
		case <-done:
			return nil
		case <-o.wake:
		case <-t.C:
			o.put(func(dst []byte) []byte { return frame(dst, alive, nil) })
		}
		b := o.take(spare)
		for rest := b; len(rest) > 0; {
			n := min(len(rest), piece)
			_ = c.SetWriteDeadline(time.Now().Add(writeTime))
			if _, err := c.Write(rest[:n]); err != nil {
				return err
			}
			o.stats.Out.Add(uint64(n))
			rest = rest[n:]
		}
		spare = b
	}
}

package frames

import (
	"sync"
	"time"
)

// What may wait to be taken apart; more is dropped up to the next keyframe.
const (
	queueBytes   = 8 << 20
	queuePackets = 8192
)

// Queue is what waits to be taken apart, of several tracks. Any goroutine may use it, and none waits.
type Queue[T any] struct {
	mu    sync.Mutex
	list  []Queued[T]
	bytes int
	spilt bool
}

// Queued is a packet of a track.
type Queued[T any] struct {
	Packet
	Of T
}

// Put adds a packet. Too much is dropped with all that waits.
func (q *Queue[T]) Put(p Packet, of T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.bytes+len(p.Payload) > queueBytes || len(q.list) >= queuePackets {
		q.list, q.bytes, q.spilt = nil, 0, true
	}
	q.list = append(q.list, Queued[T]{p, of})
	q.bytes += len(p.Payload)
}

// Take returns what waits, and whether something was dropped.
func (q *Queue[T]) Take() (list []Queued[T], spilt bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	list, spilt = q.list, q.spilt
	q.list, q.bytes, q.spilt = nil, 0, false
	return list, spilt
}

// Since is how long before the last of some packets another came, as far as their times tell, at most most.
func Since(ts, last, rate uint32, most time.Duration) time.Duration {
	d := time.Duration(int32(last-ts)) * time.Second / time.Duration(rate)
	return min(max(d, 0), most)
}

package fleet

import (
	"context"
	"hash/fnv"
	"sync"

	"onair/room"
	"onair/server/reply"
	"onair/server/sfu"
)

// publication is a stream that comes in at this node by a leader's order, which also goes
// on under the next leader, unless a door of the first keeps it.
type publication struct {
	flowing
	stream   string
	num, run uint64
	bound    bool // to a door of the leader
	over     bool // guarded by the agent
}

// flowing is who is told of a publication or viewer.
type flowing struct {
	mu   sync.Mutex
	on   func(room.Media)
	gone func()
	flow room.Media
	seen func(sfu.Picture) // of a viewer; fixed
}

// listen has others told from now on, and returns what flows.
func (w *flowing) listen(on func(room.Media), gone func()) room.Media {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.on, w.gone = on, gone
	return w.flow
}

// tell is called by one goroutine at a time.
func (w *flowing) tell(m room.Media, over bool) {
	w.mu.Lock()
	on, gone, news := w.on, w.gone, m != w.flow
	w.flow = m
	w.mu.Unlock()
	if news && on != nil {
		on(m)
	}
	if over && gone != nil {
		gone()
	}
}

// lead makes a new leader, to whom each publication that flows is given, and lists what
// there is. What is bound to a door of the leader before has ended. reign is 0, and
// nothing is done, if there is a later one.
func (a *Agent) lead(term uint64, boss context.CancelFunc, give func(*publication)) (list []has, reign uint64, ok bool) {
	a.mu.Lock()
	if term < a.term {
		a.mu.Unlock()
		return nil, 0, false
	}
	before := a.boss
	a.reign++
	a.term, a.boss, reign = term, boss, a.reign
	var bound, free []*publication
	for _, p := range a.pubs {
		if p.bound {
			bound = append(bound, p)
		} else {
			free = append(free, p)
		}
	}
	a.mu.Unlock()
	before()
	for _, p := range bound {
		a.unpublish(p.stream, p.num)
	}
	for _, p := range free {
		give(p)
		p.mu.Lock()
		list = append(list, has{Stream: p.stream, Num: p.num, Run: p.run, Flow: p.flow})
		p.mu.Unlock()
	}
	for _, s := range a.sfu.Streams() {
		for _, v := range a.sfu.Viewers(s.StreamID) {
			list = append(list, has{Stream: s.StreamID, Viewer: v.ViewerID})
		}
	}
	return list, reign, true
}

// obeys reports whether who led as the so manieth still does.
func (a *Agent) obeys(reign uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.reign == reign
}

// lasting is the first run of what outlives its leader; orders have lesser ones.
const lasting = 1 << 63

func (a *Agent) newPublication(stream string, num uint64, bound bool, on func(room.Media), gone func()) *publication {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.runs++
	return &publication{flowing: flowing{on: on, gone: gone}, stream: stream, num: num, run: lasting | a.runs, bound: bound}
}

// add makes a publication the stream's; false if another leads by now, or it is over.
func (a *Agent) add(p *publication, reign uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.reign != reign || p.over {
		return a.reign == reign
	}
	a.pubs[p.stream] = p
	return true
}

func (a *Agent) ended(p *publication) {
	a.mu.Lock()
	p.over = true
	if a.pubs[p.stream] == p {
		delete(a.pubs, p.stream)
	}
	a.mu.Unlock()
	p.tell(room.Media{}, true)
}

// turn waits for the others who publish the stream.
func (a *Agent) turn(stream string) (done func()) {
	h := fnv.New32a()
	_, _ = h.Write([]byte(stream))
	mu := &a.turns[h.Sum32()%uint32(len(a.turns))]
	mu.Lock()
	return mu.Unlock
}

// publish takes a publisher's offer.
func (a *Agent) publish(ctx context.Context, reign uint64, stream string, num uint64, offer string, seat room.Seat, on func(room.Media), gone func()) (string, error) {
	defer a.turn(stream)()
	p := a.newPublication(stream, num, gone != nil, on, gone)
	answer, err := a.sfu.Open(ctx, stream, offer, seat, gone != nil, func(m room.Media) { p.tell(m, false) }, func() { a.ended(p) })
	if err == nil && !a.add(p, reign) {
		a.sfu.StopPublish(stream)
		err = reply.ErrNoStream
	}
	return answer, err
}

// ingest opens a stream that a door of the leader hands in.
func (a *Agent) ingest(reign uint64, stream string, num uint64, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error) {
	defer a.turn(stream)()
	p := a.newPublication(stream, num, true, on, nil)
	in, err := a.sfu.Ingest(stream, seat, maxBitRate, func(m room.Media) { p.tell(m, false) })
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	if a.life.Err() == nil {
		a.wg.Go(func() { <-in.Done(); a.ended(p) })
	}
	a.mu.Unlock()
	if !a.add(p, reign) {
		in.Close()
		return nil, reply.ErrNoStream
	}
	return in, nil
}

// unpublish ends a publication, if it is the stream's still.
func (a *Agent) unpublish(stream string, num uint64) {
	a.mu.Lock()
	p := a.pubs[stream]
	if p == nil || p.num != num {
		a.mu.Unlock()
		return
	}
	delete(a.pubs, stream)
	a.mu.Unlock()
	a.sfu.StopPublish(stream)
}

// Deserted reports whether no client of this node sends or watches anything.
func (a *Agent) Deserted() bool {
	a.mu.Lock()
	n := len(a.pubs)
	a.mu.Unlock()
	for _, s := range a.sfu.Streams() {
		n += s.Viewers
	}
	return n == 0
}

// comesIn reports whether a publication is the stream's.
func (a *Agent) comesIn(stream string, num uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.pubs[stream]
	return p != nil && p.num == num
}

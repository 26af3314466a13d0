package hls

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"onair/server/sfu"
)

// The owner's clock of a show.
const (
	showTick  = 200 * time.Millisecond
	soundOnly = 3 * time.Second // without a picture although there could be one: sound alone
)

// show is one stream as HLS. Its owner is run; the relay's tap writes (tapSink), a run's follow makes views.
type show struct {
	o      *Origin
	stream string
	from   netip.Addr // who asked first
	log    *slog.Logger
	asked  atomic.Int64 // Unix nanoseconds of the newest request
	view   atomic.Pointer[view]
	failed atomic.Pointer[error] // why there is nothing to see
	waits  atomic.Int64          // requests that wait
	seen   meter

	done chan struct{}

	mu     sync.Mutex
	epoch  *epoch
	maker  *maker
	names  map[string]file // what may be asked for
	closed bool
	broken int // runs that ended
}

// file is where a name's bytes are: with a muxer, or in parts of one.
type file struct {
	e     *epoch
	name  string
	parts []part
}

// or keeps f if it is one.
func (f file) or(g file) file {
	if f.e != nil {
		return f
	}
	return g
}

// run is the owner: it taps the stream, again whenever it comes anew, until nobody asks any more.
func (s *show) run(ctx context.Context) {
	defer close(s.done)
	defer s.end()
	s.o.steady(s.stream, true)
	defer s.o.steady(s.stream, false)
	tick := time.NewTicker(showTick)
	defer tick.Stop()
	var sink *tapSink
	var stop func()
	defer func() {
		if stop != nil {
			stop()
		}
	}()
	for {
		if sink == nil || sink.over.Load() {
			if stop != nil {
				stop()
				stop = nil
			}
			sink = &tapSink{s: s, began: time.Now().Add(-sfu.TapBefore)}
			has, f, err := s.o.cfg.Relay.Tap(s.stream, sink)
			switch {
			case err == nil:
				sink.has.Store(&has)
				stop = f
				s.failed.Store(nil)
			case errors.Is(err, sfu.ErrNoStream):
				sink = nil
			default:
				s.failed.Store(&err)
				sink = nil
			}
			s.wake()
		}
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if s.waits.Load() > 0 { // who waits still asks
				s.asked.Store(now.UnixNano())
			}
			if now.UnixNano()-s.asked.Load() > int64(s.o.cfg.Linger) {
				return
			}
		}
	}
}

// wake lets requests look again although nothing new is there.
func (s *show) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.view.Load(); v.msn == 0 && !s.closed {
		s.show(&view{changed: make(chan struct{})})
	}
}

// show makes v the view; s.mu is held.
func (s *show) show(v *view) {
	old := s.view.Swap(v)
	close(old.changed)
}

// end closes everything; requests that wait are answered.
func (s *show) end() {
	s.o.drop(s)
	s.mu.Lock()
	s.closed = true
	e := s.epoch
	s.epoch = nil
	v := *s.view.Load()
	v.over, v.changed = true, make(chan struct{})
	s.show(&v)
	s.mu.Unlock()
	if e != nil {
		e.close()
	}
}

// begin makes e the run; nil: there is none for now. The one before ends.
func (s *show) begin(e *epoch) {
	s.mu.Lock()
	old := s.epoch
	if s.closed {
		s.mu.Unlock()
		if e != nil {
			e.muxer.Close()
		}
		return
	}
	s.epoch = e
	if old != nil {
		s.broken++
		for i := range s.maker.lists {
			s.maker.breakOff(s, i, old)
		}
		if old.dead.Load() { // asking it might wait for ever
			maps.DeleteFunc(s.names, func(_ string, f file) bool { return f.e == old })
		}
	}
	if e != nil {
		e.followed = make(chan struct{})
		go s.follow(e)
	}
	s.mu.Unlock()
	switch {
	case old == nil:
	case old.dead.Load():
		go old.close() // ends at once, unless the panic has left the muxer's lock taken
	default:
		old.close()
	}
}

// close ends a run; its files stay readable.
func (e *epoch) close() {
	e.muxer.Close()
	<-e.followed
}

// breakOff ends a run in one list.
func (m *maker) breakOff(s *show, i int, e *epoch) {
	l := &m.lists[i]
	uri := ""
	if len(l.parts) > 0 {
		uri = "end-" + l.parts[0].uri
		s.names[uri] = file{e, uri, l.parts}
	}
	l.breakOff(uri)
}

// forget drops names of what is no longer kept; s.mu is held.
func (s *show) forget() {
	keep := map[string]file{}
	for i := range s.maker.lists {
		l := &s.maker.lists[i]
		take := func(name string) {
			if f, ok := s.names[name]; ok {
				keep[name] = f
			}
		}
		take(l.init)
		for _, g := range l.segs {
			take(g.uri)
			take(g.init)
			for _, p := range g.parts {
				take(p.uri)
			}
		}
		for _, p := range l.parts {
			take(p.uri)
		}
	}
	s.names = keep
}

// read returns a file's bytes and type; not ok if there is no such file, or none any more.
func (s *show) read(name string) (body []byte, kind string, ok bool) {
	s.mu.Lock()
	f, ok := s.names[name]
	s.mu.Unlock()
	if !ok {
		return nil, "", false
	}
	if f.parts == nil {
		a, ok := f.e.ask(f.name, "")
		return a.body.Bytes(), a.header.Get("Content-Type"), ok
	}
	for _, p := range f.parts {
		a, ok := f.e.ask(p.uri, "")
		if !ok {
			return nil, "", false
		}
		body, kind = append(body, a.body.Bytes()...), a.header.Get("Content-Type")
	}
	return body, kind, true
}

package hls

import (
	"context"
	"slices"
	"sync"
	"time"

	"onair/media"
	"onair/media/av"
)

const (
	// maxWaiting is how many pictures' packets wait; then the loader does.
	maxWaiting = 1200
	// decoded is how many decoded pictures wait to be due.
	decoded = 4
)

// packet is a picture's.
type packet struct {
	pts  time.Duration
	key  bool
	lost bool // some before it are missing
	data []byte
}

// presenter decodes pictures and gives each out when it is due, on its goroutine.
type presenter struct {
	deck  *deck
	show  func(*media.Frame)
	in    chan packet
	local func(time.Time) time.Time // the server's clock to this machine's
	stats *meter

	pool   media.FramePool
	dec    *av.VideoDecoder
	keyed  bool // a keyframe was decoded
	times  []time.Duration
	ready  []*media.Frame
	pts    []time.Duration // of ready
	dates  sync.Mutex      // guards the next two
	date   time.Time
	dateAt time.Duration
}

func newPresenter(d *deck, show func(*media.Frame), local func(time.Time) time.Time, stats *meter) *presenter {
	return &presenter{deck: d, show: show, in: make(chan packet, maxWaiting), local: local, stats: stats}
}

// put hands over a packet; it waits while very many do already.
func (p *presenter) put(ctx context.Context, k packet) error {
	select {
	case p.in <- k:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// noteDate says when a moment of the stream was at the server.
func (p *presenter) noteDate(date time.Time, at time.Duration) {
	p.dates.Lock()
	p.date, p.dateAt = date, at
	p.dates.Unlock()
}

// captured is when a moment of the stream was, by this machine's clock; or else now.
func (p *presenter) captured(pts time.Duration, now time.Time) time.Time {
	p.dates.Lock()
	defer p.dates.Unlock()
	if p.date.IsZero() {
		return now
	}
	return p.local(p.date.Add(pts - p.dateAt))
}

// run is the presenter goroutine.
func (p *presenter) run(ctx context.Context) error {
	defer p.close()
	t := time.NewTimer(time.Hour)
	defer t.Stop()
	for {
		if err := p.fill(ctx); err != nil {
			return err
		}
		wait := p.next(time.Now())
		if wait <= 0 {
			continue
		}
		t.Reset(min(wait, 20*time.Millisecond))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
		}
	}
}

// fill decodes until enough pictures wait; for the first of them it waits.
func (p *presenter) fill(ctx context.Context) error {
	for len(p.ready) < decoded {
		var k packet
		if len(p.ready) == 0 {
			select {
			case k = <-p.in:
			case <-ctx.Done():
				return ctx.Err()
			}
		} else {
			select {
			case k = <-p.in:
			default:
				return ctx.Err()
			}
		}
		if err := p.decode(k); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// decode takes one packet; damage is passed over until the next keyframe.
func (p *presenter) decode(k packet) error {
	if k.lost {
		p.keyed = false // pictures are whole again from the next keyframe on
		return nil
	}
	if p.dec == nil {
		dec, err := av.NewVideoDecoder(av.H264)
		if err != nil {
			return err
		}
		p.dec = dec
	}
	if p.keyed = p.keyed || k.key; !p.keyed {
		return nil
	}
	if k.key {
		p.times = p.times[:0]
	}
	// Pictures come out in the order they are shown in, each perhaps with a later
	// packet: the earliest time that has not come out is the picture's.
	at, _ := slices.BinarySearch(p.times, k.pts)
	p.times = slices.Insert(p.times, at, k.pts)
	began := time.Now()
	f, err := p.dec.Decode(k.data, &p.pool)
	p.stats.decoded(time.Since(began), len(k.data))
	if err != nil {
		p.keyed = false
		p.times = p.times[:0]
		return nil
	}
	if f == nil {
		return nil
	}
	p.ready, p.pts = append(p.ready, f), append(p.pts, p.times[0])
	p.times = p.times[1:]
	return nil
}

// next shows the newest picture that is due, and says how long to wait for another.
func (p *presenter) next(now time.Time) time.Duration {
	if len(p.ready) == 0 {
		return 0
	}
	due, playing := p.deck.due(p.pts[0])
	if !playing {
		return 20 * time.Millisecond
	}
	if wait := due.Sub(now); wait > 0 {
		return wait
	}
	f, pts := p.ready[0], p.pts[0]
	p.ready, p.pts = slices.Delete(p.ready, 0, 1), slices.Delete(p.pts, 0, 1)
	if len(p.pts) > 0 {
		if after, _ := p.deck.due(p.pts[0]); !after.After(now) { // the next one is due, too
			f.Release()
			p.stats.dropped()
			return 0
		}
	}
	f.Time = p.captured(pts, now)
	p.stats.shown(now, f.Width(), f.Height(), now.Sub(f.Time))
	p.show(f)
	return 0
}

func (p *presenter) close() {
	for _, f := range p.ready {
		f.Release()
	}
	p.ready, p.pts = nil, nil
	if p.dec != nil {
		p.dec.Close()
	}
}

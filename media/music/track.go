package music

import (
	"context"
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"onair/media/av"
)

// lingerTime is how long a stopped track may take to be faded out by sides that
// are not pulled any more.
const lingerTime = time.Second

// track is one piece of music that plays.
type track struct {
	p      *Player
	param  Param
	obs    Observer
	clip   *clip // preloaded, or nil
	ring   *ring
	cancel context.CancelFunc
	unhook func() bool // from the player's context
	ctx    context.Context

	wake     chan struct{} // something was asked, or there is room in the ring
	progress chan struct{}
	over     chan struct{}
	ready    chan struct{}
	once     sync.Once   // closes over
	live     atomic.Bool // the sides may read
	failed   atomic.Int32

	mu       sync.Mutex // guards what follows
	set      settings
	tracks   int
	selected int
	duration float64
}

func newTrack(ctx context.Context, p *Player, param Param, o Observer, c *clip) *track {
	t := &track{p: p, param: param, obs: o, clip: c,
		wake: make(chan struct{}, 1), progress: make(chan struct{}, 1),
		over: make(chan struct{}), ready: make(chan struct{}),
		set: settings{speed: 1, scratch: 1}}
	t.ctx, t.cancel = context.WithCancel(ctx)
	t.ring = newRing(func() { post(t.wake) }, param.Publish, param.Start > 0 || param.End > 0)
	t.ring.cutMark = frames(param.Start)
	return t
}

// run is the track's life; it calls the observer.
func (t *track) run() {
	defer t.p.wg.Done()
	defer t.unhook()
	defer t.cancel()
	defer t.p.forget(t)
	src, code := t.open()
	if code != OK {
		if t.ctx.Err() == nil {
			t.started(code)
		}
		return
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	defer t.cancel()
	if f, ok := src.(*fileSource); ok {
		wg.Go(func() { f.run(t.ctx) })
	}
	wg.Go(func() { t.render(src) })
	select {
	case <-t.ready:
	case <-t.ctx.Done():
		return
	}
	if code := int(t.failed.Load()); code != OK && t.ring.empty() {
		t.started(code)
		return
	}
	t.live.Store(true)
	t.started(OK)
	t.play()
}

// play tells of progress until the track is over.
func (t *track) play() {
	for {
		select {
		case <-t.progress:
			if t.obs.OnProgress != nil {
				d, _ := t.length()
				t.obs.OnProgress(t.param.ID, span(t.ring.position()), d)
			}
		case <-t.over:
			if t.ctx.Err() == nil && !t.ring.isStopped() && t.obs.OnComplete != nil {
				t.p.forget(t)
				t.obs.OnComplete(t.param.ID, int(t.failed.Load()))
			}
			return
		case <-t.ctx.Done():
			t.linger()
			return
		}
	}
}

// linger lets a stopped track fade out.
func (t *track) linger() {
	t.ring.stop()
	timer := time.NewTimer(lingerTime)
	defer timer.Stop()
	select {
	case <-t.over:
	case <-timer.C:
	case <-t.p.ctx.Done():
	}
}

func (t *track) started(code int) {
	if code != OK {
		t.p.forget(t)
	}
	if t.obs.OnStart != nil {
		t.obs.OnStart(t.param.ID, code)
	}
}

// render fills the ring until the track is stopped.
func (t *track) render(src source) {
	r := newRenderer(src)
	defer r.close()
	announced := false
	for t.ctx.Err() == nil {
		t.apply(r)
		if !announced && t.ring.ready() {
			announced = true
			close(t.ready)
		}
		if !t.ring.room(src.ahead()) {
			select {
			case <-t.wake:
			case <-t.ctx.Done():
			}
			continue
		}
		n, err := r.next(t.ctx, t.wake)
		if errors.Is(err, errWake) || t.ctx.Err() != nil {
			continue
		}
		if err != nil && !ended(err) {
			t.broke(err)
		}
		if err == nil || n > 0 || ended(err) || t.failed.Load() != OK {
			t.ring.push(r.take, r.block[:], r.at, n)
		}
		if n == 0 && t.ring.empty() && t.failed.Load() == OK {
			t.failed.Store(CodeFormat) // it opened, but there is no sound in it
		}
	}
}

// broke notes that the source ended before its end.
func (t *track) broke(err error) {
	code := CodeDecode
	if t.ring.empty() {
		code = Code(t.param.Path, err)
	}
	if errors.Is(err, av.ErrClosed) {
		return
	}
	t.failed.Store(int32(code))
	t.p.log.Warn("music: decoding broke off", "id", t.param.ID, "code", code, "err", err)
}

// apply takes over what was asked of the track.
func (t *track) apply(r *renderer) {
	if take := t.ring.take(); take != r.take { // before the settings that made it
		r.take = take
		r.restart(frames(t.param.Start))
	}
	t.mu.Lock()
	s := t.set
	t.mu.Unlock()
	if s.seek {
		t.failed.Store(OK)
		r.seek(s.to)
		t.ring.jump(s.to.position)
		t.sought(s.asked)
	}
	if s.speed != r.set.speed || s.pitch != r.set.pitch || s.scratch != r.set.scratch {
		r.change(s)
	}
}

// sought ends a seek, unless another one was asked for meanwhile. Until then
// the position told is where the seek goes: there is no moment at which the
// place before it shows again.
func (t *track) sought(asked int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.set.seek = t.set.asked != asked
}

// ask changes the settings; the render goroutine takes them over.
func (t *track) ask(change func(s *settings)) {
	t.mu.Lock()
	change(&t.set)
	t.mu.Unlock()
	post(t.wake)
}

// retune is ask for what the sound of all that is not heard yet depends on.
func (t *track) retune(change func(s *settings)) {
	t.mu.Lock()
	before := t.set
	change(&t.set)
	changed := before != t.set
	t.mu.Unlock()
	if changed {
		t.ring.afresh()
		post(t.wake)
	}
}

// seek asks for another place, within the part that is played.
func (t *track) seek(position float64) {
	position = max(position, frames(t.param.Start))
	if end := t.param.End; end > 0 {
		position = min(position, frames(end))
	}
	t.ask(func(s *settings) {
		if !s.seek {
			s.to.track = -1
		}
		s.seek, s.to.position = true, math.Round(position)
		s.asked++
	})
}

// choose asks for another sound track at the present place.
func (t *track) choose(i int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i < 0 || i >= t.tracks {
		return false
	}
	if i == t.selected || t.tracks == 1 {
		return true
	}
	if !t.set.seek {
		t.set.to.position = t.ring.position()
	}
	t.selected = i
	t.set.seek, t.set.to.track = true, i
	t.set.asked++
	post(t.wake)
	return true
}

// length is the file's length, false if it is not known.
func (t *track) length() (time.Duration, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return span(t.duration), t.duration > 0
}

// position is what is heard, or where a seek is to go.
func (t *track) position() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.set.seek {
		return span(t.set.to.position)
	}
	return span(t.ring.position())
}

// mix adds the track to what one side pulls.
func (t *track) mix(side int, dst []float32, s *scratch) {
	if !t.live.Load() {
		return
	}
	progress, over := t.ring.mix(side, dst, s)
	if progress {
		post(t.progress)
	}
	if over {
		t.once.Do(func() { close(t.over) })
	}
}

// stop fades the track out.
func (t *track) stop() {
	t.ring.stop()
	t.cancel()
}

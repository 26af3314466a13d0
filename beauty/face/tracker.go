package face

import (
	"cmp"
	"log/slog"
	"slices"
	"sync"
	"time"

	"onair/media"
)

// Options of a Tracker. The zero value is good for one camera.
type Options struct {
	// MaxFaces and MaxHands are how many are followed; 0 means 6 and 2.
	MaxFaces, MaxHands int
	// Every is how many pictures there are to one in which a face at rest is
	// looked for; what moves is looked for in each, but no more than two faces in one
	// picture. 0 means 2.
	Every int
	// Logger is told when a network fails; nil means slog.Default.
	Logger *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.MaxFaces == 0 {
		o.MaxFaces = 6
	}
	if o.MaxHands == 0 {
		o.MaxHands = 2
	}
	if o.Every == 0 {
		o.Every = 2
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}

// Tracker is the Finder that runs networks, on a goroutine of its own. It goes
// by the pictures' times alone. Submit may be called from one goroutine, the
// other methods from any.
type Tracker struct {
	models Models
	size   Sizes
	opt    Options
	done   chan struct{}
	wake   chan struct{} // holds one
	sample sampler       // Submit's
	calm   calmers       // likewise

	mu      sync.Mutex
	idle    *sync.Cond // a job is done
	closed  bool
	want    Want
	round   int // counts up when everything is forgotten
	w, h    int
	frames  int // submitted
	lastID  int
	faces   []*track
	hands   []*track
	looked  [2]time.Time // when faces and palms were last searched for
	turns   [2]int       // of those searches
	body    time.Time    // when a person's mask was last looked for
	mask    Mask
	masked  bool
	spare   []*job
	pending *job
	overdue overdue
	turned  []*track // scratch of plan
	back    []uint8  // the mask that is filled next
	busy    bool
	points  [Points]Point // scratch of the tracker's goroutine
	found   []Detection   // likewise
	failed  bool
}

var _ Finder = (*Tracker)(nil)

// NewTracker starts a tracker that rests until Want. The models stay the
// caller's and must not be closed before the tracker.
func NewTracker(m Models, o Options) *Tracker {
	t := &Tracker{models: m, size: m.Sizes(), opt: o.withDefaults(), done: make(chan struct{}), wake: make(chan struct{}, 1),
		spare: []*job{{}, {}}}
	t.idle = sync.NewCond(&t.mu)
	go t.run()
	return t
}

// Close stops the tracker and waits for its goroutine. It may be called twice.
// Afterwards nothing is found any more.
func (t *Tracker) Close() error {
	t.mu.Lock()
	if !t.closed {
		t.closed = true
		t.forget()
		close(t.wake)
	}
	t.mu.Unlock()
	<-t.done
	return nil
}

// Want implements Finder.
func (t *Tracker) Want(w Want) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed || t.want == w {
		return
	}
	if w == 0 {
		t.forget()
	}
	t.want = w
	if w&WantFaces == 0 {
		t.faces = nil
	}
	if w&(WantHands|WantTouch) == 0 {
		t.hands = nil
	}
	if w&(WantPerson|WantBody) == 0 {
		t.masked = false
	}
}

// forget drops all that is known; t.mu is held.
func (t *Tracker) forget() {
	t.round++
	t.want, t.faces, t.hands, t.masked = 0, nil, nil, false
	t.looked, t.turns, t.body = [2]time.Time{}, [2]int{}, time.Time{}
}

// Submit implements Finder.
func (t *Tracker) Submit(f *media.Frame) {
	j := t.plan(f)
	if j == nil {
		return
	}
	j.sample(&t.sample, f, t.size)
	t.calm.over(j, t.size.Landmarks)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	t.pending = j
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// Faces implements Finder.
func (t *Tracker) Faces(at time.Time, dst []Face) []Face {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := len(dst)
	for _, k := range t.faces {
		if k.visible(at) {
			dst = append(dst, Face{ID: k.id, Score: k.score})
			k.motion.predict(at, dst[len(dst)-1].Points[:])
		}
	}
	slices.SortStableFunc(dst[first:], func(a, b Face) int { return cmp.Compare(b.Width(), a.Width()) })
	return dst
}

// Hands implements Finder.
func (t *Tracker) Hands(at time.Time, dst []Hand) []Hand {
	t.mu.Lock()
	defer t.mu.Unlock()
	first := len(dst)
	for _, k := range t.hands {
		if k.visible(at) {
			dst = append(dst, Hand{ID: k.id, Score: k.score, Left: k.left > .5})
			k.motion.predict(at, dst[len(dst)-1].Points[:])
		}
	}
	size := func(h Hand) float32 { return dist2(h.Points[Wrist], h.Points[handKnuckle]) }
	slices.SortStableFunc(dst[first:], func(a, b Hand) int { return cmp.Compare(size(b), size(a)) })
	return dst
}

// Person implements Finder.
func (t *Tracker) Person(dst *Mask) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.masked {
		return false
	}
	dst.W, dst.H, dst.At = t.mask.W, t.mask.H, t.mask.At
	dst.P = append(dst.P[:0], t.mask.P...)
	return true
}

// Wait returns when everything that was submitted has been looked at.
func (t *Tracker) Wait() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.pending != nil || t.busy {
		t.idle.Wait()
	}
}

package beauty

import (
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"onair/beauty/face"
	"onair/beauty/framing"
	"onair/beauty/pixel"
	"onair/beauty/sticker"
	"onair/media"
)

// Chain is an ordered list of filters with their settings.
//
// Process belongs to one goroutine. Every other method may be called from any
// goroutine at any time; a new value counts from the next frame on, and a frame
// in the works is never half old and half new.
type Chain struct {
	early   []filter // before anybody looks at the frame
	filters []filter // all of them
	params  map[string]*Param
	bySlot  [slotCount]*Param
	infos   []FilterInfo

	now    atomic.Pointer[settings]
	finder atomic.Pointer[face.Finder]
	faces  atomic.Int32 // in the newest frame
	closed atomic.Bool

	stickers *stickering

	// Touched by Process alone.
	work     *work
	trial    *trial // nil: halves always, or never
	view     pixel.Frame
	asked    *face.Finder // whom the chain asked last, and for what
	askedFor face.Want
}

// NewChain returns a chain with every filter at its default, which leaves
// frames as they are.
func NewChain() *Chain {
	if runtime.GOMAXPROCS(0) < 2 {
		return newChain(nil)
	}
	c := newChain(pixel.NewHalves())
	c.trial = new(trial)
	return c
}

// newChain works in halves; nil: one processor.
func newChain(halves *pixel.Halves) *Chain {
	c := &Chain{params: make(map[string]*Param), work: newWork(halves)}
	frame := framing.New()
	c.stickers = &stickering{stickers: sticker.New(), guest: sticker.New(), frame: frame}
	c.early = []filter{denoising{}, lighting{}}
	c.filters = append(slices.Clone(c.early),
		screening{}, backing{},
		smoothing{}, evening{}, sharpening{}, touching{}, whitening{}, ruddiness{}, painting{}, draping{}, grading{},
		reshaping{}, framed{frame}, c.stickers, mirroring{},
	)
	start := new(settings)
	for _, f := range c.filters {
		info := f.info()
		for i := range info.Params {
			p := &info.Params[i]
			c.params[p.ID] = p
			c.bySlot[p.slot] = p
			start.values[p.slot] = p.Default
		}
		c.infos = append(c.infos, info)
	}
	c.now.Store(start)
	return c
}

// Process runs the active filters over f in place. The caller is f's only owner
// (see media.Frame). A frame that is not 4:2:0, or whose planes are shorter than
// its size needs, is left alone, as is every frame after Close.
func (c *Chain) Process(f *media.Frame) {
	if c.closed.Load() {
		return
	}
	if !c.view.Of(f) {
		return
	}
	s := c.now.Load()
	if c.trial != nil {
		c.work.halves.Whole = !c.trial.halves()
		defer func(began time.Time) { c.trial.note(time.Since(began)) }(time.Now())
	}
	c.work.at = f.Time
	for _, fl := range c.early {
		if fl.active(s) {
			fl.apply(c.work, &c.view, s)
		}
	}
	c.look(f, s)
	ready := false
	for _, fl := range c.filters[len(c.early):] {
		if !fl.active(s) {
			continue
		}
		if !ready {
			c.work.begin(&c.view)
			ready = true
		}
		fl.apply(c.work, &c.view, s)
	}
	c.view = pixel.Frame{} // the pixels go back to their pool
}

// Filters describes the chain's filters in the order they run. The slices are
// the caller's own.
func (c *Chain) Filters() []FilterInfo {
	out := make([]FilterInfo, len(c.infos))
	for i, info := range c.infos {
		out[i] = info
		out[i].Params = append([]Param(nil), info.Params...)
		for j := range out[i].Params {
			p := &out[i].Params[j]
			p.Choices = append([]string(nil), p.Choices...)
		}
	}
	return out
}

// Set gives a parameter a new value and returns the value applied: v, or the
// nearest value in the parameter's range. An unknown id changes nothing and
// returns *UnknownParamError.
func (c *Chain) Set(id string, v float32) (float32, error) {
	p, ok := c.params[id]
	if !ok {
		return 0, &UnknownParamError{ID: id}
	}
	return c.set(p.slot, v), nil
}

// Value returns a parameter's present value.
func (c *Chain) Value(id string) (float32, error) {
	p, ok := c.params[id]
	if !ok {
		return 0, &UnknownParamError{ID: id}
	}
	return c.now.Load().values[p.slot], nil
}

// Reset gives every parameter its default and takes the colour table away.
func (c *Chain) Reset() {
	c.change(func(s *settings) {
		*s = settings{}
		for k, p := range c.bySlot {
			s.values[k] = p.Default
		}
	})
}

// Close ends the chain: frames pass it untouched from now on. Calling it again
// is harmless.
func (c *Chain) Close() { c.closed.Store(true) }

func (c *Chain) set(k slot, v float32) float32 {
	v = c.bySlot[k].clamp(v)
	c.change(func(s *settings) { s.values[k] = v })
	return v
}

// change publishes a changed copy of the settings; of two racing setters none
// is lost.
func (c *Chain) change(edit func(*settings)) {
	for {
		old := c.now.Load()
		next := *old
		edit(&next)
		if c.now.CompareAndSwap(old, &next) {
			return
		}
	}
}

// Package hearing is what the user hears of others: how loud each is, who is silenced,
// who speaks. It plays nothing itself: that is the mix's.
package hearing

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/audio"
)

// Others are the users in a mix. Any goroutine.
type Others struct {
	mix *audio.Mixer

	mu     sync.Mutex
	muted  map[string]bool    // also of who is not there yet
	volume map[string]float64 // shares of 1
	own    map[string]bool    // sounds in the mix that are no user's

	stop context.CancelFunc // ends Watch; nil while it does not run
}

// testTone is the ID of the tone in the mix.
const testTone = "test tone"

// New makes one for a mix; own are the IDs of what is none of a user's in it.
func New(mix *audio.Mixer, own ...string) *Others {
	o := &Others{mix: mix, muted: map[string]bool{}, volume: map[string]float64{}, own: map[string]bool{testTone: true}}
	for _, id := range own {
		o.own[id] = true
	}
	return o
}

// Mute silences one user, also one who comes later.
func (o *Others) Mute(id string, muted bool) {
	o.mu.Lock()
	o.muted[id] = muted
	o.mu.Unlock()
	o.mix.Mute(id, muted)
}

// SetVolume sets how loud one user is, 0 to 1.5, also one who comes later.
func (o *Others) SetVolume(id string, share float64) {
	o.mu.Lock()
	o.volume[id] = share
	o.mu.Unlock()
	o.mix.SetVolume(id, share)
}

// Add lets a user be heard until Remove.
func (o *Others) Add(id string, sound audio.Source) {
	o.mu.Lock()
	share, set := o.volume[id]
	muted := o.muted[id]
	o.mu.Unlock()
	if !set {
		share = 1
	}
	o.mix.Add(id, sound, share)
	o.mix.Mute(id, muted)
}

// Remove ends that.
func (o *Others) Remove(id string) { o.mix.Remove(id) }

// PlayTestTone plays a soft 440 Hz tone until stop is called.
func (o *Others) PlayTestTone() (stop func()) {
	var at atomic.Int64
	o.mix.Add(testTone, audio.SourceFunc(func(dst []float32) int {
		n := at.Load()
		for i := 0; i+1 < len(dst); i += 2 {
			v := float32(0.2 * math.Sin(2*math.Pi*440*float64(n)/media.SampleRate))
			dst[i], dst[i+1] = v, v
			n++
		}
		at.Store(n)
		return len(dst)
	}), 1)
	return func() { o.mix.Remove(testTone) }
}

// Volume is how loud somebody is, 0..100.
type Volume struct {
	ID    string
	Level int
}

// Loudness is how loud everybody is at one moment.
type Loudness struct {
	Users []Volume // loudest first
	Total int      // of the mix
	// Speaking are those who speak now or did a moment ago, most active first.
	Speaking []string
}

// every is the interval of Watch.
const every = 300 * time.Millisecond

// Watch begins to tell how loud everybody is, or ends that (nil). self is the user's own
// loudness, false while nothing is sent. It runs until ctx ends on a goroutine that start
// begins.
func (o *Others) Watch(ctx context.Context, start func(func()), self func() (Volume, bool), tell func(Loudness)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.stop != nil {
		o.stop()
		o.stop = nil
	}
	if tell == nil {
		return
	}
	ctx, o.stop = context.WithCancel(ctx)
	start(func() { o.watch(ctx, self, tell) })
}

func (o *Others) watch(ctx context.Context, self func() (Volume, bool), tell func(Loudness)) {
	t := time.NewTicker(every)
	defer t.Stop()
	var speakers audio.ActiveSpeakers
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			tell(o.now(self, &speakers))
		}
	}
}

func (o *Others) now(self func() (Volume, bool), speakers *audio.ActiveSpeakers) Loudness {
	out := Loudness{Total: int(o.mix.Meter().RMS())}
	if own, sends := self(); sends {
		out.Users = append(out.Users, own)
	}
	for id, level := range o.mix.Levels() {
		if !o.own[id] {
			out.Users = append(out.Users, Volume{id, int(level)})
		}
	}
	levels := map[string]float64{}
	for _, u := range out.Users {
		levels[u.ID] = float64(u.Level)
	}
	out.Speaking = speakers.Update(levels, time.Now())
	slices.SortFunc(out.Users, func(a, b Volume) int { return cmp.Or(b.Level-a.Level, cmp.Compare(a.ID, b.ID)) })
	return out
}

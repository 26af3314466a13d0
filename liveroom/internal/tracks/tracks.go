// Package tracks plays music and the sounds of stickers, and knows which of it viewers
// hear and who is to be told of which start.
package tracks

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"onair/beauty/motion"
	"onair/liveroom/internal/callback"
	"onair/media/music"
)

// Observer hears of a track; see liveroom.MusicObserver.
type Observer interface {
	OnStart(id, code int)
	OnPlayProgress(id int, position, duration time.Duration)
	OnComplete(id, code int)
}

// LoadObserver hears of preloads; see liveroom.MusicPreloadObserver.
type LoadObserver interface {
	OnLoadProgress(id, percent int)
	OnLoadError(id, code int)
}

// Config is what tracks need. Both functions are called with no lock held but those of
// the callers.
type Config struct {
	Log *slog.Logger
	// Open opens the loudspeaker; false when that is over for good.
	Open func() bool
	// Changed: what is sent may be another.
	Changed func()
}

// Tracks is the music of one LiveRoom. Any goroutine.
type Tracks struct {
	Player *music.Player

	cfg    Config
	cancel context.CancelFunc
	ctx    context.Context

	mu        sync.Mutex
	observers map[int]Observer
	loading   LoadObserver
	started   uint64         // counts Start
	starts    map[int]uint64 // the newest start of each track; none once it was stopped
	published map[int]bool   // tracks that are sent now
	// silenced says of each track that was given a publish volume of its own
	// whether that is 0; allSilenced holds for the others.
	silenced    map[int]bool
	allSilenced bool
	stickers    map[*motion.Sound]int // tracks of stickers' sounds
}

// New makes one in which nothing plays; Close ends it.
func New(cfg Config) *Tracks {
	a := &Tracks{
		cfg: cfg, Player: music.New(music.Options{Logger: cfg.Log}),
		observers: map[int]Observer{}, starts: map[int]uint64{}, published: map[int]bool{}, silenced: map[int]bool{},
		stickers: map[*motion.Sound]int{},
	}
	a.ctx, a.cancel = context.WithCancel(context.Background())
	return a
}

// Cancel ends what is being opened; Close ends every track.
func (a *Tracks) Cancel() { a.cancel() }

// Close ends every track.
func (a *Tracks) Close() {
	a.cancel()
	a.Player.Close()
}

// SetObserver names who hears of a track, before it is started; nil takes
// the observer away.
func (a *Tracks) SetObserver(id int, o Observer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if o == nil {
		delete(a.observers, id)
		return
	}
	a.observers[id] = o
}

// observer is who hears of the start n of a track: nobody, once the track was
// stopped or started again.
func (a *Tracks) observer(id int, n uint64) Observer {
	a.mu.Lock()
	defer a.mu.Unlock()
	if o := a.observers[id]; o != nil && a.starts[id] == n {
		return o
	}
	return deaf{}
}

// deaf is nobody.
type deaf struct{}

func (deaf) OnStart(int, int)                                 {}
func (deaf) OnPlayProgress(int, time.Duration, time.Duration) {}
func (deaf) OnComplete(int, int)                              {}
func (deaf) OnLoadProgress(int, int)                          {}
func (deaf) OnLoadError(int, int)                             {}

// Start begins to play. Another track with the same ID stops first;
// tracks with other IDs play together. What comes of it is told to the track's
// observer; errors of the parameters too.
func (a *Tracks) Start(p music.Param) {
	if !a.cfg.Open() {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.started++
	n := a.started
	a.starts[p.ID] = n
	delete(a.silenced, p.ID)
	if p.StartSilent {
		a.silenced[p.ID] = true
	}
	var tell callback.Courier // no track waits for its observer
	a.Player.Start(a.ctx, p, music.Observer{
		OnStart: func(id, code int) {
			a.setPublished(id, n, p.Publish && code == music.OK)
			tell.Post("", func() { a.observer(id, n).OnStart(id, code) })
		},
		OnProgress: func(id int, position, duration time.Duration) {
			tell.Post("progress", func() { a.observer(id, n).OnPlayProgress(id, position, duration) })
		},
		OnComplete: func(id, code int) {
			a.setPublished(id, n, false)
			tell.Post("", func() { a.observer(id, n).OnComplete(id, code) })
		},
	})
}

// setPublished notes whether viewers hear the start n of a track: somebody with
// a muted microphone and music is not silent.
func (a *Tracks) setPublished(id int, n uint64, on bool) {
	a.mu.Lock()
	switch {
	case a.starts[id] != n: // it was stopped or started again meanwhile
	case on:
		a.published[id] = true
	default:
		delete(a.published, id)
	}
	a.mu.Unlock()
	a.cfg.Changed()
}

// Sends reports whether music goes to the viewers; what is sent at no volume does not.
func (a *Tracks) Sends() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range a.published {
		if silent, set := a.silenced[id]; !silent && (set || !a.allSilenced) {
			return true
		}
	}
	return false
}

// Stop ends a track and frees what was preloaded for it. An unknown ID
// changes nothing, here and below.
func (a *Tracks) Stop(id int) {
	a.mu.Lock()
	a.Player.Stop(id)
	delete(a.starts, id)
	delete(a.published, id)
	a.mu.Unlock()
	a.cfg.Changed()
}

// StopAll ends every track.
func (a *Tracks) StopAll() {
	a.mu.Lock()
	a.Player.StopAll()
	clear(a.starts)
	clear(a.published)
	a.mu.Unlock()
	a.cfg.Changed()
}

// SetAllVolume sets both volumes of every track, also of later ones; 60 at
// first.
func (a *Tracks) SetAllVolume(share float64) {
	a.mu.Lock()
	a.Player.SetAllVolume(share)
	a.allSilenced = share <= 0
	clear(a.silenced)
	a.mu.Unlock()
	a.cfg.Changed()
}

// SetPublishVolume sets how loud viewers hear a track.
func (a *Tracks) SetPublishVolume(id int, share float64) {
	a.mu.Lock()
	a.Player.SetPublishVolume(id, share)
	if a.starts[id] != 0 {
		a.silenced[id] = share <= 0
	}
	a.mu.Unlock()
	a.cfg.Changed()
}

// SetLoadObserver names who hears of preloads; nil takes it away.
func (a *Tracks) SetLoadObserver(o LoadObserver) {
	a.mu.Lock()
	a.loading = o
	a.mu.Unlock()
}

// Preload decodes a file into memory, so that Start with the very
// same parameters begins at once: two files at a time, ten minutes each.
func (a *Tracks) Preload(p music.Param) {
	observer := func() LoadObserver {
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.loading != nil {
			return a.loading
		}
		return deaf{}
	}
	var tell callback.Courier
	a.Player.Preload(a.ctx, p, music.LoadObserver{
		OnProgress: func(id, percent int) { tell.Post("progress", func() { observer().OnLoadProgress(id, percent) }) },
		OnError:    func(id, code int) { tell.Post("", func() { observer().OnLoadError(id, code) }) },
	})
}

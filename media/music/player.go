package music

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"

	"onair/media/audio"
)

// defaultVolume is TRTC's 60.
const defaultVolume = 0.6

// Player plays any number of tracks, up to MaxTracks at a time. All methods may
// be called from any goroutine; none waits for a file, a server or a decoder.
type Player struct {
	log    *slog.Logger
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	ends   [sides]end
	tracks atomic.Pointer[[]*track] // those that sound, stopped ones included

	mu       sync.Mutex // guards what follows, and changes of tracks
	closed   bool
	byID     map[int]*track
	preloads map[int]*preload
	volume   float64
}

// New returns a player with nothing to play. Close ends it.
func New(opts Options) *Player {
	p := &Player{log: opts.Logger, byID: make(map[int]*track), preloads: make(map[int]*preload), volume: defaultVolume}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.tracks.Store(new([]*track))
	for i := range p.ends {
		p.ends[i] = end{p: p, side: i}
	}
	return p
}

// Close stops everything at once and waits for all goroutines. It may be called
// twice, but not from an observer.
func (p *Player) Close() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.cancel()
	p.wg.Wait()
	return nil
}

// PublishSource is what viewers hear: the mix of the tracks that are published,
// at their publish volumes. It is to be pulled at the microphone's pace, by one
// goroutine at a time; the sum is not limited.
func (p *Player) PublishSource() audio.Source { return &p.ends[publish] }

// PlayoutSource is what the anchor hears: all tracks at their playout volumes.
// It is to be pulled at the loudspeaker's pace, by one goroutine at a time.
func (p *Player) PlayoutSource() audio.Source { return &p.ends[playout] }

// end is one of the two ways out.
type end struct {
	p       *Player
	side    int
	scratch scratch
}

// ReadAudio mixes the tracks; it always fills dst.
func (e *end) ReadAudio(dst []float32) int {
	n := len(dst) &^ 1
	clear(dst)
	tracks := *e.p.tracks.Load()
	for rest := dst[:n]; len(rest) > 0 && len(tracks) > 0; {
		block := rest[:min(len(rest), blockLen)]
		for _, t := range tracks {
			t.mix(e.side, block, &e.scratch)
		}
		rest = rest[len(block):]
	}
	return n
}

// Start begins to play. A track of the same ID is stopped first. What comes of
// it is told by o.OnStart, wrong parameters and CodeTooMany included. ctx holds
// for the track's life: when it ends, the track is stopped.
func (p *Player) Start(ctx context.Context, param Param, o Observer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.stopLocked(param.ID)
	if code := p.refuseLocked(param); code != OK {
		if o.OnStart != nil {
			p.wg.Go(func() { o.OnStart(param.ID, code) })
		}
		return
	}
	t := newTrack(ctx, p, param, o, p.preloadedLocked(param))
	t.unhook = context.AfterFunc(p.ctx, t.cancel)
	t.ring.setVolume(playout, float32(p.volume))
	if param.StartSilent {
		t.ring.setVolume(publish, 0)
	} else {
		t.ring.setVolume(publish, float32(p.volume))
	}
	p.byID[param.ID] = t
	list := append(slices.Clone(*p.tracks.Load()), t)
	p.tracks.Store(&list)
	p.wg.Add(1)
	go t.run()
}

func (p *Player) refuseLocked(param Param) int {
	switch {
	case len(p.byID) >= MaxTracks:
		return CodeTooMany
	case param.End > 0 && param.End <= max(param.Start, 0):
		return CodeOpen
	}
	return OK
}

// forget takes an ended track out.
func (p *Player) forget(t *track) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byID[t.param.ID] == t {
		delete(p.byID, t.param.ID)
	}
	list := slices.DeleteFunc(slices.Clone(*p.tracks.Load()), func(o *track) bool { return o == t })
	p.tracks.Store(&list)
}

// Stop fades a track out and forgets it, and what was preloaded for it. An
// unknown ID is no error, here and below.
func (p *Player) Stop(id int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopLocked(id)
	p.unloadLocked(id)
}

// StopAll stops every track and frees every preload.
func (p *Player) StopAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id := range p.byID {
		p.stopLocked(id)
	}
	for id := range p.preloads {
		p.unloadLocked(id)
	}
}

func (p *Player) stopLocked(id int) {
	if t := p.byID[id]; t != nil {
		t.stop()
		delete(p.byID, id)
	}
}

package music

import (
	"context"
	"errors"
)

// preload is a file being decoded, or decoded, into memory.
type preload struct {
	param  Param
	cancel context.CancelFunc
	clip   *clip // nil until it is loaded
}

// Preload decodes a file (10 minutes at most) into memory, so that a Start of
// the very same Param begins at once and can be scratched. Up to MaxPreloads
// are kept; Stop frees one. The observer hears CodePlaying for an ID that
// plays, CodeTooManyPreloads, CodeFormat for a file that is too long.
func (p *Player) Preload(ctx context.Context, param Param, o LoadObserver) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	code := OK
	switch {
	case p.byID[param.ID] != nil:
		code = CodePlaying
	case p.preloads[param.ID] != nil:
		p.unloadLocked(param.ID)
	case len(p.preloads) >= MaxPreloads:
		code = CodeTooManyPreloads
	}
	if code != OK {
		p.wg.Go(func() { o.failed(param.ID, code) })
		return
	}
	load := &preload{param: param}
	ctx, load.cancel = context.WithCancel(ctx)
	unhook := context.AfterFunc(p.ctx, load.cancel)
	p.preloads[param.ID] = load
	p.wg.Go(func() {
		defer load.cancel()
		defer unhook()
		p.load(ctx, load, o)
	})
}

func (p *Player) load(ctx context.Context, load *preload, o LoadObserver) {
	id := load.param.ID
	c, err := loadClip(ctx, load.param, maxClip, func(percent int) { o.progress(id, percent) })
	p.mu.Lock()
	wanted := p.preloads[id] == load
	if wanted && err != nil {
		delete(p.preloads, id)
	}
	load.clip = c
	p.mu.Unlock()
	switch {
	case ctx.Err() != nil || !wanted:
	case errors.Is(err, errTooLong):
		o.failed(id, CodeFormat)
	case err != nil:
		p.log.Warn("music: preloading failed", "id", id, "err", err)
		o.failed(id, Code(load.param.Path, err))
	default:
		o.progress(id, 100)
	}
}

func (o LoadObserver) progress(id, percent int) {
	if o.OnProgress != nil {
		o.OnProgress(id, percent)
	}
}

func (o LoadObserver) failed(id, code int) {
	if o.OnError != nil {
		o.OnError(id, code)
	}
}

// preloadedLocked is what was loaded for the very same Param; a load of another
// one, or one that is not finished, is given up.
func (p *Player) preloadedLocked(param Param) *clip {
	load := p.preloads[param.ID]
	if load == nil {
		return nil
	}
	if load.clip == nil || !load.param.same(param) {
		p.unloadLocked(param.ID)
		return nil
	}
	return load.clip
}

func (p *Player) unloadLocked(id int) {
	if load := p.preloads[id]; load != nil {
		load.cancel()
		delete(p.preloads, id)
	}
}

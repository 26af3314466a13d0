package liveroom

import (
	"context"

	"onair/liveroom/internal/stream"
	"onair/signaling"
)

// StartPublish sends picture and sound to the room, as its anchor; a viewer
// needs an accepted request first and is refused otherwise (CodeNoPermission).
// The picture is the one StartCameraPreview started; without it only sound is
// sent until it is called. Nothing leaves the machine before this call. The
// streamID is accepted and has no effect: nothing plays by address.
func (r *LiveRoom) StartPublish(ctx context.Context, streamID string) error {
	const op = "StartPublish"
	tuned, err := r.tuner.First(ctx)
	if err != nil {
		return r.mediaError(op, err)
	}
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	if err := r.session.Open(); err != nil {
		return r.serverError(op, err)
	}
	if !r.visits.Place().In {
		return fail(op, CodeFailed, "not in a room; create or enter one first")
	}
	if r.own.Now() != nil {
		return nil
	}
	if err := r.sources.StartSound(); err != nil {
		r.log.Warn("publishing without sound", "err", err)
	}
	p, run := stream.NewPublishing(r.ctx, r.publishConfig(streamID, tuned))
	r.own.Put(p)
	go run()
	select {
	case err = <-p.First():
	case <-ctx.Done():
		err = contextError(op, ctx.Err())
	}
	if err == nil {
		r.visits.SetLive(true)
		return nil
	}
	r.endPublish()
	return r.mediaError(op, err)
}

// StopPublish stops sending: others get OnAnchorExit. The room stays. A co-anchor
// gives the seat back, also one not yet used. Otherwise, without a publish, it
// does nothing.
func (r *LiveRoom) StopPublish(ctx context.Context) error {
	const op = "StopPublish"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.release()
	if r.own.Now() == nil && r.visits.Place().Role != signaling.RoleCoAnchor {
		return nil
	}
	r.endPublish()
	r.visits.SetLive(false)
	return r.call(ctx, op, signaling.TypeUnpublish, nil, nil)
}

func (r *LiveRoom) endPublish() {
	r.own.End()
	r.sources.StopSound()
	r.mu.Lock()
	quality := r.audioQuality // the room's own holds no longer
	r.mu.Unlock()
	r.voice.SetMusicMode(quality == AudioQualityMusic)
}

package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stream"
	"onair/media"
	"onair/media/rtc"
	"onair/signaling"
)

// StartPublish sends picture and sound to the room, as its anchor; a viewer
// needs an accepted request first and is refused otherwise (CodeNoPermission).
// The picture is the one StartCameraPreview started; without it only sound is
// sent until it is called. Nothing leaves the machine before this call. The
// streamID, unless empty, names the stream at the server: /hls/streamID/index.m3u8.
func (r *LiveRoom) StartPublish(ctx context.Context, streamID string) error {
	const op = "StartPublish"
	tuned, err := r.tuner.First(ctx)
	if err != nil {
		return r.mediaError(op, err)
	}
	return r.loggedIn(ctx, op, func(op string) error {
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
	})
}

// StopPublish stops sending: others get OnAnchorExit. The room stays. A co-anchor
// gives the seat back, also one not yet used. Otherwise, without a publish, it
// does nothing.
func (r *LiveRoom) StopPublish(ctx context.Context) error {
	return r.inTurn(ctx, "StopPublish", func(op string) error {
		if r.own.Now() == nil && r.visits.Place().Role != signaling.RoleCoAnchor {
			return nil
		}
		r.endPublish()
		r.visits.SetLive(false)
		return r.call(ctx, op, signaling.TypeUnpublish, nil, nil)
	})
}

func (r *LiveRoom) endPublish() {
	r.own.End()
	r.sources.StopSound()
	r.mu.Lock()
	quality := r.audioQuality // the room's own holds no longer
	r.mu.Unlock()
	r.voice.SetMusicMode(quality == AudioQualityMusic)
}

// flags is what is sent now: what the user means to send and there is a device
// for.
func (r *LiveRoom) flags() stream.Flags {
	video, sound := r.sources.Sends()
	music := r.effects.tracks.Sends()
	soundOnly := r.visits.Place().SoundOnly
	r.mu.Lock()
	defer r.mu.Unlock()
	return stream.Flags{
		Video: video && !r.videoMuted && !soundOnly,
		Audio: music || sound,
	}
}

// publishConfig joins the own stream to the server, the sources and the events.
func (r *LiveRoom) publishConfig(streamID string, first *rtc.Connection) stream.PublishConfig {
	return stream.PublishConfig{
		First: first, Connection: r.tuner.Connection, Encoding: r.encodingNow, Flags: r.flags,
		Offer: func(ctx context.Context, offer string, f stream.Flags) (string, error) {
			in := signaling.PublishRequest{SDP: offer, StreamID: streamID, MediaFlags: signaling.MediaFlags(f)}
			return r.exchange(ctx, signaling.TypePublish, in)
		},
		Tell: func(ctx context.Context, f stream.Flags) error {
			return r.session.Call(ctx, signaling.TypeSetMedia, signaling.MediaFlags(f), nil)
		},
		Feed: func(video func(*media.Frame), audio func(media.Samples)) {
			r.camera.SetPublish(video)
			r.voice.SetPublish(audio)
		},
		Again: func(err error) {
			r.log.Info("publishing again", "err", err)
			r.explainNoPath(err)
			r.events.Post(0, OnWarning{Code: WarnLinkLost, Msg: "the own stream was interrupted and is being sent again: " + err.Error()})
		},
	}
}

// exchange gives the server an offer and returns its answer.
func (r *LiveRoom) exchange(ctx context.Context, typ string, in any) (string, error) {
	var out signaling.SDPReply
	err := r.session.Call(ctx, typ, in, &out)
	r.paths.Note(out.SDP)
	return out.SDP, err
}

// encodingNow is how the own stream is to be sent from now on.
func (r *LiveRoom) encodingNow() stream.Encoding {
	r.mu.Lock()
	enc, quality := r.encoding, r.audioQuality
	r.mu.Unlock()
	place := r.visits.Place()
	if place.Quality != 0 {
		quality = AudioQuality(place.Quality)
	}
	r.voice.SetMusicMode(quality == AudioQualityMusic)
	audio := stream.AudioConfig(int(quality))
	out := stream.Encoding{Audio: &audio, StartBitRate: min(enc.EffectiveBitRate(), 2_000_000)}
	if !place.SoundOnly {
		out.Video = stream.VideoConfig(enc)
	}
	return out
}

// VideoEncoderParam is how the own picture is sent: Width and Height in pixels, both
// even; FPS, 1..60; BitRate, the ceiling in bits a second, 0 for one that fits; VP8 in
// place of H.264; Hardware, where HardwareEncoder says that there is one; OneLayer: no smaller
// encodings beside it, by which poor lines and small tiles get less.
type VideoEncoderParam = stream.VideoEncoderParam

// DefaultVideoEncoderParam is 1280x720 at 30 frames a second in H.264.
func DefaultVideoEncoderParam() VideoEncoderParam {
	return VideoEncoderParam{Width: 1280, Height: 720, FPS: 30}
}

// SetVideoEncoderParam changes how the own picture is sent, also while live: a
// new size or codec costs a keyframe, a new bit rate nothing.
func (r *LiveRoom) SetVideoEncoderParam(p VideoEncoderParam) error {
	if wrong := stream.Wrong(p); wrong != "" {
		return fail("SetVideoEncoderParam", CodeBadArgument, wrong)
	}
	r.mu.Lock()
	old := r.encoding
	r.encoding = p
	r.mu.Unlock()
	r.own.Change(old, p)
	return nil
}

// VideoEncoderParam returns what is set.
func (r *LiveRoom) VideoEncoderParam() VideoEncoderParam {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.encoding
}

// HardwareEncoder reports whether a hardware H.264 encoder works here.
func HardwareEncoder() bool { return stream.HardwareEncoder() }

// mediaError names a failed media connection, nil of nil.
func (r *LiveRoom) mediaError(op string, err error) error {
	var own *Error
	var said *signaling.Error
	if err == nil || errors.As(err, &own) || errors.As(err, &said) || errors.Is(err, session.ErrNone) {
		return r.serverError(op, err)
	}
	switch {
	case errors.Is(err, stream.ErrTuning):
		return fail(op, CodeFailed, err.Error())
	case errors.Is(err, stream.ErrSeatLost):
		return &Error{Code: CodeNoPermission, Op: op, Desc: "there is no seat on stage; ask for one first", Err: err}
	case errors.Is(err, rtc.ErrNoPath), errors.Is(err, rtc.ErrLost):
		return &Error{Code: CodeMediaConnect, Op: op, Desc: noMedia, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return contextError(op, err)
	default:
		return &Error{Code: CodeMediaConnect, Op: op, Desc: "the media connection failed: " + err.Error(), Err: err}
	}
}

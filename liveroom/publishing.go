package liveroom

import (
	"context"

	"onair/liveroom/internal/stream"
	"onair/media"
	"onair/media/av"
	"onair/media/rtc"
	"onair/signaling"
)

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
	audio := audioConfig(quality)
	out := stream.Encoding{Audio: &audio, StartBitRate: min(enc.EffectiveBitRate(), 2_000_000)}
	if !place.SoundOnly {
		out.Video = &rtc.VideoConfig{
			Width: enc.Width, Height: enc.Height, FrameRate: float64(enc.FPS),
			BitRate: enc.EffectiveBitRate(), Hardware: enc.Hardware, Codec: av.H264,
		}
		if enc.VP8 {
			out.Video.Codec = av.VP8
		}
	}
	return out
}

func audioConfig(q AudioQuality) rtc.AudioConfig {
	switch q {
	case AudioQualitySpeech:
		return rtc.AudioConfig{BitRate: 24_000}
	case AudioQualityMusic:
		return rtc.AudioConfig{BitRate: 128_000, Music: true}
	default:
		return rtc.AudioConfig{BitRate: 64_000}
	}
}

package liveroom

import (
	"context"

	"onair/media/av"
	"onair/media/rtc"
	"onair/signaling"
)

// open publishes once and returns what the server was told of mutes.
func (p *publishing) open(ctx context.Context) (*rtc.Publisher, signaling.MediaFlags, error) {
	r := p.room
	p.mu.Lock()
	p.renew = false
	p.mu.Unlock()
	r.mu.Lock()
	enc, quality, soundOnly := r.encoding, r.audioQuality, false
	if r.visit != nil {
		if r.visit.param.Quality != 0 {
			quality = r.visit.param.Quality
		}
		soundOnly = r.visit.soundOnly
	}
	r.mu.Unlock()
	r.voice.SetMusicMode(quality == AudioQualityMusic)
	flags := r.flags()
	video := &rtc.VideoConfig{
		Width: enc.Width, Height: enc.Height, FrameRate: float64(enc.FPS),
		BitRate: enc.EffectiveBitRate(), Hardware: enc.Hardware, Codec: av.H264,
	}
	if enc.VP8 {
		video.Codec = av.VP8
	}
	if soundOnly {
		video = nil
	}
	conn := p.tuned
	p.tuned = nil
	if conn == nil {
		c, err := r.connection(ctx)
		if err != nil {
			return nil, flags, err
		}
		conn = &c
	}
	cfg := rtc.PublishConfig{Connection: *conn, Video: video, Audio: audioConfig(quality), StartBitRate: min(enc.EffectiveBitRate(), 2_000_000)}
	pub, err := rtc.Publish(ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		client, err := r.session("")
		if err != nil {
			return "", err
		}
		var out signaling.SDPReply
		in := signaling.PublishRequest{SDP: offer, StreamID: p.streamID, MediaFlags: flags}
		err = client.Call(ctx, signaling.TypePublish, in, &out)
		r.paths.note(out.SDP)
		return out.SDP, err
	})
	if err != nil {
		return nil, flags, err
	}
	pub.MuteVideo(!flags.Video)
	return pub, flags, nil
}

// openAnew has the stream published again at once.
func (p *publishing) openAnew() {
	p.mu.Lock()
	p.renew = true
	p.mu.Unlock()
	p.wakeUp()
}

// setAudio changes how the sound is coded, on the fly where that can be.
func (p *publishing) setAudio(q AudioQuality) {
	p.mu.Lock()
	current := p.current
	p.mu.Unlock()
	if current == nil || current.SetAudio(*audioConfig(q)) != nil {
		p.openAnew() // a try under way may have begun with the old one
	}
}

// encodingChanged changes the bit rate on the fly and publishes anew for the rest.
func (p *publishing) encodingChanged(old, now VideoEncoderParam) {
	p.mu.Lock()
	defer p.mu.Unlock()
	rest := now
	rest.BitRate = old.BitRate
	if rest != old || p.current == nil {
		p.renew = true
	} else {
		p.current.SetMaxBitRate(now.EffectiveBitRate())
	}
	p.wakeUp()
}

func audioConfig(q AudioQuality) *rtc.AudioConfig {
	switch q {
	case AudioQualitySpeech:
		return &rtc.AudioConfig{BitRate: 24_000}
	case AudioQualityMusic:
		return &rtc.AudioConfig{BitRate: 128_000, Music: true}
	default:
		return &rtc.AudioConfig{BitRate: 64_000}
	}
}

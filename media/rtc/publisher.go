package rtc

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/bwe"
	"onair/media/rtc/internal/clock"
)

// Publisher sends one stream. Its methods may be called from any goroutine.
type Publisher struct {
	peer    *peer
	path    *path
	video   *videoSend // nil if not offered
	audio   *audioSend
	wall    clock.Wall
	audioBR atomic.Int64 // what sound takes, with headers

	reports int       // sender reports sent
	nextSR  time.Time // owner's
}

// Publish offers a stream to the server and starts sending it. ctx bounds the
// exchange alone; the stream lives until Close or until the connection ends.
// Media starts to flow with the state Connected.
func Publish(ctx context.Context, cfg PublishConfig, ex Exchange) (*Publisher, error) {
	if cfg.Video == nil && cfg.Audio == nil {
		return nil, fmt.Errorf("rtc: publish: neither video nor audio")
	}
	p := &Publisher{wall: clock.NewWall(time.Now())}
	var offered []av.Codec
	ceiling := 0
	if cfg.Audio != nil {
		audio := cfg.Audio.withDefaults().BitRate + audioHeaders
		p.audioBR.Store(int64(audio))
		ceiling += audio
	}
	if cfg.Video != nil {
		v := cfg.Video.withDefaults()
		if v.Codec != av.H264 && v.Codec != av.VP8 {
			return nil, fmt.Errorf("rtc: publish: %v is not a codec to send", v.Codec)
		}
		offered = []av.Codec{v.Codec}
		ceiling += v.BitRate * 21 / 20
	}
	start := cfg.StartBitRate
	if start == 0 {
		start = 1_000_000
	}
	p.path = newPath(bwe.Config{Min: floorBitRate + int(p.audioBR.Load()), Max: ceiling, Start: min(start, ceiling)})
	var err error
	p.peer, err = newPeer(cfg.Connection, func(me *webrtc.MediaEngine) error {
		if err := registerCodecs(me, offered, webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio); err != nil || cfg.Video == nil || cfg.Video.withDefaults().offers() == 1 {
			return err
		}
		return registerNames(me)
	}, &interceptor.Registry{})
	if err != nil {
		return nil, err
	}
	if err := p.setUp(ctx, cfg, ex); err != nil {
		p.peer.abandon()
		return nil, err
	}
	go p.peer.run(parts{connected: p.onConnected, tick: p.onTick})
	return p, nil
}

func (p *Publisher) setUp(ctx context.Context, cfg PublishConfig, ex Exchange) error {
	if cfg.Audio != nil {
		out, err := p.addTrack(opusCodec().RTPCodecCapability, "audio", make(chan lost, 256))
		if err != nil {
			return err
		}
		p.audio = &audioSend{
			in: newSoundInbox(), path: p.path, out: out, wall: p.wall, fail: p.peer.fail,
		}
		audio := cfg.Audio.withDefaults()
		p.audio.want.Store(&audio)
	}
	if cfg.Video != nil {
		v := cfg.Video.withDefaults()
		p.video = newVideoSend(v, p.path, p.wall, &p.audioBR, p.peer.fail)
		p.video.bye = func(ssrcs []uint32) { p.peer.writeRTCP(&rtcp.Goodbye{Sources: ssrcs}) }
		outs, err := p.addVideo(videoCodec(v.Codec).RTPCodecCapability, v.offers(), p.video.resend)
		if err != nil {
			return err
		}
		for i, out := range outs {
			p.video.layers = append(p.video.layers, newLayer(p.video, rids[i], out))
		}
	}
	answer, err := p.peer.negotiate(ctx, ex)
	if err != nil {
		return err
	}
	if p.audio != nil {
		p.audio.out.bind()
		p.spawn(func(ctx context.Context) { p.readRTCP(ctx, p.audio.out, nil) })
		p.spawn(p.audio.run)
	}
	if p.video != nil {
		p.video.choose(answer.layers())
		for _, l := range p.video.layers {
			l.out.bind()
			l.out.bindNames(p.peer.pc)
			p.spawn(func(ctx context.Context) { p.readRTCP(ctx, l.out, l) })
		}
		p.applyCeiling()
		p.spawn(p.video.encode)
		p.spawn(p.video.send)
	}
	return nil
}

func (p *Publisher) spawn(f func(context.Context)) {
	p.peer.wg.Add(1)
	go func() {
		defer p.peer.wg.Done()
		f(p.peer.ctx)
	}()
}

func (p *Publisher) addTrack(c webrtc.RTPCodecCapability, id string, resend chan lost) (*outlet, error) {
	track, err := newTrack(c, id)
	if err != nil {
		return nil, err
	}
	tr, err := p.peer.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return nil, fmt.Errorf("rtc: %s track: %w", id, err)
	}
	return newOutlet(track, tr.Sender(), p.path, resend), nil
}

func (p *Publisher) outlets() (out []*outlet) {
	if p.audio != nil {
		out = append(out, p.audio.out)
	}
	if p.video != nil {
		for _, l := range p.video.layers {
			out = append(out, l.out)
		}
	}
	return out
}

// firstTS is a random start for timestamps, as RFC 3550 wants it.
func firstTS() uint32 { return rand.Uint32() }

// onConnected runs on the owner.
func (p *Publisher) onConnected() {
	if p.video != nil {
		p.requestKeyframe()
		p.video.live.Store(true)
	}
	if p.audio != nil {
		p.audio.live.Store(true)
	}
}

// onTick sends sender reports: at once when media starts, then every second, so
// that a player can keep pictures and sound together from its first second.
func (p *Publisher) onTick(now time.Time) {
	if now.Before(p.nextSR) {
		return
	}
	sent := false
	for _, o := range p.outlets() {
		if sr := o.report(p.wall, time.Now()); sr != nil {
			p.peer.writeRTCP(sr, &rtcp.SourceDescription{Chunks: []rtcp.SourceDescriptionChunk{{
				Source: sr.SSRC, Items: []rtcp.SourceDescriptionItem{{Type: rtcp.SDESCNAME, Text: "onair"}},
			}}})
			sent = true
		}
	}
	if sent {
		p.reports++
		if p.nextSR = now.Add(time.Second); p.reports < 4 {
			p.nextSR = now.Add(200 * time.Millisecond)
		}
	}
}

// Video gives one reference of a picture to send. The newest wins: one that the
// encoder has not taken is dropped. It never waits.
func (p *Publisher) Video(f *media.Frame) {
	if p.video == nil {
		f.Release()
		return
	}
	p.video.box.Put(f)
}

// Audio takes a block of sound to send. The samples are copied.
func (p *Publisher) Audio(s media.Samples) {
	if p.audio != nil {
		p.audio.in.put(s)
	}
}

// SetMaxBitRate moves the ceiling for pictures, in bits a second, at least
// 150 000. With several encodings it is the largest one's.
func (p *Publisher) SetMaxBitRate(bps int) {
	if p.video != nil {
		p.video.max.Store(int64(max(bps, floorBitRate)))
	}
	p.applyCeiling()
}

// applyCeiling tells the path the most that there is to send.
func (p *Publisher) applyCeiling() {
	bps := int(p.audioBR.Load())
	if v := p.video; v != nil {
		bps += v.ceiling() * 21 / 20
	}
	p.path.setMax(bps)
}

// requestKeyframe makes the next picture of each encoding a keyframe, but not sooner
// than 300 ms after the last one. The server asks by itself when somebody joins.
func (p *Publisher) requestKeyframe() {
	for _, l := range p.video.layers {
		l.key.Store(true)
	}
}

// MuteVideo stops pictures from being sent, or resumes with a keyframe.
func (p *Publisher) MuteVideo(on bool) {
	if p.video != nil {
		p.video.muted.Store(on)
		p.requestKeyframe()
	}
}

// MuteAudio sends silence instead of sound. The stream stays, so that players
// keep their clock.
func (p *Publisher) MuteAudio(on bool) {
	if p.audio != nil {
		p.audio.muted.Store(on)
	}
}

// Done is closed when the stream has ended and all its goroutines have.
func (p *Publisher) Done() <-chan struct{} { return p.peer.done }

// Err tells, after Done, why the stream ended: ErrClosed, ErrHungUp, ErrLost,
// ErrNoPath or a codec's error.
func (p *Publisher) Err() error { return p.peer.reason() }

// Close ends the stream and waits for its goroutines. Calling it again is
// harmless. It returns nil unless the stream had ended before by itself.
func (p *Publisher) Close() error {
	err := p.peer.close()
	if p.video != nil {
		p.video.box.Close()
	}
	return err
}

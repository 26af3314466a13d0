package rtc

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"onair/media/av"
	"onair/media/rtc/internal/arrivals"
	"onair/media/rtc/internal/clock"
)

// Player plays one stream. Its methods may be called from any goroutine, but
// ReadAudio from only one at a time.
type Player struct {
	peer  *peer
	sync  *avSync
	video *videoRecv // nil if not asked for
	audio *audioRecv
	pres  *presenter

	closed  atomic.Bool
	readMu  sync.Mutex // ReadAudio against closing the decoder
	soundAt atomic.Int64
}

// Play asks the server for a stream and starts playing it. ctx bounds the
// exchange alone; playing goes on until Close or until the connection ends.
func Play(ctx context.Context, cfg PlayConfig, ex Exchange) (*Player, error) {
	if cfg.OnVideo == nil && cfg.NoAudio {
		return nil, fmt.Errorf("rtc: play: neither video nor audio")
	}
	ir := &interceptor.Registry{}
	rr, err := report.NewReceiverInterceptor()
	if err != nil {
		return nil, fmt.Errorf("rtc: reports: %w", err)
	}
	ir.Add(rr)
	pe, err := newPeer(cfg.Connection, func(me *webrtc.MediaEngine) error {
		return registerCodecs(me, []av.Codec{av.H264, av.VP8}, webrtc.RTPCodecTypeVideo)
	}, ir)
	if err != nil {
		return nil, err
	}
	p := &Player{peer: pe, sync: &avSync{least: cfg.MinDelay}}
	if err := p.setUp(ctx, cfg, ex); err != nil {
		pe.abandon()
		p.closeDecoder()
		return nil, err
	}
	go pe.run(parts{})
	return p, nil
}

func (p *Player) setUp(ctx context.Context, cfg PlayConfig, ex Exchange) error {
	wall := clock.NewWall(time.Now())
	recv := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
	if !cfg.NoAudio {
		var err error
		p.audio, err = newAudioRecv(p.sync, &senderLine{rate: audioRate, wall: wall, offset: cfg.ClockOffset})
		if err != nil {
			return fmt.Errorf("rtc: play: %w", err)
		}
		if _, err := p.peer.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, recv); err != nil {
			return fmt.Errorf("rtc: play: %w", err)
		}
	}
	if cfg.OnVideo != nil {
		p.pres = newPresenter(cfg.OnVideo, p.sync, p.peer.began)
		p.video = &videoRecv{
			fresh: make(chan struct{}, 1),
			peer:  p.peer, sync: p.sync, pres: p.pres, soundAt: &p.soundAt,
			line: &senderLine{rate: videoRate, wall: wall, offset: cfg.ClockOffset},
		}
		if p.audio != nil {
			p.video.soundAt = &p.audio.at
		}
		if _, err := p.peer.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, recv); err != nil {
			return fmt.Errorf("rtc: play: %w", err)
		}
		p.spawn(p.pres.run)
	}
	p.peer.pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		p.peer.post(func() { p.handleTrack(t, r) })
	})
	_, err := p.peer.negotiate(ctx, ex)
	return err
}

func (p *Player) spawn(f func(context.Context)) {
	p.peer.wg.Add(1)
	go func() {
		defer p.peer.wg.Done()
		f(p.peer.ctx)
	}()
}

// handleTrack runs on the owner.
func (p *Player) handleTrack(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
	switch {
	case t.Kind() == webrtc.RTPCodecTypeVideo && p.video != nil && p.video.track == nil:
		p.video.track, p.video.came = t, arrivals.New(r)
		p.spawn(p.video.run)
		p.spawn(func(context.Context) { readReports(p.peer, r, p.video.line) })
	case t.Kind() == webrtc.RTPCodecTypeAudio && p.audio != nil:
		p.spawn(func(ctx context.Context) { p.audio.run(ctx, t, p.peer) })
		p.spawn(func(context.Context) { readReports(p.peer, r, p.audio.line) })
	}
}

// readReports takes sender reports until the connection ends.
func readReports(pe *peer, r *webrtc.RTPReceiver, line *senderLine) {
	buf := make([]byte, 1500)
	for {
		n, _, err := r.Read(buf)
		if err != nil {
			return
		}
		pkts, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		for _, pkt := range pkts {
			switch r := pkt.(type) {
			case *rtcp.SenderReport:
				if r.NTPTime != 0 {
					line.report(r.RTPTime, r.NTPTime)
				}
			case *rtcp.Goodbye:
				pe.hungUp()
			}
		}
	}
}

// ReadAudio fills dst with the next sound, interleaved stereo at 48 kHz, and
// returns how many samples it wrote: all, or none while there is no sound. It
// makes Player an audio.Source: the mixer calls it at the pace of the playout.
func (p *Player) ReadAudio(dst []float32) int {
	if p.audio == nil || p.closed.Load() {
		return 0
	}
	p.readMu.Lock()
	defer p.readMu.Unlock()
	if p.closed.Load() {
		return 0
	}
	return p.audio.read(dst)
}

// SetPlayoutLatency tells how long after ReadAudio its sound is heard, so that
// pictures wait for it.
func (p *Player) SetPlayoutLatency(d time.Duration) { p.sync.setLatency(d) }

// Done is closed when playing has ended and all goroutines have.
func (p *Player) Done() <-chan struct{} { return p.peer.done }

// Err tells, after Done, why playing ended: ErrClosed, ErrHungUp, ErrLost,
// ErrNoPath or a codec's error.
func (p *Player) Err() error { return p.peer.reason() }

// Close ends playing and waits for the goroutines. Calling it again is
// harmless. It returns nil unless playing had ended before by itself.
func (p *Player) Close() error {
	err := p.peer.close()
	p.closeDecoder()
	return err
}

func (p *Player) closeDecoder() {
	p.closed.Store(true)
	p.readMu.Lock()
	defer p.readMu.Unlock()
	if p.audio != nil {
		p.audio.dec.Close()
	}
}

// Stats returns the stream's state.
func (p *Player) Stats() Stats {
	now := time.Now()
	var st Stats
	p.peer.fill(&st)
	var video time.Duration
	video, st.AudioDelay = p.sync.delays(now)
	if p.video != nil {
		p.video.fill(&st, now)
		st.JitterBuffer = max(video-p.video.medianTransit(), 0)
	}
	if a := p.audio; a != nil {
		c := a.buf.Counts()
		st.AudioBitRate = int(a.bytes.PerSecond(now) * 8)
		st.AudioPackets, st.AudioPacketsLost = c.Received, c.Lost
		st.AudioRecovered, st.AudioConcealed, st.AudioUnderruns = c.Recovered, c.Concealed, c.Underruns
	}
	return st
}

func (v *videoRecv) medianTransit() time.Duration {
	v.sync.mu.Lock()
	defer v.sync.mu.Unlock()
	if v.sync.n == 0 {
		return 0
	}
	return v.sync.sorted[min(v.sync.n, needWindow)/2]
}

func (v *videoRecv) fill(st *Stats, now time.Time) {
	v.mu.Lock()
	c := v.counts
	st.Codec, st.Width, st.Height, st.DecodeTime = v.codec, v.size[0], v.size[1], v.decode
	st.Jitter = v.jit.Now()
	st.Keyframes = v.keys
	v.mu.Unlock()
	st.Packets, st.PacketsLost, st.NACKs, st.PLIs = c.Received, c.Lost, c.NACKs, c.PLIs
	st.BitRate = int(v.bytes.PerSecond(now) * 8)
	if got, lost := v.packets.PerSecond(now), v.missing.PerSecond(now); got > 0 {
		st.Loss = lost / (got + lost)
	}
	pr := v.pres
	st.Frames, st.FramesDropped = pr.shown.Load(), pr.dropped.Load()+c.FramesDropped
	st.FPS = pr.fps.PerSecond(now)
	st.Freezes, st.FreezeTime, st.LongestGap = pr.freezes.Totals()
	d := pr.delay.Quantiles(now, 0.5, 0.95)
	st.Delay, st.DelayP95 = d[0], d[1]
	st.AVOffset = pr.offset.Quantiles(now, 0.5)[0]
	st.FirstPicture = time.Duration(pr.first.Load())
}

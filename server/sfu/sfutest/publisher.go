package sfutest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
)

// PublishConfig says what a Publisher sends.
type PublishConfig struct {
	Mime     string // webrtc.MimeTypeVP8 (default) or MimeTypeH264; "none": no video
	NoAudio  bool
	FPS      int                   // default 30
	BitRate  int                   // of the video, default 500 kbit/s
	Packet   int                   // payload bytes, default 1180
	Settings *webrtc.SettingEngine // default Settings()
}

// Publisher sends numbered frames until it is closed. Its methods may be called from any goroutine.
type Publisher struct {
	pc    *webrtc.PeerConnection
	cfg   PublishConfig
	video *webrtc.TrackLocalStaticRTP
	audio *webrtc.TrackLocalStaticRTP

	cancel context.CancelFunc
	wg     sync.WaitGroup
	ready  chan struct{}
	once   sync.Once

	muted     atomic.Bool
	last      atomic.Uint32 // sequence number of the video
	wantKey   atomic.Bool
	plis      atomic.Int64
	keyframes atomic.Int64
	frames    atomic.Int64
	nacks     atomic.Int64
	twcc      atomic.Int64
	reports   atomic.Int64
}

// Publish connects a publisher and starts sending once connected.
func Publish(ctx context.Context, cfg PublishConfig, ex Exchange) (*Publisher, error) {
	if cfg.Mime == "" {
		cfg.Mime = webrtc.MimeTypeVP8
	}
	cfg.FPS = orElse(cfg.FPS, 30)
	cfg.BitRate = orElse(cfg.BitRate, 500_000)
	cfg.Packet = orElse(cfg.Packet, 1180)
	set := Settings()
	if cfg.Settings != nil {
		set = *cfg.Settings
	}
	api, err := newAPI(set, true, true)
	if err != nil {
		return nil, err
	}
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	p := &Publisher{pc: pc, cfg: cfg, cancel: cancel, ready: make(chan struct{})}
	if err := p.connect(ctx, run, ex); err != nil {
		p.Close()
		return nil, fmt.Errorf("publish: %w", err)
	}
	return p, nil
}

func orElse(v, d int) int {
	if v == 0 {
		return d
	}
	return v
}

func (p *Publisher) connect(ctx, run context.Context, ex Exchange) error {
	if err := p.addTracks(); err != nil {
		return err
	}
	p.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			p.once.Do(func() { close(p.ready) })
		}
	})
	if err := negotiate(ctx, p.pc, ex); err != nil {
		return err
	}
	for _, s := range p.pc.GetSenders() {
		p.wg.Add(1)
		go p.readRTCP(s)
	}
	select {
	case <-p.ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	p.wg.Add(1)
	go p.send(run)
	return nil
}

const baseline = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f" // H.264

func (p *Publisher) addTracks() (err error) {
	if p.cfg.Mime != "none" {
		c := webrtc.RTPCodecCapability{MimeType: p.cfg.Mime, ClockRate: 90000}
		if p.cfg.Mime == webrtc.MimeTypeH264 {
			c.SDPFmtpLine = baseline
		}
		if p.video, err = webrtc.NewTrackLocalStaticRTP(c, "v", "s"); err != nil {
			return err
		}
		tr, err := p.pc.AddTransceiverFromTrack(p.video, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			return err
		}
		var mine []webrtc.RTPCodecParameters
		for _, k := range tr.Sender().GetParameters().Codecs {
			if k.MimeType == p.cfg.Mime && (c.SDPFmtpLine == "" || k.SDPFmtpLine == c.SDPFmtpLine) {
				mine = append(mine, k)
			}
		}
		if err := tr.SetCodecPreferences(mine); err != nil {
			return err
		}
	}
	if !p.cfg.NoAudio {
		c := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
		if p.audio, err = webrtc.NewTrackLocalStaticRTP(c, "a", "s"); err != nil {
			return err
		}
		_, err = p.pc.AddTransceiverFromTrack(p.audio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	}
	return err
}

func (p *Publisher) readRTCP(s *webrtc.RTPSender) {
	defer p.wg.Done()
	for {
		pkts, _, err := s.ReadRTCP()
		if err != nil {
			return
		}
		for _, pkt := range pkts {
			switch pkt.(type) {
			case *rtcp.PictureLossIndication:
				p.plis.Add(1)
				p.wantKey.Store(true)
			case *rtcp.TransportLayerNack:
				p.nacks.Add(1)
			case *rtcp.TransportLayerCC:
				p.twcc.Add(1)
			case *rtcp.ReceiverReport:
				p.reports.Add(1)
			}
		}
	}
}

// send is the publisher's clock: a frame each tick, sound every 20 ms or a little more seldom.
func (p *Publisher) send(ctx context.Context) {
	defer p.wg.Done()
	gap := time.Second / time.Duration(p.cfg.FPS)
	tick := time.NewTicker(gap)
	defer tick.Stop()
	var vseq, aseq = uint16(rand.Uint32()), uint16(rand.Uint32())
	var number uint32
	p.wantKey.Store(true)
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			if p.muted.Load() {
				continue
			}
			if p.video != nil {
				f := Frame{Number: number, Keyframe: p.wantKey.Swap(false), Sent: now}
				vseq = p.sendFrame(f, vseq)
			}
			if p.audio != nil {
				_ = p.audio.WriteRTP(&rtp.Packet{
					Header:  rtp.Header{Version: 2, SequenceNumber: aseq, Timestamp: number * 960},
					Payload: make([]byte, 80),
				})
				aseq++
			}
			number++
		}
	}
}

func (p *Publisher) sendFrame(f Frame, seq uint16) uint16 {
	n := max(1, p.cfg.BitRate/8/p.cfg.FPS/p.cfg.Packet)
	size := p.cfg.Packet
	if n == 1 {
		size = min(size, max(p.cfg.BitRate/8/p.cfg.FPS, headSize+markSize))
	}
	for i := range n {
		last := i == n-1
		s := size
		if last && n > 1 {
			s = size/2 + 1
		}
		_ = p.video.WriteRTP(&rtp.Packet{
			Header:  rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: f.Number * 3000, Marker: last},
			Payload: payload(p.cfg.Mime, f, i, n, s),
		})
		seq++
	}
	p.last.Store(uint32(seq))
	p.frames.Add(1)
	if f.Keyframe {
		p.keyframes.Add(1)
	}
	return seq
}

// Mute stops or resumes sending.
func (p *Publisher) Mute(on bool) { p.muted.Store(on) }

// PLIs counts the keyframes asked of the publisher, Keyframes those sent, Frames all frames sent.
func (p *Publisher) PLIs() int { return int(p.plis.Load()) }

// Keyframes counts keyframes sent.
func (p *Publisher) Keyframes() int { return int(p.keyframes.Load()) }

// Frames counts frames sent.
func (p *Publisher) Frames() int { return int(p.frames.Load()) }

// NACKs counts requests for lost packets.
func (p *Publisher) NACKs() int { return int(p.nacks.Load()) }

// Feedback counts transport-wide congestion control messages received.
func (p *Publisher) Feedback() int { return int(p.twcc.Load()) }

// Reports counts receiver reports.
func (p *Publisher) Reports() int { return int(p.reports.Load()) }

// Close hangs up and waits.
func (p *Publisher) Close() {
	p.cancel()
	_ = peerend.GracefulClose(p.pc)
	p.wg.Wait()
}
